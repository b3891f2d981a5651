"""Refuses a value that no paper could carry, by whichever door it comes: the forms show the same sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procurement.facts import Cell, FactType, Localised, LocalisedList, Records, Value
from procurement.facts.field import Column, FactField
from procurement.facts.numbers import Fault, NotANumber, fits, measure_of, read_number
from procurement.validators.business_id import validate_business_id
from procurement.validators.printable_text import validate_printable


def explained(refused: NotANumber) -> str:
    """Return why a number is refused and how to type it, in the reader's language."""
    asked = {"typed": refused.typed[:40], "limit": refused.limit}
    readings = _(" or ").join(f"“{each}”" for each in refused.readings)
    match refused.fault:
        case Fault.EXPONENT:
            why = _("Write out the number “%(typed)s”, without a power of ten.")
        case Fault.GROUPS:
            why = _("The spaces in “%(typed)s” do not stand between thousands.")
        case Fault.AMBIGUOUS:
            why = _("“%(typed)s” can be read in two ways: decimals stand after a comma, thousands before a space.")
        case Fault.MIXED:
            why = _("“%(typed)s” has several points or commas and can be read in more than one way.")
        case Fault.DECIMALS if refused.limit == "0":
            why = _("“%(typed)s” is not a whole number.")
        case Fault.DECIMALS:
            limit = int(refused.limit)
            why = ngettext(
                "“%(typed)s” has more than %(limit)s decimal.", "“%(typed)s” has more than %(limit)s decimals.", limit
            )
        case Fault.NEGATIVE:
            why = _("“%(typed)s” is below nought.")
        case Fault.TOO_LARGE:
            why = _("“%(typed)s” is more than can be written here: the limit is %(limit)s.")
        case _other:
            why = _("“%(typed)s” is not a number. Write it as 1 234,50.")
    how = _("Write %(readings)s.") % {"readings": readings} if readings else ""
    return f"{why % asked} {how}".strip()


def validate_fact(field: FactField, value: Value | None) -> None:
    """Refuse a value of a fact that its form would refuse.

    Raises:
        ValidationError: a sentence for each fault.
    """
    found: list[ValidationError] = []
    for place, cell in _cells(field, value):
        try:
            _validate(place, cell)
        except ValidationError as error:
            found.append(error)
    if found:
        raise ValidationError(found)


def _printable(texts: Iterable[str]) -> None:
    for text in texts:
        validate_printable(text)


def _cells(field: FactField, value: Value | None) -> Iterator[tuple[FactField | Column, Cell]]:
    if isinstance(value, Records):
        for row in value:
            for key, cell in row.cells.items():
                if (column := field.column(key)) is not None:
                    yield column, cell
    elif value is not None:
        yield field, value


def _validate(field: FactField | Column, value: Cell) -> None:
    match value:
        case bool():
            return
        case Decimal() | int():
            measure = measure_of(field.type, signed=isinstance(field, Column) and field.signed)
            if measure is not None and not fits(value, measure):
                number = read_number(f"{Decimal(value):f}".replace(".", ","), measure)
                raise ValidationError(explained(number) if isinstance(number, NotANumber) else str(value))
        case Localised():
            _printable(value.texts.values())
        case LocalisedList():
            _printable(item for items in value.items.values() for item in items)
        case str() if field.type in (FactType.TEXT, FactType.VERBATIM):
            _printable([value])
            name = field.name if isinstance(field, FactField) else field.key
            if name.rpartition(".")[2] == "business_id":
                validate_business_id(value)
