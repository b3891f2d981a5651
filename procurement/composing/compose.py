"""Composes a paper: facts, clauses, law and a kind become one composed document, with every word decided.

Pure: no database, no clock, no framework. The same arguments give the same document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

from procurement import languages
from procurement.clauses.conditions import Outcome
from procurement.clauses.load import ANNEXES
from procurement.clauses.model import Clause, Passage, Style
from procurement.clauses.wording import CELL, LINE, ROW, Piece, PieceKind, read, split
from procurement.composed.document import (
    Block,
    Column,
    ComposedDocument,
    Gap,
    Grid,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Run,
    RunKind,
    Runs,
    Section,
    Table,
    TableStyle,
    UsedClause,
    plain,
)
from procurement.computed.facts import COMPUTED_FROM, inputs_of, with_computed
from procurement.facts import (
    Facts,
    FactType,
    Localised,
    LocalisedList,
    Record,
    Records,
    Source,
    Value,
)
from procurement.facts.catalogue import CATALOGUE, FactField
from procurement.facts.field import Column as FactColumn
from procurement.facts.numbers import MEASURES, length
from procurement.facts.text import refused
from procurement.kinds import FRAME, Kind, Part
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import Law, LawError

#: Law data that every paper rests on: its references, and the thresholds its value is judged by.
_ALWAYS_READ: Final = frozenset({"references", "thresholds"})
BULLET: Final = "–"
#: What makes the party's facts right, and the one of them that a marked draft prints beside its marker.
_VERIFIED: Final = "supplier.verified"
_NAME: Final = "supplier.name"
#: What the party on the case supplies, which only papers that name the party are given.
PARTY_FACTS: Final = frozenset(name for name, field in CATALOGUE.items() if field.supplied_by == "party")


class ComposingError(ValueError):
    """A paper that cannot be composed at all."""


class DateMissingError(ComposingError):
    """The paper has no date, and without a date there is no law to judge by."""

    def __init__(self, fact: str) -> None:
        super().__init__(f"the fact “{fact}” is missing, and a paper must have a date")
        self.fact = fact


class StaleLawError(ComposingError):
    """Law data that were not reviewed in time, or a reference that is not law on the paper's date."""

    def __init__(self, blocks: tuple[str, ...], day: date) -> None:
        super().__init__(f"the law data {', '.join(blocks)} may not be printed on {day.isoformat()}: review them first")
        self.blocks = blocks
        self.day = day


class UnprintableTextError(ComposingError):
    """A fact holds characters that no paper can carry."""

    def __init__(self, fact: str, characters: tuple[str, ...]) -> None:
        super().__init__(f"the fact “{fact}” holds {', '.join(characters)}")
        self.fact = fact
        self.characters = characters


def fact_names(kind: Kind, library: Mapping[str, Clause]) -> frozenset[str]:
    """Return the facts a kind can read in any of its variants: those its clauses name, and those its guards need."""
    judged = {name for guard in kind.guards for name in guard.reads}
    return _supplied(kind, _said(kind, library) | judged)


def said_names(kind: Kind, library: Mapping[str, Clause]) -> frozenset[str]:
    """Return the facts that the words of a kind rest on; what only its guards read is left out."""
    return _supplied(kind, _said(kind, library))


def _said(kind: Kind, library: Mapping[str, Clause]) -> set[str]:
    names = {kind.date_fact, "case.authentic_language", "case.legal_basis"}
    names |= {kind.varies_by} if kind.varies_by else set()
    for wording in (kind.organisation, kind.subject):
        names |= {piece.value for piece in read(wording) if piece.kind is PieceKind.FACT}
    for key in kind.clauses:
        names |= _clause_facts(library[key])
    return names


def _supplied(kind: Kind, names: set[str]) -> frozenset[str]:
    supplied = inputs_of(names)
    return supplied if kind.needs_party else supplied - PARTY_FACTS


