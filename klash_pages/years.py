"""Years that a day can be typed in: a slip of a digit gives a day that no deadline can be counted from."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST: Final = 1900
LAST: Final = 2199


def validate_year(day: date) -> None:
    """Refuse a day of a year that nobody means.

    Raises:
        ValidationError: the year is not among those that are meant.
    """
    if not FIRST <= day.year <= LAST:
        raise ValidationError(
            _("The year must be between %(first)s and %(last)s."), params={"first": str(FIRST), "last": str(LAST)}
        )
