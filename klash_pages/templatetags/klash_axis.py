"""Plan and outcome of a contest as one picture: it shows at a glance what came later than planned.

The list of stages beside it says everything; the picture is hidden from screen readers and from narrow screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from klash_pages.localization.partial_dates import Precision, last_day
from klash_pages.models import Stage

register = template.Library()

_LEFT, _WIDTH = 30, 940
_PLAN, _OUTCOME = 36, 104


def _slips(stages: list[Stage]) -> bool:
    return any(stage.planned and stage.actual and stage.planned != stage.actual for stage in stages)


class _Scale:
    """Turns days into places."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.days = max((last - first).days, 1)

    def __call__(self, day: date) -> str:
        return f"{_LEFT + _WIDTH * (day - self.first).days / self.days:.1f}"

    def half_years(self) -> Iterable[date]:
        for year in range(self.first.year, self.first.year + self.days // 365 + 2):
            for month in (1, 7):
                if 0 <= (date(year, month, 1) - self.first).days <= self.days:
                    yield date(year, month, 1)


def _span(stage: Stage, name: str) -> tuple[date, date] | None:
    first = stage.begins(name)
    if first is None:
        return None
    last = getattr(stage, f"{name}_to") or first
    return first, max(first, last_day(last, getattr(stage, f"{name}_precision")))


def _middle(span: tuple[date, date]) -> date:
    return span[0] + (span[1] - span[0]) / 2


def _shape(span: tuple[date, date], precision: str, at: _Scale, y: int, name: str) -> SafeString:
    """A circle for a day, and a capsule for what is only known to lie within a month, a season or a year."""
    if precision == Precision.DAY:
        return format_html('<circle class="{}" cx="{}" cy="{}" r="8"/>', name, at(span[0]), y)
    left, right = float(at(span[0])), float(at(span[1]))
    width = f"{max(right - left, 16):.1f}"
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="16" rx="8"/>', name, at(span[0]), y - 8, width
    )


@register.simple_tag
def plan_and_outcome(stages: Iterable[Stage]) -> SafeString | str:
    """The picture, if anything went otherwise than planned; else nothing."""
    known = list(stages)
    if not _slips(known):
        return ""
    plans = [(stage, span) for stage in known if (span := _span(stage, "planned"))]
    outcomes = [(stage, span) for stage in known if (span := _span(stage, "actual"))]
    days = [day for _stage, span in (*plans, *outcomes) for day in span]
    at = _Scale(min(days), max(days))
    outcome_of = {stage.pk: span for stage, span in outcomes}
    joined = [(_middle(span), _middle(outcome_of[stage.pk])) for stage, span in plans if stage.pk in outcome_of]
    lines = [
        format_html('<path class="axis__slip" d="M{} {}L{} {}"/>', at(plan), _PLAN + 9, at(outcome), _OUTCOME - 10)
        for plan, outcome in joined
    ]
    ticks = [
        format_html(
            '<path d="M{0} {1}v12"/><text x="{0}" y="{2}">{3}/{4}</text>',
            at(day),
            _OUTCOME - 6,
            _OUTCOME + 32,
            day.month,
            day.year,
        )
        for day in at.half_years()
        if float(at(day)) > _LEFT + 60
    ]
    shapes = [_shape(span, stage.planned_precision, at, _PLAN, "axis__plan") for stage, span in plans]
    shapes += [_shape(span, stage.actual_precision, at, _OUTCOME, "axis__outcome") for stage, span in outcomes]
    return format_html(
        '<svg class="axis" aria-hidden="true" focusable="false" viewBox="0 0 1000 144" width="1000" height="144">'
        '<text x="{left}" y="14" class="axis__name">{plan}</text>'
        '<text x="{left}" y="{low}" class="axis__name">{outcome}</text>'
        '<path class="axis__dotted" d="M{left} {top}h{width}"/>'
        '<path class="axis__line" d="M{left} {bottom}h{width}"/>{ticks}{lines}{shapes}</svg>',
        left=_LEFT,
        width=_WIDTH,
        top=_PLAN,
        bottom=_OUTCOME,
        low=_OUTCOME + 32,
        plan=gettext("Plan"),
        outcome=gettext("Outcome"),
        ticks=format_html_join("", "{}", ((part,) for part in ticks)),
        lines=format_html_join("", "{}", ((part,) for part in lines)),
        shapes=format_html_join("", "{}", ((part,) for part in shapes)),
    )
