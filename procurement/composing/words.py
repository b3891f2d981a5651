"""Puts what is selected into words: facts as the language writes them, numbers of clauses, law, and markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Final

from procurement import languages
from procurement.clauses.wording import ROW, Piece, PieceKind, read
from procurement.composed.document import (
    Run,
    RunKind,
    Runs,
    plain,
)
from procurement.composing.errors import ComposingError, UnprintableTextError
from procurement.composing.reading import VERIFIED
from procurement.composing.selection import Selection
from procurement.computed.facts import COMPUTED_FROM
from procurement.facts import (
    FactType,
    Localised,
    LocalisedList,
    Records,
    Value,
)
from procurement.facts.catalogue import CATALOGUE, FactField
from procurement.facts.field import Column as FactColumn
from procurement.facts.text import refused
from procurement.kinds import FRAME
from procurement.law import LawError

#: How a sum is printed in a closing line of a table, whatever its wording says: `60 000,00`.
CENTS: Final = "cents"
MONEY_DECIMALS: Final = 2
SUMS: Final = frozenset({FactType.MONEY, FactType.UNIT_PRICE})


@dataclass(slots=True)
class Markers:
    """Numbers the missing facts of a paper, each once, in the order they first occur."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return the number of a fact, the next one if it has none yet."""
        return self.numbers.setdefault(name, len(self.numbers) + 1)


@dataclass(frozen=True, slots=True)
class Local:
    """What a wording can name besides facts: the parts of a list's element, or the cells of a table's row."""

    parts: Mapping[str, Runs]
    table: str = ""


NOTHING_LOCAL: Final = Local({})


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex of the paper: its key in the list, its number, its title."""

    key: str
    number: int
    title: Runs


@dataclass(slots=True)
class Words(Selection):
    """The words of one paper, with what they have used so far."""

    markers: Markers = field(default_factory=Markers)
    annexes: dict[str, Annex] = field(default_factory=dict)
    references: dict[str, None] = field(default_factory=dict)
    out_of_force: dict[str, None] = field(default_factory=dict)

    def number_annexes(self) -> None:
        """Number the annexes of the paper."""
        if self.kind.annexes is None:
            return
        clause = self.library[self.kind.annexes]
        for passage in clause.passages:
            if passage.when is None or passage.when.evaluate(self.facts).holds is not False:
                title = self._runs(clause.wordings[self.language].texts[passage.key])
                self.annexes[passage.key] = Annex(passage.key, len(self.annexes) + 1, title)

    def runs(self, wording: str) -> Runs:
        """Return the runs of a wording that stands outside the library."""
        return self._runs(read(wording))

    def _runs(self, pieces: tuple[Piece, ...], local: Local | None = None) -> Runs:
        runs: list[Run] = []
        for piece, following in zip_longest(pieces, pieces[1:]):
            said = self._piece(piece, local or NOTHING_LOCAL)
            # The paper ends its sentence itself: what ends in a full stop, as “m.m.” does, gets no second one.
            if piece.kind is PieceKind.FACT and following is not None and following.value.startswith("."):
                said = _without_full_stop(said)
            runs += said
        return merged(runs)

    def _piece(self, piece: Piece, local: Local) -> Runs:
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
        printed = Run(checked(piece.value, text), kind)
        return (printed, Run(" "), self._marker(VERIFIED)) if piece.value in self.unverified else (printed,)

    def _empty_cell(self, table: str, piece: Piece) -> Runs:
        column = CATALOGUE[table].column(piece.value.removeprefix(ROW))
        # Of a table that is computed, the cell is supplied in the one it is computed from.
        table = COMPUTED_FROM.get(table, (table,))[0]
        label = f"{CATALOGUE[table].label[self.language]}, {column.label[self.language] if column else ''}"
        return (self._marker(table, label),)

    def _markers(self, names: Iterable[str]) -> Runs:
        """Return a marker for each missing fact; for one that is computed, for the facts it is computed from."""
        supplied: dict[str, None] = {}
        for name in sorted({VERIFIED if name in self.unverified else name for name in names}):
            inputs = [name_ for name_ in COMPUTED_FROM.get(name, ()) if name_ not in self.facts]
            supplied.update(dict.fromkeys(inputs or [name]))
        runs: list[Run] = []
        for name in supplied:
            runs += [Run(" "), self._marker(name)] if runs else [self._marker(name)]
        return merged(runs)

    def _marker(self, name: str, label: str = "") -> Run:
        number = self.markers.number(name)
        local = Local(
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
        if field.type not in SUMS:
            return languages.number(value, self.language)
        if format == CENTS:
            return languages.figure(value, self.language, MONEY_DECIMALS)
        return languages.amount(value, self.language)

    def frame(self, key: str, local: Mapping[str, Runs] | None = None) -> Runs:
        """Return words of the frame."""
        return self._runs(self.library[FRAME].wordings[self.language].texts[key], Local(local or {}))


def checked(name: str, text: str) -> str:
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


def trimmed(runs: Runs) -> Runs:
    """Take away the space that an optional neighbour has left at the end of a cell."""
    if not runs:
        return runs
    text = runs[-1].text.rstrip(" ")
    return (*runs[:-1], replace(runs[-1], text=text)) if text else runs[:-1]


def merged(runs: Iterable[Run]) -> Runs:
    """Join neighbours of one kind, and let no run be mere space: renderers drop such a run between two others."""
    merged: list[Run] = []
    for run in runs:
        joins = merged and run.kind is merged[-1].kind and run.kind in (RunKind.TEXT, RunKind.EMPHASIS)
        if joins or (merged and run.kind is RunKind.TEXT and run.text.isspace()):
            merged[-1] = replace(merged[-1], text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)
