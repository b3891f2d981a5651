"""Addresses are plain letters, and an old address leads to the new one: the editor is told so."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.factories.pages import StandardPageFactory, home
from tests.factories.translations import translate
from tests.factories.users import EditorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Unga på studievägen", "unga-pa-studievagen"),
        ("Hållbar rörelse: Åland & Öst", "hallbar-rorelse-aland-ost"),
        ("Työllisyys ja hyvinvointi", "tyollisyys-ja-hyvinvointi"),
    ],
)
def test_a_slug_is_made_of_plain_letters(title: str, slug: str) -> None:
    assert home().add_child(instance=type(StandardPageFactory.build())(title=title)).slug == slug


def test_a_translated_title_gives_a_plain_slug_too() -> None:
    assert translate(StandardPageFactory(title="Om"), "fi", title="Näin kilpailu etenee", slug="näin").slug == "nain"


def editor() -> Client:
    client = Client()
    client.force_login(EditorFactory())
    return client


def form_of(page: Any, **changes: Any) -> dict[str, Any]:
    values = {"title": page.title, "slug": page.slug, "lead": "", "body": streamfield([]), "seo_title": ""}
    rest = {"search_description": "", "comments": inline_formset([])}
    return nested_form_data({**values, **rest, **changes, "action-publish": "1"})


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def publish(client: Client, page: Any, **changes: Any) -> str:
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **changes))
    assert response.status_code == 302
    return said(response)


def test_a_changed_slug_leaves_redirects_for_the_page_and_those_below_and_tells_the_editor(
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = StandardPageFactory(slug="om")
    child = StandardPageFactory(slug="press", parent=page)
    with django_capture_on_commit_callbacks(execute=True):
        told = publish(editor(), page, slug="om-klash")
    assert "Adressen är nu /sv/om-klash/. Den gamla adressen /sv/om/ leder dit." in told
    for old, new in (("/sv/om/", "/sv/om-klash/"), ("/sv/om/press/", "/sv/om-klash/press/")):
        response = Client().get(old)
        assert (response.status_code, response["Location"]) == (301, new)
    child.refresh_from_db()
    assert child.url == "/sv/om-klash/press/"


def test_a_page_that_keeps_its_slug_leaves_no_redirect_and_no_word_about_addresses() -> None:
    page = StandardPageFactory(slug="om")
    assert "Den gamla adressen" not in publish(editor(), page, title="Om oss")
    assert Redirect.objects.count() == 0


def test_a_moved_page_leaves_a_redirect_and_tells_the_editor() -> None:
    page, target = StandardPageFactory(slug="press"), StandardPageFactory(slug="om")
    response = editor().post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    assert response.status_code == 302
    assert "Adressen är nu /sv/om/press/. Den gamla adressen /sv/press/ leder dit." in said(response)
    answer = Client().get("/sv/press/")
    assert (answer.status_code, answer["Location"]) == (301, "/sv/om/press/")


@pytest.mark.parametrize(("typed", "slug"), [("överblick", "overblick"), ("Om-Klash", "om-klash")])
def test_a_slug_typed_otherwise_is_written_in_plain_small_letters(typed: str, slug: str) -> None:
    page = StandardPageFactory(slug="om")
    publish(editor(), page, slug=typed)
    page.refresh_from_db()
    assert page.slug == slug


def test_a_slug_that_becomes_another_pages_is_refused_beside_the_field() -> None:
    StandardPageFactory(slug="overblick")
    page = StandardPageFactory(slug="om")
    response = editor().post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, slug="överblick"))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["slug"]
    page.refresh_from_db()
    assert page.slug == "om"
