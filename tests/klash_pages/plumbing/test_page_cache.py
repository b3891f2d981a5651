"""Pages are kept for anonymous readers until anything they show changes, and never past midnight."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail_factories import ImageFactory

from klash_pages.models import AwardPage, ReleaseLift, ResultIndexPage
from klash_pages.plumbing import page_cache
from klash_pages.publication.releases import release_now
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    NewsPageFactory,
    ResultIndexPageFactory,
    StandardPageFactory,
    TeamPageFactory,
    home,
    make_ready,
)
from tests.factories.records import PersonFactory, ReleaseLiftFactory, StageFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cache(settings: Any) -> Any:
    settings.KLASH_PAGES_CACHE = "default"
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    """Run what waits for a commit: `with commit(): ...`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def read(page: Page, **headers: str) -> str:
    response = Client().get(page.url, headers=headers)
    assert response.status_code == 200
    return str(response.content.decode())


def is_kept(path: str, client: Client | None = None, **headers: str) -> bool:
    """Whether a second reading of an address asks the database for nothing."""
    reader = client or Client()
    reader.get(path, headers=headers)
    with CaptureQueriesContext(connection) as queries:
        reader.get(path, headers=headers)
    return len(queries) == 0


# What is kept


def test_a_second_reader_gets_the_same_page_without_a_query() -> None:
    page = StandardPageFactory(title="Om oss")
    first = Client().get(page.url)
    with CaptureQueriesContext(connection) as queries:
        second = Client().get(page.url)
    assert len(queries) == 0
    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    assert second["Cache-Control"] == "public, no-cache"
    assert second["Vary"] == "Cookie"


def test_a_browser_that_has_the_page_is_told_that_it_is_still_good() -> None:
    page = StandardPageFactory()
    tag = Client().get(page.url)["ETag"]
    answer = Client().get(page.url, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)


def test_head_gets_the_headers_of_the_kept_page() -> None:
    page = StandardPageFactory()
    tag = Client().get(page.url)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        answer = Client().head(page.url)
    assert (answer.status_code, answer.content, answer["ETag"], len(queries)) == (200, b"", tag, 0)


def test_the_head_of_a_page_nobody_has_read_is_not_kept_as_the_page() -> None:
    page = StandardPageFactory(title="Om oss")
    Client().head(page.url)
    assert "Om oss" in read(page)


def test_known_parameters_are_kept_apart_and_unknown_ones_not_at_all() -> None:
    page = StandardPageFactory()
    assert is_kept(f"{page.url}?page=2&year=2020")
    for query in ("q=word", "utm_source=x", "page=1&x=1", "page=" + "1" * 300):
        assert not is_kept(f"{page.url}?{query}")


def test_hosts_are_kept_apart() -> None:
    page = StandardPageFactory()
    read(page, host="one.example")
    for host, is_new in (("one.example", False), ("two.example", True)):
        with CaptureQueriesContext(connection) as queries:
            read(page, host=host)
        assert bool(len(queries)) is is_new


def test_the_cache_is_never_asked_for_somebody_who_is_logged_in() -> None:
    page = StandardPageFactory()
    read(page)
    client = Client()
    client.force_login(AdminFactory())
    assert not is_kept(page.url, client)
    assert client.get(page.url)["Cache-Control"] == "private, no-cache"


def test_a_reader_with_a_message_waiting_or_with_a_token_is_answered_anew() -> None:
    page = StandardPageFactory()
    read(page)
    client = Client()
    client.cookies["messages"] = "something"
    assert not is_kept(page.url, client)
    assert not is_kept(page.url, Authorization="Bearer x")


def test_a_draft_is_never_answered_from_the_cache_and_never_kept() -> None:
    page = StandardPageFactory(title="Public title")
    read(page)
    page.title = "Draft title"
    preview = page.make_preview_request()
    assert "Draft title" in preview.rendered_content
    assert "Draft title" not in read(page)


def test_what_is_not_found_and_what_is_posted_is_not_kept() -> None:
    assert not is_kept("/sv/finns-inte/")
    page = StandardPageFactory()
    read(page)
    assert "ETag" not in Client().post(page.url)


