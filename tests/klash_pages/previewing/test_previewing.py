"""Editors look at unpublished pages on this site or in a separate front end, which reads that one page by a token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import Page
from wagtail_headless_preview.models import PagePreview

from klash_pages.checks import check_previews
from klash_pages.management.commands.publish_scheduled import forget_old
from klash_pages.models import NewsPage
from klash_pages.previewing.tokens import NoSuchPreviewError, PreviewExpiredError, page_of
from tests.factories.pages import ChallengePageFactory, NewsPageFactory, body, home
from tests.factories.users import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

ROUTE = "/api/v3/klash/preview/"


@pytest.fixture
def both(settings: Any) -> None:
    """Previews go to the site, and to a front end if the editor wants."""
    settings.KLASH_PAGES_PREVIEWS = ["site", "headless"]
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "https://front.example/preview"}}


@pytest.fixture
def news() -> NewsPage:
    page: NewsPage = NewsPageFactory(title="Hemlig nyhet", live=False, body=body("Inte än"))
    page.save_revision()
    return page


def editor() -> Client:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    return client


def open_preview(page: Page, mode: str, client: Client | None = None) -> Any:
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return (client or editor()).get(address, {"mode": mode} if mode else {})


def token_of(response: Any) -> str:
    [address] = html.fromstring(response.content.decode()).xpath("//iframe/@src")
    return parse_qs(urlsplit(address).query)["token"][0]


def read(token: str) -> Any:
    return Client().get(ROUTE, {"token": token})


def test_the_front_end_reads_the_unpublished_page_by_its_token(both: None, news: NewsPage) -> None:
    shown = open_preview(news, "headless")
    [address] = html.fromstring(shown.content.decode()).xpath("//iframe/@src")
    assert address.startswith("https://front.example/preview/?")
    assert parse_qs(urlsplit(address).query)["content_type"] == ["klash_pages.newspage"]
    answer = read(token_of(shown))
    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["title"]) == (news.pk, "Hemlig nyhet")
    assert answer.json()["meta"]["type"] == "klash_pages.NewsPage"
    # Without the token nobody reads it.
    assert Client().get(f"/api/v3/pages/{news.pk}/").status_code == 404
    assert Client().get(news.url).status_code == 404


def test_nothing_keeps_a_preview(both: None, news: NewsPage) -> None:
    shown = open_preview(news, "headless")
    answers = [shown, open_preview(news, ""), read(token_of(shown)), read("wrong"), Client().get(ROUTE)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 422]
    for answer in answers:
        assert {word.strip() for word in answer["Cache-Control"].split(",")} >= {"private", "no-store"}


def test_the_site_shows_the_preview_itself_unless_the_editor_chooses(both: None, news: NewsPage) -> None:
    assert news.preview_modes[0][0] == ""
    shown = open_preview(news, "")
    assert "<h1>Hemlig nyhet</h1>" in shown.content.decode()
    assert PagePreview.objects.count() == 0


@pytest.mark.parametrize(
    ("setting", "modes"),
    [(["site"], [""]), (["headless"], ["headless"]), (["headless", "site"], ["headless", ""])],
)
def test_a_setting_says_where_previews_go(both: None, settings: Any, setting: list[str], modes: list[str]) -> None:
    settings.KLASH_PAGES_PREVIEWS = setting
    assert [mode for mode, _ in NewsPage().preview_modes] == modes
    assert NewsPage().default_preview_mode == modes[0]


def test_a_front_end_that_is_switched_off_gets_nothing(both: None, settings: Any, news: NewsPage) -> None:
    settings.KLASH_PAGES_PREVIEWS = ["site"]
    open_preview(news, "headless")
    assert PagePreview.objects.count() == 0


def test_a_page_that_was_never_saved_is_previewed(both: None) -> None:
    client = editor()
    address = reverse("wagtailadmin_pages:preview_on_add", args=["klash_pages", "standardpage", home().pk])
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    saved = client.post(address, {"title": "Ny", "slug": "ny", "lead": "", "body-count": 0, **comments})
    assert saved.json()["is_valid"], saved.json()
    answer = read(token_of(client.get(address, {"mode": "headless"})))
    assert (answer.status_code, answer.json()["title"], answer.json()["id"]) == (200, "Ny", 0)
    assert Page.objects.filter(title="Ny").count() == 0


def test_a_token_is_for_one_page_as_it_was(both: None, news: NewsPage) -> None:
    first = token_of(open_preview(news, "headless"))
    news.title = "Ännu hemligare"
    news.save_revision()
    second = token_of(open_preview(news, "headless"))
    assert read(first).json()["title"] == "Hemlig nyhet"
    assert read(second).json()["title"] == "Ännu hemligare"
    other = ChallengePageFactory(live=False)
    assert Client().get(f"/api/v3/pages/{other.pk}/", {"token": first}).status_code == 404
    assert Client().get(ROUTE, {"token": first, "id": other.pk}).json()["id"] == news.pk


def test_a_token_is_good_for_an_hour(both: None, settings: Any, news: NewsPage) -> None:
    token = token_of(open_preview(news, "headless"))
    assert page_of(token).pk == news.pk
    settings.KLASH_PAGES_PREVIEW_SECONDS = 0
    with pytest.raises(PreviewExpiredError):
        page_of(token)
    answer = read(token)
    assert answer.status_code == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"] == "The preview is too old. Open it again in the editor."
    assert "Hemlig" not in answer.content.decode()


def test_a_token_that_is_not_ours_opens_nothing(both: None, news: NewsPage) -> None:
    good = token_of(open_preview(news, "headless"))
    for token in (good[:-1], good.replace("newspage", "teampage"), "", "\x00" * 9, "å" * 5000):
        with pytest.raises(NoSuchPreviewError):
            page_of(token)
        answer = read(token)
        assert answer.status_code == 404
        assert answer.json()["detail"] == "There is no such preview."


def test_a_signed_token_without_a_preview_and_one_of_a_deleted_page_open_nothing(both: None, news: NewsPage) -> None:
    forged = signing.TimestampSigner(salt="headlesspreview.token").sign("klash_pages.newspage.x")
    token = token_of(open_preview(news, "headless"))
    news.delete()
    for unknown in (forged, token):
        with pytest.raises(NoSuchPreviewError):
            page_of(unknown)


def test_two_editors_do_not_share_a_token(both: None, news: NewsPage) -> None:
    assert token_of(open_preview(news, "headless")) != token_of(open_preview(news, "headless"))


def test_only_those_who_may_edit_get_a_token(both: None, news: NewsPage) -> None:
    stranger = Client()
    stranger.force_login(UserFactory())
    for client in (Client(), stranger):
        assert open_preview(news, "headless", client).status_code == 302
    assert PagePreview.objects.count() == 0


def test_what_was_kept_for_previews_is_removed(both: None, news: NewsPage) -> None:
    open_preview(news, "headless")
    PagePreview.objects.update(created_at=PagePreview.objects.get().created_at - timedelta(days=2))
    forget_old()
    assert PagePreview.objects.count() == 0


@pytest.mark.parametrize(
    ("places", "urls", "found"),
    [
        (["site"], {}, []),
        (["site", "headless"], {"default": "https://front.example"}, []),
        (["headless"], {"default": ""}, ["klash_pages.E003"]),
        (["elsewhere"], {}, ["klash_pages.E002"]),
        ([], {}, ["klash_pages.E002"]),
    ],
)
def test_the_checks_know_places_that_cannot_work(settings: Any, places: Any, urls: Any, found: list[str]) -> None:
    settings.KLASH_PAGES_PREVIEWS = places
    settings.WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": urls}
    assert [error.id for error in check_previews()] == found
