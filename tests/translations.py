"""Reads the texts that an app's code and templates mark for translation, and the catalogues that translate them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
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
    """Yield context, text and plural of what a source text marks for translation."""
    options: dict[str, Any] = {"encoding": "utf-8"}
    for _line, function, arguments, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], options):
        texts = (arguments,) if isinstance(arguments, str) else arguments
        if not texts or texts[0] is None:
            continue
        named = dict(zip(KEYWORDS[function], texts, strict=False))
        yield named.get("c"), named["s"], named.get("p")


def all_messages(app: str) -> set[Message]:
    """Everything that an app's modules and templates mark for translation."""
    found: set[Message] = set()
    for path in (ROOT / app).rglob("*.py"):
        if "migrations" not in path.parts:
            found.update(read_messages(path.read_text()))
    for path in (ROOT / "templates" / app).rglob("*.html"):
        for line in templatize(path.read_text()).splitlines():
            found.update(read_messages(line.strip()))
    return found


def catalogue(app: str, language: str) -> polib.POFile:
    """An app's words in a language."""
    return polib.pofile(str(ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> Message:
    """What an entry translates."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


def texts(entry: polib.POEntry) -> list[str]:
    """The translations of an entry, one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
