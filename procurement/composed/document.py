"""The composed document: every word decided, numbered and in order, before anything is rendered.

Word, PDF and text are faces of this one value and say the same words in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from procurement.languages import Language


class RunKind(StrEnum):
    """How a run of text is shown."""

    TEXT = "text"
    EMPHASIS = "emphasis"
    MARKER = "marker"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; a reference also has the bookmark it points at."""

    text: str
    kind: RunKind = RunKind.TEXT
    target: str = ""


Runs = tuple[Run, ...]


def plain(runs: Runs) -> str:
    """Return the text of runs."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """The numbered heading of a clause, with its bookmark, and whether it begins a page."""

    number: str
    runs: Runs
    bookmark: str
    new_page: bool = False


class ParagraphStyle(StrEnum):
    """How a paragraph is set."""

    BODY = "body"
    CLAUSE = "clause"
    QUOTE = "quote"
    ITEM = "item"
    SMALL = "small"
    PARTY = "party"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `label` is its number or bullet, empty if it has none."""

    runs: Runs
    style: ParagraphStyle = ParagraphStyle.BODY
    label: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value; an empty value is a line to write on."""

    label: Runs
    value: Runs


class TableStyle(StrEnum):
    """How rows are set."""

    FACTS = "facts"
    ANNEXES = "annexes"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of labels and values."""

    rows: tuple[Row, ...]
    style: TableStyle = TableStyle.FACTS


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid: its heading, and whether it holds figures, which stand to the right."""

    heading: Runs
    is_figures: bool = False


#: More columns than these cannot be read on a page that stands upright.
WIDEST_GRID: Final = 7


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header row. `totals` of its last rows sum up the others."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    totals: int = 0


Block = Heading | Paragraph | Table | Grid


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that is missing: its number in the paper, its name, its label in the paper's language."""

    number: int
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class UsedClause:
    """A clause that the paper says, and whose words it uses."""

    key: str
    digest: str
    origin: str


@dataclass(frozen=True, slots=True)
class Section:
    """How many of a paper's blocks a clause has written; the frame's are the first, the list of annexes the last."""

    clause: str
    count: int


@dataclass(frozen=True, slots=True)
class ComposedDocument:
    """A paper in one language.

    Attributes:
        kind: the key of the document kind.
        language: the language of the words.
        date: the paper's date; no face ever asks what day it is.
        organisation: whose paper it is, for the running header.
        title: what the paper is.
        subject: what it is about.
        status: for the running header, such as `DEMO · UTKAST 1`.
        blocks: everything below the title, in order.
        gaps: the facts that are missing, in the order of their numbers.
        clauses: the clauses said, in order.
        references: the keys of the law references used.
        footer: the words at the foot of every page: the first digits of the hash of the facts.
        digest: the SHA-256 of the facts.
        sections: which clause wrote which of the blocks, in order.
    """

    kind: str
    language: Language
    date: date
    organisation: Runs
    title: str
    subject: Runs
    status: str
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...] = ()
    clauses: tuple[UsedClause, ...] = ()
    references: tuple[str, ...] = ()
    footer: str = ""
    digest: str = ""
    sections: tuple[Section, ...] = ()

    def by_clause(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Yield the key of each clause that is said, and its blocks."""
        start = 0
        for section in self.sections:
            yield section.clause, self.blocks[start : start + section.count]
            start += section.count

    def all_runs(self) -> Iterator[Run]:
        """Yield every run, in order."""
        yield from self.organisation
        yield from self.subject
        for block in self.blocks:
            match block:
                case Heading() | Paragraph():
                    yield from block.runs
                case Table():
                    for row in block.rows:
                        yield from row.label
                        yield from row.value
                case Grid():
                    for column in block.columns:
                        yield from column.heading
                    for cells in block.rows:
                        for cell in cells:
                            yield from cell
