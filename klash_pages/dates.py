"""Dates as exact as they are known, and the words for them in three languages."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from django.db import models
from django.utils.translation import get_language, pgettext
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


def write_date(value: date, precision: str = Precision.DAY) -> str:
    """Return a date in the active language, no more exact than it is known."""
    language = (get_language() or "en")[:2]
    locale = _LOCALES.get(language, "en_GB")
    match precision:
        case Precision.MONTH:
            return format_date(value, "LLLL yyyy", locale=locale)
        case Precision.SEASON:
            return _season(value.month) % {"year": value.year}
        case Precision.YEAR:
            return str(value.year)
    return format_date(value, _DAY_PATTERNS.get(language, "d MMMM yyyy"), locale=locale)


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
