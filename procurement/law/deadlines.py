"""Deadlines: a rule, the day it counts from, the day it ends, and Finnish working days."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import holidays

from procurement.law.model import Law, LawError, Period, Unit

_SATURDAY: Final = 5
#: Independence Day, 1 May, Christmas Eve and Midsummer Eve are among them (1397/2016, 129 § as amended by 499/2021).
_HOLIDAYS: Final = holidays.country_holidays("FI", language="fi")


class DeadlineError(ValueError):
    """A deadline that cannot be, such as one that a lawyer changed without a reason."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline.

    Attributes:
        rule: the key of the period.
        ground: the act and section.
        starts: from what it is counted.
        base: the day it is counted from.
        computed: the last day by the rule.
        day: the day that holds: the computed one, or the lawyer's.
        reason: why the lawyer changed it; empty if nobody did.
    """

    rule: str
    ground: str
    starts: str
    base: date
    computed: date
    day: date
    reason: str = ""

    @property
    def is_overridden(self) -> bool:
        """Whether a lawyer set another day than the rule gives."""
        return self.day != self.computed

    def overridden(self, day: date, reason: str) -> Deadline:
        """Return the deadline with a lawyer's day.

        Raises:
            DeadlineError: there is no reason, or the day is not after the day it counts from.
        """
        if not reason.strip():
            raise DeadlineError(f"the deadline {self.rule} was changed without a reason")
        if day < self.base:
            raise DeadlineError(f"the deadline {self.rule} would end before {self.base.isoformat()}, its first day")
        return replace(self, day=day, reason=reason)


def is_working_day(day: date) -> bool:
    """Return whether a day is neither a Saturday, a Sunday nor a holiday."""
    return day.weekday() < _SATURDAY and day not in _HOLIDAYS


def add_days(day: date, days: int) -> date:
    """Return the day some days later.

    Raises:
        LawError: the calendar has no such day.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise LawError("calendar", day) from error


def working_day_from(day: date) -> date:
    """Return the day itself if it is a working day, otherwise the next one."""
    while not is_working_day(day):
        day = add_days(day, 1)
    return day


def working_day_after(day: date) -> date:
    """Return the first working day after a day."""
    return working_day_from(add_days(day, 1))


def add_months(day: date, months: int) -> date:
    """Return the day of the same number some months later, or the last day of a month that has no such day.

    Raises:
        LawError: the calendar has no such day.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        raise LawError("calendar", day)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def end_of(period: Period, base: date) -> date:
    """Return the last day of a period that is counted from a day; the day itself is not counted."""
    match period.unit:
        case Unit.DAYS:
            day = add_days(base, period.length)
        case Unit.MONTHS:
            day = add_months(base, period.length)
        case Unit.YEARS:
            day = add_months(base, 12 * period.length)
        case Unit.HOURS:
            raise DeadlineError("a period in hours has no last day")
    return working_day_from(day) if period.moves else day


def deadline(law: Law, rule: str, base: date) -> Deadline:
    """Return the deadline of a rule, counted from a day and judged by the law of that day.

    Raises:
        LawError: the data hold no such rule for that day.
    """
    period = law.period(rule, base)
    day = end_of(period, base)
    return Deadline(rule, period.ground, period.starts, base, day, day)


def received_on(law: Law, channel: str, sent_on: date) -> date:
    """Return when a party is deemed to have received a decision: an e-mail at once, a letter on the seventh day.

    Raises:
        LawError: the data hold no such channel for that day.
    """
    return end_of(law.period(f"service_{channel}", sent_on), sent_on)


@dataclass(frozen=True, slots=True)
class EarliestContract:
    """When a contract may be made: by the words of the law, and by the careful reading."""

    by_law: date
    recommended: date


def earliest_contract(law: Law, published_on: date) -> EarliestContract:
    """Return when a contract may be made after a direct award notice (1397/2016, 131 §).

    The law says at the earliest 14 days after publication; the careful reading is the first working day after the last
    day of an appeal.
    """
    period = law.period("direct_notice_wait", published_on)
    return EarliestContract(
        by_law=add_days(published_on, period.length), recommended=working_day_after(end_of(period, published_on))
    )


def voluntary_award_notice(law: Law, signed_on: date) -> Deadline:
    """Return until when a national award notice may be published: four months from the end of the contract's year."""
    return deadline(law, "national_award_notice", date(signed_on.year, 12, 31))


def appeal_risk_until(
    law: Law, signed_on: date, *, oj_direct_notice: date | None, oj_award_notice: date | None
) -> date:
    """Return the last day on which somebody without a served decision can appeal (1397/2016, 147 § 4–5 mom.)."""
    if oj_direct_notice is not None:
        return deadline(law, "appeal_oj_notice", oj_direct_notice).day
    if oj_award_notice is not None:
        return deadline(law, "appeal_award_notice", oj_award_notice).day
    return deadline(law, "appeal_contract", signed_on).day
