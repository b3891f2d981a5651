"""The editing screens say what readers see because of dates, before a date lies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from klash_pages.admin.what_readers_see import reader_sees
from klash_pages.localization.partial_dates import write_date
from klash_pages.models import Stage
from klash_pages.publication import releases
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsPageFactory,
    TeamPageFactory,
    make_ready,
)
from tests.factories.records import PersonFactory, StageFactory
from tests.factories.users import AdminFactory, EditorFactory

pytestmark = pytest.mark.django_db


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_a_challenge_says_its_state_and_what_comes_after_it() -> None:
    open_now = ChallengePageFactory(opens_on=in_days(-1), closes_on=in_days(5))
    assert reader_sees(open_now) == f"Öppen till {write_date(in_days(5))} → {write_date(in_days(6))}: Juryn bedömer"
    coming = ChallengePageFactory(opens_on=in_days(2), closes_on=in_days(5))
    assert reader_sees(coming) == f"Kommer → {write_date(in_days(2))}: Öppen till {write_date(in_days(5))}"
    assert reader_sees(ChallengePageFactory()) == "Juryn bedömer"
    assert reader_sees(AwardPageFactory(published=True).get_parent().specific) == "Vinnare utsedd"


def test_a_contest_says_where_it_stands() -> None:
    contest = ContestPageFactory()
    ChallengePageFactory(parent=contest, opens_on=in_days(-1), closes_on=in_days(5))
    after = write_date(in_days(6))
    assert reader_sees(contest).startswith(f"Öppen till {write_date(in_days(5))} → ")
    assert reader_sees(contest).endswith(f"{after} kl. 0.00: Juryn bedömer")


def test_an_award_says_until_when_nobody_sees_it() -> None:
    award = AwardPageFactory()
    assert reader_sees(award) == "inget, förrän resultatet släpps"
    make_ready(award)
    award.save_revision()
    due = timezone.make_aware(timezone.datetime(2099, 1, 23, 18))
    releases.schedule([award.translation_key], due, AdminFactory())
    assert reader_sees(award) == "inget före släppet: fredag 23.1.2099 kl. 18.00"
    released = AwardPageFactory(published=True)
    assert reader_sees(released) == "vinnaren, offentliggjord 23.1.2020"


def test_a_team_says_that_it_is_hidden_and_then_how_many_names_are() -> None:
    people = [PersonFactory(), PersonFactory(remove_on=in_days(0))]
    team = TeamPageFactory(members=people)
    assert reader_sees(team) == "inget, förrän juryn har avgjort utmaningen"
    open_team = TeamPageFactory(parent__parent__judged_anonymously=False, members=people)
    assert reader_sees(open_team) == "1 medlem, 1 medlem utan namn"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"basis": ""}, "inget: det finns ingen grund för att visa namnet"),
        ({"remove_on": date(2020, 2, 1)}, "inget: dagen för borttagning har kommit"),
        ({"remove_on": date(2099, 2, 1)}, "namnet till 31.1.2099"),
        ({"remove_on": None}, "namnet, utan slutdatum"),
    ],
)
def test_a_person_says_until_when_the_name_is_shown(fields: dict[str, Any], expected: str) -> None:
    assert reader_sees(PersonFactory(**fields)) == expected


def test_a_stage_says_outcome_and_plan_no_more_exactly_than_known() -> None:
    stage = StageFactory(
        kind=Stage.Kind.RESULT,
        planned_from=date(2019, 12, 1),
        planned_precision="month",
        actual_from=date(2020, 1, 23),
    )
    assert reader_sees(stage) == "23.1.2020, planerat december 2019"
    assert reader_sees(StageFactory(actual_from=None)) == "datum saknas"


def test_other_pages_have_no_line() -> None:
    assert reader_sees(NewsPageFactory()) == ""


def screen(url: str) -> str:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    text = html.fromstring(client.get(url).content.decode()).text_content()
    return " ".join(text.split())


def test_the_line_stands_on_the_editing_screen_and_says_when_it_waits_for_publishing() -> None:
    challenge = ChallengePageFactory(opens_on=date(2019, 4, 11), closes_on=date(2019, 6, 18))
    edit = reverse("wagtailadmin_pages:edit", args=[challenge.pk])
    assert "Läsaren ser: Juryn bedömer" in screen(edit)
    challenge.closes_on = date(2099, 6, 18)
    challenge.save_revision()
    assert "När det här är publicerat ser läsaren: Öppen till 18.6.2099 → 19.6.2099: Juryn bedömer" in screen(edit)
    person = PersonFactory(remove_on=date(2099, 2, 1))
    assert "Läsaren ser: namnet till 31.1.2099" in screen(reverse("person:edit", args=[person.pk]))
    stage = StageFactory()
    assert "Läsaren ser: 16.8.2018" in screen(reverse("stage:edit", args=[stage.pk]))
    assert "Läsaren ser:" not in screen(reverse("person:add"))
