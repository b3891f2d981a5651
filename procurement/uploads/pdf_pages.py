"""Reads the pages of a PDF as they are painted, in order: which words stand there, and which of them nobody can see.

Words cannot be seen under a box that is painted after them, in white on white, a point high, or with no ink at all.
Only boxes with upright sides count, as far as they are not clipped away, glyphs are as wide as the font says, and a
scan with invisible words behind it is what it looks like. Runs in the child process of `uploads.examine`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

#: Instructions and letters that are read of one file; a full page has about four thousand.
MAX_STEPS: Final = 1_000_000
_MAX_DEPTH: Final = 10
#: So many letters under one box are hidden; fewer are two things that touch.
_UNDER_BOX: Final = 3
#: Pictures that take so much of their page together are a scan of it.
_SCAN: Final = 0.6
#: Paint that lets less than this through covers.
OPAQUE: Final = 0.9
#: A gap of so much of the font's size stands between two words.
_GAP: Final = 0.2
#: Boxes that a clip is followed as; one of more is taken as what lies around them.
_CLIP_BOXES: Final = 16
_TINY: Final = 1.05
_WHITE: Final = 0.98
_BAND: Final = 20.0
_INVISIBLE: Final = (3, 7)
_NO_INK: Final = re.compile(r"[\s\u00ad\u200b-\u200d\ufeff]*")
_CODE: Final = rb"<([0-9A-Fa-f\s]*)>\s*"
_PAIR: Final = re.compile(_CODE * 2)
_RANGE: Final = re.compile(_CODE * 2 + rb"(?:" + _CODE + rb"|\[([^\]]*)\])")

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Box(NamedTuple):
    """A rectangle on a page, in points."""

    left: float
    low: float
    right: float
    high: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= x <= self.right and self.low <= y <= self.high

    @property
    def area(self) -> float:
        """Return its area."""
        return (self.right - self.left) * (self.high - self.low)

    def common(self, other: Box) -> Box | None:
        """Return what it has in common with another; None if that is nothing."""
        left, low = max(self.left, other.left), max(self.low, other.low)
        right, high = min(self.right, other.right), min(self.high, other.high)
        return Box(left, low, right, high) if left < right and low < high else None


class Glyph(NamedTuple):
    """A letter on a page: two points that a box has to hold to hide it, near its foot and near its head."""

    x: float
    foot: float
    head: float


class _Letter(NamedTuple):
    """What a code of a font is: as which letter it is read, and how wide it is in parts of the font's size."""

    letter: str
    width: float
    is_space: bool
    has_ink: bool


@dataclass(slots=True)
class Page:
    """The strings that a page shows, in order, and whether some of its words cannot be seen."""

    strings: list[str] = field(default_factory=list)
    hides: bool = False
    #: The page ends before the file's account of steps did.
    is_whole: bool = True

    @property
    def text(self) -> str:
        """Return the words without the spaces between them, which each program sets in its own way."""
        return "".join("".join(self.strings).split())


@dataclass(slots=True)
class Account:
    """How many instructions and letters of a file may still be read."""

    left: int = MAX_STEPS


def read_page(page: Any, account: Account, boxes: tuple[Box, ...] = ()) -> Page:
    """Return what a page says and whether it hides some of it.

    Args:
        page: of pikepdf.
        account: of the file.
        boxes: what lies over the page, such as the boxes of remarks.
    """
    painter = _Painter(account, _box_of(page.mediabox))
    painter.paint(page, page.get("/Resources"), _State(), 0)
    for box in boxes:
        painter.cover(box)
    return painter.finished()


def _box_of(corners: Any) -> Box:
    a, b, c, d = (float(each) for each in corners)
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(slots=True)
class _State:
    """The graphics state, as far as it decides what can be seen. `white` is None for a paint that is not known."""

    matrix: Matrix = _IDENTITY
    white: bool | None = False
    space: str = "gray"
    alpha: float = 1.0
    plain: bool = True
    font: _Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    #: Outside these nothing is painted; None for everywhere.
    clip: tuple[Box, ...] | None = None

    def clip_to(self, boxes: list[Box]) -> None:
        """Paint from now on only within some boxes, and within those of before."""
        clipped = self.left_of(boxes)
        if len(clipped) > _CLIP_BOXES:
            clipped = [_around([point for box in clipped for point in ((box.left, box.low), (box.right, box.high))])]
        self.clip = tuple(clipped)

    def left_of(self, boxes: list[Box]) -> list[Box]:
        """Return what of some boxes is not clipped away."""
        if self.clip is None:
            return boxes
        return [common for box in boxes for clip in self.clip if (common := box.common(clip))]

    def copy(self) -> _State:
        return _State(*(getattr(self, name) for name in self.__slots__))


