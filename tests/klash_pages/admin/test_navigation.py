"""Menus and settings at the desk: bad links are refused beside the field, and only the communications staff get in."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from klash_pages.models import Navigation, SiteSettings
from klash_pages.models.blocks import MenuLinkBlock
from tests.factories.pages import ContestPageFactory, StandardPageFactory, home, locale
from tests.factories.procurement import LegalUserFactory
from tests.factories.users import EditorFactory, UserFactory
from tests.klash_pages.home.test_menus import link, set_navigation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("has_page", "url", "text", "field"),
    [
        (False, "", "", "page"),
        (True, "https://example.org/", "", "url"),
        (False, "https://example.org/", "", "text"),
    ],
)
def test_a_link_leads_to_exactly_one_place_and_has_a_name(has_page: bool, url: str, text: str, field: str) -> None:
    block = MenuLinkBlock()
    value = block.to_python(link(home() if has_page else None, url, text))
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert list(refused.value.block_errors) == [field]


def test_an_address_with_a_script_is_refused() -> None:
    block = MenuLinkBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(link(url="javascript:alert(1)", text="x")))
    assert list(refused.value.block_errors) == ["url"]


def test_a_page_of_another_language_is_refused_by_name() -> None:
    with pytest.raises(ValidationError) as refused:
        set_navigation("fi", header=[link(StandardPageFactory(title="Om Klash"))])
    assert refused.value.message_dict == {"header": ["De här sidorna är på ett annat språk: Om Klash."]}


def test_a_footer_holds_twelve_links_and_no_more() -> None:
    page = home()
    set_navigation(footer=[("A", [link(page)] * 6), ("B", [link(page)] * 6)])
    with pytest.raises(ValidationError) as refused:
        set_navigation("fi", footer=[("A", [link(home("fi"))] * 13)])
    assert list(refused.value.message_dict) == ["footer"]


def test_a_language_has_one_navigation_a_site() -> None:
    set_navigation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Navigation.objects.create(locale=locale("sv"))


def form(pages: list[object]) -> dict[str, object]:
    site = Site.objects.get(is_default_site=True)
    links = [("link", {"page": page.pk, "url": "", "text": ""}) for page in pages]
    return nested_form_data(
        {"site": site.pk, "locale": locale("sv").pk, "header": streamfield(links), "footer": streamfield([])}
    )


def test_an_editor_makes_a_menu_and_a_seventh_item_is_refused() -> None:
    client = Client()
    client.force_login(EditorFactory())
    pages = [StandardPageFactory() for _ in range(7)]
    response = client.post(reverse("navigation:add"), form(pages))
    assert response.status_code == 200
    assert Navigation.objects.count() == 0
    response = client.post(reverse("navigation:add"), form(pages[:6]))
    assert response.status_code == 302
    assert [item.value["page"].pk for item in Navigation.objects.get().header] == [page.pk for page in pages[:6]]


def settings_url() -> str:
    site = Site.objects.get(is_default_site=True)
    return reverse("wagtailsettings:edit", args=["klash_pages", "sitesettings", site.pk])


def test_an_editor_sets_the_current_contest_and_the_contact_address() -> None:
    client = Client()
    client.force_login(EditorFactory())
    contest = ContestPageFactory()
    assert client.get(settings_url()).status_code == 200
    assert SiteSettings.objects.count() == 0
    values = {"current_contest": contest.pk, "contact_email": "info@example.org", "press_contact": ""}
    names = {f"organiser_{language}": "" for language in ("sv", "fi", "en")}
    assert client.post(settings_url(), {**values, **names}).status_code == 302
    saved = SiteSettings.objects.get()
    assert (saved.current_contest, saved.contact_email) == (contest, "info@example.org")
    refused = client.post(settings_url(), {**values, **names, "contact_email": "nobody"})
    assert refused.status_code == 200
    assert SiteSettings.objects.get().contact_email == "info@example.org"


@pytest.mark.parametrize("factory", [LegalUserFactory, UserFactory])
def test_others_reach_neither_the_settings_nor_the_menus(factory: type[UserFactory]) -> None:
    client = Client()
    client.force_login(factory())
    navigation = set_navigation(header=[link(home())])
    for url in (settings_url(), reverse("navigation:index"), reverse("navigation:edit", args=[navigation.pk])):
        assert client.get(url).status_code == 302
    assert client.post(settings_url(), {"contact_email": "stranger@example.org"}).status_code == 302
    assert client.post(reverse("navigation:delete", args=[navigation.pk])).status_code == 302
    assert SiteSettings.objects.count() == 0
    assert Navigation.objects.count() == 1
