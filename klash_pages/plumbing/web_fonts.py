"""Makes the web fonts from two PyPI packages, so that no font file stands in the repository.

The only module that knows the packages and fontTools. Without a package (or without fontTools) nothing is made and the
pages fall back to the reader's own fonts.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.contrib.staticfiles import finders

FOLDER = Path(__file__).resolve().parents[1] / "static" / "klash_pages" / "fonts"
STYLESHEET = "fonts.css"
PREFIX = "klash_pages/fonts/"
# Latin with the letters of all languages of the Union that use it, punctuation, euro, arrows and minus.
_UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2028),
    0x2030,
    0x2032,
    0x2033,
    0x2039,
    0x203A,
    0x20AC,
    *range(0x2190, 0x2194),
    0x2197,
    0x2212,
]
# Figures of equal width for numbers in columns; all the other features we use are fontTools' own choice.
_EXTRA_FEATURES = ["tnum"]


@dataclass(frozen=True)
class _Source:
    package: str
    file: str
    made: str
    family: str
    weights: tuple[int, int]
    pinned: tuple[tuple[str, float], ...] = ()
    style: str = "normal"
    preload: bool = True

    @property
    def axes(self) -> dict[str, tuple[int, int] | float]:
        """The axes as fontTools wants them: a range stays variable, a number is pinned."""
        low, high = self.weights
        return {"wght": float(low) if low == high else self.weights, **dict(self.pinned)}

    @property
    def path(self) -> Path | None:
        """Where the package keeps the file, or None if the package is not installed."""
        spec = importlib.util.find_spec(self.package)
        if spec is None or spec.origin is None:
            return None
        path = Path(spec.origin).parent / "files" / self.file
        return path if path.exists() else None

    @property
    def face(self) -> str:
        """The CSS rule that loads the made file."""
        low, high = self.weights
        weight = str(low) if low == high else f"{low} {high}"
        return (
            f'@font-face{{font-family:"{self.family}";src:url("{self.made}") format("woff2");'
            f"font-weight:{weight};font-style:{self.style};font-display:swap}}\n"
        )


_SOURCES = (
    _Source(
        "fontpkg_schibsted_grotesk",
        "SchibstedGrotesk[wght].ttf",
        "schibsted-grotesk.woff2",
        "Schibsted Grotesk",
        (400, 800),
    ),
    _Source(
        "fontpkg_source_serif_4",
        "SourceSerif4[opsz,wght].ttf",
        "source-serif-4.woff2",
        "Source Serif 4",
        (400, 700),
        (("opsz", 16.0),),
    ),
    _Source(
        "fontpkg_source_serif_4",
        "SourceSerif4-Italic[opsz,wght].ttf",
        "source-serif-4-italic.woff2",
        "Source Serif 4",
        (400, 400),
        (("opsz", 16.0),),
        style="italic",
        preload=False,
    ),
)


@dataclass(frozen=True)
class WebFonts:
    """The static names of the built stylesheet and of the fonts worth loading early."""

    stylesheet: str
    preload: list[str]


def built() -> WebFonts | None:
    """Return the fonts that static files can serve, or None if they have not been made."""
    if not finders.find(PREFIX + STYLESHEET):
        return None
    early = [PREFIX + source.made for source in _SOURCES if source.preload]
    return WebFonts(PREFIX + STYLESHEET, [name for name in early if finders.find(name)])


def original(made: str) -> Path | None:
    """Return the package's own file that a web font is made from, for drawing with it; None without the package."""
    return next((source.path for source in _SOURCES if source.made == made), None)


def _fingerprint(sources: list[tuple[_Source, Path]]) -> str:
    """Return a hash of everything the result depends on."""
    digest = hashlib.sha256(f"{version('fonttools')} {version('brotli')} {_UNICODES} {_EXTRA_FEATURES}".encode())
    for source, path in sources:
        digest.update(repr(source).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _make(source: _Source, path: Path) -> bytes:
    from fontTools import subset  # lazy: optional
    from fontTools.ttLib import TTFont  # lazy: optional
    from fontTools.varLib import instancer  # lazy: optional

    options = subset.Options(notdef_outline=True, recalc_timestamp=False)
    options.layout_features = [*options.layout_features, *_EXTRA_FEATURES]
    with TTFont(path, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=_UNICODES)
        # Subset first: pinning the axes of the whole font takes three times as long.
        subsetter.subset(font)
        instance = instancer.instantiateVariableFont(font, source.axes, inplace=True)
        instance.flavor = "woff2"
        result = io.BytesIO()
        instance.save(result)
    return result.getvalue()


def build(folder: Path = FOLDER) -> list[str]:
    """Make the fonts that are not up to date and return the names of the files written; none if all is well."""
    sources = [(source, path) for source in _SOURCES if (path := source.path) is not None]
    if not sources or importlib.util.find_spec("fontTools") is None or importlib.util.find_spec("brotli") is None:
        return []
    stylesheet = folder / STYLESHEET
    stamp = f"/* made by build_fonts from {_fingerprint(sources)} */\n"
    names = [source.made for source, _path in sources]
    if (
        stylesheet.exists()
        and stylesheet.read_text().startswith(stamp)
        and all((folder / name).exists() for name in names)
    ):
        return []
    folder.mkdir(parents=True, exist_ok=True)
    for source, path in sources:
        (folder / source.made).write_bytes(_make(source, path))
    # Last, because it carries the stamp: a build that was cut short is made again.
    stylesheet.write_text(stamp + "".join(source.face for source, _path in sources))
    return [*names, STYLESHEET]
