"""Every text of the interface has its Swedish and Finnish words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["sv", "fi"]
# The function, and how its arguments are to be read.
KEYWORDS = {
    "_": "s",
    "gettext": "s",
    "gettext_lazy": "s",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "npgettext": "csp",
    "npgettext_lazy": "csp",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")

Message = tuple[str | None, str, str | None]


def read_messages(source: str) -> Iterator[Message]:
    options: dict[str, Any] = {"encoding": "utf-8"}
    for _line, function, arguments, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], options):
        texts = (arguments,) if isinstance(arguments, str) else arguments
        if not texts or texts[0] is None:
            continue
        named = dict(zip(KEYWORDS[function], texts, strict=False))
        yield named.get("c"), named["s"], named.get("p")


def all_messages() -> set[Message]:
    found: set[Message] = set()
    for path in (ROOT / "klash_pages").rglob("*.py"):
        if "migrations" not in path.parts:
            found.update(read_messages(path.read_text()))
    for path in (ROOT / "templates" / "klash_pages").rglob("*.html"):
        for line in templatize(path.read_text()).splitlines():
            found.update(read_messages(line.strip()))
    return found


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "klash_pages" / "locale" / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> Message:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_no_translation_is_left_over(language: str) -> None:
    # A text can be used alone and as a singular: the catalogue has one entry for both.
    wanted = {(context, text) for context, text, _plural in all_messages()}
    entries = {(entry.msgctxt, entry.msgid) for entry in catalogue(language) if not entry.obsolete}
    assert wanted - entries == set()
    assert entries - wanted == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_its_entry(language: str) -> None:
    wanted = {(context, text, plural) for context, text, plural in all_messages() if plural}
    assert wanted <= {key(entry) for entry in catalogue(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_finished_and_keep_their_placeholders(language: str) -> None:
    for entry in catalogue(language):
        assert not entry.fuzzy, entry.msgid
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        for text in texts:
            assert text.strip(), entry.msgid
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(entry.msgid)), entry.msgid


def test_no_legal_term_of_sweden_is_used() -> None:
    words = " ".join(entry.msgstr.lower() for entry in catalogue("sv"))
    for term in ("tilldelningsbeslut", "avtalsspärr", "överprövning", "organisationsnummer", "förvaltningsrätt"):
        assert term not in words


def test_both_languages_say_the_same_number_of_things() -> None:
    assert {key(entry) for entry in catalogue("sv")} == {key(entry) for entry in catalogue("fi")}
