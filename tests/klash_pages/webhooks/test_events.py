"""Receivers are told when a page that everybody may read appears, changes, moves or goes, and of nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Page, PageViewRestriction

from klash_pages.models import PageChange, Release, WebhookDelivery
from klash_pages.publication import releases
from klash_pages.webhooks import gathering
from tests.factories.pages import (
    AwardPageFactory,
    ContestPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    StandardPageFactory,
    home,
    locale,
    make_ready,
)
from tests.factories.translations import translate
from tests.factories.users import AdminFactory
from tests.factories.webhooks import WebhookEndpointFactory
from tests.receiving import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Run what waits for a commit: `with commit(): ...`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def told(receiver: Receiver) -> list[Any]:
    """What a receiver has been told: filled in while the test runs, one list of events and paths a message."""
    WebhookEndpointFactory(url=receiver.url)

    class Told(list[Any]):
        def take(self) -> list[list[tuple[str, str]]]:
            messages = receiver.told
            receiver.received.clear()
            return messages

    return Told()


def test_a_page_that_is_published_appears_and_then_changes(told: Any, commit: Any) -> None:
    with commit():
        page = NewsPageFactory(parent=home(), slug="nytt", live=False)
    assert told.take() == []
    with commit():
        page.save_revision().publish()
    assert told.take() == [[("appeared", "/sv/nytt/")]]
    page.title = "Nyare"
    with commit():
        page.save_revision().publish()
    assert told.take() == [[("changed", "/sv/nytt/")]]


def test_a_message_says_what_a_receiver_needs_and_no_more(receiver: Receiver, commit: Any) -> None:
    WebhookEndpointFactory(url=receiver.url)
    with commit():
        page = NewsPageFactory(parent=home(), slug="nytt", title="Hemlig rubrik")
    [message] = receiver.received
    assert set(message.json) == {"type", "timestamp", "data"}
    assert message.json["type"] == "pages.changed"
    assert message.json["data"] == {
        "pages": [
            {
                "event": "appeared",
                "id": page.pk,
                "type": "klash_pages.NewsPage",
                "locale": "sv",
                "path": "/sv/nytt/",
                "url": page.full_url,
                "previous_path": None,
            }
        ]
    }


def test_drafts_of_a_live_page_are_told_to_nobody(told: Any, commit: Any) -> None:
    page = NewsPageFactory(parent=home())
    PageChange.objects.all().delete()
    with commit():
        page.title = "Utkast"
        page.save_revision()
        page.locked = True
        page.save(update_fields=["locked"])
    assert told.take() == []
    assert PageChange.objects.count() == 0


def test_a_schedule_is_told_when_the_page_is_live(told: Any, commit: Any) -> None:
    with commit():
        page = NewsPageFactory(parent=home(), slug="nytt", live=False)
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
    assert not Page.objects.get(pk=page.pk).live
    assert told.take() == []
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision(approved_go_live_at=page.go_live_at)
    assert revision.approved_go_live_at
    with commit():
        call_command("publish_scheduled")
    assert told.take() == [[("appeared", "/sv/nytt/")]]


def test_the_schedule_of_a_new_version_of_a_live_page_is_told_to_nobody(told: Any, commit: Any) -> None:
    page = NewsPageFactory(parent=home())
    page.save_revision().publish()
    page.refresh_from_db()
    PageChange.objects.all().delete()
    with commit():
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
    assert Page.objects.get(pk=page.pk).live
    assert told.take() == []


def test_a_scheduled_award_is_told_when_it_is_released_and_in_one_message(told: Any, commit: Any) -> None:
    with commit():
        award = AwardPageFactory(slug="vinnare", team__slug="laget")
        make_ready(award)
    told.take()
    editor = AdminFactory()
    with commit():
        record = releases.schedule([award.translation_key], timezone.now() + timedelta(hours=1), editor)
        call_command("publish_scheduled")
    assert told.take() == []
    assert WebhookDelivery.objects.filter(payload__icontains="vinnare").count() == 0
    Release.objects.filter(pk=record.pk).update(due_at=timezone.now())
    with commit():
        call_command("publish_scheduled")
    [message] = told.take()
    assert {event for event, _ in message} == {"appeared"}
    assert sorted(path.rsplit("/", 2)[1] for _, path in message) == ["laget"] * 3 + ["vinnare"] * 3
    assert {path[:4] for _, path in message} == {"/sv/", "/fi/", "/en/"}


def test_an_award_that_is_taken_back_goes(told: Any, commit: Any) -> None:
    award = AwardPageFactory(published=True)
    PageChange.objects.all().delete()
    with commit():
        releases.take_back(award, AdminFactory(), "Ett misstag")
    [message] = told.take()
    assert [event for event, _ in message] == ["gone"] * 6, "the award and its team, in one message"


def test_a_translation_that_waits_is_told_to_nobody(told: Any, commit: Any) -> None:
    page = NewsPageFactory(parent=home(), slug="nytt", live=False)
    live = StandardPageFactory(slug="om")
    PageChange.objects.all().delete()
    with commit():
        translate(page, "fi")
        CopyPageForTranslationAction(live, locale("en")).execute(skip_permission_checks=True)
    assert told.take() == []


def test_a_translation_appears_when_it_is_published(told: Any, commit: Any) -> None:
    page = StandardPageFactory(slug="om")
    PageChange.objects.all().delete()
    with commit():
        translate(page, "fi", slug="tietoja")
    assert told.take() == [[("appeared", "/fi/tietoja/")]]


def test_a_new_slug_moves_the_page_and_everything_below_that_is_live(receiver: Receiver, commit: Any) -> None:
    index = NewsIndexPageFactory(slug="nyheter")
    news = NewsPageFactory(parent=index, slug="nytt")
    NewsPageFactory(parent=index, slug="utkast", live=False)
    WebhookEndpointFactory(url=receiver.url)
    index.refresh_from_db()
    index.slug = "aktuellt"
    with commit():
        index.save_revision().publish()
    [message] = receiver.received
    assert [(p["event"], p["previous_path"], p["path"]) for p in message.json["data"]["pages"]] == [
        ("moved", "/sv/nyheter/", "/sv/aktuellt/"),
        ("moved", "/sv/nyheter/nytt/", "/sv/aktuellt/nytt/"),
    ]
    assert message.json["data"]["pages"][1]["id"] == news.pk


def test_a_move_is_told_of_the_page_and_everything_below_that_is_live(told: Any, commit: Any) -> None:
    contest = ContestPageFactory(slug="klash")
    folder = StandardPageFactory(slug="nyheter")
    NewsPageFactory(parent=folder, slug="nytt")
    NewsPageFactory(parent=folder, slug="utkast", live=False)
    PageChange.objects.all().delete()
    with commit():
        Page.objects.get(pk=folder.pk).move(Page.objects.get(pk=contest.pk), pos="last-child")
    assert told.take() == [[("moved", "/sv/klash/nyheter/"), ("moved", "/sv/klash/nyheter/nytt/")]]


def test_a_move_costs_the_same_whatever_is_below(told: Any) -> None:
    contests = [ContestPageFactory() for _ in range(2)]
    counts = []
    for number in (1, 5):
        folder = StandardPageFactory()
        NewsPageFactory.create_batch(number, parent=folder)
        PageChange.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            Page.objects.get(pk=folder.pk).move(Page.objects.get(pk=contests.pop().pk), pos="last-child")
        assert PageChange.objects.count() == number + 2  # what stands below, and the page itself, moved and saved
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            gathering.gather()
        counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_a_page_that_is_unpublished_goes(told: Any, commit: Any) -> None:
    page = NewsPageFactory(parent=home(), slug="nytt")
    PageChange.objects.all().delete()
    with commit():
        page.unpublish()
    assert told.take() == [[("gone", "/sv/nytt/")]]


def test_a_deleted_page_goes_with_everything_below_that_was_live(told: Any, commit: Any) -> None:
    folder = StandardPageFactory(slug="nyheter")
    NewsPageFactory(parent=folder, slug="nytt")
    NewsPageFactory(parent=folder, slug="utkast", live=False)
    PageChange.objects.all().delete()
    with commit():
        Page.objects.get(pk=folder.pk).delete()
    [message] = told.take()
    assert sorted(message) == [("gone", "/sv/nyheter/"), ("gone", "/sv/nyheter/nytt/")]


def test_a_page_that_not_everybody_may_read_is_told_to_nobody(told: Any, commit: Any) -> None:
    index = NewsIndexPageFactory(slug="nyheter")
    PageChange.objects.all().delete()
    with commit():
        restriction = PageViewRestriction.objects.create(
            page=index.page_ptr, restriction_type=PageViewRestriction.LOGIN
        )
    assert told.take() == [[("gone", "/sv/nyheter/")]]
    with commit():
        NewsPageFactory(parent=index, slug="nytt")
    assert told.take() == []
    with commit():
        restriction.delete()
    assert told.take() == [[("appeared", "/sv/nyheter/"), ("appeared", "/sv/nyheter/nytt/")]]


def test_a_page_that_comes_and_goes_in_one_transaction_is_told_to_nobody(told: Any, commit: Any) -> None:
    with commit(), transaction.atomic():
        NewsPageFactory(parent=home()).unpublish()
    assert told.take() == []


def test_what_is_rolled_back_has_not_happened(told: Any, commit: Any) -> None:
    with commit(), transaction.atomic():
        StandardPageFactory(slug="kvar")
        try:
            with transaction.atomic():
                StandardPageFactory(slug="borta")
                raise LookupError
        except LookupError:
            pass
    assert told.take() == [[("appeared", "/sv/kvar/")]]


def test_a_receiver_is_told_only_what_it_asked_for(receiver: Receiver, commit: Any) -> None:
    WebhookEndpointFactory(url=receiver.url, events=["gone"])
    WebhookEndpointFactory(url=receiver.url, is_active=False)
    with commit():
        page = NewsPageFactory(parent=home(), slug="nytt")
    assert receiver.received == []
    with commit():
        page.unpublish()
    assert receiver.told == [[("gone", "/sv/nytt/")]]


def test_a_long_message_is_parted(told: Any, commit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "PAGES_PER_MESSAGE", 2)
    with commit():
        for slug in ("a", "b", "c"):
            StandardPageFactory(slug=slug)
    assert [len(message) for message in told.take()] == [2, 1]


def test_what_a_dead_process_left_is_told_by_the_next_minute(told: Any, commit: Any) -> None:
    StandardPageFactory(slug="om")  # whoever wrote this died before it could gather
    assert PageChange.objects.count() == 1
    with commit():
        call_command("publish_scheduled")
    assert told.take() == [[("appeared", "/sv/om/")]]
    assert PageChange.objects.count() == 0


def test_a_site_without_webhooks_writes_nothing_down() -> None:
    page = StandardPageFactory()
    with CaptureQueriesContext(connection) as queries:
        page.save()
    assert [query["sql"] for query in queries if "pagechange" in query["sql"]] == []
    assert len([query for query in queries if "webhook" in query["sql"]]) == 1
