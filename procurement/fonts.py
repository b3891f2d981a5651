"""The fonts of the PDF face, made from packages, and which characters they can show.

A paper must look and read the same on every machine, so system fonts are never relied on: a character that the fonts
lack is refused before anything is rendered. Letters that the house's two families lack, such as those of Vietnamese or
Skolt Sámi, stand in a third and fourth behind them. The packages hold variable fonts; pinning their axes for every
paper costs a quarter of its making, so it is done once, by `manage.py build_document_fonts`.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from procurement.facts.text import refused

FOLDER: Final = Path(__file__).resolve().parent / "made_fonts"
_STAMP: Final = "made-from.txt"


class FontsNotMadeError(RuntimeError):
    """The fonts of the papers have not been made on this machine."""

    def __init__(self) -> None:
        super().__init__("the document fonts have not been made: run `manage.py build_document_fonts`")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: what it is in CSS, and the variable font of a package that it is pinned from."""

    family: str
    style: str
    weight: int
    package: str
    file: str
    axes: Mapping[str, float]

    @property
    def name(self) -> str:
        """The name of the made file."""
        return f"{self.family.replace(' ', '-')}-{self.style}-{self.weight}.ttf"

    @property
    def address(self) -> str:
        """The address by which the stylesheet names the file; only `procurement.rendering.pdf` resolves it."""
        return f"font:{self.name}"

    def read(self) -> bytes:
        """Return the font file.

        Raises:
            FontsNotMadeError: it has not been made.
        """
        try:
            return (FOLDER / self.name).read_bytes()
        except FileNotFoundError as error:
            raise FontsNotMadeError from error

    def source(self) -> bytes:
        """Return the variable font that it is made from."""
        return files(self.package).joinpath("files", self.file).read_bytes()


def _face(family: str, style: str, weight: int, package: str, file: str, **axes: float) -> Face:
    return Face(family, style, weight, package, file, MappingProxyType({"wght": weight, **axes}))


_SERIF: Final = "fontpkg_source_serif_4"
_GROTESK: Final = "fontpkg_schibsted_grotesk"
_NOTO_SERIF: Final = "fontpkg_noto_serif"
_NOTO_SANS: Final = "fontpkg_noto_sans"
_FIRST: Final = (
    _face("Source Serif 4", "normal", 400, _SERIF, "SourceSerif4[opsz,wght].ttf", opsz=11),
    _face("Source Serif 4", "italic", 400, _SERIF, "SourceSerif4-Italic[opsz,wght].ttf", opsz=11),
    _face("Schibsted Grotesk", "normal", 400, _GROTESK, "SchibstedGrotesk[wght].ttf"),
    _face("Schibsted Grotesk", "normal", 700, _GROTESK, "SchibstedGrotesk[wght].ttf"),
)
_BEHIND: Final = (
    _face("Noto Serif", "normal", 400, _NOTO_SERIF, "NotoSerif[wdth,wght].ttf", wdth=100),
    _face("Noto Serif", "italic", 400, _NOTO_SERIF, "NotoSerif-Italic[wdth,wght].ttf", wdth=100),
    _face("Noto Sans", "normal", 400, _NOTO_SANS, "NotoSans[wdth,wght].ttf", wdth=100),
    _face("Noto Sans", "normal", 700, _NOTO_SANS, "NotoSans[wdth,wght].ttf", wdth=100),
)
FACES: Final = (*_FIRST, *_BEHIND)
#: Which family stands behind which; the stylesheets name them in this order.
STACKS: Final = (("Source Serif 4", "Noto Serif"), ("Schibsted Grotesk", "Noto Sans"))
#: What the families behind may add: Latin, Greek and Cyrillic letters and the letters that modify them.
_ADDED: Final = frozenset(
    code
    for block in (range(0x100, 0x300), range(0x370, 0x530), range(0x1C80, 0x1C90), range(0x1E00, 0x2000))
    for code in block
    if unicodedata.category(chr(code))[0] == "L"
)
#: A word and the space after it are set in one font.
_ALWAYS: Final = frozenset({0x20, 0xA0})


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


def _by_family(read: Callable[[Face], bytes]) -> dict[str, frozenset[int]]:
    """Return the code points that all faces of a family can show, by family."""
    shown: dict[str, frozenset[int]] = {}
    for face in FACES:
        codes = _told_apart(TTFont(io.BytesIO(read(face)), lazy=True).getBestCmap())
        shown[face.family] = shown.get(face.family, codes) & codes
    return shown


@cache
def characters() -> frozenset[int]:
    """Return the code points that every kind of text can show and that a reader gets back as they were written.

    Raises:
        FontsNotMadeError: the fonts have not been made.
    """
    shown = _by_family(Face.read)
    return frozenset.intersection(*(shown[first] | shown[behind] for first, behind in STACKS))


def is_shown(character: str) -> bool:
    """Return whether the fonts have a character.

    Raises:
        FontsNotMadeError: the fonts have not been made.
    """
    return ord(character) in characters()


def missing_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters that the fonts lack, each once, with the word it stands in: `“王明”: 王 (U+738B)`."""
    shown = characters()
    found: dict[str, str] = {}
    for text in texts:
        if not shown.issuperset(map(ord, text)):
            for each in refused(text, is_shown):
                if not is_shown(each.character):
                    found.setdefault(each.character, each.named)
    return tuple(found.values())


def fingerprint() -> str:
    """Return the SHA-256 of all that the made fonts depend on."""
    digest = hashlib.sha256(f"fonttools {version('fonttools')}".encode())
    for face in FACES:
        digest.update(f"{face.name} {sorted(face.axes.items())}".encode())
        digest.update(face.source())
    return digest.hexdigest()


def are_made() -> bool:
    """Whether the fonts are there and made from what is installed."""
    stamp = FOLDER / _STAMP
    return (
        stamp.exists() and stamp.read_text() == fingerprint() and all((FOLDER / face.name).exists() for face in FACES)
    )


def build() -> list[str]:
    """Make the fonts that papers are set in, unless they are up to date; return the names of the files written."""
    if are_made():
        return []
    FOLDER.mkdir(exist_ok=True)
    shown = _by_family(Face.source)
    for first, behind in STACKS:
        # No letter of a word is taken from behind without need.
        shown[behind] = (shown[behind] & _ADDED) - shown[first] | _ALWAYS
    for face in FACES:
        (FOLDER / face.name).write_bytes(_make(face, sorted(shown[face.family])))
    # Last: a build that was cut short is made again.
    (FOLDER / _STAMP).write_text(fingerprint())
    characters.cache_clear()
    return [face.name for face in FACES]


def _make(face: Face, unicodes: list[int]) -> bytes:
    options = subset.Options(notdef_outline=True, recalc_timestamp=False)
    # A letter that is drawn from parts would be read back as its parts, so those behind are drawn as they stand.
    options.layout_features = ["kern"] if face in _BEHIND else [*options.layout_features, "tnum"]
    with TTFont(io.BytesIO(face.source()), recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=unicodes)
        # Subset first: pinning the axes of a whole font takes ten times as long.
        subsetter.subset(font)
        made = io.BytesIO()
        instancer.instantiateVariableFont(font, dict(face.axes), inplace=True).save(made)
    return made.getvalue()
