"""Every text of the interface has its Swedish and Finnish words."""

from __future__ import annotations

import pytest

from tests.translations import LANGUAGES, PLACEHOLDER, all_messages, catalogue, key, texts

APP = "klash_pages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_no_translation_is_left_over(language: str) -> None:
    # A text can be used alone and as a singular: the catalogue has one entry for both.
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


def test_no_legal_term_of_sweden_is_used() -> None:
    words = " ".join(entry.msgstr.lower() for entry in catalogue(APP, "sv"))
    for term in ("tilldelningsbeslut", "avtalsspärr", "överprövning", "organisationsnummer", "förvaltningsrätt"):
        assert term not in words


def test_both_languages_say_the_same_number_of_things() -> None:
    assert {key(entry) for entry in catalogue(APP, "sv")} == {key(entry) for entry in catalogue(APP, "fi")}
