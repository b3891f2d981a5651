"""Two lawyers on one form: each records what each changed, and where both changed the same, both values are shown."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from procurement.models import CaseFact
from tests.factories.procurement import CaseFactory, LegalUserFactory, record
from tests.procurement.admin.filling import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def words(response: Any) -> str:
    """What a screen says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def window(username: str) -> Client:
    """The admin in English, with a lawyer logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(LegalUserFactory(username=username))
    return client


@pytest.fixture
def first(db: None) -> Client:
    """The window of linnea."""
    return window("linnea")


@pytest.fixture
def second(db: None) -> Client:
    """The window of mikael."""
    return window("mikael")


@pytest.fixture
def place(db: None) -> str:
    """The case form of a case with 14 days for acceptance, 30 for cure and 3 months of exit."""
    case = CaseFactory()
    record(case, {"acceptance.days": 14, "termination.cure_days": 30, "exit.months": 3})
    return reverse("procurement:facts", args=[case.pk])


def recordings() -> list[tuple[str, Any, str]]:
    """What the two recorded after the case was filled."""
    rows = CaseFact.objects.filter(recorded_by__username__in=["linnea", "mikael"]).order_by("pk")
    return [(row.name, row.value, row.recorded_by.username) for row in rows.select_related("recorded_by")]


def test_a_save_takes_nothing_back_that_somebody_else_recorded_meanwhile(first, second, place):
    one, other = form_of(first.get(place), "case__number"), form_of(second.get(place), "case__number")
    first.post(place, {**one, "acceptance__days": "21", "termination__cure_days": "45"})
    response = second.post(place, {**other, "acceptance__days": "10", "exit__months": "6"})
    assert recordings() == [
        ("acceptance.days", 21, "linnea"),
        ("termination.cure_days", 45, "linnea"),
        ("exit.months", 6, "mikael"),
    ]
    assert response.status_code == 422
    screen = words(response)
    assert "1 fact recorded. 1 fact waits" in screen
