"""Reads numbers as people of Finland type them, and writes them so: a comma before decimals, spaces between thousands.

A number that could be read in two ways is refused with both readings, never guessed: `1.234` is a thousand in one
country and one and a quarter in the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from procurement.facts.model import FactType
from procurement.languages import NBSP


@dataclass(frozen=True, slots=True)
class Measure:
    """What numbers of a type may be.

    Attributes:
        decimals: how many decimals they may have.
        shown: how many decimals are written even if they are nought.
        highest: the highest number; the lowest is nought, or as far below it if they may be negative.
        signed: whether they may be negative.
        units: what may stand after them.
    """

    decimals: int
    shown: int
    highest: Decimal
    signed: bool = False
    units: tuple[str, ...] = ()

    @property
    def lowest(self) -> Decimal:
        """The lowest number."""
        return -self.highest if self.signed else Decimal(0)


_EURO: Final = ("€", "EUR", "euro", "euroa")
_MOST: Final = Decimal("9999999999.99")
MEASURES: Final[Mapping[FactType, Measure]] = MappingProxyType(
    {
        FactType.MONEY: Measure(2, 2, _MOST, units=_EURO),
        # A discount is a price below nought; a price for each inhabitant can be a part of a cent.
        FactType.UNIT_PRICE: Measure(4, 2, _MOST, signed=True, units=_EURO),
        FactType.DECIMAL: Measure(2, 0, _MOST),
        FactType.PERCENT: Measure(2, 0, Decimal(1000), units=("%",)),
        FactType.INTEGER: Measure(0, 0, Decimal(10_000)),
    }
)


def measure_of(fact_type: FactType, *, signed: bool = False) -> Measure | None:
    """Return what numbers of a type may be, or None if the type is no number.

    Args:
        fact_type: the type.
        signed: whether the fact or column lets its numbers be negative, whatever others of the type may be.
    """
    found = MEASURES.get(fact_type)
    if found is None or not signed:
        return found
    return Measure(found.decimals, found.shown, found.highest, True, found.units)


class Fault(StrEnum):
    """Why a number is refused."""

    NOT_A_NUMBER = "not_a_number"
    EXPONENT = "exponent"
    GROUPS = "groups"
    AMBIGUOUS = "ambiguous"
    MIXED = "mixed"
    DECIMALS = "decimals"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class NotANumber:
    """A text that is no number, or not one only.

    Attributes:
        fault: why.
        typed: the text.
        readings: how the number is to be typed, for each thing that it may mean.
        limit: how many decimals it may have, or the highest or lowest number, as people write it.
    """

    fault: Fault
    typed: str
    readings: tuple[str, ...] = ()
    limit: str = ""


#: What people and spreadsheets set between thousands.
_SPACE: Final = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}]"
_SPACES: Final = re.compile(_SPACE)
#: A minus as keyboards, Word and Finnish papers write it.
_MINUS: Final = re.compile(rf"^[-\N{{HYPHEN}}\N{{NON-BREAKING HYPHEN}}\N{{MINUS SIGN}}\N{{EN DASH}}]{_SPACE}*")
_WHOLE: Final = re.compile(rf"[0-9]+|[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+")
_EXPONENT: Final = re.compile(r"[0-9][0-9.,]*[eE][-+]?[0-9]+")
_FIGURES: Final = re.compile(rf"[0-9.,]|{_SPACE}")


def read_number(text: str, measure: Measure) -> Decimal | NotANumber:
    """Return the number that a text writes, as exact as the measure and in one way of writing, or why it is none."""
    typed = text.strip()
    unsigned = _MINUS.sub("", typed)
    bare = _without_unit(unsigned, measure)
    digits = _plain(bare, typed, measure)
    if isinstance(digits, NotANumber):
        return digits
    return _within(Decimal(f"-{digits}" if unsigned != typed else digits), typed, measure)


def _without_unit(text: str, measure: Measure) -> str:
    unit = next((unit for unit in measure.units if text.casefold().endswith(unit.casefold())), "")
    return _SPACES.sub(" ", text[: len(text) - len(unit)]).strip() if unit else text


def _plain(text: str, typed: str, measure: Measure) -> str | NotANumber:
    """Return a number without sign and unit as `480000.5`, or why it is none."""
    if _EXPONENT.fullmatch(text):
        return NotANumber(Fault.EXPONENT, typed)
    if not text or not all(map(_FIGURES.fullmatch, text)) or not re.search("[0-9]", text):
        return NotANumber(Fault.NOT_A_NUMBER, typed)
    whole, mark, decimals = re.fullmatch(r"(.*?)(?:([.,])([^.,]*))?", text, re.DOTALL).groups(default="")  # type: ignore[union-attr]
    if "." in whole or "," in whole:
        return _many_marks(text, typed)
    if mark and not re.fullmatch("[0-9]+", decimals):
        return NotANumber(Fault.NOT_A_NUMBER, typed)
    if not _WHOLE.fullmatch(whole):
        fault = Fault.GROUPS if whole else Fault.NOT_A_NUMBER
        return NotANumber(fault, typed, (_grouped(_SPACES.sub("", whole), decimals),) if whole else ())
    whole = _SPACES.sub("", whole)
    if mark == "." and len(decimals) == 3:
        readings = [_grouped(whole + decimals)] if whole.strip("0") else []
        if measure.decimals >= 3:
            readings.append(_grouped(whole, decimals))
        return NotANumber(Fault.AMBIGUOUS, typed, tuple(readings))
    if len(decimals) > measure.decimals:
        readings = [_grouped(whole + decimals)] if len(decimals) == 3 and whole.strip("0") else []
        return NotANumber(Fault.DECIMALS, typed, tuple(readings), str(measure.decimals))
    return f"{whole}.{decimals}" if decimals else whole


def _many_marks(text: str, typed: str) -> NotANumber:
    """Refuse a number with several points or commas, and say how what it seems to mean is typed."""
    bare = _SPACES.sub("", text)
    *groups, last = re.split("[.,]", bare)
    marks = re.findall("[.,]", bare)
    if not all(groups) or not last:
        return NotANumber(Fault.NOT_A_NUMBER, typed)
    one_kind = len(set(marks)) == 1
    reading = _grouped("".join(groups) + last) if one_kind else _grouped("".join(groups), last)
    return NotANumber(Fault.MIXED, typed, (reading,))


def _within(number: Decimal, typed: str, measure: Measure) -> Decimal | NotANumber:
    if number < 0 and not measure.signed:
        return NotANumber(Fault.NEGATIVE, typed)
    if not measure.lowest <= number <= measure.highest:
        limit = measure.lowest if number < 0 else measure.highest
        return NotANumber(Fault.TOO_LARGE, typed, limit=write_number(limit, measure))
    return canonical(number, measure)


def fits(number: int | Decimal, measure: Measure) -> bool:
    """Return whether a number is one that the measure lets somebody type."""
    value = Decimal(number)
    return value.is_finite() and measure.lowest <= value <= measure.highest and length(value) <= measure.decimals


def length(number: Decimal) -> int:
    """Return how many decimals a number has, noughts at its end left out."""
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def canonical(number: Decimal, measure: Measure) -> Decimal:
    """Return the number in the one way of writing that is recorded: the decimals it has, and those always shown."""
    places = max(length(number), measure.shown)
    # Minus nought is nought.
    return Decimal(f"{number or 0:.{places}f}")


def write_number(number: int | Decimal, measure: Measure) -> str:
    """Return a number as people of Finland write it: `480 000,00`, `0,035`, `−500,00`."""
    whole, _, decimals = f"{abs(canonical(Decimal(number), measure)):f}".partition(".")
    return ("\N{MINUS SIGN}" if number < 0 else "") + _grouped(whole, decimals)


def _grouped(whole: str, decimals: str = "") -> str:
    thousands = f"{int(whole):,}".replace(",", NBSP)
    return f"{thousands},{decimals}" if decimals else thousands