def test_a_page_behind_a_password_is_not_kept_and_a_kept_page_goes_behind_it(commit: Any) -> None:
    page = StandardPageFactory(title="Secret words")
    assert "<h1>Secret words</h1>" in read(page)
    with commit():
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    assert "<h1>Secret words</h1>" not in read(page)
    assert not is_kept(page.url)
    client = Client()
    restriction = PageViewRestriction.objects.get()
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/", {"password": "x", "return_url": page.url}
    )
    client.post(
        f"/sv/_util/authenticate_with_password/{restriction.pk}/{page.pk}/", {"password": "x", "return_url": page.url}
    )
    assert "<h1>Secret words</h1>" in client.get(page.url).content.decode()
    assert "<h1>Secret words</h1>" not in read(page)


def test_an_answer_that_sets_a_cookie_or_forbids_keeping_is_not_kept(rf: Any) -> None:
    def answer(change: Any) -> Any:
        def view(request: Any) -> HttpResponse:
            page_cache.keep(request)
            response = HttpResponse("words")
            change(response)
            return response

        middleware = page_cache.PageCacheMiddleware(view)
        middleware(rf.get("/x/"))
        return middleware(rf.get("/x/"))

    assert "ETag" in answer(lambda _response: None)
    caches["default"].clear()
    for change in (
        lambda response: response.set_cookie("a", "b"),
        lambda response: response.headers.setdefault("Cache-Control", "private"),
        lambda response: response.headers.setdefault("Cache-Control", "no-store"),
        lambda response: response.headers.setdefault("Vary", "Accept-Language"),
        lambda response: setattr(response, "status_code", 404),
    ):
        assert "ETag" not in answer(change)


def test_a_page_with_a_form_is_not_kept_even_for_a_reader_who_has_the_forms_cookie(rf: Any) -> None:
    def view(request: Any) -> HttpResponse:
        page_cache.keep(request)
        return HttpResponse(get_token(request))

    middleware = page_cache.PageCacheMiddleware(CsrfViewMiddleware(view))
    first = middleware(rf.get("/form/"))
    request = rf.get("/form/")
    request.COOKIES.update({name: morsel.value for name, morsel in first.cookies.items()})
    assert request.COOKIES
    second = middleware(request)
    assert "ETag" not in second
    assert middleware(rf.get("/form/")).content not in (first.content, second.content)


# What empties it


def test_a_published_change_is_read_at_once_in_lists_too(commit: Any) -> None:
    news = NewsPageFactory(title="Old words")
    index = news.get_parent()
    assert "Old words" in read(news)
    assert "Old words" in read(index)
    news.title = "New words"
    with commit():
        news.save_revision()
    assert "Old words" in read(news)
    with commit():
        news.get_latest_revision().publish()
    assert "New words" in read(news)
    assert "New words" in read(index)


def test_a_draft_leaves_the_kept_pages_alone(commit: Any) -> None:
    page = StandardPageFactory()
    read(page)
    before = page_cache.generation()
    with commit():
        page.save_revision()
        TeamPageFactory(live=False, parent=home())
    assert page_cache.generation() == before


def test_nothing_is_forgotten_before_the_commit_or_without_one(django_capture_on_commit_callbacks: Any) -> None:
    before = page_cache.generation()
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        StageFactory()
    assert page_cache.generation() == before
    for callback in waiting:
        callback()
    assert page_cache.generation() != before


def test_unpublishing_moving_deleting_and_translating_empty_the_cache(commit: Any) -> None:
    page, other = StandardPageFactory(), StandardPageFactory()

    def changes(work: Any) -> bool:
        before = page_cache.generation()
        with commit():
            work()
        return page_cache.generation() != before

    assert changes(lambda: translate(page, "fi"))
    assert changes(lambda: page.move(other, pos="last-child"))
    page.refresh_from_db()
    assert changes(page.unpublish)
    assert changes(other.delete)


def test_turning_a_page_off_without_unpublishing_empties_the_cache(commit: Any) -> None:
    page = StandardPageFactory()
    before = page_cache.generation()
    page.live = False
    with commit():
        page.save()
    assert page_cache.generation() != before


def test_every_address_shows_a_released_award_at_the_moment_of_the_commit(commit: Any) -> None:
    award = AwardPageFactory(team__title="Markerteam")
    make_ready(award)
    results = {
        language: translate(ResultIndexPage.objects.first() or ResultIndexPageFactory(), language)
        for language in ("fi", "en")
    }
    for page in results.values():
        assert "Markerteam" not in read(page)
    with commit():
        release_now([award.translation_key], AdminFactory())
        for page in results.values():
            assert "Markerteam" not in read(page)
    for page in results.values():
        assert "Markerteam" in read(page)


