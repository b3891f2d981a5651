"""Where a contest stands, and from when to when it lasts, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import template

from klash_pages.home.story import tag
from klash_pages.localization.partial_dates import Precision, write_date, write_period
from klash_pages.models import PartnerRole, Stage
from klash_pages.values.contest_timeline import Standing

register = template.Library()


@register.simple_tag
def standing_tag(standing: Standing) -> tuple[str, str]:
    """The kind of the status tag of a contest and its words."""
    return tag(standing)


@register.simple_tag
def contest_period(stages: Iterable[Stage]) -> str:
    """From the first known day of a contest to the day of its result, or from when it lasts."""
    known = list(stages)
    starts = [_start(stage) for stage in known if _start(stage)]
    if not starts:
        return ""
    first, first_precision = min(start for start in starts if start)
    results = [_start(stage) for stage in known if stage.kind == Stage.Kind.RESULT and _start(stage)]
    if not results or results[0] is None:
        return write_date(first, first_precision)
    last, last_precision = results[0]
    if first_precision == last_precision:
        return write_period(first, last, first_precision)
    return f"{write_date(first, first_precision)} – {write_date(last, last_precision)}"


def _start(stage: Stage) -> tuple[date, str] | None:
    """The first day of a stage with its precision: the outcome, otherwise the plan."""
    for name in ("actual", "planned"):
        if day := stage.begins(name):
            return day, str(getattr(stage, f"{name}_precision", Precision.DAY))
    return None


@register.filter
def with_role(roles: Iterable[PartnerRole], role: str) -> list[PartnerRole]:
    """Those of a contest's partners that have one role."""
    return [partner for partner in roles if partner.role == role]
