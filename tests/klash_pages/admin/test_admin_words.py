"""Wagtail's desk speaks Swedish and Finnish: what Wagtail lacks stands in our catalogues, and only that."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
import wagtail_localize
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from tests.factories.users import EditorFactory
from tests.translations import LANGUAGES, ROOT, catalogue

OURS = ROOT / "klash_pages" / "admin_locale"
DOMAINS = ["django", "djangojs"]
# Apps of Wagtail whose screens no site of ours shows.
LEFT_OUT = {"search_promotions", "simple_translation", "styleguide", "forms", "table_block", "typed_table_block"}
# Words of Wagtail's own catalogues that mean something else: Swedish editors read "Plats" (a place) for a language.
# "Publish in " is followed by the language, and the Swedish words lack the space.
CORRECTED = {"Locale", "Locales", "locale", "Publish in "}

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
MARKUP = re.compile(r"<[^>]+>")

Key = tuple[str | None, str, str | None]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


def folders() -> list[Path]:
    roots = [Path(package.__file__).parent for package in (wagtail, wagtail_localize)]
    found = [folder for root in roots for folder in sorted(root.rglob("locale")) if folder.is_dir()]
    return [folder for folder in found if folder.parent.name not in LEFT_OUT]


@cache
def wanted(domain: str) -> dict[Key, polib.POEntry]:
    """Every text that the installed Wagtail and wagtail-localize can show at the desk."""
    files = [folder / "en" / "LC_MESSAGES" / f"{domain}.po" for folder in folders()]
    return {key(entry): entry for file in files if file.exists() for entry in polib.pofile(str(file))}


@cache
def shipped(domain: str, language: str) -> set[tuple[str | None, str]]:
    """What they say in a language themselves."""
    files = [folder / language / "LC_MESSAGES" / f"{domain}.po" for folder in folders()]
    entries = [entry for file in files if file.exists() for entry in polib.pofile(str(file)) if entry.translated()]
    return {(entry.msgctxt, entry.msgid) for entry in entries}


@cache
def ours(domain: str, language: str) -> polib.POFile:
    return polib.pofile(str(OURS / language / "LC_MESSAGES" / f"{domain}.po"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_is_left_in_english(domain: str, language: str) -> None:
    said = shipped(domain, language) | {(entry.msgctxt, entry.msgid) for entry in ours(domain, language)}
    assert [text for text in wanted(domain) if text[:2] not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_exists_in_the_installed_wagtail_and_lacked_a_translation(domain: str, language: str) -> None:
    for entry in ours(domain, language):
        assert key(entry) in wanted(domain), entry.msgid
        already = (entry.msgctxt, entry.msgid) in shipped(domain, language)
        assert not already or entry.msgid in CORRECTED, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_agree(domain: str, language: str) -> None:
    for entry in ours(domain, language):
        assert not entry.fuzzy, entry.msgid
        sources = {0: entry.msgid, 1: entry.msgid_plural} if entry.msgid_plural else {0: entry.msgid}
        texts = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
        assert set(texts) == set(sources)
        for form, text in texts.items():
            assert text.strip(), entry.msgid
            assert sorted(set(PLACEHOLDER.findall(text))) == sorted(set(PLACEHOLDER.findall(sources[form]))), text
            assert sorted(MARKUP.findall(text)) == sorted(MARKUP.findall(sources[form])), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_do_not_change_what_our_own_apps_say(language: str) -> None:
    at_the_desk = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in ours("django", language)}
    for app in ("klash_pages", "procurement"):
        for entry in catalogue(app, language):
            said = at_the_desk.get((entry.msgctxt, entry.msgid))
            assert said in (None, entry.msgstr), f"{app}: {entry.msgid}"


def test_the_words_are_in_use() -> None:
    with translation.override("fi"):
        assert gettext("Schedule to publish") == "Ajasta julkaisu"
        assert gettext("Convert to alias") == "Muunna aliakseksi"
        assert ngettext("Unpublish 1 page", "Unpublish %(counter)s pages", 2) == "Piilota %(counter)s sivua"
    with translation.override("sv"):
        assert gettext("Use machine translation") == "Använd maskinöversättning"
        assert gettext("Locale") == "Språk"


@pytest.mark.django_db
def test_the_scripts_of_the_desk_get_their_words() -> None:
    client = Client(headers={"Accept-Language": "fi"})
    client.force_login(EditorFactory())
    response = client.get(reverse("wagtailadmin_javascript_catalog"))
    [words] = re.findall(r"const newcatalog = (\{.*?\});\n", response.content.decode(), re.DOTALL)
    assert json.loads(words)["Changes have been autosaved."] == "Muutokset on tallennettu automaattisesti."
