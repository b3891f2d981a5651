"""Reads a PDF as a person does, its running header and footer apart, and matches it with expected lines."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

from pypdf import PdfReader

#: What stands between the texts of two pages.
PAGE_BREAK = "\f"
#: No line of a paper holds a longer word.
LONGEST_WORD = 40


def pages(content: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def body(content: bytes, header: Iterable[str], footer: str) -> str:
    """Return the text of all pages without the running header and footer, which are drawn last on each page.

    Args:
        content: the PDF.
        header: the words of the running header, in order; the page number follows them.
        footer: the words at the foot.

    Raises:
        AssertionError: a page does not carry them.
    """
    texts = pages(content)
    kept = []
    for number, text in enumerate(texts, start=1):
        running = [*header, f"{number} ({len(texts)})", footer]
        match = re.search(r"\s*" + r"\s*".join(_wrapping(line) for line in running) + r"\s*\Z", text)
        assert match, f"page {number} does not end with {running!r}"
        kept.append(text[: match.start()])
    return PAGE_BREAK.join(kept)


def says(text: str, lines: Iterable[str], headings: Iterable[str] = ()) -> bool:
    """Whether a text is exactly these lines; a line may wrap at a space or at a sign that is no letter.

    The headings of tables are drawn again at the top of a page that a table goes on to.
    """
    between = r"\s+"
    if again := "|".join(_wrapping(heading) for heading in headings):
        between = rf"(?:\s*{PAGE_BREAK}\s*(?:{again})\s+|\s+)"
    expected = between.join(_wrapping(line) for line in lines)
    return re.fullmatch(rf"\s*{expected}\s*", text) is not None


def _wrapping(line: str) -> str:
    pieces = re.split(r"(\s+)", line)
    return "".join(r"\s+" if piece.isspace() else _after_hyphens(piece) for piece in pieces if piece)


def _after_hyphens(word: str) -> str:
    """A line may also wrap inside a word that no line can hold."""
    anywhere = len(word) > LONGEST_WORD
    return "".join(re.escape(character) + (r"\s?" if anywhere or not character.isalnum() else "") for character in word)