def test_a_page_that_was_being_made_while_something_changed_is_not_kept(commit: Any, monkeypatch: Any) -> None:
    page = StandardPageFactory(title="Old words")
    serve = Page.serve

    def publish_meanwhile(self: Page, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = serve(self, request, *args, **kwargs).render()
        monkeypatch.setattr(Page, "serve", serve)
        page.title = "New words"
        with commit():
            page.save_revision().publish()
        return response

    monkeypatch.setattr(Page, "serve", publish_meanwhile)
    assert "Old words" in read(page)
    assert "New words" in read(page)


def test_a_name_removed_today_is_gone_from_kept_pages_at_once(commit: Any) -> None:
    person = PersonFactory(name="Markerperson")
    news = NewsPageFactory(press_contact=person)
    assert "Markerperson" in read(news)
    person.remove_on = timezone.localdate()
    with commit():
        person.save()
    assert "Markerperson" not in read(news)


def test_a_migration_run_empties_the_cache_for_the_new_templates(commit: Any) -> None:
    before = page_cache.generation()
    with commit():
        emit_post_migrate_signal(0, False, "default")
    assert page_cache.generation() != before


# Midnight


def test_a_kept_page_does_not_outlive_the_day_on_which_it_was_true(monkeypatch: Any) -> None:
    last_minute = datetime(2019, 6, 18, 23, 59, 59, tzinfo=ZoneInfo("Europe/Helsinki"))
    challenge = ChallengePageFactory()
    person = PersonFactory(name="Markerperson", remove_on=last_minute.date() + timedelta(days=1))
    news = NewsPageFactory(press_contact=person)
    monkeypatch.setattr(timezone, "now", lambda: last_minute)
    assert "Öppen till 18.6.2019" in read(challenge)
    assert "Markerperson" in read(news)
    assert is_kept(challenge.url)
    monkeypatch.setattr(timezone, "now", lambda: last_minute + timedelta(seconds=1))
    assert "Öppen till 18.6.2019" not in read(challenge)
    assert "Markerperson" not in read(news)


# Nothing is forgotten


def test_every_model_of_the_plugin_empties_the_cache_or_is_named_as_unseen() -> None:
    models = {model._meta.label_lower: model for model in apps.get_app_config("klash_pages").get_models()}
    unseen = {label for label, model in models.items() if not issubclass(model, Page) and not page_cache.is_seen(model)}
    assert unseen == page_cache.UNSEEN
    assert models.keys() >= page_cache.UNSEEN


def test_what_other_apps_hold_and_pages_show_empties_the_cache(commit: Any) -> None:
    models = {apps.get_model(label) for label in page_cache.SEEN_ELSEWHERE}
    assert {Site, Locale, PageViewRestriction} <= models
    assert all(page_cache.is_seen(model) for model in (*models, get_image_model(), get_document_model()))
    before = page_cache.generation()
    with commit():
        ImageFactory()
    assert page_cache.generation() != before


def test_what_nobody_sees_leaves_the_kept_pages_alone(commit: Any) -> None:
    award = AwardPageFactory()
    with commit():
        lift = ReleaseLiftFactory(award=award)
    before = page_cache.generation()
    with commit():
        ReleaseLift.objects.get(pk=lift.pk).save()
        AdminFactory()
    assert page_cache.generation() == before
    assert not AwardPage.objects.live().exists()


@pytest.mark.parametrize(
    ("backend", "debug", "found"),
    [
        ("django.core.cache.backends.locmem.LocMemCache", False, ["klash_pages.W004"]),
        ("django.core.cache.backends.locmem.LocMemCache", True, ["klash_pages.W004"]),
        ("django.core.cache.backends.dummy.DummyCache", False, ["klash_pages.W004"]),
        ("django.core.cache.backends.dummy.DummyCache", True, []),
        ("django.core.cache.backends.filebased.FileBasedCache", False, []),
        ("django.core.cache.backends.redis.RedisCache", False, []),
    ],
)
def test_the_checks_warn_of_a_cache_that_processes_do_not_share(
    settings: Any, backend: str, debug: bool, found: list[str]
) -> None:
    from klash_pages.checks import check_shared_cache

    settings.DEBUG = debug
    settings.CACHES = {**settings.CACHES, "elsewhere": {"BACKEND": backend, "LOCATION": "x"}}
    settings.KLASH_PAGES_CACHE = "elsewhere"
    assert [message.id for message in check_shared_cache()] == found
