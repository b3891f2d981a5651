"""Keyset pagination: a cursor holds the place of the last item, so that the thousandth page costs what the first does.

The order of a list is columns of which the last is unique. A cursor names the list it belongs to, and is checked value
by value: it comes from outside.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from klash_pages.api.queries import ListQuery, wrong
from klash_pages.api.reading import Reading

_LARGEST = 2**63 - 1
_T = TypeVar("_T")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.isprintable() and len(value) <= 300 else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST else None


def _day(value: Any) -> date | None:
    try:
        return parse_date(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _instant(value: Any) -> datetime | None:
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


READERS: dict[type, Callable[[Any], Any]] = {str: _text, int: _number, date: _day, datetime: _instant}


@dataclass(frozen=True)
class Column:
    """A column of an order."""

    name: str
    type: type
    descending: bool = False
    nullable: bool = False

    @property
    def ordering(self) -> Any:
        """How the database orders by it; what is not known comes last."""
        column = F(self.name)
        nulls = {"nulls_last": True} if self.nullable else {}
        return column.desc(**nulls) if self.descending else column.asc(**nulls)

    def after(self, value: Any) -> Q | None:
        """The rows that come after a value, or None if none can."""
        if value is None:
            return None
        later = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        return later | Q(**{f"{self.name}__isnull": True}) if self.nullable else later

    def same(self, value: Any) -> Q:
        """The rows that have the value."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


@dataclass(frozen=True)
class Order:
    """The order of a list, by a name that its cursors carry."""

    name: str
    columns: tuple[Column, ...]

    def cursor(self, item: Any) -> str:
        """Return the cursor of an item."""
        values = [_value(item, column.name) for column in self.columns]
        written = [value.isoformat() if isinstance(value, date) else value for value in values]
        text = json.dumps([self.name, *written], separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def read(self, cursor: str) -> list[Any]:
        """Return the values of a cursor.

        Raises:
            ValidationError: it is not a cursor of this list.
        """
        try:
            padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
            found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        except (ValueError, binascii.Error, RecursionError):
            raise wrong("cursor", "This is not a cursor.") from None
        if not isinstance(found, list) or len(found) != len(self.columns) + 1 or found[0] != self.name:
            raise wrong("cursor", "This is not a cursor of this list.")
        values = []
        for column, written in zip(self.columns, found[1:], strict=True):
            value = READERS[column.type](written)
            if value is None and not (written is None and column.nullable):
                raise wrong("cursor", "This is not a cursor of this list.")
            values.append(value)
        return values

    def after(self, items: QuerySet[Any], cursor: str) -> QuerySet[Any]:
        """Return the items after a cursor, in order."""
        ordered = items.order_by(*(column.ordering for column in self.columns))
        if not cursor:
            return ordered
        values = self.read(cursor)
        later, same = Q(pk__in=[]), Q()
        for column, value in zip(self.columns, values, strict=True):
            if (beyond := column.after(value)) is not None:
                later |= same & beyond
            same &= column.same(value)
        first, value = self.columns[0], values[0]
        if value is not None and not first.nullable and len(self.columns) > 1:
            # Said apart, an index on the first column can be used.
            later &= Q(**{f"{first.name}__{'lte' if first.descending else 'gte'}": value})
        return ordered.filter(later)


def _value(item: Any, name: str) -> Any:
    for part in name.split("__"):
        item = getattr(item, part)
    return item


@dataclass(frozen=True)
class Part(Generic[_T]):
    """A part of a list, and the cursor that goes on from it."""

    items: Sequence[_T]
    next_cursor: str | None = None

    def next_url(self, reading: Reading) -> str | None:
        """The address of the next part."""
        if self.next_cursor is None:
            return None
        request = reading.request
        kept = [(name, value) for name, value in request.GET.items() if name != "cursor"]
        return reading.absolute(f"{request.path}?{urlencode([*kept, ('cursor', self.next_cursor)])}")


def part(items: QuerySet[Any], order: Order, query: ListQuery) -> Part[Any]:
    """Return the part of a list that a query asks for."""
    found = list(order.after(items, query.cursor)[: query.limit + 1])
    if len(found) <= query.limit:
        return Part(found)
    shown = found[: query.limit]
    return Part(shown, order.cursor(shown[-1]))
