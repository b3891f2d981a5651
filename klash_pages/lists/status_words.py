"""The words for the state of a challenge or a contest."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext, pgettext

from klash_pages.localization.partial_dates import write_date


def status_words(key: str, closes_on: date | None = None) -> str:
    """The words for the state of a challenge or a contest."""
    match key:
        case "won":
            return gettext("Winner announced")
        case "no_winner":
            return gettext("Closed without a winner")
        case "discontinued":
            return gettext("Discontinued")
        case "coming":
            return gettext("Coming")
        case "open":
            if closes_on is None:
                return pgettext("one can take part", "Open")
            return gettext("Open until %(date)s") % {"date": write_date(closes_on)}
        case "deciding":
            return gettext("The jury is deciding")
        case "ended":
            return gettext("Ended")
    return ""
