"""The fonts of the PDF face, from packages, and which characters they can show.

A paper must look and read the same on every machine, so system fonts are never relied on: a character that the fonts
lack is refused before anything is rendered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from fontTools.ttLib import TTFont

from procurement.facts.text import describe


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the family and style it is in CSS, and the package it comes from."""

    family: str
    style: str
    package: str
    file: str

    @property
    def address(self) -> str:
        """The address by which the stylesheet names the file; only `procurement.rendering.pdf` resolves it."""
        return f"font:{self.package}/{self.style}"

    def read(self) -> bytes:
        """Return the font file."""
        return files(self.package).joinpath("files", self.file).read_bytes()


FACES: Final = (
    Face("Source Serif 4", "normal", "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf"),
    Face("Source Serif 4", "italic", "fontpkg_source_serif_4", "SourceSerif4-Italic[opsz,wght].ttf"),
    Face("Schibsted Grotesk", "normal", "fontpkg_schibsted_grotesk", "SchibstedGrotesk[wght].ttf"),
)


#: Of several characters that a font draws with one glyph, the one that is meant: a PDF can name only one of them.
_MEANT: Final = frozenset(map(ord, "‘’μ"))


def _told_apart(cmap: dict[int, str]) -> frozenset[int]:
    """Return the code points that a reader of the PDF gets back as they were written.

    Characters that share a glyph come back as one of them, and a letter that stands for several, such as the ligature
    of f and i, comes back as its parts.
    """
    by_glyph: dict[str, int] = {}
    for code in sorted(cmap, key=lambda code: (code not in _MEANT, code)):
        by_glyph.setdefault(cmap[code], code)
    return frozenset(
        code
        for code in by_glyph.values()
        if not (
            unicodedata.category(chr(code))[0] == "L" and unicodedata.decomposition(chr(code)).startswith("<compat>")
        )
    ) | {0xA0}


@cache
def characters() -> frozenset[int]:
    """Return the code points that every face can show and that a reader gets back as they were written."""
    shown: frozenset[int] | None = None
    for face in FACES:
        with files(face.package).joinpath("files", face.file).open("rb") as file:
            codes = _told_apart(TTFont(file, lazy=True).getBestCmap())
        shown = codes if shown is None else shown & codes
    return shown or frozenset()


def missing_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters that the fonts lack, each once, as `U+1F600 GRINNING FACE`."""
    shown = characters()
    found = {character: None for text in texts for character in text if ord(character) not in shown}
    return tuple(describe(character) for character in found)
