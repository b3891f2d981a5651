"""A fact that is corrected on its source is corrected in every language in the same transaction; words are not touched.

The walk finds the page types and their facts by itself: a fact that is declared tomorrow is tried tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, get_page_models
from wagtail_localize.models import TranslationSource

from klash_pages.localization.facts import facts_of
from klash_pages.localization.language_states import outdated_translations
from klash_pages.models import (
    AccessibilityStatementPage,
    AwardPage,
    ChallengePage,
    ContestPage,
    Municipality,
    NewsPage,
    NoticeReference,
    PartnerPage,
    Person,
    ProblemIndexPage,
    StandardPage,
    TeamPage,
)
from klash_pages.publication import following, keeping, releases
from tests.factories.pages import (
    AccessibilityStatementPageFactory,
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsPageFactory,
    PartnerPageFactory,
    ProblemIndexPageFactory,
    StandardPageFactory,
    TeamPageFactory,
    home,
    locale,
    make_ready,
)
from tests.factories.records import MunicipalityFactory, NoticeReferenceFactory, PersonFactory
from tests.factories.screens import editing_form
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory
from tests.factories.webhooks import WebhookEndpointFactory

pytestmark = pytest.mark.django_db

WITH_FACTS = [model for model in get_page_models() if model._meta.app_label == "klash_pages" and facts_of(model)]


def released(**fields: Any) -> AwardPage:
    return AwardPageFactory(published=True, **fields)


#: A public page of each type, in Swedish; one that a release makes public comes in all languages.
MADE: dict[type[Page], Callable[[], Any]] = {
    AccessibilityStatementPage: AccessibilityStatementPageFactory,
    AwardPage: released,
    ChallengePage: ChallengePageFactory,
    ContestPage: ContestPageFactory,
    NewsPage: NewsPageFactory,
    PartnerPage: PartnerPageFactory,
    ProblemIndexPage: ProblemIndexPageFactory,
    StandardPage: StandardPageFactory,
    TeamPage: lambda: released().team,
}

#: Another record of each kind that a fact can point at.
RECORDS: dict[type[models.Model], Callable[[Any], Any]] = {
    Municipality: lambda _page: MunicipalityFactory(),
    Person: lambda _page: PersonFactory(),
    NoticeReference: lambda page: NoticeReferenceFactory(challenge=page),
    PartnerPage: lambda _page: PartnerPageFactory(),
    TeamPage: lambda page: TeamPageFactory(parent=page.get_parent().specific),
    Page: lambda _page: StandardPageFactory(),
}


def other(field: Any, page: Any, now: Any) -> Any:
    """A value that a field does not have now."""
    if field.is_relation:
        return RECORDS[field.related_model](page)
    if field.choices:
        return next(value for value, _label in field.flatchoices if value and value != now)
    match field:
        case models.DateField():
            return (now or date(2026, 1, 1)) + timedelta(days=1)
        case models.BooleanField():
            return not now
        case models.IntegerField():
            return (now or 0) + 1
        case models.EmailField():
            return "another@klash.example"
        case models.TextField() | models.CharField():
            return "Another"
    raise NotImplementedError(f"Say what another value of {field} is.")


def change(page: Any, name: str) -> None:
    """Give a page another value of a fact, or one more row."""
    field = page._meta.get_field(name)
    if not field.one_to_many:
        setattr(page, name, other(field, page, getattr(page, name)))
        return
    row = field.related_model(sort_order=9)
    for column in row._meta.concrete_fields:
        if not column.primary_key and column != field.field and column.name != "sort_order":
            setattr(row, column.name, other(column, page, getattr(row, column.attname, None)))
    getattr(page, name).add(row)


def values(page: Any, name: str) -> Any:
    """What a page says of a fact, without the numbers of its rows."""
    field = page._meta.get_field(name)
    if not field.one_to_many:
        return getattr(page, field.attname)
    own = {field.field.attname, field.related_model._meta.pk.attname}
    return sorted(
        str([getattr(row, column.attname) for column in row._meta.concrete_fields if column.attname not in own])
        for row in getattr(page, name).all()
    )


def scheduled(page: Any) -> Any:
    """A draft of a page that is scheduled, and a newer one that is not."""
    draft = type(page).objects.get(pk=page.pk)
    draft.title = "Ajastettu"
    revision = draft.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    draft.title = "Luonnos"
    draft.save_revision()
    return revision


def versions(page: Any) -> Iterator[Any]:
    """The translations of a page as they are now."""
    yield from type(page).objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)


def test_the_walk_knows_every_page_type_that_has_facts() -> None:
    assert set(MADE) == set(WITH_FACTS)


@pytest.mark.parametrize("model", WITH_FACTS, ids=lambda model: model.__name__)
def test_every_fact_follows_into_row_draft_and_schedule_and_no_word_goes_live(model: type[Page]) -> None:
    page = MADE[model]()
    if not page.get_translations().exists():
        translate(page, "fi")
    waiting = {version.pk: scheduled(version) for version in versions(page)}
    words = {version.pk: (version.title, version.live) for version in versions(page)}
    for name in facts_of(model):
        page = model.objects.get(pk=page.pk)
        before = values(page, name)
        change(page, name)
        page.save(clean=False)
        expected = values(model.objects.get(pk=page.pk), name)
        assert expected != before, name
        for version in versions(page):
            assert values(version, name) == expected, name
            assert (version.title, version.live) == words[version.pk], name
            draft = version.get_latest_revision_as_object()
            assert (draft.title, values(draft, name)) == ("Luonnos", expected), name
            revision = version.revisions.get(pk=waiting[version.pk].pk)
            assert (revision.as_object().title, values(revision.as_object(), name)) == ("Ajastettu", expected), name
            assert revision.approved_go_live_at is not None, name
            entry = PageLogEntry.objects.filter(page=version.pk, action=following.ACTION).latest("pk")
            assert name in entry.data["facts"]


# Through which door it does not matter


@pytest.fixture
def challenge() -> Any:
    """A public challenge whose last day is wrong in three languages; the draft of the source says why it changes."""
    page = ChallengePageFactory(closes_on=date(2026, 10, 31))
    page.save_revision().publish()
    page = ChallengePage.objects.get(pk=page.pk)
    translate(page, "fi")
    translate(page.get_parent().specific, "en")
    english = page.copy_for_translation(locale("en"))  # no translation of wagtail-localize
    english.get_latest_revision().publish()
    page.closes_on = date(2026, 11, 15)
    page.dates_reason = "Ett skrivfel; annonsen har rätt dag."
    return page


def last_days(page: Any) -> dict[str, date]:
    return {
        version.locale.language_code: version.closes_on
        for version in ChallengePage.objects.filter(translation_key=page.translation_key)
    }


EVERYWHERE = {language: date(2026, 11, 15) for language in ("sv", "fi", "en")}


def desk() -> Client:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    return client


def on_the_screen(page: Any) -> None:
    client = desk()
    form = editing_form(client, page)
    form["closes_on"] = "2026-11-15"
    form["dates_reason"] = "Ett skrivfel; annonsen har rätt dag."
    form["action-publish"] = "1"
    assert client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form.dict()).status_code == 302


def in_bulk(page: Any) -> None:
    page.save_revision()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    desk().post(f"{address}?id={page.pk}", {"next": "/admin/"})


def on_schedule(page: Any) -> None:
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def in_code(page: Any) -> None:
    page.save_revision().publish()


@pytest.mark.parametrize("publish", [on_the_screen, in_bulk, on_schedule, in_code], ids=lambda door: door.__name__)
def test_a_corrected_last_day_is_right_in_every_language_at_once(
    challenge: Any, publish: Callable[[Any], None]
) -> None:
    publish(challenge)
    assert last_days(challenge) == EVERYWHERE


def test_readers_of_every_language_see_it_and_the_kept_pages_go(
    challenge: Any, django_capture_on_commit_callbacks: Any
) -> None:
    finnish = challenge.get_translations().get(locale__language_code="fi")
    reader = Client()
    assert "31.10.2026" in reader.get(finnish.url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        challenge.save_revision().publish()
    text = reader.get(finnish.url).content.decode()
    assert "15.11.2026" in text
    assert "31.10.2026" not in text
    told = reader.get(f"/api/v3/klash/challenges/{challenge.translation_key}/?locale=fi")
    assert told.json()["closes_on"] == "2026-11-15"


def test_receivers_are_told_once_of_all_languages(
    challenge: Any, receiver: Any, django_capture_on_commit_callbacks: Any
) -> None:
    WebhookEndpointFactory(url=receiver.url)
    with django_capture_on_commit_callbacks(execute=True):
        challenge.save_revision().publish()
    [message] = receiver.told
    assert [event for event, _path in message] == ["changed"] * 3


def test_the_history_of_every_translation_says_so(challenge: Any) -> None:
    on_the_screen(challenge)
    for page in challenge.get_translations():
        text = desk().get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
        assert "Fakta övertagna från källspråket" in text, page.locale.language_code


def test_what_readers_see_has_changed_today(challenge: Any) -> None:
    finnish = challenge.get_translations().get(locale__language_code="fi")
    challenge.save_revision().publish()
    assert Page.objects.get(pk=finnish.pk).last_published_at > finnish.last_published_at


def test_one_failure_takes_everything_back(challenge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_write_drafts", lambda _target: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        challenge.save_revision().publish()
    assert set(last_days(challenge).values()) == {date(2026, 10, 31)}


def test_a_draft_of_the_source_changes_no_fact(challenge: Any) -> None:
    challenge.save_revision()
    assert set(last_days(challenge).values()) == {date(2026, 10, 31)}


# And an old fact does not come back


def test_publishing_an_old_draft_of_a_translation_brings_no_old_fact_back(challenge: Any) -> None:
    finnish = challenge.get_translations().get(locale__language_code="fi").specific
    old = finnish.save_revision()
    finnish.save_revision()
    challenge.save_revision().publish()
    assert old.as_object().closes_on == date(2026, 10, 31), "only the newest draft is written"
    old.publish()
    assert last_days(challenge) == EVERYWHERE


def test_a_translation_from_a_source_that_was_sent_before_has_the_new_fact(challenge: Any) -> None:
    challenge.save_revision().publish()
    source = TranslationSource.objects.get(object_id=challenge.translation_key)
    assert source.as_instance().closes_on == date(2026, 10, 31)
    source.translations.get(target_locale=locale("fi")).save_target(publish=False)
    assert last_days(challenge) == EVERYWHERE
    finnish = challenge.get_translations().get(locale__language_code="fi").specific
    assert finnish.get_latest_revision_as_object().closes_on == date(2026, 11, 15)


def test_a_fact_alone_makes_no_translation_outdated(challenge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    challenge.save_revision().publish()
    source = ChallengePage.objects.get(pk=challenge.pk)
    assert outdated_translations([source]) == set()
    source.question = "En ny fråga?"
    source.save_revision().publish()
    assert outdated_translations([ChallengePage.objects.get(pk=source.pk)]) == {
        (source.translation_key, locale("fi").pk)
    }


def test_an_unpublished_source_hands_nothing_on(challenge: Any) -> None:
    page = ChallengePage.objects.get(pk=challenge.pk)
    with keeping.going([page.translation_key]):
        page.unpublish()
    page.closes_on = date(2027, 1, 1)
    page.save()
    assert last_days(page)["fi"] == date(2026, 10, 31)


def test_a_release_takes_a_fact_that_changed_after_the_translation() -> None:
    award = AwardPageFactory()
    make_ready(award)
    award.announced_on = date(2020, 2, 1)
    award.save_revision()
    releases.release_now([award.translation_key], AdminFactory())
    days = AwardPage.objects.filter(translation_key=award.translation_key).values_list("live", "announced_on")
    assert list(days) == [(True, date(2020, 2, 1))] * 3


def test_a_translation_that_is_written_by_hand_refuses_another_fact(challenge: Any) -> None:
    english = challenge.get_translations().get(locale__language_code="en").specific
    client = desk()
    form = editing_form(client, english)
    form["closes_on"] = "2026-12-24"
    form["action-publish"] = "1"
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), form.dict())
    assert "Det här är en uppgift. Ändra den på källspråket." in answer.content.decode()
    assert set(last_days(challenge).values()) == {date(2026, 10, 31)}


def test_the_source_itself_is_still_judged(challenge: Any) -> None:
    challenge.opens_on = date(2026, 12, 1)
    with pytest.raises(ValidationError, match="före"):
        challenge.save()


def test_home_pages_have_no_facts_and_are_saved_as_ever() -> None:
    page = home()
    page.lead = "Ny"
    page.save()
    assert home().lead == "Ny"
