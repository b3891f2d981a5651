"""Other apps can do work of their own every minute, and one that fails stops nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from klash_pages.signals import every_minute

pytestmark = pytest.mark.django_db


@pytest.fixture
def called() -> Iterator[list[str]]:
    """What the receivers of this test did."""
    done: list[str] = []

    def fail(**_signal: Any) -> None:
        done.append("failed")
        raise RuntimeError("a receiver's own bug")

    def work(**_signal: Any) -> None:
        done.append("worked")

    for receiver in (fail, work):
        every_minute.connect(receiver, weak=False)
    yield done
    for receiver in (fail, work):
        every_minute.disconnect(receiver)


def test_every_receiver_is_called_by_the_command_that_runs_every_minute(called, caplog) -> None:
    call_command("publish_scheduled")
    assert called == ["failed", "worked"]
    assert "a receiver's own bug" in caplog.text
