"""Propose to lift a guard of a case; another lawyer confirms it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, sources
from procurement.guards import ALL_GUARDS, Lift
from procurement.models import Case, LiftProposal


def propose_lift(case: Case, guard_key: str, *, reason: str, user: Any) -> LiftProposal:
    """Record that a lawyer proposes to lift a guard that a second lawyer may lift.

    Raises:
        NotAllowedError: the user may not lift guards.
        ValidationError: there is no such guard, nobody may lift it, the reason is empty, or it is lifted.
    """
    permissions.may_lift_guard(user, None).require()
    guard = next((guard for guard in ALL_GUARDS if guard.key == guard_key), None)
    if guard is None or guard.lift is not Lift.SECOND_LAWYER:
        raise ValidationError(_("Nobody may lift this guard."))
    if not reason.strip():
        raise ValidationError(_("Write why the guard is lifted."))
    about = guard.about(sources.case_facts(case))
    if case.lifts.filter(guard=guard_key, about=about).exists():
        raise ValidationError(_("This guard has been lifted already."))
    with transaction.atomic():
        proposal = LiftProposal.objects.create(
            case=case, guard=guard_key, about=about, reason=reason.strip(), proposed_by=user
        )
        log(instance=case, action="procurement.propose_lift", user=user, data={"guard": guard_key})
    return proposal