def paper_facts(kind: Kind, names: frozenset[str], facts: Facts) -> Facts:
    """Return the facts a paper is given: those of its variant, so that personal data reach no paper without need."""
    return facts.restricted_to(names if kind.takes_party(facts) else names - PARTY_FACTS)


def _unverified(kind: Kind, facts: Facts) -> frozenset[str]:
    """Return the party's facts of a paper that needs a verified party and has none: no one takes them for right."""
    if not kind.needs_verified_party(facts) or facts.value(_VERIFIED) is True:
        return frozenset()
    return PARTY_FACTS & facts.entries.keys() - {_VERIFIED}


def _clause_facts(clause: Clause) -> set[str]:
    names: set[str] = set(clause.when.names) if clause.when else set()
    for passage in clause.passages:
        names |= set(passage.when.names) if passage.when else set()
        names |= {passage.each} if passage.each and passage.each != ANNEXES else set()
    for wording in clause.wordings.values():
        for pieces in (wording.heading or (), *wording.texts.values()):
            names |= {piece.value for piece in pieces if piece.kind is PieceKind.FACT}
    return names


@dataclass(slots=True)
class _Markers:
    """Numbers the missing facts of a paper, each once, in the order they first occur."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers) + 1)


@dataclass(frozen=True, slots=True)
class _Local:
    """What a wording can name besides facts: the parts of a list's element, or the cells of a table's row."""

    parts: Mapping[str, Runs]
    table: str = ""


_NOTHING_LOCAL: Final = _Local({})
#: How a sum is printed in a closing line of a table, whatever its wording says: `60 000,00`.
_CENTS: Final = "cents"
_MONEY_DECIMALS: Final = 2
_NO_DECIMALS: Final[Mapping[str, int]] = MappingProxyType({})
#: How a passage is set that is said for each element: as items, unless it says otherwise.
_REPEATED: Final = {
    Style.QUOTE: (ParagraphStyle.QUOTE, ""),
    Style.SMALL: (ParagraphStyle.SMALL, ""),
}


@dataclass(frozen=True, slots=True)
class _Annex:
    key: str
    number: int
    title: Runs


@dataclass(slots=True)
class _Composer:
    """Composes one paper. `unverified` are the party's facts that nobody has verified: it marks them, and the name."""

    kind: Kind
    facts: Facts
    library: Mapping[str, Clause]
    law: Law
    day: date
    language: Language
    unverified: frozenset[str] = frozenset()
    markers: _Markers = field(default_factory=_Markers)
    headings: dict[str, int] = field(default_factory=dict)
    annexes: dict[str, _Annex] = field(default_factory=dict)
    references: dict[str, None] = field(default_factory=dict)
    out_of_force: dict[str, None] = field(default_factory=dict)
    used: dict[str, UsedClause] = field(default_factory=dict)

    # -- Selecting ----------------------------------------------------------------------------------

    def _said(self, clause: Clause) -> bool:
        """Whether a clause is in the paper: its condition holds, or is unknown and shows as a marker."""
        return clause.when is None or clause.when.evaluate(self.facts).holds is not False

    def number_headings(self) -> None:
        number = 0
        for part in self.kind.outline:
            clause = self.library[part.clause]
            if not part.notice and clause.wordings[self.language].heading is not None and self._has_content(clause):
                number += 1
                self.headings[clause.key] = number

    def _has_content(self, clause: Clause) -> bool:
        return self._said(clause) and any(map(self._says_something, clause.passages))

    def _says_something(self, passage: Passage) -> bool:
        """Whether a passage is said: its condition holds or is unknown, and over rows, holds of one of them.

        A table without rows is missing, which a paper never passes over in silence.
        """
        rows = self.facts.value(str(passage.each)) if _is_of_rows(passage) else None
        if isinstance(rows, Records):
            return not len(rows) or any(self._said_of(passage, row) for row in rows)
        outcome = self._outcome(passage)
        return outcome is None or outcome.holds is not False

    def _outcome(self, passage: Passage) -> Outcome | None:
        """Return what a passage's condition comes to; one over the rows of a table is asked of each row instead."""
        if passage.when is None or _is_of_rows(passage):
            return None
        return passage.when.evaluate(self.facts)

    def number_annexes(self) -> None:
        if self.kind.annexes is None:
            return
        clause = self.library[self.kind.annexes]
        for passage in clause.passages:
            if passage.when is None or passage.when.evaluate(self.facts).holds is not False:
                title = self._runs(clause.wordings[self.language].texts[passage.key])
                self.annexes[passage.key] = _Annex(passage.key, len(self.annexes) + 1, title)

    # -- Words --------------------------------------------------------------------------------------

    def runs(self, wording: str) -> Runs:
        """Return the runs of a wording that stands outside the library."""
        return self._runs(read(wording))

    def _runs(self, pieces: tuple[Piece, ...], local: _Local | None = None) -> Runs:
        runs: list[Run] = []
        for piece, following in zip_longest(pieces, pieces[1:]):
            said = self._piece(piece, local or _NOTHING_LOCAL)
            # The paper ends its sentence itself: what ends in a full stop, as “m.m.” does, gets no second one.
            if piece.kind is PieceKind.FACT and following is not None and following.value.startswith("."):
                said = _without_full_stop(said)
            runs += said
        return _merged(runs)

    def _piece(self, piece: Piece, local: _Local) -> Runs:
        kind = RunKind.EMPHASIS if piece.emphasis else RunKind.TEXT
        match piece.kind:
            case PieceKind.TEXT:
                return (Run(piece.value, kind),)
            case PieceKind.CLAUSE:
                clause = self.library[piece.value]
                if piece.value not in self.headings:
                    raise ComposingError(f"the paper refers to the clause “{piece.value}”, which it does not say")
                return (Run(str(self.headings[piece.value]), RunKind.REFERENCE, clause.bookmark),)
            case PieceKind.ANNEX:
                if piece.value not in self.annexes:
                    raise ComposingError(f"the paper refers to the annex “{piece.value}”, which it does not have")
                return (Run(str(self.annexes[piece.value].number)),)
            case PieceKind.LAW:
                return (Run(self._reference(piece.value), kind),)
            case PieceKind.FACT:
                if piece.value in local.parts:
                    return local.parts[piece.value]
                if piece.value.startswith(ROW):
                    return () if piece.format == "optional" else self._empty_cell(local.table, piece)
                return self._fact(piece, kind)

    def _reference(self, key: str) -> str:
        self.references[key] = None
        try:
            return self.law.text(key, self.day).texts[self.language]
        except LawError:
            # The paper is refused; composing goes on, so that every such reference is named at once.
            self.out_of_force[key] = None
            return ""

    def _fact(self, piece: Piece, kind: RunKind) -> Runs:
        text = self._print(piece.value, piece.format)
        if text is None:
            return self._markers([piece.value])
        printed = Run(_checked(piece.value, text), kind)
        return (printed, Run(" "), self._marker(_VERIFIED)) if piece.value in self.unverified else (printed,)

    def _empty_cell(self, table: str, piece: Piece) -> Runs:
        column = CATALOGUE[table].column(piece.value.removeprefix(ROW))
        # Of a table that is computed, the cell is supplied in the one it is computed from.
        table = COMPUTED_FROM.get(table, (table,))[0]
        label = f"{CATALOGUE[table].label[self.language]}, {column.label[self.language] if column else ''}"
        return (self._marker(table, label),)

    def _markers(self, names: Iterable[str]) -> Runs:
        """Return a marker for each missing fact; for one that is computed, for the facts it is computed from."""
        supplied: dict[str, None] = {}
        for name in sorted({_VERIFIED if name in self.unverified else name for name in names}):
            inputs = [name_ for name_ in COMPUTED_FROM.get(name, ()) if name_ not in self.facts]
            supplied.update(dict.fromkeys(inputs or [name]))
        runs: list[Run] = []
        for name in supplied:
            runs += [Run(" "), self._marker(name)] if runs else [self._marker(name)]
        return _merged(runs)

    def _marker(self, name: str, label: str = "") -> Run:
        number = self.markers.number(name)
        local = _Local(
            {
                "marker.number": (Run(str(number)),),
                "marker.label": (Run(label or CATALOGUE[name].label[self.language]),),
            }
        )
        pieces = self.library[FRAME].wordings[self.language].texts["marker"]
        return Run(plain(self._runs(pieces, local)), RunKind.MARKER)

    def _print(self, name: str, format: str) -> str | None:
        return self._write(self.facts.value(name), CATALOGUE[name], format)

    def _write(self, value: Value | None, field: FactField | FactColumn, format: str) -> str | None:
        """Return a value in the words of the paper's language, or None if it is missing there."""
        match value:
            case None | Records():
                return None
            case Localised():
                return value.get(self.language)
            case LocalisedList():
                items = value.get(self.language)
                return None if items is None else languages.enumeration(items, self.language)
            case bool():
                return languages.yes_no(value, self.language)
            case date():
                write = languages.short_date if format == "short" else languages.long_date
                return write(value, self.language)
            case Decimal():
                return self._write_decimal(value, field, format)
            case int():
                return languages.number(value, self.language)
            case str():
                if field.type is FactType.CHOICE:
                    return {choice.key: choice.label for choice in field.choices}[value][self.language]
                return value

    def _write_decimal(self, value: Decimal, field: FactField | FactColumn, format: str) -> str:
        if field.type not in _SUMS:
            return languages.number(value, self.language)
        if format == _CENTS:
            return languages.figure(value, self.language, _MONEY_DECIMALS)
        return languages.amount(value, self.language)

    def frame(self, key: str, local: Mapping[str, Runs] | None = None) -> Runs:
        """Return words of the frame."""
        return self._runs(self.library[FRAME].wordings[self.language].texts[key], _Local(local or {}))

    # -- Blocks -------------------------------------------------------------------------------------

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
            yield from self._said_once(passage, pieces, _NOTHING_LOCAL)

    def _said_once(self, passage: Passage, pieces: tuple[Piece, ...], local: _Local) -> Iterator[Block]:
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

    def _elements(self, passage: Passage, decimals: Mapping[str, int] = _NO_DECIMALS) -> Iterator[_Local | None]:
        """Yield what the parts of each element are; None if the list or the table is missing."""
        name = str(passage.each)
        value = self.facts.value(name) if name != ANNEXES else None
        if name == ANNEXES:
            for annex in self.annexes.values():
                yield _Local({"annex.number": (Run(str(annex.number)),), "annex.title": annex.title})
        elif isinstance(value, Records) and len(value):
            for number, row in enumerate(value, 1):
                if self._said_of(passage, row):
                    yield self._cells(name, row, number, decimals)
        elif isinstance(value, LocalisedList) and (items := value.get(self.language)) is not None:
            for item in items:
                yield _Local({"item": (Run(_checked(name, item)),)})
        else:
            yield None

    def _said_of(self, passage: Passage, row: Record) -> bool:
        """Whether a passage is said of a row; a row that does not know is said, and shows what it lacks.

        A condition can name facts of the case beside the cells of the row.
        """
        if passage.when is None or not _is_of_rows(passage):
            return True
        cells = {f"{ROW}{key}": cell for key, cell in row.cells.items() if not isinstance(cell, Records)}
        known = self.facts.restricted_to(passage.when.names).with_values(Source.COMPUTED, cells)
        return passage.when.evaluate(known).holds is not False

    def _cells(self, name: str, row: Record, number: int, decimals: Mapping[str, int] = _NO_DECIMALS) -> _Local:
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
                cells[f"{ROW}{column.key}"] = (Run(_checked(name, text)),)
        return _Local(cells, name)

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

    def _line(self, cells: list[tuple[Piece, ...]], local: _Local | None = None) -> tuple[Runs, ...]:
        return tuple(_trimmed(self._runs(cell, local)) for cell in cells)

    def _row(self, pieces: tuple[Piece, ...], local: _Local | None = None) -> Row:
        label, value = split(pieces, CELL)
        return Row(self._runs(label, local), self._runs(value, local))

    def _signature(self, pieces: tuple[Piece, ...], local: _Local) -> Iterator[Block]:
        """Yield a block to sign in; whoever signs may be known by name, by name and title, or not yet."""
        party, name, title, ground = (_trimmed(self._runs(part, local)) for part in split(pieces, CELL))
        yield Paragraph(party, ParagraphStyle.PARTY)
        yield Table(
            (
                Row(self.frame("place_and_date"), ()),
                Row(self.frame("signature"), ()),
                Row(self.frame("printed_name"), _merged((*name, Run(", "), *title)) if title else name),
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
        if follows and passage.each == group[0].each and (passage.when is None or _is_of_rows(passage)):
            group.append(passage)
            continue
        if group:
            yield tuple(group)
        group = [passage]
    if group:
        yield tuple(group)


def _is_of_rows(passage: Passage) -> bool:
    return passage.when is not None and any(name.startswith(ROW) for name in passage.when.names)


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


def _checked(name: str, text: str) -> str:
    """Return a text that papers can carry.

    Raises:
        UnprintableTextError: they cannot.
    """
    if found := refused(text):
        raise UnprintableTextError(name, tuple(each.named for each in found))
    return text


def _without_full_stop(runs: Runs) -> Runs:
    if not runs or runs[-1].kind is RunKind.MARKER or not re.search(r"(?<!\.)\.$", runs[-1].text):
        return runs
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text[:-1]))


