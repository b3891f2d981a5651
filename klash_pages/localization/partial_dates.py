"""Dates as exact as they are known, and the words for them in three languages."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

_LOCALES = {"sv": "sv_FI", "fi": "fi_FI", "en": "en_GB"}
_DAY_PATTERNS = {"sv": "d.M.yyyy", "fi": "d.M.yyyy", "en": "d MMMM yyyy"}


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    SEASON = "season", _("Season")
    YEAR = "year", _("Year")


def _season(month: int) -> str:
    if month in (12, 1, 2):
        return pgettext("season", "winter %(year)s")
    if month <= 5:
        return pgettext("season", "spring %(year)s")
    if month <= 8:
        return pgettext("season", "summer %(year)s")
    return pgettext("season", "autumn %(year)s")


def reader_locale() -> str:
    """Return the reader's language as Finland, or for English Britain, writes it."""
    return _LOCALES.get((get_language() or "en")[:2], "en_GB")


def write_date(value: date, precision: str = Precision.DAY) -> str:
    """Return a date in the active language, no more exact than it is known."""
    language = (get_language() or "en")[:2]
    locale = reader_locale()
    match precision:
        case Precision.MONTH:
            return format_date(value, "LLLL yyyy", locale=locale)
        case Precision.SEASON:
            return _season(value.month) % {"year": value.year}
        case Precision.YEAR:
            return str(value.year)
    return format_date(value, _DAY_PATTERNS.get(language, "d MMMM yyyy"), locale=locale)


def first_day(value: date, precision: str = Precision.DAY) -> date:
    """Return the first day that a date can mean, as exact as it is known."""
    match precision:
        case Precision.MONTH:
            return value.replace(day=1)
        case Precision.SEASON:
            # Seasons begin in December, March, June and September.
            ago = value.year * 12 + value.month - 1 - value.month % 3
            return date(ago // 12, ago % 12 + 1, 1)
        case Precision.YEAR:
            return date(value.year, 1, 1)
    return value


def last_day(value: date, precision: str = Precision.DAY) -> date:
    """Return the last day that a date can mean, as exact as it is known."""
    match precision:
        case Precision.MONTH:
            months = 1
        case Precision.SEASON:
            # Seasons begin in December, March, June and September.
            months = 3 - value.month % 3
        case Precision.YEAR:
            return date(value.year, 12, 31)
        case _:
            return value
    ahead = value.year * 12 + value.month - 1 + months
    return date(ahead // 12, ahead % 12 + 1, 1) - timedelta(days=1)


def machine_date(value: date, precision: str = Precision.DAY) -> str:
    """Return a date for `<time datetime>` with the same precision; a season has none."""
    match precision:
        case Precision.MONTH:
            return f"{value:%Y-%m}"
        case Precision.SEASON:
            return ""
        case Precision.YEAR:
            return f"{value:%Y}"
    return value.isoformat()


def period_parts(start: date, end: date, precision: str = Precision.DAY) -> tuple[str, str, str]:
    """Return the words of a period: its first date, the dash, its last date.

    Swedish and Finnish leave the first year out when both are the same: 24.9–22.10.2019, and in Finnish, which writes
    the full stop of the ordinal, 24.9.–22.10.2019. Words on either side of the dash want spaces, digits do not.
    """
    language = (get_language() or "en")[:2]
    in_digits = precision == Precision.DAY and language in ("sv", "fi")
    first = write_date(start, precision)
    if in_digits and start.year == end.year:
        first = f"{start.day}.{start.month}" + ("." if language == "fi" else "")
    return first, "–" if in_digits else " – ", write_date(end, precision)


def write_period(start: date | None, end: date | None, precision: str = Precision.DAY) -> str:
    """Return a period in the active language; nothing if neither day is known, "until" if only the last one is."""
    if start is None:
        return gettext("until %(date)s") % {"date": write_date(end, precision)} if end else ""
    if end is None or write_date(start, precision) == write_date(end, precision):
        return write_date(start, precision)
    return "".join(period_parts(start, end, precision))


def write_moment(value: datetime) -> str:
    """Return a moment with its weekday, in the active language and the site's own time zone."""
    language = (get_language() or "en")[:2]
    pattern = {"sv": "EEEE d.M.yyyy 'kl.' H.mm", "fi": "EEEE d.M.yyyy 'klo' H.mm"}.get(
        language, "EEEE d MMMM yyyy, HH:mm"
    )
    local = timezone.localtime(value, timezone.get_default_timezone())
    return format_datetime(local, pattern, locale=_LOCALES.get(language, "en_GB"))
