"""Menu, footer and contact: what the communications staff chose, otherwise the page tree; closed pages nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from wagtail.models import Page, PageViewRestriction, Site

from klash_pages.models import Navigation, PartnerPage, SiteSettings, StandardPage
from tests.factories.pages import (
    ChallengeIndexPageFactory,
    ChallengePageFactory,
    NewsIndexPageFactory,
    PartnerPageFactory,
    StandardPageFactory,
    home,
    locale,
)
from tests.factories.records import PersonFactory
from tests.factories.translations import translate
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def link(page: Page | None = None, url: str = "", text: str = "") -> dict[str, Any]:
    return {"page": page.pk if page else None, "url": url, "text": text}


def set_navigation(language: str = "sv", header: Any = (), footer: Any = ()) -> Navigation:
    navigation = Navigation(
        locale=locale(language),
        header=[{"type": "link", "value": item} for item in header],
        footer=[{"type": "group", "value": {"heading": name, "links": links}} for name, links in footer],
    )
    navigation.full_clean()
    navigation.save()
    return navigation


def set_site(**values: Any) -> SiteSettings:
    return SiteSettings.objects.create(site=Site.objects.get(is_default_site=True), **values)


def close(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def tree_of(page: Page) -> Any:
    response = Client().get(page.url)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def menu_of(page: Page) -> list[tuple[str, str, str | None]]:
    return [
        (words_of(a), a.get("href"), a.get("aria-current")) for a in tree_of(page).xpath("//nav[@class='main-nav']//a")
    ]


def footer_of(page: Page) -> list[tuple[str, list[str]]]:
    return [
        (words_of(group.find("h2")), [words_of(a) for a in group.findall(".//a")])
        for group in tree_of(page).xpath("//footer//nav")
    ]


# The menu


def test_the_menu_holds_the_chosen_links_in_their_order_and_says_where_the_reader_is() -> None:
    news, challenges = NewsIndexPageFactory(title="Nyheter"), ChallengeIndexPageFactory(title="Utmaningar")
    about = StandardPageFactory(title="Om Klash", show_in_menus=True)
    set_navigation(header=[link(challenges), link(news, text="Nytt"), link(url="https://example.org/", text="Mer")])
    elsewhere = [("Utmaningar", challenges.url, None), ("Nytt", news.url, None), ("Mer", "https://example.org/", None)]
    assert menu_of(about) == elsewhere
    assert menu_of(news)[1] == ("Nytt", news.url, "page")
    assert menu_of(ChallengePageFactory())[0] == ("Utmaningar", challenges.url, "true")


def test_each_language_has_a_menu_of_its_own_and_falls_back_to_the_tree_without_one() -> None:
    about = StandardPageFactory(title="Om Klash", show_in_menus=True)
    finnish = translate(about, "fi", title="Tietoa")
    StandardPageFactory(title="Press")
    own = set_navigation(header=[link(about, text="Om")])
    assert str(own) == "Svenska"
    assert [text for text, *_ in menu_of(home())] == ["Om"]
    assert [text for text, *_ in menu_of(home("fi"))] == ["Tietoa"]
    assert finnish.show_in_menus


def test_a_page_that_is_not_published_or_not_open_to_everybody_is_not_in_the_chosen_menu() -> None:
    shown, draft, private = (StandardPageFactory(title=title) for title in ("Synlig", "Utkast", "Sluten"))
    below = StandardPageFactory(title="Under sluten", parent=private)
    draft.unpublish()
    close(private)
    pages = (shown, draft, private, below)
    set_navigation(header=[link(page) for page in pages], footer=[("A", [link(page) for page in pages])])
    assert [text for text, *_ in menu_of(home())] == ["Synlig"]
    assert footer_of(home()) == [("A", ["Synlig"])]


def test_a_deleted_page_leaves_the_menu_and_breaks_nothing() -> None:
    kept, gone = StandardPageFactory(title="Kvar"), StandardPageFactory(title="Borta")
    set_navigation(header=[link(kept), link(gone)])
    gone.delete()
    assert [text for text, *_ in menu_of(home())] == ["Kvar"]


def test_private_pages_are_not_in_the_menus_of_the_tree_either() -> None:
    private = StandardPageFactory(title="Sluten", show_in_menus=True)
    StandardPageFactory(title="Öppen", show_in_menus=True)
    close(private)
    text = Client().get(home().url).content.decode()
    assert "Öppen" in text
    assert "Sluten" not in text


def test_private_pages_are_no_breadcrumbs_no_language_version_and_not_among_the_pages_below() -> None:
    parent = StandardPageFactory(title="Om")
    private = StandardPageFactory(title="Sluten", parent=parent)
    finnish = translate(parent, "fi", title="Salainen")
    close(private)
    close(finnish)
    tree = tree_of(parent)
    assert "Sluten" not in words_of(tree)
    assert tree.xpath("//link[@rel='alternate']/@hreflang") == ["sv", "x-default"]
    assert "Salainen" not in words_of(tree)
    child = StandardPageFactory(title="Barn", parent=StandardPageFactory(title="Mellan", parent=parent))
    close(Page.objects.get(title="Mellan"))
    client = Client()
    client.force_login(UserFactory())
    crumbs = html.fromstring(client.get(child.url).content.decode()).xpath("//nav[contains(@class, 'crumbs')]//a")
    assert [words_of(crumb) for crumb in crumbs] == ["Start", "Om"]


def test_more_links_do_not_cost_more_queries() -> None:
    pages = [StandardPageFactory() for _ in range(6)]
    navigation = set_navigation(header=[link(pages[0])], footer=[("A", [link(pages[0])])])

    def queries() -> int:
        Client().get(pages[0].url)
        with CaptureQueriesContext(connection) as captured:
            Client().get(pages[0].url)
        return len(captured)

    few = queries()
    navigation.delete()
    set_navigation(
        header=[link(page) for page in pages],
        footer=[("A", [link(page) for page in pages]), ("B", [link(page) for page in pages])],
    )
    assert queries() == few


# Search


def test_a_page_type_that_declares_itself_the_search_page_is_linked_from_every_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(StandardPage, "is_search_page", True)
    search = StandardPageFactory(title="Sök på Klash")
    [found] = tree_of(home()).xpath("//a[@class='search-link']")
    assert (words_of(found), found.get("href")) == ("Sök", search.url)
    assert [icon.get("aria-hidden") for icon in found.findall("svg")] == ["true"]
    search.unpublish()
    assert tree_of(home()).xpath("//a[@class='search-link']") == []


# The footer and contact


def test_the_footer_holds_the_chosen_groups_and_leaves_out_an_empty_one() -> None:
    page, hidden = StandardPageFactory(title="Press"), StandardPageFactory(title="Utkast")
    hidden.unpublish()
    set_navigation(footer=[("Kontakt", [link(page)]), ("Tom", [link(hidden)])])
    assert footer_of(home()) == [("Kontakt", ["Press"])]


def test_a_text_page_is_left_out_of_the_trees_footer_when_it_says_so() -> None:
    StandardPageFactory(title="Press", in_footer=False)
    StandardPageFactory(title="Dataskydd")
    assert footer_of(home()) == [("Om webbplatsen", ["Dataskydd"])]


def test_organiser_and_contact_come_from_the_settings_in_the_readers_language() -> None:
    set_site(organiser_sv="Kommunförbundet", organiser_fi="Kuntaliitto", contact_email="info@example.org")
    PartnerPageFactory(title="Arrangören", role=PartnerPage.Role.ORGANISER)
    for language, name in (("sv", "Kommunförbundet"), ("fi", "Kuntaliitto")):
        footer = tree_of(home(language)).xpath("//footer")[0]
        assert name in words_of(footer)
        assert "Arrangören" not in words_of(footer)
        assert "mailto:info@example.org" in footer.xpath(".//a/@href")


def test_without_settings_the_organising_partners_are_named_and_nothing_is_written() -> None:
    PartnerPageFactory(title="Arrangören", role=PartnerPage.Role.ORGANISER)
    footer = tree_of(home()).xpath("//footer")[0]
    assert "Arrangören" in words_of(footer)
    assert footer.xpath(".//a[starts-with(@href, 'mailto:')]") == []
    assert SiteSettings.objects.count() == 0


def test_the_contact_box_shows_the_press_contact_until_the_name_is_to_be_removed() -> None:
    person = PersonFactory(name="Maija Malli")
    set_site(contact_email="info@example.org", press_contact=person)
    page = StandardPageFactory(shows_contact=True)
    [box] = tree_of(page).xpath("//section[@class='contact-box']")
    assert "Maija Malli" in words_of(box)
    assert "info@example.org" in words_of(box)
    person.remove_on = timezone.localdate() - timedelta(days=1)
    person.save()
    assert "Maija Malli" not in words_of(tree_of(page))
    assert tree_of(StandardPageFactory()).xpath("//section[@class='contact-box']") == []