def _trimmed(runs: Runs) -> Runs:
    """Take away the space that an optional neighbour has left at the end of a cell."""
    if not runs:
        return runs
    text = runs[-1].text.rstrip(" ")
    return (*runs[:-1], replace(runs[-1], text=text)) if text else runs[:-1]


_FIGURES: Final = frozenset(MEASURES)
_SUMS: Final = frozenset({FactType.MONEY, FactType.UNIT_PRICE})


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
        decimals[column.key] = _MONEY_DECIMALS if column.type in _SUMS else longest
    return decimals


def _in_cents(cell: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a cell of a closing line, whose sums stand below those of the rows."""
    return tuple(replace(piece, format=piece.format or _CENTS) for piece in cell)


def _merged(runs: Iterable[Run]) -> Runs:
    """Join neighbours of one kind, and let no run be mere space: renderers drop such a run between two others."""
    merged: list[Run] = []
    for run in runs:
        joins = merged and run.kind is merged[-1].kind and run.kind in (RunKind.TEXT, RunKind.EMPHASIS)
        if joins or (merged and run.kind is RunKind.TEXT and run.text.isspace()):
            merged[-1] = replace(merged[-1], text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)


def _as_recorded(facts: Facts, language: Language) -> Facts:
    """Return the facts for a paper in a language: a translation prints what nobody has translated as it was recorded.

    Case forms ask for Swedish and Finnish alone. The authentic text comes first; the frame of a translation says so.
    """
    if language in LEGAL_LANGUAGES:
        return facts
    authentic = facts.value("case.authentic_language")
    order = sorted(LEGAL_LANGUAGES, key=lambda legal: legal != authentic)
    return Facts(
        {name: replace(fact, value=_recorded(fact.value, language, order)) for name, fact in facts.entries.items()}
    )


def _recorded(value: Value, language: Language, order: Iterable[Language]) -> Value:
    match value:
        case Localised() if value.get(language) is None:
            return Localised({language: next((text for key in order if (text := value.get(key))), "")})
        case LocalisedList() if value.get(language) is None:
            return LocalisedList({language: next((items for key in order if (items := value.get(key))), ())})
        case Records():
            return Records(tuple(_recorded_row(row, language, order) for row in value))
    return value


def _recorded_row(row: Record, language: Language, order: Iterable[Language]) -> Record:
    cells = {key: _recorded(cell, language, order) for key, cell in row.cells.items()}
    return Record({key: cell for key, cell in cells.items() if not isinstance(cell, Records)})


def facts_for(kind: Kind, facts: Facts, library: Mapping[str, Clause], law: Law, language: Language) -> Facts:
    """Return the facts that a paper of a kind is made from: those it may read, and what follows from them."""
    facts = with_computed(kind, paper_facts(kind, fact_names(kind, library), facts), law)
    authentic = facts.value("case.authentic_language")
    translation = None if authentic is None else authentic != language
    return facts.with_values(Source.COMPUTED, {"draft.gaps": 0, "document.translation": translation})


def compose(
    kind: Kind,
    facts: Facts,
    *,
    library: Mapping[str, Clause],
    law: Law,
    language: Language,
    number: int,
    missing: Iterable[str] = (),
) -> ComposedDocument:
    """Compose a paper in one language.

    Args:
        kind: the document kind.
        facts: the facts of the case; what the kind does not name is not read.
        library: the clauses with their wordings.
        law: the law data.
        language: the language of the words.
        number: the version number that the paper carries.
        missing: facts that the rest of a longer paper lacks; their markers are numbered first, in this order.

    Raises:
        DateMissingError: the paper has no date.
        StaleLawError: law data used were not reviewed in time, or are not law on the paper's date.
        UnprintableTextError: a fact holds characters that no paper can carry.
        ComposingError: the outline or a wording contradicts itself.
    """
    facts = facts_for(kind, facts, library, law, language).with_values(Source.COMPUTED, {"version.number": number})
    day = facts.value("document.date")
    if not isinstance(day, date):
        raise DateMissingError(kind.date_fact)
    unverified = _unverified(kind, facts)
    said = _as_recorded(facts.restricted_to(facts.entries.keys() - (unverified - {_NAME})), language)
    composer = _Composer(kind, said, library, law, day, language, unverified)
    for name in missing:
        composer.markers.number(name)
    composer.number_headings()
    composer.number_annexes()
    organisation = composer.runs(kind.organisation)
    subject = composer.runs(kind.subject)
    composer.sections()
    # The draft notice stands first and counts the gaps of the whole, so all is composed twice.
    composer.facts = said.with_values(Source.COMPUTED, {"draft.gaps": len(composer.markers.numbers)})
    sections = composer.sections()
    used = {*_ALWAYS_READ, *kind.law_blocks, *(law.block_of(key) for key in composer.references)}
    if stale := tuple(block for block in law.stale_blocks(day) if block in used):
        raise StaleLawError(stale, day)
    if composer.out_of_force:
        raise StaleLawError(tuple(composer.out_of_force), day)
    status = [composer.frame("status")]
    if facts.value("case.demo"):
        status.insert(0, composer.frame("demo"))
    digest = facts.restricted_to(fact_names(kind, library)).digest()
    gaps = tuple(
        Gap(number, name, CATALOGUE[name].label[language]) for name, number in composer.markers.numbers.items()
    )
    return ComposedDocument(
        kind=kind.key,
        language=language,
        date=day,
        organisation=organisation,
        title=kind.title[language],
        subject=subject,
        status=" · ".join(plain(runs) for runs in status),
        blocks=tuple(block for _, blocks in sections for block in blocks),
        gaps=gaps,
        clauses=tuple(composer.used.values()),
        references=tuple(composer.references),
        footer=f"{plain(composer.frame('facts_hash'))} {digest[:12]}",
        digest=digest,
        sections=tuple(Section(clause, len(blocks)) for clause, blocks in sections),
    )
