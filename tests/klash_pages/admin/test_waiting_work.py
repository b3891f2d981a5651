"""What waits for a person: what they may act on and nothing else, in a constant number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klash_pages.admin.waiting_work import Kind, Waiting, waiting_for
from klash_pages.localization.language_states import letters_of, outdated_translations
from klash_pages.models import Release
from klash_pages.publication import releases
from tests.factories.pages import (
    AccessibilityStatementPageFactory,
    AwardPageFactory,
    ChallengePageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    TeamPageFactory,
    home,
    make_ready,
)
from tests.factories.procurement import LegalUserFactory
from tests.factories.records import PersonFactory, ProblemFactory, ReleaseLiftFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

QUERIES = 18

TODAY = date(2026, 11, 24)
NOW = timezone.make_aware(timezone.datetime(2026, 11, 24, 12))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def translated_home() -> None:
    """Home pages are made by the site's migration, in all languages and without wagtail-localize."""
    assert {letter.state for letter in letters_of([home()], ["sv", "fi", "en"])[home().translation_key]} == {"live"}


def of_kind(user: Any, kind: Kind) -> Waiting | None:
    return next((entry for entry in waiting_for(user) if entry.kind == kind), None)


def test_nothing_waits_on_an_empty_site() -> None:
    translated_home()
    assert waiting_for(EditorFactory()) == []


def test_problems_wait_with_the_day_of_the_oldest() -> None:
    ProblemFactory(received_at=NOW - timedelta(days=12))
    ProblemFactory(received_at=NOW - timedelta(days=2))
    ProblemFactory(published=True, received_at=NOW - timedelta(days=90))
    assert of_kind(EditorFactory(), Kind.PROBLEMS) == Waiting(Kind.PROBLEMS, 2, date(2026, 11, 12))


def test_an_award_says_what_it_lacks() -> None:
    AwardPageFactory(title="Rapida", parent=ChallengePageFactory())
    found = of_kind(EditorFactory(), Kind.AWARDS)
    assert found is not None
    assert found.number == 1
    (detail,) = found.details
    assert detail.split(": ", 1)[1].split(", ") == [
        "juryns protokoll är inte låst",
        "beslutet om tävlingens resultat har inte fattats",
        "saknas: fi",
        "teamet saknas: fi",
    ]


def test_an_award_that_lacks_nothing_still_waits_until_it_is_scheduled() -> None:
    award = AwardPageFactory(title="Rapida")
    make_ready(award)
    award.save_revision()
    editor = AdminFactory()
    found = of_kind(editor, Kind.AWARDS)
    assert found is not None
    assert found.details == ("Rapida: inget saknas så vitt vi vet",)
    releases.schedule([award.translation_key], NOW + timedelta(days=2), editor)
    assert of_kind(editor, Kind.AWARDS) is None
    ahead = of_kind(editor, Kind.RELEASES)
    assert ahead is not None
    assert ahead.details == ("torsdag 26.11.2026 kl. 12.00: Rapida",)


def test_a_lifted_rule_is_not_asked_for() -> None:
    award = AwardPageFactory(title="Rapida", parent=ChallengePageFactory())
    ReleaseLiftFactory(award=award)
    found = of_kind(EditorFactory(), Kind.AWARDS)
    assert found is not None
    assert found.details == ("Rapida: saknas: fi, teamet saknas: fi",)


def test_a_release_that_was_stopped_comes_first() -> None:
    award = AwardPageFactory(title="Rapida")
    make_ready(award)
    award.save_revision()
    editor = AdminFactory()
    record = releases.schedule([award.translation_key], NOW + timedelta(days=2), editor)
    Release.objects.filter(pk=record.pk).update(state=Release.State.REFUSED)
    ProblemFactory()
    assert [entry.kind for entry in waiting_for(editor)][:2] == [Kind.REFUSED_RELEASES, Kind.PROBLEMS]


