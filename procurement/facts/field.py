"""What the catalogue says of one fact: its name, type, labels, who can supply it and where it stands on the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from procurement.facts.model import Cell, FactType, Records, Value, from_json
from procurement.languages import Language


@dataclass(frozen=True, slots=True)
class Label:
    """A text of the interface in the three languages."""

    sv: str
    fi: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return {Language.SV: self.sv, Language.FI: self.fi, Language.EN: self.en}[language]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the case form, as a lawyer thinks."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice fact."""

    key: str
    label: Label


class AskedOf(StrEnum):
    """Who knows a fact, so that a gap says whom to ask."""

    LAWYER = "lawyer"
    SUPPLIER = "supplier"
    BUYER = "buyer"
    HOST = "host"
    COMMUNICATIONS = "communications"
    NOBODY = "nobody"


ASKED_OF_LABELS: Final[Mapping[AskedOf, Label]] = MappingProxyType(
    {
        AskedOf.LAWYER: Label("juristen", "juristi", "the lawyer"),
        AskedOf.SUPPLIER: Label("leverantören", "toimittaja", "the supplier"),
        AskedOf.BUYER: Label("beställarens förvaltning", "tilaajan hallinto", "the buyer's administration"),
        AskedOf.HOST: Label("värdkommunen", "isäntäkunta", "the host municipality"),
        AskedOf.COMMUNICATIONS: Label("kommunikationen", "viestintä", "communications staff"),
        AskedOf.NOBODY: Label("beräknas", "lasketaan", "computed"),
    }
)


class Form(StrEnum):
    """What a text is to a paper that prints a sign of its own around it."""

    FREE = "free"
    #: Papers print the section sign before it.
    SECTION = "section"
    #: It stands as a heading or inside a sentence, and ends in no full stop.
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table fact. `signed` lets a sum be negative."""

    key: str
    type: FactType
    label: Label
    choices: tuple[Choice, ...] = ()
    example: str = ""
    signed: bool = False
    form: Form = Form.FREE


@dataclass(frozen=True, slots=True)
class FactField:
    """One fact of the catalogue.

    `supplied_by` says who can supply it: `page` (a published page or the challenge's record), `case` (the case
    form), `page or case`, `party` (the verified party), `system` (found among the site's contests and the case's
    approved papers) or `computed`. A page's fact can be recorded on the case form
    while the page does not hold it. `asked_of` says who knows it. What a paper requires is decided by its clauses and
    guards, never here. A table has columns, and each of its rows is a value. `form` says which signs around a text the
    papers print themselves.
    """

    name: str
    type: FactType
    group: Group
    label: Label
    supplied_by: str
    help: Label
    asked_of: AskedOf
    example: str = ""
    choices: tuple[Choice, ...] = ()
    personal: bool = False
    columns: tuple[Column, ...] = ()
    form: Form = Form.FREE

    @property
    def on_case_form(self) -> bool:
        """Return whether a lawyer can record this fact on the case."""
        return self.supplied_by in ("case", "page or case")

    def column(self, key: str) -> Column | None:
        """Return a column of a table, or None if it has none of that key."""
        return next((column for column in self.columns if column.key == key), None)

    def read(self, data: Any) -> Value:
        """Return the value of this fact that plain JSON data hold.

        Raises:
            ValueError: the data do not fit the type, the columns or the choices.
        """
        value = from_json(data, self.type, {column.key: column.type for column in self.columns})
        for cell, choices in self._chosen(value):
            if cell not in {choice.key for choice in choices}:
                raise ValueError(f"{cell!r} is not a choice of {self.name}")
        return value

    def _chosen(self, value: Value) -> Iterator[tuple[Cell, tuple[Choice, ...]]]:
        if isinstance(value, Records):
            for row in value:
                for column in self.columns:
                    cell = row.get(column.key)
                    if column.choices and cell is not None:
                        yield cell, column.choices
        elif self.choices:
            yield value, self.choices


def choices(*rows: tuple[str, str, str, str]) -> tuple[Choice, ...]:
    """Return choices written as key, Swedish, Finnish, English."""
    return tuple(Choice(key, Label(sv, fi, en)) for key, sv, fi, en in rows)


def column(
    key: str,
    type: FactType,
    sv: str,
    fi: str,
    en: str,
    *,
    choices: tuple[Choice, ...] = (),
    example: str = "",
    signed: bool = False,
    form: Form = Form.FREE,
) -> Column:
    """Return a column of a table."""
    return Column(key, type, Label(sv, fi, en), choices, example, signed, form)


@dataclass(frozen=True, slots=True)
class Declare:
    """Declares the facts of one group: the fact, its label and its help in the three languages."""

    group: Group

    def __call__(
        self,
        name: str,
        type: FactType,
        label: tuple[str, str, str],
        help: tuple[str, str, str],
        *,
        by: str = "case",
        of: AskedOf | None = None,
        example: str = "",
        choices: tuple[Choice, ...] = (),
        personal: bool = False,
        columns: tuple[Column, ...] = (),
        form: Form = Form.FREE,
    ) -> FactField:
        """Return the fact; unless told, its page, party or the computation says who knows it."""
        asked_of = of or _KNOWN_BY[by]
        return FactField(
            name, type, self.group, Label(*label), by, Label(*help), asked_of, example, choices, personal, columns, form
        )


_KNOWN_BY: Final[Mapping[str, AskedOf]] = MappingProxyType(
    {
        "page": AskedOf.COMMUNICATIONS,
        "page or case": AskedOf.LAWYER,
        "case": AskedOf.LAWYER,
        "party": AskedOf.SUPPLIER,
        "system": AskedOf.NOBODY,
        "computed": AskedOf.NOBODY,
    }
)
