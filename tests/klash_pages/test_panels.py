"""Every page type has the same three tabs, and every field of ours says what the reader sees."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.admin.panels import FieldPanel, Panel

from klash_pages.models import (
    ChallengePage,
    ContestPage,
    HomePage,
    NewsPage,
    PartnerPage,
    StandardPage,
    TeamPage,
)
from klash_pages.models.base import tabs
from tests.factories.pages import ChallengePageFactory, ContestPageFactory, NewsPageFactory, TeamPageFactory
from tests.factories.translations import translate
from tests.factories.users import EditorFactory


@pytest.fixture(autouse=True)
def _swedish():
    with translation.override("sv"):
        yield


PAGES = (ContestPage, ChallengePage, TeamPage, NewsPage, PartnerPage, StandardPage, HomePage)
# Wagtail's own, with words of its own beside them.
WITHOUT_HELP = {"title", "comments", "go_live_at", "expire_at"}


def headings(model: Any) -> list[str]:
    return [str(tab.heading) for tab in model.get_edit_handler().children]


@pytest.mark.parametrize("model", [ContestPage, ChallengePage, TeamPage, NewsPage, PartnerPage])
def test_a_page_has_the_tabs_content_facts_and_visibility(model):
    assert headings(model) == ["Innehåll", "Fakta", "Synlighet"]


@pytest.mark.parametrize("model", [StandardPage, HomePage])
def test_a_page_without_facts_has_two_tabs(model):
    assert headings(model) == ["Innehåll", "Synlighet"]


def test_tabs_without_panels_are_left_out():
    assert [str(tab.heading) for tab in tabs([FieldPanel("title")], [], []).children] == ["Innehåll"]


def fields_of(panel: Panel) -> list[FieldPanel]:
    if isinstance(panel, FieldPanel):
        return [panel]
    return [field for child in getattr(panel, "children", []) for field in fields_of(child)]


@pytest.mark.parametrize("model", PAGES)
def test_every_field_of_a_page_has_a_help_text_of_one_breath(model):
    for panel in fields_of(model.get_edit_handler()):
        if panel.field_name in WITHOUT_HELP:
            continue
        words = str(panel.help_text or panel.db_field.help_text)
        assert words, panel.field_name
        assert len(words) <= 110, words
        assert "!" not in words


@pytest.mark.django_db
@pytest.mark.parametrize("make", [ContestPageFactory, ChallengePageFactory, TeamPageFactory, NewsPageFactory])
def test_an_editor_can_open_every_kind_of_page_with_its_tabs(make):
    client = Client()
    client.force_login(EditorFactory())
    text = client.get(reverse("wagtailadmin_pages:edit", args=[make().pk])).content.decode()
    for name in ("Innehåll", "Fakta", "Synlighet"):
        assert name in text


@pytest.mark.django_db
def test_facts_of_a_translation_cannot_be_edited_there():
    contest = ContestPageFactory(problems_count=77)
    finnish = translate(contest, "fi")
    client = Client()
    client.force_login(EditorFactory())
    text = client.get(reverse("wagtailadmin_pages:edit", args=[finnish.pk])).content.decode()
    assert 'name="problems_count"' not in text


def test_a_link_leads_to_a_tab_whatever_language_the_first_editor_reads():
    with translation.override("fi"):
        shown = tabs([FieldPanel("title")], [FieldPanel("slug")], [])
        assert [tab.clean_name for tab in shown.children] == ["content", "facts"]