def test_more_than_three_awards_are_counted_not_named() -> None:
    for number in range(5):
        AwardPageFactory(title=f"Team {number}")
    found = of_kind(EditorFactory(), Kind.AWARDS)
    assert found is not None
    assert found.number == 5
    assert len(found.details) == 4
    assert found.details[-1] == "och 2 till"


def test_a_public_page_without_a_language_waits_until_it_has_it() -> None:
    index = NewsIndexPageFactory()
    for language in ("fi", "en"):
        translate(index, language)
    news = NewsPageFactory(parent=index)
    assert of_kind(EditorFactory(), Kind.TRANSLATIONS) == Waiting(Kind.TRANSLATIONS, 1)
    for language in ("fi", "en"):
        translate(news, language)
    assert of_kind(EditorFactory(), Kind.TRANSLATIONS) is None


def test_a_translation_is_outdated_from_the_moment_its_source_is_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    news = NewsPageFactory()
    finnish = translate(news, "fi")
    assert outdated_translations([news]) == set()
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=5))
    news.refresh_from_db()
    news.save_revision()
    assert outdated_translations([news]) == set(), "saved without a change"
    news.title = "Nytt"
    news.save_revision()
    assert outdated_translations([news]) == {(news.translation_key, finnish.locale_id)}
    states = {letter.language: letter.state for letter in letters_of([news], ["sv", "fi", "en"])[news.translation_key]}
    assert states == {"sv": "live", "fi": "outdated", "en": "missing"}


def test_names_wait_thirty_days_before_their_day() -> None:
    PersonFactory(remove_on=TODAY + timedelta(days=30))
    PersonFactory(remove_on=TODAY - timedelta(days=3))
    PersonFactory(remove_on=TODAY + timedelta(days=31))
    assert of_kind(EditorFactory(), Kind.NAMES) == Waiting(Kind.NAMES, 2, TODAY - timedelta(days=3))


def test_an_old_accessibility_statement_and_a_silent_award_wait() -> None:
    AccessibilityStatementPageFactory(assessed_on=date(2025, 11, 20), stated_on=date(2025, 11, 24))
    award = AwardPageFactory(published=True, announced_on=date(2025, 11, 24))
    editor = EditorFactory()
    assert of_kind(editor, Kind.STATEMENTS) == Waiting(Kind.STATEMENTS, 1, date(2025, 11, 24))
    assert of_kind(editor, Kind.FOLLOW_UPS) == Waiting(Kind.FOLLOW_UPS, 1, date(2025, 11, 24))
    told = {"date": date(2026, 5, 1), "precision": "month", "text": "<p>Pilot</p>", "source": "", "source_url": ""}
    award.follow_ups = [("follow_up", told)]
    award.save()
    assert of_kind(editor, Kind.FOLLOW_UPS) is None


def everything(times: int) -> None:
    for number in range(times):
        ProblemFactory()
        AwardPageFactory(parent=ChallengePageFactory())
        news = NewsPageFactory()
        news.title = f"Nytt {number}"
        news.save_revision()
        PersonFactory(remove_on=TODAY)
        ReleaseLiftFactory(award=TeamPageFactory(), lawyer=None)


def test_a_stranger_waits_for_nothing_and_a_lawyer_for_lifts_only() -> None:
    everything(1)
    ReleaseLiftFactory(award=AwardPageFactory(), lawyer=None)
    assert waiting_for(UserFactory()) == []
    assert [(entry.kind, entry.number) for entry in waiting_for(LegalUserFactory())] == [(Kind.LIFTS, 1)]


def test_the_number_of_queries_does_not_grow_with_what_waits() -> None:
    counts = []
    for times in (1, 4):
        everything(times)
        user = AdminFactory()
        with CaptureQueriesContext(connection) as queries:
            waiting_for(user)
        counts.append(len(queries))
    assert counts == [QUERIES, QUERIES]
