"""Every text of the lawyers' desk has its Swedish and Finnish words, and they are the words of Finnish law."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import polib
import pytest
import wagtail.admin

from tests.translations import LANGUAGES, PLACEHOLDER, all_messages, catalogue, key, texts

APP = "procurement"
WAGTAIL_LOCALE = Path(wagtail.admin.__file__).parent / "locale"
# Terms of Sweden's law, and of Finnish law before 2018 (604/2018: företagshemlighet, liikesalaisuus).
WRONG_TERMS = {
    "sv": (
        "tilldelningsbeslut",
        "avtalsspärr",
        "överprövning",
        "organisationsnummer",
        "förvaltningsrätt",
        "affärshemlighet",
        "yrkeshemlighet",
        "upphandlingsavtal",
        "förhandlat förfarande",
    ),
    "fi": ("liike- ja ammattisalaisuus", "ly-tunnus"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_no_translation_is_left_over(language: str) -> None:
    wanted = {(context, text) for context, text, _plural in all_messages(APP)}
    entries = {(entry.msgctxt, entry.msgid) for entry in catalogue(APP, language) if not entry.obsolete}
    assert wanted - entries == set()
    assert entries - wanted == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_its_entry(language: str) -> None:
    wanted = {(context, text, plural) for context, text, plural in all_messages(APP) if plural}
    assert wanted <= {key(entry) for entry in catalogue(APP, language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_finished_and_keep_their_placeholders(language: str) -> None:
    for entry in catalogue(APP, language):
        assert not entry.fuzzy, entry.msgid
        for text in texts(entry):
            assert text.strip(), entry.msgid
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_foreign_or_repealed_legal_term_is_used(language: str) -> None:
    words = " ".join(text.lower() for entry in catalogue(APP, language) for text in texts(entry))
    assert [term for term in WRONG_TERMS[language] if term in words] == []


def test_both_languages_say_the_same_number_of_things() -> None:
    assert {key(entry) for entry in catalogue(APP, "sv")} == {key(entry) for entry in catalogue(APP, "fi")}


@pytest.mark.parametrize(("language", "other"), [*product(LANGUAGES, ["klash_pages", "wagtail.admin"])])
def test_a_text_that_another_app_has_too_is_translated_alike(language: str, other: str) -> None:
    # Django merges the catalogues of all apps: procurement's word would replace Wagtail's everywhere in the admin.
    found = (
        catalogue(other, language)
        if other == "klash_pages"
        else polib.pofile(str(WAGTAIL_LOCALE / language / "LC_MESSAGES" / "django.po"))
    )
    theirs = {(entry.msgctxt, entry.msgid): texts(entry) for entry in found if entry.translated()}
    ours = {(entry.msgctxt, entry.msgid): texts(entry) for entry in catalogue(APP, language)}
    shared = ours.keys() & theirs.keys()
    assert {text: (ours[text], theirs[text]) for text in shared if ours[text] != theirs[text]} == {}
