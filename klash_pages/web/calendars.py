"""The calendar of a contest in a language: the stages whose days are known exactly, as iCalendar (RFC 5545)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event, vText
from icalendar.enums import STATUS, TRANSP

from klash_pages.localization.partial_dates import Precision
from klash_pages.models import ContestPage, Stage
from klash_pages.plumbing import page_cache
from klash_pages.plumbing.public_page import public_page


@dataclass(frozen=True)
class Days:
    """The days of a stage, from the first to the last; planned as long as they have not come true."""

    first: date
    last: date
    is_plan: bool


def days_of(stage: Stage) -> Days | None:
    """Return the days of a stage, or None if they are not known to the day.

    What happened counts before what was planned, even if it is known less exactly.
    """
    first, last, precision = stage.actual_from, stage.actual_to, stage.actual_precision
    is_plan = first is None and last is None
    if is_plan:
        first, last, precision = stage.planned_from, stage.planned_to, stage.planned_precision
    first, last = first or last, last or first
    if first is None or last is None or precision != Precision.DAY:
        return None
    return Days(first, last, is_plan)


def _line(text: str) -> str:
    """A text as one line without control characters, which the format does not allow."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def contest_calendar(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the calendar of the contest at a path."""
    contest = public_page(request, path, ContestPage)
    page_cache.keep(request)
    language = contest.locale.language_code
    address = contest.get_full_url(request)
    title = _line(contest.title)
    changed = contest.last_published_at or contest.latest_revision_created_at or timezone.now()
    calendar = Calendar.new(
        prodid="-//Klash//klash_pages//EN",
        language=language,
        uid=uuid.uuid5(contest.translation_key, language).urn,
        url=address,
        last_modified=changed,
        method="PUBLISH",
    )
    # The second is what calendar programs read; icalendar escapes neither by itself.
    calendar.add("NAME", vText(title))
    calendar.add("X-WR-CALNAME", vText(title))
    for stage in contest.stages:
        days = days_of(stage)
        if days is None:
            continue
        event = Event.new(
            uid=uuid.uuid5(contest.translation_key, f"{stage.pk} {language}").urn,
            summary=f"{stage.get_kind_display()} – {title}",
            start=days.first,
            # The end is the first day that no longer belongs to it.
            end=days.last + timedelta(days=1),
            status=STATUS.TENTATIVE if days.is_plan else STATUS.CONFIRMED,
            transparency=TRANSP.TRANSPARENT,
            url=address,
            stamp=changed,
        )
        calendar.add_component(event)
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
