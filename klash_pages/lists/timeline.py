"""The stages of a contest in order, and what a reader may be told about each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from klash_pages.models import Stage


@dataclass(frozen=True)
class TimelineRow:
    """A stage and what a reader may be told about it."""

    stage: Stage
    state: str
    words: str
    shows_plan: bool


def _state(stage: Stage, is_last_known: bool, today: date) -> tuple[str, str]:
    if stage.is_done:
        return "done", gettext("Done")
    if stage.actual_from and stage.actual_from <= today:
        return "now", gettext("Under way")
    planned = stage.planned_to or stage.planned_from
    if stage.actual or (planned and planned >= today):
        return "ahead", gettext("Planned")
    # Everything before it is done and nothing is known of its date: the story as far as we know it.
    if is_last_known:
        return "now", gettext("Latest known stage")
    return "unknown", gettext("Date not known")


def timeline(stages: Iterable[Stage], today: date | None = None) -> list[TimelineRow]:
    """The stages of a contest with their states."""
    day = today or timezone.localdate()
    known = list(stages or [])
    rows = []
    for position, stage in enumerate(known):
        is_last_known = position == len(known) - 1 and position > 0 and all(s.is_done for s in known[:-1])
        state, words = _state(stage, is_last_known, day)
        rows.append(TimelineRow(stage, state, words, bool(stage.actual and stage.planned not in ("", stage.actual))))
    return rows
