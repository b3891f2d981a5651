"""Reads a PDF as a person does, its running header and footer apart, and matches it with expected lines."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from pypdf import PdfReader

_NO_HEADINGS: Final[Mapping[int, str]] = MappingProxyType({})
#: No line of a paper holds a longer word.
LONGEST_WORD = 40
#: Of the languages of Europe in Latin letters; beyond stand the double accents of Vietnamese, Cyrillic and Greek.
_LAST_USUAL_LETTER: Final = 0x17F


def pages(content: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def body(content: bytes, status: str, header: Iterable[str], footer: str) -> str:
    """Return the text of all pages without the running header and footer, which are drawn last on each page.

    Args:
        content: the PDF.
        status: the word at the right of the running header, drawn first; the page number follows it.
        header: the words at the left of the running header, in order.
        footer: the words at the foot.

    Raises:
        AssertionError: a page does not carry them.
    """
    texts = pages(content)
    kept = []
    for number, text in enumerate(texts, start=1):
        running = [status, f"{number} ({len(texts)})", *header, footer]
        match = re.search(r"\s*" + r"\s*".join(_wrapping(line) for line in running) + r"\s*\Z", text)
        assert match, f"page {number} does not end with {running!r}"
        kept.append(text[: match.start()])
    return "\n".join(kept)


def says(
    text: str, lines: Iterable[str], *, headings: Mapping[int, str] = _NO_HEADINGS, breaks_words: bool = False
) -> bool:
    """Whether a text is exactly these lines; a line may wrap at a space or at a sign that is no letter.

    `headings` are rows that may be said again before the lines of these places, where a table goes on on a new page.
    With `breaks_words` a row of a table may wrap inside any word: what a cell holds can be wider than its column.
    """
    said = []
    for place, line in enumerate(lines):
        again = rf"(?:{_wrapping(headings[place])}\s+)?" if place in headings else ""
        said.append(again + _wrapping(line, 0 if breaks_words and "\t" in line else LONGEST_WORD))
    expected = r"\s+".join(said)
    return re.fullmatch(rf"\s*{expected}\s*", text) is not None


def _wrapping(line: str, longest_word: int = LONGEST_WORD) -> str:
    pieces = re.split(r"(\s+)", line)
    return "".join(r"\s+" if piece.isspace() else _after_hyphens(piece, longest_word) for piece in pieces if piece)


def _after_hyphens(word: str, longest_word: int) -> str:
    """A line may also wrap inside a word that no line can hold, and readers take kerning of rare pairs for space."""
    anywhere = len(word) > longest_word or any(ord(letter) > _LAST_USUAL_LETTER for letter in word)
    return "".join(re.escape(character) + (r"\s?" if anywhere or not character.isalnum() else "") for character in word)
