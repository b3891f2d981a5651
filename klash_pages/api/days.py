"""Days and periods as values: no more exact than they are known, with their words."""

from __future__ import annotations

from datetime import date

from klash_pages.api.schemas import Day, Period
from klash_pages.localization.partial_dates import first_day, last_day, write_date, write_period


def day(value: date | None, precision: str = "day") -> Day | None:
    """Return a date with its precision."""
    if value is None:
        return None
    return Day(
        earliest=first_day(value, precision),
        latest=last_day(value, precision),
        precision=precision,  # type: ignore[arg-type] # the choices of Precision
        text=write_date(value, precision),
    )


def period(start: date | None, end: date | None, precision: str) -> Period | None:
    """Return a period, or None if nothing of it is known."""
    if start is None and end is None:
        return None
    return Period(start=day(start, precision), end=day(end, precision), text=write_period(start, end, precision))
