"""A demo with a missing text is refused as a whole, with a sentence that names the page and the text."""

from __future__ import annotations

import shutil

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from klash_pages.models import Person, Stage, TeamPage
from klash_site.demo import contents
from klash_site.demo.contents import LANGUAGES, ContentError, PageEntry, read_pages, rich_text
from klash_site.demo.loading import load_pages
from klash_site.demo.translating import translate
from klash_site.demo.users import DemoRefusedError
from tests.factories.pages import StandardPageFactory
from tests.factories.users import EditorFactory


def test_the_content_files_have_every_text_in_every_language():
    entries = list(read_pages())
    assert len(entries) == 31
    for entry in entries:
        assert {field for language in LANGUAGES for field in entry.texts_in(language)} == set(entry.texts_in("sv"))


def entry_with(**texts: dict[str, str]) -> PageEntry:
    return PageEntry(key="about", type="StandardPage", parent="home", menu=False, facts={}, texts=texts, body=[])


def test_a_text_that_is_missing_in_a_language_is_named_with_its_page():
    entry = entry_with(title={"sv": "Om Klash", "fi": "  ", "en": "About"})
    with pytest.raises(ContentError, match=r"Page “about”: “title” has no text in “fi”\."):
        entry.texts_in("fi")


def test_a_paragraph_that_is_missing_in_a_language_is_named_with_its_page(db):
    texts = {field: dict.fromkeys(LANGUAGES, "om") for field in ("title", "slug", "lead")}
    block = {"kind": "text", "sv": "Första.\n\nAndra.", "fi": "Ensimmäinen.", "en": "First.\n\nSecond."}
    entry = PageEntry(key="about", type="StandardPage", parent="home", menu=False, facts={}, texts=texts, body=[block])
    page = StandardPageFactory(**entry.texts_in("sv"))
    with pytest.raises(ContentError, match=r"Page “about”: “Andra\.” \(body\..*\) has no translation in “fi”\."):
        translate(entry, page, EditorFactory())


def test_if_a_text_is_missing_nothing_is_loaded(db, monkeypatch, tmp_path):
    content = shutil.copytree(contents.CONTENT, tmp_path / "content")
    privacy = content / "standard.toml"
    privacy.write_text(privacy.read_text(encoding="utf-8").replace('fi = "Tietosuoja"\n', ""), encoding="utf-8")
    monkeypatch.setattr(contents, "CONTENT", content)
    with pytest.raises(CommandError, match=r"Page “privacy”: “title” has no text in “fi”\."):
        call_command("demo")
    assert Page.objects.count() == 4
    assert not Person.objects.exists()
    assert not Stage.objects.exists()
    assert not TeamPage.objects.exists()


def test_rich_text_has_paragraphs_and_lists():
    assert rich_text("One\nline.\n\n- a\n- b\n\nEnd.") == "<p>One line.</p><ul><li>a</li><li>b</li></ul><p>End.</p>"


def test_the_demo_is_not_loaded_with_the_settings_of_production(db, settings):
    settings.SETTINGS_MODULE = "klash_site.settings.production"
    with pytest.raises(DemoRefusedError):
        load_pages(print)
    with pytest.raises(CommandError, match="passwords are public"):
        call_command("demo")
