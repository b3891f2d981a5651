"""Change the fields of a party that somebody typed, judged by what the form showed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import ModelLogEntry

from procurement import permissions
from procurement.actions.save_party import save_party
from procurement.models import Case, Party
from procurement.models.party import as_text


@dataclass(frozen=True, slots=True)
class TypedField:
    """A field as the form sent it: its value, and as text what the form showed of it; None if it showed nothing."""

    value: Any
    shown: str | None


@dataclass(frozen=True, slots=True)
class PartyClash:
    """A field that was typed and that was changed meanwhile: what is saved now, by whom and when if that is known."""

    saved: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class PartyChange:
    """What became of a form: the fields that were saved, and those of which nothing was written."""

    saved: list[str] = field(default_factory=list)
    clashes: dict[str, PartyClash] = field(default_factory=dict)


def compare_party(party: Party, typed: Mapping[str, TypedField]) -> tuple[dict[str, Any], dict[str, PartyClash]]:
    """Compare what was typed with what the form showed and with what is saved now; write nothing."""
    values: dict[str, Any] = {}
    clashes: dict[str, PartyClash] = {}
    for name, each in typed.items():
        data, saved = as_text(each.value), party.written(name)
        if data in (each.shown, saved):
            continue
        if saved == (each.shown or ""):
            values[name] = each.value
        else:
            clashes[name] = _clash(party, name, saved)
    return values, clashes


def change_party(
    case: Case, typed: Mapping[str, TypedField], user: Any, *, refused: Collection[str] = (), seen: Collection[str] = ()
) -> PartyChange:
    """Save the fields that were changed. A change takes the verification away, and an unchanged form does not.

    Name and business ID belong together: a party of which some fields were saved and others not waits for those,
    and cannot be verified until somebody mends them or, having seen that they wait, saves the form without a fault.

    Args:
        case: the case. Its first party is registered only whole.
        typed: the fields that are right, by name.
        user: who changes them.
        refused: fields that were typed and are wrong.
        seen: the waiting fields that the form told of.

    Raises:
        NotAllowedError: the user may not record facts.
        ValidationError: a field is wrong.
    """
    permissions.may_record_facts(user).require()
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        party = Party.objects.select_for_update().filter(case=case).first()
        values, clashes = compare_party(party or Party(case=case), typed)
        held_back = {*refused, *clashes}
        if party is None and held_back:
            return PartyChange([], clashes)
        party = party or Party(case=case)
        settled = {*values, *(() if held_back else seen)}
        party.waiting = sorted({*party.waiting} - settled | (held_back if values else set()))
        for name, value in values.items():
            setattr(party, name, value)
        save_party(party, user)
    return PartyChange(list(values), clashes)


def _clash(party: Party, name: str, saved: str) -> PartyClash:
    """Say who changed a field last, by the log: a party keeps no history of its own."""
    entries = ModelLogEntry.objects.for_instance(party.case).filter(action="procurement.save_party")
    entry = next((each for each in entries.order_by("-pk") if name in each.data.get("fields", ())), None)
    if entry is None:
        return PartyClash(saved, "", None)
    return PartyClash(saved, entry.user.get_username() if entry.user else "", entry.timestamp)
