"""Expressions that several lists ask with: what stands above a page, one of its languages, the state of a challenge."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page

from klash_pages.models import AwardPage, ChallengePage, Municipality, Problem


def path_above(levels: int) -> Substr:
    """The tree path of the page so many levels above each page."""
    return Substr("path", 1, Length("path") - levels * Page.steplen)


def paths_above(pages: QuerySet[Any], levels: int) -> QuerySet[Any]:
    """Return the tree paths of the pages so many levels above these, for use in another query."""
    return pages.order_by().values_list(path_above(levels), flat=True)


def with_status(challenges: QuerySet[ChallengePage], today: date | None = None) -> QuerySet[ChallengePage]:
    """Return the challenges with their state as `status_key`.

    It says in SQL what `ChallengePage.status` says in Python; a test compares the two for every combination.
    """
    day = today or timezone.localdate()
    won = paths_above(AwardPage.objects.live(), 1)
    return challenges.annotate(
        status_key=Case(
            When(path__in=won, then=Value("won")),
            When(~Q(ending=""), then=F("ending")),
            When(Q(opens_on__isnull=True) | Q(opens_on__gt=day), then=Value("coming")),
            When(closes_on__gte=day, then=Value("open")),
            default=Value("deciding"),
            output_field=CharField(),
        )
    )


def one_per_translation(pages: QuerySet[Any]) -> Any:
    """Return pages with one language of each, the one made first, which is the language it was written in."""
    firsts = pages.order_by().values("translation_key").annotate(first=Min("pk")).values("first")
    return pages.model.objects.filter(pk__in=firsts)


def participating(challenges: QuerySet[ChallengePage]) -> QuerySet[Municipality]:
    """Return the municipalities that submitted a public problem or host one of the challenges."""
    hosts = challenges.order_by().values("municipality")
    senders = Problem.objects.public().values("municipalities")
    return Municipality.objects.filter(Q(pk__in=hosts) | Q(pk__in=senders))
