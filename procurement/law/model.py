"""Law as dated data: amounts, periods, rates and texts, each with the days it is valid and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from procurement.languages import Language


class LawError(LookupError):
    """The law of a day is not in the data.

    Attributes:
        lacks: what the data do not hold, as `block.key`, such as `thresholds.eu.services`.
        day: the day whose law was asked for.
    """

    def __init__(self, lacks: str, day: date) -> None:
        self.lacks, self.day = lacks, day
        super().__init__(f"the law data hold no {lacks} for {day.isoformat()}")


class Band(StrEnum):
    """A value band: which rules of the Act bind."""

    BELOW_NATIONAL = "below_national"
    NATIONAL = "national"
    EU = "eu"


class Subject(StrEnum):
    """What is bought, as far as the thresholds tell it apart."""

    SERVICES = "services"
    ANNEX_E_SOCIAL_HEALTH = "annex_e_social_health"
    ANNEX_E_OTHER = "annex_e_other"


@dataclass(frozen=True, slots=True)
class Dated:
    """Law from `valid_from` to `valid_to`, both days included, with its source."""

    valid_from: date
    valid_to: date | None
    source: str

    def is_valid_on(self, day: date) -> bool:
        """Return whether this is law on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Threshold(Dated):
    """A threshold in euro without VAT."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Reference(Dated):
    """Words that papers print with `{law:key}`, in the form a sentence needs them, in each language."""

    texts: Mapping[Language, str]
    block: str = "references"


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Period(Dated):
    """A period of the law.

    Attributes:
        length: how long it is.
        unit: in what.
        ground: the act and section.
        starts: from what it is counted, for the reader of a deadline.
        moves: whether a last day that is no working day moves to the next one that is.
    """

    length: int
    unit: Unit
    ground: str
    starts: str
    moves: bool


@dataclass(frozen=True, slots=True)
class Rate(Dated):
    """A rate in percent."""

    percent: Decimal


@dataclass(frozen=True, slots=True)
class Fee(Dated):
    """A fee of the Market Court, for matters of at least a value; the last is of a private individual."""

    amount: Decimal
    from_value: Decimal


@dataclass(frozen=True, slots=True)
class StandardTerms(Dated):
    """A set of general terms by its title. Its text is never ours to ship."""

    key: str
    subject: str
    titles: Mapping[Language, str]


_Dated = TypeVar("_Dated", bound=Dated)


def valid_on(rows: tuple[_Dated, ...], day: date, what: str) -> _Dated:
    """Return the row that is law on a day; `what` names the rows as `block.key`.

    Raises:
        LawError: the data hold none.
    """
    for row in rows:
        if row.is_valid_on(day):
            return row
    raise LawError(what, day)


@dataclass(frozen=True, slots=True)
class Law:
    """All law data, with the day each block must be reviewed by and a version that identifies the whole.

    `references` are the words that papers print; those of the other blocks have the block in their key, such as
    `fees.court`, and stand in `printed` with every dated row.
    """

    national: Mapping[Subject, tuple[Threshold, ...]]
    eu: Mapping[Subject, tuple[Threshold, ...]]
    references: Mapping[str, Reference]
    printed: Mapping[str, tuple[Reference, ...]]
    periods: Mapping[str, tuple[Period, ...]]
    fees: tuple[Fee, ...]
    individual_fee: tuple[Fee, ...]
    vat: Mapping[str, tuple[Rate, ...]]
    change_limits: Mapping[str, tuple[Rate, ...]]
    standard_terms: tuple[StandardTerms, ...]
    review_by: Mapping[str, date]
    version: str

    def band(self, value: Decimal, day: date, subject: Subject = Subject.SERVICES) -> Band:
        """Return the band of a value, judged on a day (1397/2016, 25 and 27 §).

        Raises:
            LawError: the data hold no threshold for that day.
        """
        if value >= self.eu_threshold(day, subject):
            return Band.EU
        if value >= self.national_threshold(day, subject):
            return Band.NATIONAL
        return Band.BELOW_NATIONAL

    def national_threshold(self, day: date, subject: Subject = Subject.SERVICES) -> Decimal:
        """Return the national threshold of a day.

        Raises:
            LawError: the data hold none for that day.
        """
        return valid_on(self.national[subject], day, f"thresholds.national.{subject}").amount

    def eu_threshold(self, day: date, subject: Subject = Subject.SERVICES) -> Decimal:
        """Return the EU threshold of a day.

        Raises:
            LawError: the data hold none for that day.
        """
        return valid_on(self.eu[subject], day, f"thresholds.eu.{subject}").amount

    def period(self, key: str, day: date) -> Period:
        """Return a period as it is on a day.

        Raises:
            LawError: the data hold no such period for that day.
        """
        return valid_on(self.periods.get(key, ()), day, f"periods.{key}")

    def court_fee(self, value: Decimal, day: date, *, individual: bool = False) -> Decimal:
        """Return the Market Court's fee in a matter of a value, on a day.

        Raises:
            LawError: the data hold no fee for that day.
        """
        if individual:
            return valid_on(self.individual_fee, day, "fees.individual").amount
        rows = tuple(fee for fee in self.fees if value >= fee.from_value)
        return valid_on(tuple(sorted(rows, key=lambda fee: -fee.from_value)), day, "fees.court").amount

    def vat_rates(self, day: date) -> frozenset[Decimal]:
        """Return the VAT rates that are law on a tax point, the zero rate among them.

        Raises:
            LawError: the data hold no general rate for that day.
        """
        valid_on(self.vat.get("general", ()), day, "vat.general")
        rows = (row for dated in self.vat.values() for row in dated if row.is_valid_on(day))
        return frozenset({Decimal(0), *(row.percent for row in rows)})

    def change_limit(self, key: str, day: date) -> Decimal:
        """Return a ceiling of 136 § in percent of the original value.

        Raises:
            LawError: the data hold no such ceiling for that day.
        """
        return valid_on(self.change_limits.get(key, ()), day, f"changes.{key}").percent

    def terms(self, key: str) -> StandardTerms | None:
        """Return a set of general terms, or None if there is none of that key."""
        return next((terms for terms in self.standard_terms if terms.key == key), None)

    def prints(self, key: str) -> bool:
        """Return whether a paper can print `{law:key}` on some day."""
        return key in self.references or key in self.printed

    def text(self, key: str, day: date) -> Reference:
        """Return the words that papers print for a key on a day.

        Raises:
            LawError: there are no such words, or none for that day.
        """
        rows = (self.references[key],) if key in self.references else self.printed.get(key, ())
        return valid_on(rows, day, f"references.{key}" if key in self.references else key)

    def block_of(self, key: str) -> str:
        """Return the block that holds the words of a key."""
        return "references" if key in self.references else key.split(".")[0]

    def stale_blocks(self, day: date) -> tuple[str, ...]:
        """Return the blocks of law data whose review was due before a day, by name."""
        return tuple(sorted(name for name, due in self.review_by.items() if due < day))
