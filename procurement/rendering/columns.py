"""Divides the width of a page among the columns of a grid, so that no word is broken that a line can hold.

Words are measured in the fonts of the PDF, whose letters are at least as wide as Word's; both faces use the widths.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from fontTools.ttLib import TTFont

from procurement.composed.document import Grid, Runs, plain
from procurement.fonts import FACES, STACKS

#: The width of the text, 16 cm. Widths are in twentieths of a point, as Word counts.
TEXT_WIDTH: Final = 9071
#: What stands between two columns, in the face where it is wider.
_GAP: Final = 220
#: The fonts of the stylesheet: a heading or total is set in the bold one.
_USUAL: Final = ("Source Serif 4", 400)
_BOLD: Final = ("Schibsted Grotesk", 700)
#: Their size in twentieths of a point, and a little for what measuring letter by letter does not see.
_SIZE: Final = 9.5 * 20 * 1.03
#: How much more than its words need a column gets, in percent, if there is room.
_EASE: Final = (115, 110, 105)
#: A column asks for no more than a line of some forty letters.
_WIDEST: Final = 4000
_NARROWEST: Final = 420
#: A line breaks at a space that is not a no-break space, and after a hyphen, a dash or a slash.
_BREAK: Final = re.compile(r"[^\S\N{NO-BREAK SPACE}]+|(?<=[-–/])")


@cache
def _advances(family: str, weight: int) -> tuple[Mapping[str, float], float]:
    """Return the widths of the letters of a face and the one behind it, in shares of its size, and of any other."""
    widths: dict[str, float] = {}
    for name in next(stack for stack in STACKS if stack[0] == family):
        face = next(face for face in FACES if (face.family, face.style, face.weight) == (name, "normal", weight))
        with TTFont(io.BytesIO(face.read())) as font:
            units, metrics = font["head"].unitsPerEm, font["hmtx"]
            for code, glyph in font.getBestCmap().items():
                widths.setdefault(chr(code), metrics[glyph][0] / units)
    return widths, max(widths.values())


@lru_cache(maxsize=8192)
def _width(text: str, face: tuple[str, int]) -> int:
    widths, unknown = _advances(*face)
    return round(sum(widths.get(letter, unknown) for letter in text) * _SIZE)


def _needs(cells: Sequence[tuple[Runs, tuple[str, int]]]) -> tuple[int, int]:
    """Return how wide a column must be so that no word of it breaks, and so that no line of it does."""
    word = line = _NARROWEST
    for runs, face in cells:
        text = plain(runs)
        line = max(line, _width(text, face))
        word = max(word, *(_width(part, face) for part in _BREAK.split(text)))
    return word + _GAP, max(line, word) + _GAP


def widths(grid: Grid) -> tuple[int, ...]:
    """Return the width of each column; together they are the width of the text.

    Every column gets what its longest word needs, and what is left goes to those whose lines are longer. If the words
    alone are too wide for a page, the columns with the longest ones break them.
    """
    first_total = len(grid.rows) - grid.totals
    faces = [_BOLD, *(_BOLD if number >= first_total else _USUAL for number in range(len(grid.rows)))]
    table = [tuple(column.heading for column in grid.columns), *grid.rows]
    needs = [_needs(list(zip(cells, faces, strict=True))) for cells in zip(*table, strict=True)]
    words, lines = _eased([word for word, _line in needs]), [line for _word, line in needs]
    if (left := TEXT_WIDTH - sum(words)) < 0:
        return _summing(_levelled(words))
    asked = [max(word, min(line, _WIDEST)) for word, line in zip(words, lines, strict=True)]
    if (wanted := sum(asked) - sum(words)) > left:
        return _summing([word + left * (ask - word) // wanted for word, ask in zip(words, asked, strict=True)])
    # There is room for more than was asked: for the columns whose lines are longer still, or for all.
    hungry = [ask if line > ask else 0 for ask, line in zip(asked, lines, strict=True)]
    hungry = hungry if any(hungry) else asked
    spare = TEXT_WIDTH - sum(asked)
    return _summing([ask + spare * share // sum(hungry) for ask, share in zip(asked, hungry, strict=True)])


def _eased(words: list[int]) -> list[int]:
    """Widen what words need as far as a page allows: a machine without Word's font shows a wider one."""
    for percent in _EASE:
        if sum(eased := [word * percent // 100 for word in words]) <= TEXT_WIDTH:
            return eased
    return words


def _levelled(words: Sequence[int]) -> list[int]:
    """Return widths that fill the page: columns with short words keep theirs, the others share what is left."""
    left, kept = TEXT_WIDTH, dict.fromkeys(range(len(words)), 0)
    for rank, place in enumerate(sorted(kept, key=lambda place: words[place])):
        kept[place] = min(words[place], left // (len(words) - rank))
        left -= kept[place]
    return list(kept.values())


def _summing(parts: list[int]) -> tuple[int, ...]:
    """Give what rounding has left to the widest column."""
    parts[parts.index(max(parts))] += TEXT_WIDTH - sum(parts)
    return tuple(parts)
