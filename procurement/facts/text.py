"""What text a paper can carry: cleaned in one documented way at the door, or refused with the word and what to type.

Cleaning never touches the meaning. It composes accents (Unicode NFC), takes away what nobody sees and nobody typed
(soft hyphens, joiners, byte-order marks, variation selectors), writes one hyphen, one micro sign and two letters for a
ligature, and turns any run of spaces and line breaks of every sort into one space. Everything else is kept exactly.
Characters that would vanish, cut the text or change how it reads are refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

#: Line breaks of Word, of old Macs, of mainframes and of Unicode, in the order in which they are looked for.
_LINE_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_SPACES: Final = re.compile(r"[ \t\n]+")
#: Word leaves these where a line may or must not break, the web where it guesses; Latin letters never need them.
_UNSEEN: Final = re.compile(
    "[\N{SOFT HYPHEN}\N{COMBINING GRAPHEME JOINER}\N{MONGOLIAN VOWEL SEPARATOR}\N{ZERO WIDTH SPACE}"
    "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_SAME: Final = str.maketrans(
    {
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{MICRO SIGN}": "\N{GREEK SMALL LETTER MU}",
        "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
        "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
        **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000", " "),
        # Text copied from a PDF.
        **{ligature: unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"},
    }
)
#: Controls and format marks vanish or change the order in which a name or a sum is read; surrogates, private and
#: unassigned characters mean nothing; a combining mark that no composed letter holds makes PDF readers lose its letter.
_REFUSED_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me"})
#: Some controls are spaces to a program, and no reader sees them.
_WORD: Final = re.compile("[^ \N{NO-BREAK SPACE}]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


def _unified(text: str) -> str:
    """Return the text with one sort of each thing; spaces and line breaks stand as they are."""
    text = _UNSEEN.sub("", _LINE_BREAKS.sub("\n", text)).translate(_SAME)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return the text as a paper carries it, on one line; refused characters are left in place, for `refused` to find.

    A text of mere spaces becomes empty, and so missing: it would print as nothing.
    """
    return _SPACES.sub(" ", _unified(text)).strip(" \N{NO-BREAK SPACE}")


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text, each cleaned; empty ones are left out."""
    return tuple(line for each in _unified(text).split("\n") if (line := clean(each)))


class Advice(StrEnum):
    """What to type instead of a refused character."""

    #: A letter, or a letter's mark, that papers cannot print: a register writes the name in Latin letters.
    REGISTER = "register"
    #: Something unseen that changes how the text is read: the word is typed anew.
    RETYPE = "retype"
    #: A letter that looks like one of another alphabet: the word is typed anew.
    ONE_ALPHABET = "one_alphabet"
    #: A sign: the same in ordinary letters, if there is such a writing.
    ORDINARY = "ordinary"
    #: A sign that has no writing in letters.
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Refused:
    """A character that no paper can carry.

    Attributes:
        character: the character.
        word: the word it stands in, without what nobody sees: a mark that turns a text around would turn the message.
        advice: what to type instead.
        instead: the same in ordinary letters, if that is the advice.
    """

    character: str
    word: str
    advice: Advice
    instead: str = ""

    @property
    def named(self) -> str:
        """How a message names the character and where it stands, in any language."""
        return f"“{self.word}”: {self.shown}"

    @property
    def shown(self) -> str:
        """How a message names the character: itself if it can be seen, and its code point."""
        code = f"U+{ord(self.character):04X}"
        match unicodedata.category(self.character)[0]:
            case "C":
                return code
            case "M":
                return f"\N{DOTTED CIRCLE}{self.character} ({code})"
        return f"{self.character} ({code})"


def refused(text: str, is_shown: Callable[[str], bool] = lambda _: True) -> tuple[Refused, ...]:
    """Return the characters of a cleaned text that no paper can carry, each once, with the word and what to type.

    Args:
        text: a cleaned text.
        is_shown: whether the fonts have a character; without it only what no font could show is found.
    """
    found: dict[str, Refused] = {}
    seen = ""
    for word in _WORD.findall(text):
        # A mark that stands alone is named by the word before it.
        seen = _seen(word) or seen
        for character, advice in (*_unprintable(word), *_of_another_alphabet(word), *_unshown(word, is_shown)):
            instead = unicodedata.normalize("NFKC", character) if advice is Advice.ORDINARY else ""
            found.setdefault(character, Refused(character, seen, advice, instead))
    return tuple(found.values())


def _unprintable(word: str) -> Iterator[tuple[str, Advice]]:
    for character in word:
        category = unicodedata.category(character)
        if category in _REFUSED_CATEGORIES:
            yield character, Advice.REGISTER if category[0] == "M" else Advice.RETYPE


def _unshown(word: str, is_shown: Callable[[str], bool]) -> Iterator[tuple[str, Advice]]:
    for character in word:
        if is_shown(character) or unicodedata.category(character) in _REFUSED_CATEGORIES:
            continue
        ordinary = unicodedata.normalize("NFKC", character)
        if ordinary != character and all(map(is_shown, ordinary)) and not ordinary.isspace():
            yield character, Advice.ORDINARY
        else:
            yield character, Advice.REGISTER if character.isalpha() else Advice.WORDS


_GREEK_OR_CYRILLIC: Final = re.compile("[\u0370-\u052f\u1c80-\u1c8f\u1f00-\u1fff]")
#: Greek letters that look like Latin ones; the others stand in Latin words on purpose, as in μm.
_GREEK_LIKE_LATIN: Final = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι\N{GREEK SMALL LETTER NU}")


def _of_another_alphabet(word: str) -> Iterator[tuple[str, Advice]]:
    """Yield the letters that make a Latin word another one than it looks: nobody could search for it."""
    if not _GREEK_OR_CYRILLIC.search(word):
        return
    for letters in _LETTERS.findall(word):
        if any(_alphabet(letter) == "LATIN" for letter in letters):
            for letter in letters:
                if _alphabet(letter) == "CYRILLIC" or letter in _GREEK_LIKE_LATIN:
                    yield letter, Advice.ONE_ALPHABET


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _seen(word: str) -> str:
    """Return a word without what nobody sees."""
    return "".join(character for character in word if unicodedata.category(character)[0] != "C")


def describe(character: str) -> str:
    """Return how a message names a character."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".strip()
