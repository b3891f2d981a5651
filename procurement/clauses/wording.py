"""The words of a passage, read into pieces: literal text, emphasis, facts and references.

A wording is written `Priset är {price.total} euro, nedan *priset*; se punkt {ref:contract_price}.` The pieces are found
once, when the library is loaded; a fault names what is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from procurement.languages import with_no_break_spaces


class FaultCode(StrEnum):
    """What can be wrong in the words of a clause, for those who say it in another language than English."""

    NO_TEXT = "no_text"
    BRACE = "brace"
    EMPHASIS = "emphasis"
    PLACEHOLDER = "placeholder"
    FORMAT = "format"
    UNKNOWN_FACT = "unknown_fact"
    UNKNOWN_LAW = "unknown_law"
    OPTIONAL = "optional"
    PARTS = "parts"
    GRID = "grid"
    HEADING = "heading"
    PARITY = "parity"
    REQUIRED = "required"
    REJECTED = "rejected"
    TYPED_LAW = "typed_law"
    ENDING = "ending"
    OTHER = "other"


class WordingError(ValueError):
    """A wording with a placeholder or a mark that cannot be read."""

    def __init__(self, code: FaultCode, value: str, message: str) -> None:
        self.code = code
        self.value = value
        super().__init__(message)


class PieceKind(StrEnum):
    """What a piece of a wording is."""

    TEXT = "text"
    FACT = "fact"
    CLAUSE = "clause"
    ANNEX = "annex"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: literal text, or the name of what is printed here, with its format."""

    kind: PieceKind
    value: str
    format: str = ""
    emphasis: bool = False


_TOKEN: Final = re.compile(
    r"\{(?P<name>[^{}]*)\}|(?P<star>\*)|(?P<brace>[{}])",
)
_NAME: Final = re.compile(
    r"(?:(?P<prefix>ref|annex|law):)?(?P<name>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)(?:\|(?P<format>[a-z]+))?"
)
_PREFIX: Final = {None: PieceKind.FACT, "ref": PieceKind.CLAUSE, "annex": PieceKind.ANNEX, "law": PieceKind.LAW}
#: `short` is for dates; `optional` prints nothing for an empty cell of a table, where any other cell is a gap.
FORMATS: Final = ("", "short", "optional")
#: What the fields of a row are called, inside a passage that repeats over a table.
ROW: Final = "item."
#: What divides the cells of a row, and the lines of a grid.
CELL: Final = re.compile(r" *\| *")
LINE: Final = re.compile(r"\n")


def read(text: str) -> tuple[Piece, ...]:
    """Read a wording into pieces.

    Raises:
        WordingError: a brace stands alone, a placeholder has no valid name or format, or emphasis is not closed.
    """
    text = with_no_break_spaces(text)
    pieces: list[Piece] = []
    emphasis = False
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            pieces.append(Piece(PieceKind.TEXT, text[position : match.start()], emphasis=emphasis))
        position = match.end()
        if match["star"]:
            emphasis = not emphasis
        elif match["brace"]:
            raise WordingError(FaultCode.BRACE, text, f"a brace stands alone in “{text}”")
        else:
            pieces.append(_placeholder(match["name"], emphasis))
    if emphasis:
        raise WordingError(FaultCode.EMPHASIS, text, f"emphasis is not closed in “{text}”")
    if position < len(text):
        pieces.append(Piece(PieceKind.TEXT, text[position:]))
    return tuple(pieces)


def _placeholder(name: str, emphasis: bool) -> Piece:
    match = _NAME.fullmatch(name)
    if match is None:
        raise WordingError(FaultCode.PLACEHOLDER, f"{{{name}}}", f"“{{{name}}}” is not a placeholder")
    if (match["format"] or "") not in FORMATS:
        raise WordingError(FaultCode.FORMAT, f"{{{name}}}", f"“{match['format']}” in “{{{name}}}” is not a format")
    return Piece(_PREFIX[match["prefix"]], match["name"], match["format"] or "", emphasis)


def split(pieces: tuple[Piece, ...], mark: re.Pattern[str]) -> list[tuple[Piece, ...]]:
    """Split a wording at a mark in its text: `CELL` or `LINE`."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind is not PieceKind.TEXT:
            parts[-1].append(piece)
            continue
        first, *rest = mark.split(piece.value)
        if first:
            parts[-1].append(replace(piece, value=first))
        parts += [[replace(piece, value=text)] if text else [] for text in rest]
    return [tuple(part) for part in parts]
