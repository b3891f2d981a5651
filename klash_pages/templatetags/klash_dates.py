"""Dates and stages for readers: as exact as known, for people and for machines at once."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from klash_pages.lists.timeline import TimelineRow, timeline
from klash_pages.localization.partial_dates import Precision, machine_date, period_parts, write_date

register = template.Library()
register.simple_tag(timeline)


@register.simple_tag
def written_date(value: date | None, precision: str = Precision.DAY) -> str | SafeString:
    """A date as a `time` element; a season is text only, because HTML has no way to write it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return _time(value, write_date(value, precision), precision)


def _time(value: date, text: str, precision: str) -> str | SafeString:
    machine = machine_date(value, precision)
    return format_html('<time datetime="{}">{}</time>', machine, text) if machine else text


@register.simple_tag
def written_period(start: date | None, end: date | None, precision: str = Precision.DAY) -> str | SafeString:
    """A period, each of its dates a `time` element."""
    if start is None and end is not None:
        # Sometimes only the last day is known.
        return format_html(gettext("until %(date)s") % {"date": "{}"}, written_date(end, precision))
    if start is None or end is None or write_date(start, precision) == write_date(end, precision):
        return written_date(start, precision)
    first, dash, last = period_parts(start, end, precision)
    return format_html("{}{}{}", _time(start, first, precision), dash, _time(end, last, precision))


@register.filter
def has_plan(rows: list[TimelineRow]) -> bool:
    """Whether anything went otherwise than planned."""
    return any(row.shows_plan for row in rows)


@register.filter
def shortened(rows: list[TimelineRow]) -> list[TimelineRow]:
    """The last stage that is done, the one now and the next."""
    done = [position for position, row in enumerate(rows) if row.state == "done"]
    start = done[-1] if done else 0
    return rows[start : start + 3]
