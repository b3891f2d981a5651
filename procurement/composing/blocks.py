"""Sets the words of a paper as its blocks: headings, paragraphs, rows, grids, and places to sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from procurement import languages
from procurement.clauses.load import ANNEXES
from procurement.clauses.model import Clause, Passage, Style
from procurement.clauses.wording import CELL, LINE, ROW, Piece, PieceKind, split
from procurement.composed.document import (
    Block,
    Column,
    Grid,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Run,
    Runs,
    Table,
    TableStyle,
    UsedClause,
)
from procurement.composing.selection import is_of_rows
from procurement.composing.words import (
    CENTS,
    MONEY_DECIMALS,
    NOTHING_LOCAL,
    SUMS,
    Local,
    Words,
    checked,
    merged,
    trimmed,
)
from procurement.facts import (
    LocalisedList,
    Record,
    Records,
)
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.field import Column as FactColumn
from procurement.facts.numbers import MEASURES, length
from procurement.kinds import FRAME, Part

BULLET: Final = "–"
NO_DECIMALS: Final[Mapping[str, int]] = MappingProxyType({})
#: How a passage is set that is said for each element: as items, unless it says otherwise.
_REPEATED: Final = {
    Style.QUOTE: (ParagraphStyle.QUOTE, ""),
    Style.SMALL: (ParagraphStyle.SMALL, ""),
}


_FIGURES: Final = frozenset(MEASURES)


@dataclass(slots=True)
class Blocks(Words):
    """The blocks of one paper."""

    used: dict[str, UsedClause] = field(default_factory=dict)

    def frame_rows(self) -> Table:
        """Return the rows that stand above every paper: case number, date, language."""
        clause = self.library[FRAME]
        rows: list[Row] = []
        for passage in clause.passages:
            if passage.style is not Style.ROW:
                continue
            row = self._row(clause.wordings[self.language].texts[passage.key])
            outcome = passage.when.evaluate(self.facts) if passage.when else None
            if outcome is not None and outcome.missing:
                row = Row(row.label, self._markers(outcome.missing))
            if (outcome is None or outcome.holds is not False) and row not in rows:
                rows.append(row)
        return Table(tuple(rows))

    def sections(self) -> list[tuple[str, list[Block]]]:
        """Return everything below the title, in order: what each clause says."""
        sections: list[tuple[str, list[Block]]] = [
            (FRAME, [self.frame_rows()]),
            *((part.clause, list(self.clause(part))) for part in self.kind.outline),
            (self.kind.annexes or FRAME, list(self.annex_list())),
        ]
        return _joined(sections)

    def clause(self, part: Part) -> Iterator[Block]:
        """Yield the blocks of a clause of the outline."""
        clause = self.library[part.clause]
        if not self._has_content(clause):
            return
        wording = clause.wordings[self.language]
        self.used[clause.key] = UsedClause(clause.key, wording.digest, wording.origin)
        number = self.headings.get(clause.key)
        if number is not None and wording.heading is not None:
            yield Heading(str(number), self._runs(wording.heading), clause.bookmark, part.new_page)
        if clause.when is not None and (missing := clause.when.evaluate(self.facts).missing):
            yield Paragraph(self._markers(missing))
            return
        yield from self._passages(clause, number, part.notice)

    def _passages(self, clause: Clause, number: int | None, notice: bool) -> Iterator[Block]:
        count = 0
        marked: set[frozenset[str]] = set()
        texts = clause.wordings[self.language].texts
        for passage, *following in _together(clause.passages):
            if not self._says_something(passage):
                continue
            outcome = self._outcome(passage)
            if outcome is not None and outcome.holds is None:
                if outcome.missing not in marked:
                    marked.add(outcome.missing)
                    count += 1
                    yield self._paragraph(self._markers(outcome.missing), number, count)
                continue
            if passage.style is Style.PARAGRAPH and not notice and passage.each is None:
                count += 1
            if following:
                yield from self._records((passage, *following), texts)
            else:
                yield from self._passage(passage, texts[passage.key], number, count, notice)

    def _passage(
        self, passage: Passage, pieces: tuple[Piece, ...], number: int | None, count: int, notice: bool
    ) -> Iterator[Block]:
        if passage.style is Style.GRID:
            yield from self._grid(passage, pieces)
        elif passage.each is not None:
            yield from self._items(passage, pieces)
        elif passage.style is Style.SMALL:
            yield Paragraph(self._runs(pieces), ParagraphStyle.NOTICE if notice else ParagraphStyle.SMALL)
        elif passage.style is Style.PARAGRAPH:
            yield self._paragraph(self._runs(pieces), None if notice else number, count)
        else:
            yield from self._said_once(passage, pieces, NOTHING_LOCAL)

    def _said_once(self, passage: Passage, pieces: tuple[Piece, ...], local: Local) -> Iterator[Block]:
        """Yield a passage of a style that is set alike alone and for each element of a list."""
        match passage.style:
            case Style.ROW:
                yield Table((self._row(pieces, local),))
            case Style.FIELD:
                yield Table((Row(self._runs(pieces, local), ()),), TableStyle.SIGNATURE)
            case Style.SIGNATURE:
                yield from self._signature(pieces, local)
            case Style.SUBHEADING:
                yield Paragraph(self._runs(pieces, local), ParagraphStyle.PARTY)
            case _:
                style, label = _REPEATED.get(passage.style, (ParagraphStyle.ITEM, BULLET))
                yield Paragraph(self._runs(pieces, local), style, label)

    def _paragraph(self, runs: Runs, number: int | None, count: int) -> Paragraph:
        if number is None or not self.kind.numbered_paragraphs:
            return Paragraph(runs)
        return Paragraph(runs, ParagraphStyle.CLAUSE, f"{number}.{count}")

    def _items(self, passage: Passage, pieces: tuple[Piece, ...]) -> Iterator[Block]:
        """Yield a passage once for each element of its list, annex of the paper or row of its table."""
        for local in self._elements(passage):
            if local is None:
                yield self._missing(passage)
            else:
                yield from self._said_once(passage, pieces, local)

    def _missing(self, passage: Passage) -> Paragraph:
        style, label = _REPEATED.get(passage.style, (ParagraphStyle.ITEM, BULLET))
        return Paragraph(self._markers([str(passage.each)]), style, label)

    def _records(self, passages: tuple[Passage, ...], texts: Mapping[str, tuple[Piece, ...]]) -> Iterator[Block]:
        """Yield passages over one table together, record by record."""
        name = str(passages[0].each)
        records = self.facts.value(name)
        if not isinstance(records, Records):
            yield self._missing(passages[0])
            return
        for number, row in enumerate(records, 1):
            local = self._cells(name, row, number)
            for passage in passages:
                if self._said_of(passage, row):
                    yield from self._said_once(passage, texts[passage.key], local)

    def _elements(self, passage: Passage, decimals: Mapping[str, int] = NO_DECIMALS) -> Iterator[Local | None]:
        """Yield what the parts of each element are; None if the list or the table is missing."""
        name = str(passage.each)
        value = self.facts.value(name) if name != ANNEXES else None
        if name == ANNEXES:
            for annex in self.annexes.values():
                yield Local({"annex.number": (Run(str(annex.number)),), "annex.title": annex.title})
        elif isinstance(value, Records) and len(value):
            for number, row in enumerate(value, 1):
                if self._said_of(passage, row):
                    yield self._cells(name, row, number, decimals)
        elif isinstance(value, LocalisedList) and (items := value.get(self.language)) is not None:
            for item in items:
                yield Local({"item": (Run(checked(name, item)),)})
        else:
            yield None

    def _cells(self, name: str, row: Record, number: int, decimals: Mapping[str, int] = NO_DECIMALS) -> Local:
        """Return the cells of a row as they are printed; of a grid, figures with as many decimals as their column."""
        cells: dict[str, Runs] = {"row.number": (Run(str(number)),)}
        for column in CATALOGUE[name].columns:
            value = row.get(column.key)
            if isinstance(value, Decimal) and column.key in decimals:
                # A unit price with parts of a cent shows them, and its neighbours stay as they are.
                places = max(decimals[column.key], length(value))
                text: str | None = languages.figure(value, self.language, places)
            else:
                text = self._write(value, column, "short")
            if text is not None:
                cells[f"{ROW}{column.key}"] = (Run(checked(name, text)),)
        return Local(cells, name)

    def _grid(self, passage: Passage, pieces: tuple[Piece, ...]) -> Iterator[Block]:
        """Yield a table: its first line is the header, the second is said for each row, the others sum up.

        Without a table of the catalogue to repeat over, every line after the header is a row.
        """
        name = passage.each
        header, *lines = (split(line, CELL) for line in split(pieces, LINE))
        figures = [_figures_of(name, cell) for cell in lines[0]]
        if name is None:
            rows, totals = [self._line(line) for line in lines], 0
        else:
            rows, totals = [], len(lines) - 1
            decimals = _decimals(self.facts.rows(name), filter(None, figures))
            for local in self._elements(passage, decimals):
                if local is None:
                    yield Paragraph(self._markers([name]), ParagraphStyle.ITEM, BULLET)
                    return
                rows.append(self._line(lines[0], local))
            rows += [self._line([_in_cents(cell) for cell in line]) for line in lines[1:]]
        columns = (
            Column(heading, figure is not None) for heading, figure in zip(self._line(header), figures, strict=True)
        )
        yield Grid(tuple(columns), tuple(rows), totals)

    def _line(self, cells: list[tuple[Piece, ...]], local: Local | None = None) -> tuple[Runs, ...]:
        return tuple(trimmed(self._runs(cell, local)) for cell in cells)

    def _row(self, pieces: tuple[Piece, ...], local: Local | None = None) -> Row:
        label, value = split(pieces, CELL)
        return Row(self._runs(label, local), self._runs(value, local))

    def _signature(self, pieces: tuple[Piece, ...], local: Local) -> Iterator[Block]:
        """Yield a block to sign in; whoever signs may be known by name, by name and title, or not yet."""
        party, name, title, ground = (trimmed(self._runs(part, local)) for part in split(pieces, CELL))
        yield Paragraph(party, ParagraphStyle.PARTY)
        yield Table(
            (
                Row(self.frame("place_and_date"), ()),
                Row(self.frame("signature"), ()),
                Row(self.frame("printed_name"), merged((*name, Run(", "), *title)) if title else name),
            ),
            TableStyle.SIGNATURE,
        )
        if ground:
            yield Paragraph(ground, ParagraphStyle.SMALL)

    def annex_list(self) -> Iterator[Block]:
        """Yield the list of annexes that closes a paper."""
        if not self.annexes:
            return
        yield Paragraph(self.frame("annexes"), ParagraphStyle.PARTY)
        rows = [
            Row(self.frame("annex", {"annex.number": (Run(str(annex.number)),)}), annex.title)
            for annex in self.annexes.values()
        ]
        yield Table(tuple(rows), TableStyle.ANNEXES)


def _together(passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, ...]]:
    """Yield passages alone, but a subheading over a table with those over the same table that follow it."""
    group: list[Passage] = []
    for passage in passages:
        follows = group and group[0].style is Style.SUBHEADING and group[0].each is not None
        if follows and passage.each == group[0].each and (passage.when is None or is_of_rows(passage)):
            group.append(passage)
            continue
        if group:
            yield tuple(group)
        group = [passage]
    if group:
        yield tuple(group)


def _joined(sections: Iterable[tuple[str, list[Block]]]) -> list[tuple[str, list[Block]]]:
    """Join neighbouring tables of facts, and neighbouring fields of a form, into one of the clause that began it."""
    joined: list[tuple[str, list[Block]]] = []
    for clause, blocks in sections:
        section: list[Block] = []
        for block in blocks:
            before = section or (joined[-1][1] if joined else [])
            last = before[-1] if before else None
            if isinstance(block, Table) and isinstance(last, Table) and block.style is last.style:
                before[-1] = Table((*last.rows, *block.rows), block.style)
            else:
                section.append(block)
        if section:
            joined.append((clause, section))
    return joined


def _figures_of(table: str | None, cell: tuple[Piece, ...]) -> FactColumn | None:
    """Return the column of a cell that holds a figure and at most a unit, and so stands to the right; else None."""
    facts = [piece.value for piece in cell if piece.kind is PieceKind.FACT]
    if table is None or len(facts) != 1 or not facts[0].startswith(ROW):
        return None
    column = CATALOGUE[table].column(facts[0].removeprefix(ROW))
    return column if column is not None and column.type in _FIGURES else None


def _decimals(rows: Iterable[Record], columns: Iterable[FactColumn]) -> dict[str, int]:
    """Return how many decimals each column of figures has: a sum two, others as many as their longest."""
    rows = tuple(rows)
    decimals = {}
    for column in columns:
        values = [value for row in rows if isinstance(value := row.get(column.key), Decimal)]
        longest = max(map(length, values), default=0)
        decimals[column.key] = MONEY_DECIMALS if column.type in SUMS else longest
    return decimals


def _in_cents(cell: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a cell of a closing line, whose sums stand below those of the rows."""
    return tuple(replace(piece, format=piece.format or CENTS) for piece in cell)
