"""A receiver of webhooks, for the tests that send some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.receiving import Receiver


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A receiver on the loopback, to which messages may go."""
    settings.KLASH_PAGES_WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with Receiver() as receiver:
        yield receiver
