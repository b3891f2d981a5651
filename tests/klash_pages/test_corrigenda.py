"""Announced dates change with a corrigendum, or with an editor's word that none is needed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from klash_pages import corrigenda, keeping
from klash_pages.models import ChallengePage, NoticeReference, Stage
from tests.factories.pages import ChallengePageFactory, ContestPageFactory
from tests.factories.records import NoticeReferenceFactory, StageFactory
from tests.factories.screens import editing_form
from tests.factories.users import EditorFactory

pytestmark = pytest.mark.django_db

QUESTION = "Läsarna har fått veta andra datum."
KIND = NoticeReference.Kind


@pytest.fixture
def challenge() -> Any:
    page = ChallengePageFactory(title="Resor", opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 31))
    page.save_revision().publish()
    NoticeReferenceFactory(challenge=page, kind=KIND.CONTEST, published_on=date(2026, 9, 1))
    page = ChallengePage.objects.get(pk=page.pk)
    page.closes_on = date(2026, 11, 15)
    return page


def corrigendum(challenge: Any, **fields: Any) -> NoticeReference:
    values = {"kind": KIND.CORRIGENDUM, "published_on": date(2026, 10, 1), **fields}
    return NoticeReferenceFactory(challenge=challenge, number="2026-000777", **values)


def public(challenge: Any) -> date | None:
    return ChallengePage.objects.get(pk=challenge.pk).closes_on


def refused(challenge: Any) -> str:
    """What is said when the challenge is published; nothing has changed by then."""
    before = public(challenge)
    with pytest.raises(ValidationError) as error:
        challenge.save_revision().publish()
    assert public(challenge) == before
    return " ".join(error.value.messages)


def test_a_changed_last_day_asks_for_its_corrigendum_and_the_draft_is_kept(challenge: Any) -> None:
    assert refused(challenge).startswith(QUESTION)
    assert "1397/2016, 60 och 101 §" in refused(challenge)
    assert ChallengePage.objects.get(pk=challenge.pk).get_latest_revision_as_object().closes_on == date(2026, 11, 15)


def test_so_does_a_day_that_is_taken_away_and_the_day_it_opens(challenge: Any) -> None:
    challenge.closes_on = None
    assert refused(challenge).startswith(QUESTION)
    challenge.closes_on = date(2026, 10, 31)
    challenge.opens_on = date(2026, 9, 2)
    assert refused(challenge).startswith(QUESTION)


def test_with_its_corrigendum_it_is_published_and_the_history_says_so(challenge: Any) -> None:
    challenge.dates_corrigendum = corrigendum(challenge)
    challenge.save_revision().publish()
    assert public(challenge) == date(2026, 11, 15)
    [entry] = PageLogEntry.objects.filter(page=challenge.pk, action=corrigenda.ACTION)
    formatter = registry.get_formatter(entry)
    assert formatter.format_comment(entry) == "2026-10-31 → 2026-11-15. Hilma 2026-000777"


def test_a_reason_that_none_is_needed_is_kept_in_the_history_and_told_nobody(challenge: Any) -> None:
    challenge.dates_reason = "Skrivfel, hemligt77"
    challenge.save_revision().publish()
    [entry] = PageLogEntry.objects.filter(page=challenge.pk, action=corrigenda.ACTION)
    assert entry.data["reason"] == "Skrivfel, hemligt77"
    reader = Client()
    assert "hemligt77" not in reader.get(ChallengePage.objects.get(pk=challenge.pk).url).content.decode()
    for address in (
        f"/api/v3/klash/challenges/{challenge.translation_key}/?locale=sv",
        f"/api/v3/pages/{challenge.pk}/",
    ):
        answer = reader.get(address)
        assert answer.status_code == 200
        assert "hemligt77" not in answer.content.decode()


def test_each_change_rests_on_something_of_its_own(challenge: Any) -> None:
    challenge.dates_corrigendum = corrigendum(challenge)
    challenge.save_revision().publish()
    again = ChallengePage.objects.get(pk=challenge.pk)
    again.closes_on = date(2026, 11, 30)
    assert refused(again).startswith(QUESTION)
    again.dates_reason = "Annonsen om rättelse säger 30.11."
    again.save_revision().publish()
    again = ChallengePage.objects.get(pk=challenge.pk)
    again.closes_on = date(2026, 12, 1)
    assert refused(again).startswith(QUESTION), "the same reason speaks of the change before"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": KIND.CONTEST}, "är inte ett giltigt val"),
        ({"published_on": None}, "Hilma 2026-000777 saknar datum. Skriv vilken dag den publicerades."),
        ({"published_on": date(2026, 8, 1)}, "Hilma 2026-000777 är äldre än annonsen om projekttävling."),
        ({"published_on": timezone.localdate() + timedelta(days=9)}, "Hilma 2026-000777 är inte publicerad ännu."),
    ],
    ids=["another kind", "no date", "before the contest notice", "not yet"],
)
def test_not_every_notice_can_be_the_corrigendum(challenge: Any, fields: dict[str, Any], sentence: str) -> None:
    challenge.dates_corrigendum = corrigendum(challenge, **fields)
    assert sentence in refused(challenge)


def test_the_corrigendum_of_another_challenge_is_none(challenge: Any) -> None:
    challenge.dates_corrigendum = corrigendum(ChallengePageFactory())
    assert refused(challenge) == "Hilma 2026-000777 hör till en annan utmaning."


def test_a_first_day_and_a_challenge_that_nobody_has_seen_ask_nothing() -> None:
    page = ChallengePageFactory(closes_on=None, live=False)
    page.closes_on = date(2026, 11, 15)
    page.save_revision().publish()
    page = ChallengePageFactory(closes_on=None)
    page.closes_on = date(2026, 11, 15)
    page.save_revision().publish()
    assert public(page) == date(2026, 11, 15)


def test_a_challenge_that_was_unpublished_is_not_changed_in_the_dark(challenge: Any) -> None:
    page = ChallengePage.objects.get(pk=challenge.pk)
    with keeping.going([page.translation_key]):
        page.unpublish()
    page.refresh_from_db()
    page.closes_on = date(2026, 11, 15)
    page.save()
    with pytest.raises(ValidationError, match=QUESTION):
        page.save_revision().publish()


# What the editor and the program meet


def desk() -> Client:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    return client


def test_the_screen_keeps_the_draft_and_asks(challenge: Any) -> None:
    client = desk()
    form = editing_form(client, challenge)
    form["closes_on"] = "2026-11-15"
    form["action-publish"] = "1"
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[challenge.pk]), form.dict())
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[challenge.pk]) + "#id_dates_corrigendum"
    assert any(QUESTION in str(message) for message in get_messages(answer.wsgi_request))
    assert public(challenge) == date(2026, 10, 31)
    assert ChallengePage.objects.get(pk=challenge.pk).get_latest_revision_as_object().closes_on == date(2026, 11, 15)


def test_the_screen_offers_the_corrigenda_of_this_challenge_only(challenge: Any) -> None:
    own = corrigendum(challenge)
    NoticeReferenceFactory(kind=KIND.CORRIGENDUM, number="2026-000888")
    text = desk().get(reverse("wagtailadmin_pages:edit", args=[challenge.pk])).content.decode()
    assert str(own) in text
    assert "2026-000888" not in text


def test_bulk_publishing_asks_too(challenge: Any) -> None:
    challenge.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = desk().post(f"{address}?id={challenge.pk}", {"next": "/admin/"})
    assert any(QUESTION in str(message) for message in get_messages(answer.wsgi_request))
    assert public(challenge) == date(2026, 10, 31)


def test_a_program_is_told_the_question(challenge: Any) -> None:
    from wagtail.models import APIToken

    _token, plaintext = APIToken.create_token(user=EditorFactory(), name="program")
    program = Client(headers={"Authorization": f"Bearer {plaintext}", "Accept-Language": "sv"})
    challenge.save_revision()
    answer = program.post(f"/api/v3/pages/{challenge.pk}/actions/publish/", {}, content_type="application/json")
    assert answer.status_code == 422
    assert QUESTION in answer.json()["errors"][0]["msg"]
    assert public(challenge) == date(2026, 10, 31)


# Stages


@pytest.fixture
def stage() -> Stage:
    contest = ContestPageFactory()
    return StageFactory(
        contest=contest, kind=Stage.Kind.ENTRIES_CLOSE, planned_from=date(2026, 10, 31), actual_from=None
    )


def test_the_announced_day_of_a_stage_asks_too(stage: Stage) -> None:
    stage.planned_from = date(2026, 11, 15)
    with pytest.raises(ValidationError, match=QUESTION):
        stage.full_clean()
    challenge = ChallengePageFactory(parent=stage.contest)
    stage.dates_corrigendum = corrigendum(challenge)
    stage.full_clean()
    stage.save()
    [entry] = ModelLogEntry.objects.filter(action=corrigenda.ACTION)
    assert entry.data["dates"] == {"planned_from": ["2026-10-31", "2026-11-15"]}
    stage.save()
    assert ModelLogEntry.objects.filter(action=corrigenda.ACTION).count() == 1


def test_the_plan_of_another_stage_and_of_a_contest_that_is_not_public_asks_nothing(stage: Stage) -> None:
    with keeping.going([stage.contest.translation_key]):
        stage.contest.unpublish()
    stage.planned_from = date(2026, 11, 15)
    stage.full_clean()
    mentoring = StageFactory(
        contest=ContestPageFactory(), kind=Stage.Kind.MENTORING, planned_from=date(2026, 10, 31), actual_from=None
    )
    mentoring.planned_from = date(2026, 11, 15)
    mentoring.full_clean()


def test_a_notice_of_another_contest_carries_no_stage(stage: Stage) -> None:
    stage.planned_from = date(2026, 11, 15)
    stage.dates_corrigendum = corrigendum(ChallengePageFactory())
    with pytest.raises(ValidationError, match="hör till en annan utmaning"):
        stage.full_clean()
