"""Record what somebody changed on a form, judged by what that form showed: nobody's value is taken back in silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from procurement import permissions
from procurement.actions.record_facts import record_facts
from procurement.facts import Source, Value, to_json
from procurement.models import Case, CaseFact


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as a form sent it: the fact, the value, and how much of the case's history the form showed.

    `shown` is the key of the case's newest recording when the form was made. Zero knows of nothing: such a value is
    recorded only where nothing has ever been.
    """

    name: str
    value: Value | None
    shown: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A fact that was typed on a form and recorded otherwise meanwhile; `shown` is what the form knew of."""

    recording: CaseFact
    shown: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What a form changes: values by name, and the facts of which nothing may be written before somebody chooses."""

    values: dict[str, Value | None]
    clashes: dict[str, Clash]


def newest_recording(case: Case) -> int:
    """Return the key of the case's newest recording, zero if there is none: what a form that is made now shows.

    Ask it before the facts are read: a form may know of less than it shows, never of more.
    """
    return case.recorded_facts.order_by("-pk").values_list("pk", flat=True).first() or 0


def compare(case: Case, typed: Iterable[Typed]) -> Changes:
    """Compare what was typed with what the form showed and with what is recorded now; write nothing."""
    typed = list(typed)
    history: dict[str, list[CaseFact]] = {each.name: [] for each in typed}
    rows = CaseFact.objects.filter(case=case, name__in=history).select_related("recorded_by").order_by("pk")
    for row in rows:
        history[row.name].append(row)
    changes = Changes({}, {})
    for each in typed:
        data = None if each.value is None else to_json(each.value)
        recordings = history[each.name]
        shown = next((row.value for row in reversed(recordings) if row.pk <= each.shown), None)
        recorded = recordings[-1].value if recordings else None
        if data in (shown, recorded):
            continue  # Nobody typed it, or it is what somebody else has recorded too.
        if shown == recorded:
            changes.values[each.name] = each.value
        else:
            changes.clashes[each.name] = Clash(recordings[-1], each.shown)
    return changes


def record_changes(
    case: Case, typed: Iterable[Typed], user: Any, *, source: Source = Source.CASE_FORM, reference: str = ""
) -> tuple[list[str], dict[str, Clash]]:
    """Record what was changed, and return the names of it and the facts that somebody else changed meanwhile.

    A value that is what the form showed was not changed and is never written. Where the form did not show what is
    recorded now, nothing of that fact is written, and the rest is.

    Raises:
        NotAllowedError: the user may not record facts.
        ValidationError: a name is not a fact of the case form.
    """
    permissions.may_record_facts(user).require()
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        changes = compare(case, typed)
        recorded = record_facts(case, changes.values, user, source=source, reference=reference)
    return recorded, changes.clashes
