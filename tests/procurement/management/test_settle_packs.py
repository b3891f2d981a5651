"""`manage.py settle_packs`, and the command that runs every minute, write down which packs nobody makes any more."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from procurement.models import Pack
from tests.factories.procurement import PackFactory

pytestmark = pytest.mark.django_db


def left_over() -> Pack:
    return PackFactory(state="running", lease_until=timezone.now() - timedelta(seconds=1))


def test_the_command_settles_what_is_left_over_and_counts_it():
    packs = [left_over(), left_over()]
    call_command("settle_packs", stdout=(said := StringIO()))
    assert said.getvalue() == "2 packs settled\n"
    assert [pack.state for pack in Pack.objects.filter(pk__in=[pack.pk for pack in packs])] == ["failed", "failed"]
    call_command("settle_packs", stdout=(said := StringIO()))
    assert said.getvalue() == "0 packs settled\n"


def test_the_command_that_runs_every_minute_does_it_too():
    pack = left_over()
    call_command("publish_scheduled")
    pack.refresh_from_db()
    assert (pack.state, pack.failure) == ("failed", "stopped")
    pack = left_over()
    call_command("publish_scheduled", dryrun=True, stdout=StringIO())
    pack.refresh_from_db()
    assert pack.state == "running"
