"""The calendar of a contest holds the stages whose days are known, and nothing less exact."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from lxml import html
from wagtail.models import PageViewRestriction

from klash_pages.models import Stage
from tests.factories.pages import ContestPageFactory, StandardPageFactory
from tests.factories.records import StageFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


def calendar_of(contest: Any) -> Calendar:
    response = Client().get(f"{contest.url}calendar.ics")
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def events(contest: Any) -> list[tuple[str, date, date, str]]:
    return [
        (str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt, str(event["STATUS"]))
        for event in calendar_of(contest).walk("VEVENT")
    ]


def test_stages_stand_with_their_days_and_what_happened_counts_before_the_plan() -> None:
    contest = ContestPageFactory(title="Klash 1")
    StageFactory(contest=contest, kind=Stage.Kind.LAUNCH, position=1, actual_from=date(2018, 8, 16))
    StageFactory(
        contest=contest,
        kind=Stage.Kind.MENTORING,
        position=2,
        planned_from=date(2019, 1, 1),
        actual_from=date(2019, 9, 24),
        actual_to=date(2019, 10, 22),
    )
    StageFactory(contest=contest, kind=Stage.Kind.RESULT, position=3, actual_from=None, planned_from=date(2020, 1, 23))
    assert events(contest) == [
        ("Klash öppnas – Klash 1", date(2018, 8, 16), date(2018, 8, 17), "CONFIRMED"),
        ("Teamen får handledning – Klash 1", date(2019, 9, 24), date(2019, 10, 23), "CONFIRMED"),
        ("Vinnarna offentliggörs – Klash 1", date(2020, 1, 23), date(2020, 1, 24), "TENTATIVE"),
    ]


@pytest.mark.parametrize(
    "stage",
    [
        {"actual_from": date(2019, 12, 1), "actual_precision": "month"},
        {"actual_from": None},
        {"actual_from": None, "planned_from": date(2019, 1, 1), "planned_precision": "year"},
        {"actual_from": date(2019, 12, 1), "actual_precision": "month", "planned_from": date(2019, 12, 5)},
    ],
)
def test_a_day_that_is_not_known_is_not_invented(stage: dict[str, Any]) -> None:
    contest = ContestPageFactory()
    StageFactory(contest=contest, **stage)
    assert events(contest) == []


def test_an_event_keeps_its_name_when_its_day_moves_and_each_language_has_its_own() -> None:
    contest = ContestPageFactory()
    stage = StageFactory(contest=contest)
    finnish = translate(contest, "fi", title="Klash suomeksi")

    def names() -> list[str]:
        return [str(calendar_of(page).walk("VEVENT")[0]["UID"]) for page in (contest, finnish)]

    before = names()
    assert len(set(before)) == 2
    stage.actual_from = date(2018, 9, 1)
    stage.save()
    assert names() == before
    assert events(finnish)[0][:2] == ("Klash avautuu – Klash suomeksi", date(2018, 9, 1))


def test_long_lines_are_folded_and_what_people_write_stays_text() -> None:
    contest = ContestPageFactory(title="A, B; C\\ " + "ä" * 100 + "\x08\nEND:VCALENDAR")
    StageFactory(contest=contest)
    response = Client().get(f"{contest.url}calendar.ics")
    lines = response.content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert lines.count(b"END:VCALENDAR") == 1
    unfolded = response.content.decode().replace("\r\n ", "").split("\r\n")
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"{name}:A\\, B\\; C\\\\ {'ä' * 100} END:VCALENDAR" in unfolded


def test_the_same_contest_gives_the_same_bytes_in_a_constant_number_of_queries() -> None:
    contest = ContestPageFactory()
    StageFactory(contest=contest)

    def read() -> tuple[int, bytes]:
        with CaptureQueriesContext(connection) as queries:
            content = Client().get(f"{contest.url}calendar.ics").content
        return len(queries), content

    read()
    first, second = read(), read()
    assert first == second
    StageFactory.create_batch(5, contest=contest)
    assert read()[0] == first[0]


def test_only_a_contest_that_everybody_may_read_has_a_calendar() -> None:
    contest = ContestPageFactory()
    assert Client().get(f"{StandardPageFactory().url}calendar.ics").status_code == 404
    PageViewRestriction.objects.create(page=contest, restriction_type="password", password="x")
    assert Client().get(f"{contest.url}calendar.ics").status_code == 404
    draft = ContestPageFactory(live=False)
    assert Client().get(f"{draft.url}calendar.ics").status_code == 404


def test_the_contest_leads_to_its_calendar() -> None:
    stage = StageFactory()
    tree = html.fromstring(Client().get(stage.contest.url).content)
    assert tree.xpath("//a[@href='calendar.ics']")
