"""Law as dated data: amounts and references, each with the days it is valid and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from procurement.languages import Language


class LawError(LookupError):
    """The law of a day is not in the data, or the data have not been reviewed in time."""


class Band(StrEnum):
    """A value band: which rules of the Act bind."""

    BELOW_NATIONAL = "below_national"
    NATIONAL = "national"
    EU = "eu"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold in euro without VAT, valid on the days from `valid_from` to `valid_to`, both included."""

    amount: Decimal
    valid_from: date
    valid_to: date | None
    source: str

    def is_valid_on(self, day: date) -> bool:
        """Return whether the threshold is law on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Reference:
    """A statutory reference in the form a sentence needs it, in each language."""

    texts: Mapping[Language, str]
    valid_from: date
    valid_to: date | None
    source: str

    def is_valid_on(self, day: date) -> bool:
        """Return whether the reference is law on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Law:
    """All law data, with the day each block must be reviewed by and a version that identifies the whole."""

    national: tuple[Threshold, ...]
    eu: tuple[Threshold, ...]
    references: Mapping[str, Reference]
    review_by: Mapping[str, date]
    version: str

    def band(self, value: Decimal, day: date) -> Band:
        """Return the band of a value, judged on a day (1397/2016, 25 and 27 §).

        Raises:
            LawError: the data hold no threshold for that day.
        """
        if value >= _valid(self.eu, day, "EU threshold").amount:
            return Band.EU
        if value >= _valid(self.national, day, "national threshold").amount:
            return Band.NATIONAL
        return Band.BELOW_NATIONAL

    def stale_blocks(self, day: date) -> tuple[str, ...]:
        """Return the blocks of law data whose review was due before a day, by name."""
        return tuple(sorted(name for name, due in self.review_by.items() if due < day))


def _valid(rows: tuple[Threshold, ...], day: date, what: str) -> Threshold:
    for row in rows:
        if row.is_valid_on(day):
            return row
    raise LawError(f"the law data hold no {what} for {day.isoformat()}")
