"""A clause: passages that are the same in every language, and their words in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from procurement.clauses.conditions import Condition
from procurement.clauses.wording import Piece
from procurement.languages import Language


class Style(StrEnum):
    """How a passage is set. Numbering follows from it: only paragraphs are numbered.

    A grid is written in lines of cells: the header, the row that is said for each row of its table, and any totals. A
    subheading over a table takes the passages over the same table that follow it along, record by record. A field is a
    label with a line to write on.
    """

    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ITEM = "item"
    ROW = "row"
    SIGNATURE = "signature"
    SMALL = "small"
    GRID = "grid"
    SUBHEADING = "subheading"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Passage:
    """One part of a clause: its key, its style, when it is said and over which list or table it repeats."""

    key: str
    style: Style = Style.PARAGRAPH
    when: Condition | None = None
    each: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A clause's words in one language. `digest` identifies them; `origin` says whose they are."""

    heading: tuple[Piece, ...] | None
    texts: Mapping[str, tuple[Piece, ...]]
    source: Mapping[str, str]
    digest: str
    origin: str = "shipped"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the library.

    Attributes:
        key: its name, also the bookmark `cl_<key>` in Word.
        note: why it is there, for the lawyer.
        ground: the act and section it rests on, empty if none.
        when: when it is said at all; None means always.
        passages: its parts, in order.
        wordings: its words in each language.
    """

    key: str
    note: str
    ground: str
    when: Condition | None
    passages: tuple[Passage, ...]
    wordings: Mapping[Language, Wording]

    @property
    def bookmark(self) -> str:
        """The name of the clause's bookmark in a Word file."""
        return f"cl_{self.key}"
