"""Errors have the right status, speak the language of the address, lead on, and never tell a title."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from lxml import html
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from klash_pages.models import StandardPage
from klash_pages.plumbing import error_pages
from tests.factories.pages import AwardPageFactory, StandardPageFactory, TeamPageFactory
from tests.factories.translations import translate
from tests.factories.users import EditorFactory

pytestmark = pytest.mark.django_db


def get(path: str, status: int, **headers: str) -> Any:
    response = Client(headers=headers).get(path)
    assert response.status_code == status
    return html.fromstring(response.content.decode())


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def remove(page: Page) -> None:
    """Publish a page and take it away again."""
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()


# Not found


@pytest.mark.parametrize(
    ("language", "lang", "heading"),
    [("sv", "sv-FI", "Sidan finns inte"), ("fi", "fi", "Sivua ei löydy"), ("en", "en", "Page not found")],
)
def test_not_found_speaks_the_language_of_the_address(language: str, lang: str, heading: str) -> None:
    tree = get(f"/{language}/nothing/here/", 404, **{"Accept-Language": "de"})
    assert tree.get("lang") == lang
    assert [words_of(h1) for h1 in tree.findall(".//h1")] == [heading]
    assert tree.findtext(".//title") == f"{heading} – Klash"
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='alternate']") == []


def test_not_found_leads_on_by_the_menu_and_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    about = StandardPageFactory(title="Om Klash", show_in_menus=True)
    tree = get("/sv/x/", 404)
    assert tree.xpath("//form") == []
    assert tree.xpath("//nav[contains(@class, 'ways')]//a/@href") == ["/sv/", about.url]
    monkeypatch.setattr(StandardPage, "is_search_page", True)
    [form] = get("/sv/x/", 404).xpath("//form[@role='search']")
    assert form.get("action") == about.url
    [field] = form.xpath(".//input[@name='q']")
    assert words_of(form.xpath(f".//label[@for='{field.get('id')}']")[0]) == "Sök på webbplatsen"


def test_an_address_without_a_language_is_answered_in_all_of_them() -> None:
    request = RequestFactory().get("/nothing/")
    tree = html.fromstring(error_pages.page_not_found(request).content.decode())
    sentences = {row.get("lang"): row.xpath("./a/@href") for row in tree.xpath("//main//li")}
    assert sentences == {"sv": ["/sv/"], "fi": ["/fi/"], "en": ["/en/"]}
    assert "Det finns ingen sida på den här adressen." in words_of(tree)
    assert "Tässä osoitteessa ei ole sivua." in words_of(tree)


@pytest.mark.parametrize("path", ["/api/nothing/", "/documents/999/x.pdf", "/static/nothing.css", "/media/nothing.png"])
def test_addresses_outside_the_pages_keep_djangos_bare_answer(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 404
    assert b"Klash" not in response.content


def test_the_desk_keeps_its_own_answer() -> None:
    client = Client()
    client.force_login(EditorFactory())
    response = client.get("/admin/nothing/")
    assert response.status_code == 404
    assert "wagtailadmin/404.html" in [template.name for template in response.templates]


# Gone


def test_a_page_that_was_live_is_gone_and_its_title_is_not_told() -> None:
    page = StandardPageFactory(title="Hemligheten")
    path = page.url
    remove(page)
    tree = get(path, 410)
    assert words_of(tree.find(".//h1")) == "Sidan har tagits bort"
    assert "Hemligheten" not in words_of(tree)
    assert Client().head(path).status_code == 410


def test_a_page_that_has_never_been_live_does_not_exist_for_readers() -> None:
    team = TeamPageFactory()
    assert team.first_published_at is None
    award = AwardPageFactory()
    for page in (team, award):
        assert "Sidan finns inte" in words_of(get(page.get_url() or page.full_url, 404))


def test_a_removed_page_below_a_closed_one_was_never_known_to_readers() -> None:
    closed = StandardPageFactory()
    page = StandardPageFactory(parent=closed)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    remove(page)
    get(page.url, 404)


def test_gone_in_one_language_is_gone_in_that_language_only() -> None:
    page = StandardPageFactory(slug="om")
    finnish = translate(page, "fi", slug="tietoa")
    finnish.unpublish()
    get(page.url, 200)
    assert words_of(get("/fi/tietoa/", 410).find(".//h1")) == "Sivu on poistettu"


def test_a_redirect_comes_before_gone() -> None:
    page, other = StandardPageFactory(), StandardPageFactory()
    remove(page)
    Redirect.add_redirect(page.url, other)
    response = Client().get(page.url)
    assert (response.status_code, response["Location"]) == (301, other.url)


# Forbidden


def test_forbidden_and_a_form_without_its_cookie_are_answered_in_the_language_of_the_address() -> None:
    client = Client(enforce_csrf_checks=True)
    page = StandardPageFactory()
    response = client.post(page.url)
    assert response.status_code == 403
    assert "Blanketten kunde inte tas emot" in response.content.decode()
    request = RequestFactory().get("/fi/x/")
    answer = error_pages.permission_denied(request)
    assert answer.status_code == 403
    assert "Et voi lukea tätä sivua" in answer.content.decode()


def test_a_form_of_the_desk_without_its_cookie_gets_djangos_answer() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert response.status_code == 403
    assert "403_csrf" not in str(response.templates)
    assert "Klash" not in response.content.decode()


# Our own fault


def test_a_server_error_is_a_file_in_three_languages_that_needs_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any, **_options: Any) -> None:
        raise RuntimeError("broken")

    page = StandardPageFactory()
    monkeypatch.setattr(StandardPage, "serve", fail)
    client = Client(raise_request_exception=False)
    with override_settings(KLASH_PAGES_CONTACT_EMAIL='info@example.org"<x>'):
        response = client.get(page.url)
    assert response.status_code == 500
    tree = html.fromstring(response.content.decode())
    assert [part.get("lang") for part in tree.findall(".//section")] == ["sv-FI", "fi", "en"]
    assert tree.xpath("//main/p/a/@href") == ['mailto:info@example.org"<x>']
    assert tree.xpath("//script | //link | //img") == []
    with CaptureQueriesContext(connection) as captured:
        assert error_pages.server_error(RequestFactory().get("/")).status_code == 500
    assert len(captured) == 0


# The front door


@pytest.mark.parametrize(
    ("accepted", "target"),
    [("fi-FI,sv;q=0.5", "/fi/"), ("sv-SE", "/sv/"), ("en-GB,fi;q=0.8", "/en/"), ("de", "/sv/"), ("", "/sv/")],
)
def test_the_front_door_leads_to_the_best_language_without_a_cookie(accepted: str, target: str) -> None:
    response = Client(headers={"Accept-Language": accepted}).get("/")
    assert (response.status_code, response["Location"]) == (302, target)
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies
    assert Page.objects.filter(url_path=target, live=True).exists()
