"""Facts: frozen values a paper may use, each with where it came from.

A fact is plain data, never a model, a queryset or a callable, so that a version can store it and a
template can be given it. Its value is one of:

- `str` for text, verbatim text and choices, `bool` for yes/no, `int` for integers,
- `decimal.Decimal` for money and unit prices (euro, without VAT), percentages and decimals; `procurement.facts.numbers`
  says how many decimals each has, `datetime.date` for dates,
- `Localised`, a text per language, and `LocalisedList`, a list of texts per language,
- `Records`, the rows of a table: each row holds values of the kinds above by the key of their column.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from procurement.languages import Language


class FactType(StrEnum):
    """What kind of value a fact holds."""

    TEXT = "text"
    VERBATIM = "verbatim"
    CHOICE = "choice"
    YES_NO = "yes_no"
    INTEGER = "integer"
    PERCENT = "percent"
    DECIMAL = "decimal"
    MONEY = "money"
    UNIT_PRICE = "unit_price"
    DATE = "date"
    LOCALISED = "localised"
    LOCALISED_LIST = "localised_list"
    TABLE = "table"


class Source(StrEnum):
    """Who or what supplied a value."""

    PAGE = "page"
    CASE_FORM = "case_form"
    COUNTERPARTY = "counterparty"
    COMPUTED = "computed"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Localised:
    """A text in some of the languages. A language without a text is missing, not empty."""

    texts: Mapping[Language, str]

    def __post_init__(self) -> None:
        kept = {language: self.texts[language] for language in Language if self.texts.get(language)}
        object.__setattr__(self, "texts", MappingProxyType(kept))

    def get(self, language: Language) -> str | None:
        """Return the text in a language, or None if there is none."""
        return self.texts.get(language)

    def __hash__(self) -> int:
        return hash(tuple(self.texts.items()))


@dataclass(frozen=True, slots=True)
class LocalisedList:
    """A list of texts in some of the languages."""

    items: Mapping[Language, tuple[str, ...]]

    def __post_init__(self) -> None:
        kept = {language: tuple(self.items[language]) for language in Language if self.items.get(language)}
        object.__setattr__(self, "items", MappingProxyType(kept))

    def get(self, language: Language) -> tuple[str, ...] | None:
        """Return the items in a language, or None if there are none."""
        return self.items.get(language)

    def __hash__(self) -> int:
        return hash(tuple(self.items.items()))


Cell = str | bool | int | Decimal | date | Localised | LocalisedList


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table, by the key of the column. A column without a value is missing, never empty."""

    cells: Mapping[str, Cell]

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", MappingProxyType(dict(sorted(self.cells.items()))))

    def get(self, column: str) -> Cell | None:
        """Return the value in a column, or None if it is missing."""
        return self.cells.get(column)

    def __hash__(self) -> int:
        return hash(tuple(self.cells.items()))


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of a table, in the order in which they were written."""

    rows: tuple[Record, ...]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


Value = Cell | Records


@dataclass(frozen=True, slots=True)
class Holder:
    """The page or record that holds a value.

    Attributes:
        kind: what it is: `contest`, `challenge`, `team`, `award`, `municipality` or `notice`.
        pk: its key.
        title: what it is called.
        language: the language of a page whose words differ by language; empty where they do not.
        revision: the revision of a page that is live; None if nobody has kept one.
        published_on: the day a page was last published, in ISO 8601; empty if it is not public.
        changed_on: the day a record was last changed, if that is known.
    """

    kind: str
    pk: int
    title: str
    language: str = ""
    revision: int | None = None
    published_on: str = ""
    changed_on: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value came from: the source, what it rests on, who recorded it and when (ISO 8601), and what holds it.

    What is computed rests on the facts that it follows from, by their names.
    """

    source: Source
    reference: str = ""
    recorded_by: str = ""
    recorded_at: str = ""
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One value and its provenance."""

    value: Value
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one case at one moment, by name, sorted so that the same facts print the same JSON."""

    entries: Mapping[str, Fact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "entries", MappingProxyType(dict(sorted(self.entries.items()))))

    def __contains__(self, name: object) -> bool:
        return name in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def value(self, name: str) -> Value | None:
        """Return the value of a fact, or None if it is missing."""
        fact = self.entries.get(name)
        return None if fact is None else fact.value

    def rows(self, name: str) -> tuple[Record, ...]:
        """Return the rows of a table; none if it is missing."""
        value = self.value(name)
        return value.rows if isinstance(value, Records) else ()

    def text(self, name: str, language: Language) -> str | None:
        """Return a text fact in a language, or None if it is missing in that language."""
        value = self.value(name)
        if isinstance(value, Localised):
            return value.get(language)
        return value if isinstance(value, str) else None

    def restricted_to(self, names: Iterable[str]) -> Facts:
        """Return only the named facts: a paper is given what it needs and nothing else."""
        wanted = set(names)
        return Facts({name: fact for name, fact in self.entries.items() if name in wanted})

    def with_values(
        self,
        source: Source,
        values: Mapping[str, Value | None],
        follow_from: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Facts:
        """Return these facts and the given values, all from one source; None adds nothing.

        Args:
            source: where the values come from.
            values: the values by name.
            follow_from: the facts that a computed value follows from, by its name.
        """
        added = {
            name: Fact(value, Provenance(source, ", ".join((follow_from or {}).get(name, ()))))
            for name, value in values.items()
            if value is not None
        }
        return Facts({**self.entries, **added})

    def values_json(self) -> dict[str, Any]:
        """Return the values alone as plain JSON data; who and when are left out."""
        return {name: to_json(fact.value) for name, fact in self.entries.items()}

    def to_json(self) -> dict[str, Any]:
        """Return values and provenance as plain JSON data; `from_json` reads the values back."""
        return {
            name: {
                "value": to_json(fact.value),
                "source": str(fact.provenance.source),
                "reference": fact.provenance.reference,
                "recorded_by": fact.provenance.recorded_by,
                "recorded_at": fact.provenance.recorded_at,
                "holders": [asdict(holder) for holder in fact.provenance.holders],
            }
            for name, fact in self.entries.items()
        }

    def digest(self) -> str:
        """Return the SHA-256 of the values, as 64 hexadecimal digits."""
        return digest_of(self.values_json())


def canonical_json(data: object) -> str:
    """Return plain data as JSON in one way of writing: sorted, without spaces."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(data: object) -> str:
    """Return the SHA-256 of plain data written as canonical JSON."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()


def to_json(value: Value) -> Any:
    """Return a value as plain JSON data."""
    match value:
        case bool() | int() | str():
            return value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Localised():
            return {str(language): text for language, text in value.texts.items()}
        case LocalisedList():
            return {str(language): list(items) for language, items in value.items.items()}
        case Records():
            return [{key: to_json(cell) for key, cell in row.cells.items()} for row in value.rows]


_NO_COLUMNS: Final[Mapping[str, FactType]] = MappingProxyType({})


def from_json(data: Any, fact_type: FactType, columns: Mapping[str, FactType] = _NO_COLUMNS) -> Value:
    """Return the value that `to_json` wrote.

    Args:
        data: plain JSON data.
        fact_type: the type of the fact.
        columns: the types of a table's columns, by their keys.

    Raises:
        ValueError: the data do not fit the type.
    """
    if fact_type is FactType.TABLE:
        if not isinstance(data, list) or not data:
            raise ValueError(f"{data!r} is not a value of type {fact_type}")
        return Records(tuple(_record(row, columns) for row in data))
    return _cell(data, fact_type)


def _record(row: Any, columns: Mapping[str, FactType]) -> Record:
    if not isinstance(row, dict) or not row or row.keys() - columns.keys():
        raise ValueError(f"{row!r} is not a row of a table with the columns {', '.join(columns)}")
    return Record({key: _cell(cell, columns[key]) for key, cell in row.items()})


def _cell(data: Any, fact_type: FactType) -> Cell:
    match fact_type, data:
        case ((FactType.TEXT | FactType.VERBATIM | FactType.CHOICE), str()):
            return data
        case FactType.YES_NO, bool():
            return data
        case FactType.INTEGER, int() if not isinstance(data, bool):
            return data
        # Percentages were whole numbers once.
        case FactType.PERCENT, int() if not isinstance(data, bool):
            return Decimal(data)
        case ((FactType.MONEY | FactType.UNIT_PRICE | FactType.DECIMAL | FactType.PERCENT), str()):
            return _finite(data)
        case FactType.DATE, str():
            return date.fromisoformat(data)
        case FactType.LOCALISED, dict():
            return Localised({Language(key): str(text) for key, text in data.items()})
        case FactType.LOCALISED_LIST, dict():
            return LocalisedList({Language(key): tuple(items) for key, items in data.items()})
    raise ValueError(f"{data!r} is not a value of type {fact_type}")


def _finite(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(f"{text!r} is not a number")
    return value