@dataclass(slots=True)
class _Drawn:
    """Where the instructions of a page or a form stand: their state, the path they draw and the line they write."""

    resources: Any
    state: _State
    depth: int
    stack: list[_State] = field(default_factory=list)
    text: Matrix = _IDENTITY
    line_start: Matrix = _IDENTITY
    boxes: list[Box] = field(default_factory=list)
    #: What lies around the outlines of the path that are no boxes.
    others: list[Box] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    #: The path clips what is painted after it.
    clips: bool = False

    def start(self, matrix: Matrix) -> None:
        """Begin a line of words."""
        self.text = self.line_start = matrix

    def move(self, x: float, y: float) -> None:
        """Begin the next line so far from where this one began."""
        self.start(_times((1, 0, 0, 1, x, y), self.line_start))

    def line(self, name: str, numbers: list[float]) -> None:
        """Add a line or a box to the path."""
        if name == "re":
            x, y, width, height = numbers
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            self.boxes += _upright([_at(self.state.matrix, *each) for each in corners])
            return
        if name == "m":
            self.close()
        self.points += [_at(self.state.matrix, *pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]

    def close(self) -> None:
        """End an outline of the path."""
        if box := _upright(self.points):
            self.boxes += box
        elif self.points:
            self.others.append(_around(self.points))
        self.points = []

    def end_path(self) -> None:
        """Begin a new path, after this one was painted."""
        self.close()
        if self.clips and (outlines := [*self.boxes, *self.others]):
            self.state.clip_to(outlines)
        self.boxes, self.others, self.clips = [], [], False


class _Painter:
    """Follows the instructions of a page."""

    def __init__(self, account: Account, sheet: Box) -> None:
        self.account = account
        self.sheet = sheet
        self.page = Page()
        self.fonts: dict[Any, _Font] = {}
        #: The letters that could be seen so far, by bands of height.
        self.bands: dict[int, list[Glyph]] = {}
        #: What is not white: there white letters can be seen.
        self.coloured: list[Box] = []
        self.invisible = False
        #: The places of pictures on the sheet, each once.
        self.pictures: set[Box] = set()

    def finished(self) -> Page:
        """Return the page, once everything on it is painted."""
        is_scan = self.sheet.area and sum(box.area for box in self.pictures) >= _SCAN * self.sheet.area
        self.page.hides = self.page.hides or (self.invisible and not is_scan)
        return self.page

    def paint(self, content: Any, resources: Any, state: _State, depth: int) -> None:
        """Follow the instructions of a page or of a form on it; one without sense is passed over."""
        import pikepdf  # lazy: heavy

        drawn = _Drawn(resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary(), state, depth)
        try:
            read = pikepdf.parse_content_stream(content)
        except (pikepdf.PdfError, pikepdf.PdfParsingError):
            self.page.is_whole = False
            return
        for operands, operator in read:
            self.account.left -= 1
            if self.account.left < 0:
                self.page.is_whole = False
                return
            with contextlib.suppress(IndexError, ValueError, TypeError, KeyError, ArithmeticError, AttributeError):
                self._follow(str(operator), operands, drawn)

    def _follow(self, name: str, operands: Any, drawn: _Drawn) -> None:  # noqa: C901 - one case an instruction
        state, resources = drawn.state, drawn.resources
        match name:
            case "q":
                drawn.stack.append(state.copy())
            case "Q":
                drawn.state = drawn.stack.pop() if drawn.stack else state
            case "cm":
                state.matrix = _times(_matrix(operands), state.matrix)
            case "gs":
                self._looks(state, _named(resources, "/ExtGState", operands))
            case "g" | "rg" | "k" | "sc" | "scn" | "cs":
                _colour(state, name, operands, resources)
            case "m" | "l" | "c" | "v" | "y" | "re":
                drawn.line(name, [float(each) for each in operands])
            case "f" | "F" | "f*" | "B" | "B*" | "b" | "b*":
                self._fill(drawn)
            case "S" | "s" | "n":
                drawn.end_path()
            case "W" | "W*":
                drawn.clips = True
            case "sh":
                self.coloured += state.left_of([self.sheet])
            case "Tf":
                state.font, state.size = self._font(_named(resources, "/Font", operands)), float(operands[1])
            case "Tc":
                state.spacing = float(operands[0])
            case "Tw":
                state.word_spacing = float(operands[0])
            case "Tz":
                state.stretch = float(operands[0]) / 100
            case "TL":
                state.leading = float(operands[0])
            case "Ts":
                state.rise = float(operands[0])
            case "Tr":
                state.mode = int(operands[0])
            case "BT":
                drawn.start(_IDENTITY)
            case "Tm":
                drawn.start(_matrix(operands))
            case "Td" | "TD":
                if name == "TD":
                    state.leading = -float(operands[1])
                drawn.move(float(operands[0]), float(operands[1]))
            case "T*":
                drawn.move(0, -state.leading)
            case "Tj" | "TJ":
                self._show(operands[0], drawn)
            case "'" | '"':
                if name == '"':
                    state.word_spacing, state.spacing = float(operands[0]), float(operands[1])
                drawn.move(0, -state.leading)
                self._show(operands[-1], drawn)
            case "Do":
                self._object(_named(resources, "/XObject", operands), drawn)
            case "INLINE IMAGE":
                self._picture(None, state)

    def _looks(self, state: _State, looks: Any) -> None:
        if looks is None:
            return
        state.alpha = float(looks.get("/ca", state.alpha))
        if "/BM" in looks:
            state.plain = str(looks["/BM"]) in ("/Normal", "/Compatible")
        if "/SMask" in looks:
            state.plain = str(looks["/SMask"]) == "/None" and state.plain

    def _font(self, found: Any) -> _Font | None:
        if found is None:
            return None
        key = found.objgen if found.is_indirect else id(found)
        if key not in self.fonts:
            self.fonts[key] = _Font.read(found)
        return self.fonts[key]

    def _fill(self, drawn: _Drawn) -> None:
        state = drawn.state
        drawn.close()
        boxes = state.left_of(drawn.boxes)
        if state.alpha >= OPAQUE and state.plain:
            for box in boxes:
                self.cover(box)
        if not state.white:
            self.coloured += [*boxes, *state.left_of(drawn.others)]
        drawn.end_path()

    def cover(self, box: Box) -> None:
        """Lay a box over everything that was painted."""
        if box.high - box.low < 1 or box.right - box.left < 1:
            return
        under = 0
        # A letter stands in the band of its foot.
        for band in [each for each in self.bands if box.low - _BAND <= each * _BAND <= box.high]:
            letters = self.bands[band]
            seen = [each for each in letters if not (box.holds(each.x, each.foot) and box.holds(each.x, each.head))]
            under += len(letters) - len(seen)
            # What is hidden cannot be hidden once more.
            self.bands[band] = seen
        if under >= _UNDER_BOX:
            self.page.hides = True

    def _object(self, found: Any, drawn: _Drawn) -> None:
        import pikepdf  # lazy: heavy

        if not isinstance(found, pikepdf.Stream):
            return
        if str(found.get("/Subtype", "")) == "/Image":
            self._picture(found, drawn.state)
        elif str(found.get("/Subtype", "")) == "/Form" and drawn.depth < _MAX_DEPTH:
            inner = drawn.state.copy()
            if "/Matrix" in found:
                inner.matrix = _times(_matrix(list(found["/Matrix"])), inner.matrix)
            if "/BBox" in found:
                sides = _box_of(found["/BBox"])
                corners = [(x, y) for x in (sides.left, sides.right) for y in (sides.low, sides.high)]
                inner.clip_to([_around([_at(inner.matrix, *each) for each in corners])])
            self.paint(found, found.get("/Resources", drawn.resources), inner, drawn.depth + 1)

    def _picture(self, found: Any, state: _State) -> None:
        boxes = state.left_of([_around([_at(state.matrix, x, y) for x in (0, 1) for y in (0, 1)])])
        self.coloured += boxes
        self.pictures.update(common for box in boxes if (common := box.common(self.sheet)))
        see_through = found is not None and any(key in found for key in ("/SMask", "/Mask", "/ImageMask"))
        if found is not None and not see_through and state.alpha >= OPAQUE and state.plain:
            for box in boxes:
                self.cover(box)

    def _show(self, shown: Any, drawn: _Drawn) -> None:
        """Show a string, or strings with gaps between them."""
        import pikepdf  # lazy: heavy

        state = drawn.state
        font, size, stretch = state.font or _Font(), state.size, state.stretch
        a, b, c, d, e, f = _times(drawn.text, state.matrix)
        foot, head = state.rise + 0.1 * size, state.rise + 0.5 * size
        letters: list[str] = []
        visible: list[Glyph] = []
        gone = 0.0
        for each in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if not isinstance(each, pikepdf.String):
                shift = -float(each) / 1000 * size * stretch
                gone += shift
                if shift > _GAP * abs(size):
                    letters.append(" ")
                continue
            for glyph in font.glyphs(bytes(each)):
                self.account.left -= 1
                letters.append(glyph.letter)
                if glyph.has_ink:
                    middle = gone + glyph.width * size * stretch / 2
                    x = a * middle + c * foot + e
                    visible.append(Glyph(x, b * middle + d * foot + f, b * middle + d * head + f))
                spaced = state.spacing + (state.word_spacing if glyph.is_space else 0)
                gone += (glyph.width * size + spaced) * stretch
        drawn.text = _times((1, 0, 0, 1, gone, 0), drawn.text)
        if letters:
            self.page.strings.append("".join(letters))
        if visible:
            self._note(visible, abs(size) * (c * c + d * d) ** 0.5, state)

    def _note(self, visible: list[Glyph], tall: float, state: _State) -> None:
        """Note letters that were shown: whether they can be seen, and where."""
        if state.mode in _INVISIBLE:
            self.invisible = True
        elif tall <= _TINY or self._is_white_on_white(visible, state):
            self.page.hides = True
        else:
            for each in visible:
                self.bands.setdefault(int(each.foot // _BAND), []).append(each)

    def _is_white_on_white(self, letters: list[Glyph], state: _State) -> bool:
        if not state.white or state.mode not in (0, 4):
            return False
        lost = [
            each
            for each in letters
            if not any(box.holds(each.x, (each.foot + each.head) / 2) for box in reversed(self.coloured))
        ]
        return len(lost) >= min(_UNDER_BOX, len(letters))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return a, b, c, d, e, f


def _named(resources: Any, sort: str, operands: Any) -> Any:
    import pikepdf  # lazy: heavy

    listed = resources.get(sort)
    return listed.get(str(operands[0])) if isinstance(listed, pikepdf.Dictionary) else None


def _upright(points: list[tuple[float, float]]) -> list[Box]:
    """Return the box that a path is, if it is one with upright sides."""
    if not 4 <= len(points) <= 5:
        return []
    box = _around(points)
    on_corner = all(
        min(abs(x - box.left), abs(x - box.right)) < 0.5 and min(abs(y - box.low), abs(y - box.high)) < 0.5
        for x, y in points
    )
    return [box] if on_corner else []


_SPACES: Final = {"/DeviceGray": "gray", "/CalGray": "gray", "/G": "gray", "/DeviceRGB": "rgb", "/CalRGB": "rgb",
                  "/RGB": "rgb", "/DeviceCMYK": "cmyk", "/CMYK": "cmyk"}  # fmt: skip
_ICC: Final = {1: "gray", 3: "rgb", 4: "cmyk"}


def _colour(state: _State, name: str, operands: Any, resources: Any) -> None:
    """Set what letters and boxes are filled with."""
    if name == "cs":
        state.space, state.white = _space(str(operands[0]), resources), False
        return
    if name in ("g", "rg", "k"):
        state.space = {"g": "gray", "rg": "rgb", "k": "cmyk"}[name]
    try:
        values = [float(each) for each in operands]
    except (TypeError, ValueError):
        state.white = None
        return
    match state.space:
        case "gray" | "rgb":
            state.white = bool(values) and min(values) >= _WHITE
        case "cmyk":
            state.white = bool(values) and max(values) <= 1 - _WHITE
        case _:
            state.white = None


def _space(name: str, resources: Any) -> str:
    import pikepdf  # lazy: heavy

    if name in _SPACES:
        return _SPACES[name]
    listed = resources.get("/ColorSpace")
    found = listed.get(name) if isinstance(listed, pikepdf.Dictionary) else None
    if isinstance(found, pikepdf.Array) and len(found) > 1 and str(found[0]) == "/ICCBased":
        return _ICC.get(int(found[1].get("/N", 0)), "")
    kind = str(found[0]) if isinstance(found, pikepdf.Array) and len(found) else str(found)
    return _SPACES.get(kind, "")


@dataclass(slots=True)
class _Font:
    """How a font reads its codes: as which letters, and how wide each is in parts of its size."""

    is_wide: bool = False
    widths: dict[int, float] = field(default_factory=dict)
    default: float = 0.5
    letters: dict[int, str] | None = None
    known: dict[int, _Letter] = field(default_factory=dict)

    @classmethod
    def read(cls, found: Any) -> _Font:
        """Return what is known of a font of a PDF."""
        import pikepdf  # lazy: heavy

        unicode = found.get("/ToUnicode")
        letters = _codes(unicode.read_bytes()) if isinstance(unicode, pikepdf.Stream) else None
        inner = found.get("/DescendantFonts")
        if str(found.get("/Subtype", "")) == "/Type0" and isinstance(inner, pikepdf.Array) and len(inner):
            return cls(True, dict(_wide(inner[0].get("/W"))), float(inner[0].get("/DW", 1000)) / 1000, letters)
        scale = float(found["/FontMatrix"][0]) if "/FontMatrix" in found else 0.001
        listed, first = found.get("/Widths"), int(found.get("/FirstChar", 0))
        widths = [] if listed is None else [float(each) * scale for each in listed]
        return cls(False, dict(enumerate(widths, first)), 0.5, letters)

    def glyphs(self, data: bytes) -> Iterator[_Letter]:
        """Yield the letters of a string."""
        codes = [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)] if self.is_wide else data
        for code in codes:
            found = self.known.get(code)
            if found is None:
                usual = "\ufffd" if self.is_wide else chr(code)
                letter = usual if self.letters is None else self.letters.get(code, usual)
                is_space = not self.is_wide and code == 32
                width = self.widths.get(code, self.default)
                found = self.known[code] = _Letter(letter, width, is_space, _NO_INK.fullmatch(letter) is None)
            yield found


def _wide(listed: Any) -> Iterator[tuple[int, float]]:
    """Yield the widths of a font of many letters: a code and a list, or two codes and the width between them."""
    import pikepdf  # lazy: heavy

    waiting = list(listed) if isinstance(listed, pikepdf.Array) else []
    at = 0
    while at + 1 < len(waiting):
        first, second = int(waiting[at]), waiting[at + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + number, float(each) / 1000) for number, each in enumerate(second))
            at += 2
        elif at + 2 < len(waiting):
            width = float(waiting[at + 2]) / 1000
            yield from ((code, width) for code in range(first, min(int(second), 0xFFFF) + 1))
            at += 3
        else:
            return


def _codes(table: bytes) -> dict[int, str]:
    """Return the letters of a font's codes, as its table says them."""
    found: dict[int, str] = {}
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letter in _PAIR.findall(section):
            found[_number(code)] = _letters(letter)
    for section in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letter, listed in _RANGE.findall(section):
            low = _number(first)
            high = min(_number(last), low + 0xFFFF)
            if listed:
                found.update(zip(range(low, high + 1), map(_letters, re.findall(rb"<([^>]*)>", listed)), strict=False))
            elif letter:
                start = _letters(letter)
                found.update(
                    (code, start[:-1] + chr(min(ord(start[-1]) + code - low, 0x10FFFF)))
                    for code in range(low, high + 1)
                    if start
                )
    return found


def _number(written: bytes) -> int:
    return int(b"".join(written.split()) or b"0", 16)


def _letters(written: bytes) -> str:
    digits = b"".join(written.split())
    return bytes.fromhex(digits.decode() + "0" * (len(digits) % 2)).decode("utf-16-be", "replace")
