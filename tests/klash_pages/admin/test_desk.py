"""The desk calls no other host, and its menu holds what editors need, in the order in which they need it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.admin.menu import admin_menu

from tests.factories.pages import NewsPageFactory, home
from tests.factories.procurement import LegalUserFactory
from tests.factories.users import AdminFactory, EditorFactory

pytestmark = pytest.mark.django_db

LOADED = "//script/@src | //img/@src | //link[not(@rel='alternate')]/@href | //iframe/@src | //source/@srcset"


def client_of(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(user)
    return client


@pytest.mark.parametrize("factory", [EditorFactory, AdminFactory, LegalUserFactory])
def test_no_screen_of_the_desk_loads_anything_from_another_host(factory: Any) -> None:
    client = client_of(factory())
    page = NewsPageFactory()
    screens = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_account"),
        reverse("wagtailadmin_explore", args=[home().pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailimages:index"),
    ]
    seen = 0
    for screen in screens:
        response = client.get(screen)
        if response.status_code != 200:
            continue
        seen += 1
        tree = html.fromstring(response.content.decode())
        addresses = [address for address in tree.xpath(LOADED) if not address.startswith("data:")]
        assert addresses
        assert [address for address in addresses if urlsplit(address).netloc] == [], screen
        assert "gravatar" not in response.content.decode()
        assert "releases.wagtail" not in response.content.decode()
    assert seen >= 2


def menu_of(user: Any) -> list[Any]:
    response = client_of(user).get(reverse("wagtailadmin_home"))
    return sorted(admin_menu.menu_items_for_request(response.wsgi_request), key=lambda item: item.order)


def test_klash_and_registers_come_before_pages_files_reports_and_settings_and_there_is_no_help() -> None:
    # The name of a group follows the language in which the menu was first made, so it is known by its icon.
    names = ["registers" if item.icon_name == "table" else item.name for item in menu_of(EditorFactory())]
    wanted = ["klash", "registers", "explorer", "images", "documents", "reports", "settings"]
    assert [name for name in names if name in wanted] == wanted
    assert "help" not in names


def klash_menu_of(user: Any) -> list[str]:
    response = client_of(user).get(reverse("wagtailadmin_home"))
    group = next((item for item in menu_of(user) if item.name == "klash"), None)
    items = group.menu.menu_items_for_request(response.wsgi_request) if group else []
    return [str(item.label) for item in sorted(items, key=lambda item: item.order)]


def test_the_menu_of_klash_holds_the_lists_in_the_order_of_a_contest() -> None:
    assert klash_menu_of(EditorFactory()) == [
        "Tävlingar",
        "Utmaningar",
        "Team",
        "Resultat",
        "Partner",
        "Problem",
        "Nyheter",
        "Släpp resultat",
    ]


def test_a_lawyer_finds_the_release_screen_there_and_no_list() -> None:
    assert klash_menu_of(LegalUserFactory()) == ["Släpp resultat"]


def test_no_screen_leads_to_a_guide_on_another_site() -> None:
    client = client_of(EditorFactory())
    for screen in (reverse("wagtailadmin_home"), reverse("wagtailadmin_pages:edit", args=[NewsPageFactory().pk])):
        links = html.fromstring(client.get(screen).content.decode()).xpath("//a[not(ancestor::noscript)]/@href")
        outside = {urlsplit(link).netloc for link in links} - {"", "localhost"}
        assert outside == set(), screen


def test_procurement_stands_for_legal_staff_only() -> None:
    procurement = reverse("procurement:index")
    assert procurement in [item.url for item in menu_of(LegalUserFactory())]
    assert procurement not in [item.url for item in menu_of(EditorFactory())]
