"""Finds and redacts a person's name in text that people wrote. Knows no database.

A certain match is the whole name, in either order, also with the endings that Swedish and Finnish put on a surname. The
surname alone is a possible match: it is reported and never rewritten, for it may be somebody else's.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html.entities import codepoint2name
from typing import Any

# What nobody sees inside a word, and what can stand between two words: spaces of all kinds, tags, hyphens in addresses.
_UNSEEN = r"(?:[\u00ad\u200b-\u200d\u2060\ufeff]|&shy;)*"
_GAP = r"\s|&nbsp;|&#0*160;|&#[xX]0*[aA]0;|[\u00ad\u200b-\u200d\u2060\ufeff]|&shy;|[-_.+]|<[^<>]*>"
_BETWEEN = rf"(?:{_GAP})+"
_BACKWARDS = rf"(?:,|{_GAP})+"
_DASHES = "-\u2010\u2011\u2012\u2013"
_APOSTROPHES = "'\u2018\u2019\u02bc"
_ENDINGS = (
    r"(?:[:'\u2019]?(?:s|[ieouyaäö]?n|h?[ieouyaäö]n|[ie]?(?:ll|l|ss|s)[aäe]|[ie]?(?:lt|st|t|tt)[aä]|[ie]?lle|[ie]?ksi|"
    r"[ie]?n[aä]|[aä]|seen))?"
)
_TAG = re.compile(r"<[^<>]*>")


def _plain(text: str) -> str:
    """Return a text in plain letters, as addresses have them."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if letter.isascii())


def _character(char: str) -> str:
    """The ways to write one character."""
    if char in _DASHES:
        return rf"(?:[{_DASHES}]|&#0*45;|&#8209;)"
    if char in _APOSTROPHES:
        return rf"(?:[{_APOSTROPHES}]|&#0*39;|&#[xX]27;|&apos;|&rsquo;|&#8217;)"
    if char.isascii():
        return re.escape(char)
    # Addresses have plain letters, and so have careless lists.
    ways = {re.escape(plain) for plain in (_plain(char),) if plain}
    for variant in {char, char.lower(), char.upper()}:
        ways |= {re.escape(variant), re.escape(unicodedata.normalize("NFD", variant))}
        for letter in variant:
            ways |= {f"&#0*{ord(letter)};", f"&#[xX]0*{ord(letter):x};"}
            if letter_name := codepoint2name.get(ord(letter)):
                ways.add(f"&{letter_name};")
    return "(?:" + "|".join(sorted(ways, key=len, reverse=True)) + ")"


def _word(text: str) -> str:
    return _UNSEEN.join(_character(char) for char in text)


def _surname(text: str) -> str:
    """A surname in any case; names in -nen change their stem in Finnish: Virtanen, Virtasen, Virtasella."""
    if text.lower().endswith("nen") and len(text) > 4:
        return rf"{_word(text[:-3])}{_UNSEEN}(?:nen(?:[:'\u2019]?s)?|s(?:e|t|i)\w{{0,6}})"
    return _word(text) + _ENDINGS


_SIMPLER = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)


def fold(text: str) -> str:
    """Return a text so that a surname in it can be looked for letter by letter."""
    return unicodedata.normalize("NFC", html.unescape(text).translate(_SIMPLER)).casefold()


@dataclass(frozen=True)
class Match:
    """Where a name stands in a text."""

    start: int
    end: int
    is_certain: bool


@dataclass(frozen=True)
class Name:
    """A person's name as it may stand in text."""

    text: str

    @cached_property
    def _parts(self) -> list[str]:
        return unicodedata.normalize("NFC", self.text).split()

    @cached_property
    def _certain(self) -> re.Pattern[str]:
        *given, surname = self._parts
        if not given:
            pattern = _surname(surname)
        else:
            first = _BETWEEN.join(_word(part) for part in given)
            pattern = f"{first}{_BETWEEN}{_surname(surname)}|{_word(surname)}{_BACKWARDS}{first}{_ENDINGS}"
        return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", re.IGNORECASE)

    @cached_property
    def _possible(self) -> re.Pattern[str] | None:
        if len(self._parts) < 2 or len(self._parts[-1]) < 3:
            return None
        return re.compile(rf"(?<![^\W_])(?:{_surname(self._parts[-1])})(?![^\W_])", re.IGNORECASE)

    @cached_property
    def _stem(self) -> str:
        surname = fold(self._parts[-1])
        return surname[:-3] if surname.endswith("nen") and len(surname) > 4 else surname

    def might_stand_in(self, folded: str) -> bool:
        """Whether a folded text is worth a closer look; quick, for all that is ever stored is asked."""
        return bool(self._parts) and (self._stem in folded or _plain(self._stem) in folded)

    def find(self, text: str) -> list[Match]:
        """Return where the name stands, the surname alone only where the whole name does not."""
        if not self._parts:
            return []
        certain = [Match(*found.span(), is_certain=True) for found in self._certain.finditer(text)]
        possible = [
            Match(*found.span(), is_certain=False)
            for found in (self._possible.finditer(text) if self._possible else ())
            if not any(match.start <= found.start() < match.end for match in certain)
        ]
        return sorted([*certain, *possible], key=lambda match: match.start)

    def redact(self, text: str, words: str) -> str:
        """Return the text with these words in place of the whole name; tags inside the name stay balanced."""
        if not self._parts:
            return text
        return self._certain.sub(lambda found: words + "".join(_TAG.findall(found.group())), text)


def _nested(text: str) -> Any:
    """The value of a text that is JSON itself, as the bodies inside a stored version are; None for any other text."""
    if text[:1] not in ("[", "{"):
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, list | dict) else None


def texts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return every text inside a stored value, with the names of what it stands in."""
    if isinstance(value, str):
        inner = _nested(value)
        if inner is None:
            yield path, value
        else:
            yield from texts(inner, path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item, path)


def rewritten(value: Any, change: Callable[[str], str], spared: frozenset[str] = frozenset()) -> Any:
    """Return a stored value with every text changed; what stands under a spared key, such as an address, is kept."""
    if isinstance(value, str):
        inner = _nested(value)
        if inner is None:
            return change(value)
        new = rewritten(inner, change, spared)
        return value if new == inner else json.dumps(new)
    if isinstance(value, dict):
        return {key: item if key in spared else rewritten(item, change, spared) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rewritten(item, change, spared) for item in value]
    return value
