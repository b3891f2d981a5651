"""What text a paper can carry: cleaned in a documented way at the door, or refused with a sentence.

Cleaning composes accents (Unicode NFC) and turns any run of spaces, tabs and line breaks into one space. Everything
else is kept exactly. Characters that would vanish, cut the text or change the order in which it reads are refused.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPACES: Final = re.compile(r"[ \t\r\n]+")
#: Controls and format marks vanish or change the order in which a name or a sum is read; surrogates, private and
#: unassigned characters mean nothing; a combining mark that no composed letter holds makes PDF readers lose its letter.
_REFUSED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me"})


def clean(text: str) -> str:
    """Return the text as a paper carries it; refused characters are left in place, for `unprintable` to find.

    A text of mere spaces becomes empty, and so missing: it would print as nothing.
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" \N{NO-BREAK SPACE}")


def unprintable(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no paper can carry, each once, as `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    found = dict.fromkeys(character for character in text if unicodedata.category(character) in _REFUSED_CATEGORIES)
    return tuple(describe(character) for character in found)


def describe(character: str) -> str:
    """Return how a message names a character."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()
