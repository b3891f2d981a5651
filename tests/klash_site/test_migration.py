"""The site's migration makes languages, home pages, the site record and the communications group."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, Page, Site

from klash_pages.models import HomePage
from tests.factories.pages import ContestPageFactory, home
from tests.factories.users import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_there_are_three_languages_and_a_home_page_in_each():
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"sv", "fi", "en"}
    homes = HomePage.objects.order_by("path")
    assert [(page.title, page.slug, page.locale.language_code, page.live) for page in homes] == [
        ("Klash", "sv", "sv", True),
        ("Klash", "fi", "fi", True),
        ("Klash", "en", "en", True),
    ]
    assert len({page.translation_key for page in homes}) == 1


def test_nothing_else_stands_below_the_root_and_the_tree_is_sound():
    assert list(Page.objects.get(depth=1).get_children().values_list("slug", flat=True)) == ["sv", "fi", "en"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_site_is_the_default_and_begins_at_the_swedish_home_page():
    site = Site.objects.get()
    assert (site.hostname, site.port, site.is_default_site) == ("localhost", 8000, True)
    assert site.root_page.specific == home("sv")


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_each_home_page_answers_at_its_language(language, client):
    response = client.get(f"/{language}/")
    assert response.status_code == 200
    assert response.context["page"] == home(language)


def test_a_page_has_an_address_in_its_language():
    assert ContestPageFactory(slug="klash").url == "/sv/klash/"


def test_the_communications_group_may_do_exactly_this():
    group = Group.objects.get(name="Communications")
    records = ["municipality", "navigation", "noticereference", "person", "problem", "stage", "theme"]
    assert {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.select_related("content_type")} == {
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "klash_pages.change_sitesettings",
        *(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete", "view")),
        *(f"klash_pages.{verb}_{record}" for verb in ("add", "change", "delete", "view") for record in records),
    }
    assert {(p.page.slug, p.permission.codename) for p in group.page_permissions.all()} == {
        (language, f"{verb}_page") for language in ("sv", "fi", "en") for verb in ("add", "change", "publish")
    }
    assert {(p.collection.name, p.permission.codename) for p in group.collection_permissions.all()} == {
        ("Root", f"{verb}_{kind}") for kind in ("image", "document") for verb in ("add", "change", "choose")
    }


def test_no_permission_exists_twice_after_django_has_made_its_own():
    group = Group.objects.get(name="Communications")
    names = [(p.content_type_id, p.codename) for p in group.permissions.all()]
    assert len(names) == len(set(names))
    assert group.permissions.get(codename="add_stage").content_type.model_class()._meta.model_name == "stage"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/admin/", 200),
        ("/admin/person/", 200),
        ("/admin/images/", 200),
        ("/admin/documents/", 200),
        ("/admin/users/", 302),
        ("/admin/sites/", 302),
    ],
)
def test_an_editor_reaches_the_desk_and_not_the_settings(path, status):
    client = Client()
    client.force_login(EditorFactory())
    assert client.get(path).status_code == status


def test_a_user_without_a_group_does_not_reach_the_desk():
    client = Client()
    client.force_login(UserFactory())
    assert client.get("/admin/").status_code == 302


def test_an_editor_may_publish_pages():
    contest = ContestPageFactory()
    assert contest.permissions_for_user(EditorFactory()).can_publish()
    assert not contest.permissions_for_user(UserFactory()).can_edit()
