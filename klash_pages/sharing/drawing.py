"""Draws a sharing image: paper, dots or a photo, the title, contest and date, and the mark. Knows no pages."""

from __future__ import annotations

import io
import math
import unicodedata
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont, ImageOps

from klash_pages.plumbing import web_fonts

WIDTH, HEIGHT = 1200, 630
# Drawn twice as large and made smaller, for smooth edges.
_SCALE = 2
_MARGIN = 72
_BAND = 216
_LINES = 3
_SIZES = (104, 88, 76, 68, 60, 54, 48)
# The light scheme of klash.css.
_PAPER, _INK, _SOFT, _TINT = "#faf9f5", "#17211d", "#4a5750", "#e3ede6"
_BRAND, _CLOUD, _EDGE = "#0f5741", "#f0a132", "#6f7a74"
_HUES = ("#1f5f99", "#a92c45", "#6b4691", "#a8481a", "#5b6414", "#4e5f6b")
_FACE = "schibsted-grotesk.woff2"


@dataclass(frozen=True)
class Picture:
    """What a sharing image shows. The dots are the hues of the page's challenges, in order."""

    title: str
    small: str = ""
    dots: tuple[int, ...] = ()
    has_won: bool = False
    photo: bytes | None = field(default=None, repr=False)


def _font(size: int, weight: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = web_fonts.original(_FACE)
    if path is None:
        return ImageFont.load_default(size * _SCALE)
    font = ImageFont.truetype(path, size * _SCALE, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def wrap(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: float) -> list[str]:
    """Return the text in lines no wider than the width; a word that is wider is broken."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while font.getlength(word) > width:
            fits = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or font.getlength(word[:end]) <= width)
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines


def fit(text: str, width: float) -> tuple[list[str], int]:
    """Return a title in at most three lines and the size of its letters; what does not fit at all ends in dots.

    Smaller letters come before broken words, and broken words before an ellipsis.
    """
    words = text.split()
    candidates = []
    for size in _SIZES:
        font = _font(size, 800)
        lines = wrap(text, font, width)
        if len(lines) <= _LINES:
            if all(font.getlength(word) <= width for word in words):
                return lines, size
            candidates.append((lines, size))
    if candidates:
        return candidates[-1]
    font = _font(_SIZES[-1], 800)
    lines = wrap(text, font, width)[:_LINES]
    last = lines[-1]
    while last and font.getlength(f"{last}…") > width:
        last = last[:-1].rstrip()
    return [*lines[:-1], f"{last.rstrip('.,:;–- ')}…"], _SIZES[-1]


def _mix(colour: str, ground: str, share: float) -> tuple[int, int, int]:
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    red, green, blue = (round(over * share + under * (1 - share)) for over, under in pairs)
    return red, green, blue


class _Canvas:
    """Draws in the picture's own units."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), _PAPER)
        self._draw = ImageDraw.Draw(self.image)

    def circle(
        self, x: float, y: float, r: float, fill: object = None, outline: object = None, width: float = 0
    ) -> None:
        box = [(x - r) * _SCALE, (y - r) * _SCALE, (x + r) * _SCALE, (y + r) * _SCALE]
        self._draw.ellipse(box, fill=fill, outline=outline, width=round(width * _SCALE))  # type: ignore[arg-type]

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        self._draw.rectangle([left * _SCALE, top * _SCALE, right * _SCALE, bottom * _SCALE], fill=fill)

    def text(self, x: float, y: float, words: str, size: int, weight: int, fill: str) -> None:
        font = _font(size, weight)
        self._draw.text(
            (x * _SCALE, y * _SCALE), words, font=font, fill=fill, anchor="ls" if web_fonts.original(_FACE) else None
        )


def _band(canvas: _Canvas, picture: Picture) -> None:
    """Rings in the hue, and a filled circle for each challenge; a cloudberry ring around the one that has won."""
    canvas.box(0, 0, WIDTH, _BAND, _TINT)
    only = _HUES[picture.dots[0] % len(_HUES)] if len(picture.dots) == 1 else _EDGE
    cell, ring, cleared = 36, 9, 88
    circles = [(162 + place * 5 * cell, _BAND / 2, hue) for place, hue in enumerate(picture.dots[:6])]
    for row in range(_BAND // cell):
        for column in range(WIDTH // cell + 1):
            x, y = column * cell + cell / 2 - 6, row * cell + cell / 2
            if all(math.hypot(x - left, y - top) > cleared + ring for left, top, _hue in circles):
                canvas.circle(x, y, ring, outline=_mix(only, _TINT, 0.6), width=2.5)
    for x, y, hue in circles:
        canvas.circle(x, y, 66, fill=_HUES[hue % len(_HUES)])
        if picture.has_won:
            canvas.circle(x, y, 82, outline=_CLOUD, width=10)


def _photo(canvas: _Canvas, photo: bytes) -> None:
    with Image.open(io.BytesIO(photo)) as source:
        upright = ImageOps.exif_transpose(source).convert("RGB")
    size = (WIDTH * _SCALE, 300 * _SCALE)
    canvas.image.paste(ImageOps.fit(upright, size, Image.Resampling.LANCZOS), (0, 0))


def draw(picture: Picture) -> bytes:
    """Return the picture as PNG; the same picture gives the same bytes."""
    canvas = _Canvas()
    top = _BAND
    if picture.photo is not None:
        _photo(canvas, picture.photo)
        top = 300
    else:
        _band(canvas, picture)
    lines, size = fit(_clean(picture.title), (WIDTH - 2 * _MARGIN) * _SCALE)
    step = size * 1.1
    room_middle = (top + HEIGHT - 96) / 2
    first = room_middle - step * (len(lines) - 1) / 2 + size * 0.36
    for number, line in enumerate(lines):
        canvas.text(_MARGIN - 3, first + number * step, line, size, 800, _INK)
    baseline = HEIGHT - 48
    small = wrap(_clean(picture.small), _font(30, 500), (WIDTH - 2 * _MARGIN - 220) * _SCALE)
    if small:
        canvas.text(_MARGIN, baseline, small[0] + ("…" if len(small) > 1 else ""), 30, 500, _SOFT)
    canvas.circle(WIDTH - _MARGIN - 156, baseline - 14, 21, fill=_BRAND)
    canvas.circle(WIDTH - _MARGIN - 134, baseline - 14, 18, outline=_CLOUD, width=6)
    canvas.text(WIDTH - _MARGIN - 104, baseline, "Klash", 38, 800, _BRAND)
    result = io.BytesIO()
    canvas.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(result, "PNG", optimize=True)
    return result.getvalue()
