"""When the winners are announced, in words, for lists that have none yet."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale

from klash_pages.localization.partial_dates import Precision, write_date
from klash_pages.models import ContestPage, Stage


def announcement(locale: Locale) -> str:
    """Return one sentence on the newest contest; nothing without a contest, or when the planned day is past."""
    contest = ContestPage.objects.live().filter(locale=locale).order_by("-first_published_at", "-pk").first()
    if contest is None:
        return ""
    stage = contest.stages.filter(kind=Stage.Kind.RESULT).order_by("-position").first()
    day = (stage.actual_from or stage.planned_from) if stage else None
    if stage is None or day is None:
        return gettext("The date of the announcement is not decided.")
    last = (stage.actual_to or day) if stage.actual_from else (stage.planned_to or day)
    precision = stage.actual_precision if stage.actual_from else stage.planned_precision
    if precision != Precision.DAY:
        if day.year < timezone.localdate().year:
            return ""
        # Months and seasons are inflected in Finnish; after a colon they need not be.
        return gettext("The winners are announced: %(date)s.") % {"date": write_date(day, precision)}
    if last < timezone.localdate():
        return ""
    return gettext("The winners will be announced on %(date)s.") % {"date": write_date(day)}
