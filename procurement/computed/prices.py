"""Sums of price lines and of changes: lines are rounded to cents, totals are sums of rounded lines, VAT is per rate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from procurement.facts import Cell, Record, Records

_CENT: Final = Decimal("0.01")
#: Wide enough for the VAT of a product of the largest numbers that a case form takes.
_WIDE: Final = Context(prec=60)


def cents(value: Decimal) -> Decimal:
    """Return a sum rounded to cents, half a cent away from zero: a deduction as the price that it deducts from."""
    return value.quantize(_CENT, rounding=ROUND_HALF_UP, context=_WIDE)


def line_sum(row: Record) -> Decimal | None:
    """Return the sum of a line without VAT, or None if its quantity or unit price is missing."""
    quantity, unit_price = row.get("quantity"), row.get("unit_price")
    if isinstance(quantity, Decimal) and isinstance(unit_price, Decimal):
        return cents(quantity * unit_price)
    return None


@dataclass(frozen=True, slots=True)
class Totals:
    """The lines with their sums, the VAT of each rate, and the totals."""

    rows: Records
    vat_rows: Records
    net: Decimal
    vat: Decimal
    gross: Decimal


def total(rows: Iterable[Record], column: str) -> Decimal | None:
    """Return the sum of a column, or None if a row lacks it."""
    values = [row.get(column) for row in rows]
    sums = [value for value in values if isinstance(value, Decimal)]
    return sum(sums, Decimal("0.00")) if sums and len(sums) == len(values) else None


def totals(lines: Records) -> Totals | None:
    """Return the sums of price lines, or None if a line lacks its quantity, unit price or VAT rate."""
    rows: list[Record] = []
    nets: dict[Decimal, Decimal] = {}
    for line in lines:
        amount, rate = line_sum(line), line.get("vat_rate")
        if amount is None or not isinstance(rate, Decimal):
            return None
        rows.append(Record({**line.cells, "sum": amount}))
        nets[rate] = nets.get(rate, Decimal("0.00")) + amount
    vat_rows = [
        Record({"vat_rate": rate, "net": net, "vat": vat, "gross": net + vat})
        for rate, net in sorted(nets.items(), reverse=True)
        for vat in [cents(net * rate / 100)]
    ]
    net, vat = sum(nets.values(), Decimal("0.00")), total(vat_rows, "vat") or Decimal("0.00")
    return Totals(Records(tuple(rows)), Records(tuple(vat_rows)), net, vat, net + vat)


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a part in percent of a whole, to two decimals, or None if the whole is nothing."""
    return cents(part * 100 / whole) if whole else None


def change_log(changes: Iterable[Record], original: Decimal | None, *, until: int | None) -> Records | None:
    """Return changes with the net sum of all up to each, and that sum in percent of the original value.

    Args:
        changes: the changes, in the order in which they were made.
        original: the value that percentages are counted on, if it is known.
        until: the number of the last change to return; all if it is None.

    Returns:
        None if there is no change, or none or several of that number.
    """
    rows: list[Record] = []
    net: Decimal | None = Decimal("0.00")
    for change in changes:
        effect = change.get("effect")
        net = net + effect if net is not None and isinstance(effect, Decimal) else None
        summed: dict[str, Cell] = {**change.cells}
        if net is not None:
            summed["net"] = net
            if original is not None and (share := percent(net, original)) is not None:
                summed["percent"] = share
        rows.append(Record(summed))
    numbers = [row.get("number") for row in rows]
    if until is not None:
        if numbers.count(until) != 1:
            return None
        rows = rows[: numbers.index(until) + 1]
    return Records(tuple(rows)) if rows else None
