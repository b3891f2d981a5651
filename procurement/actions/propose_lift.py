"""Propose to lift a guard of a case; another lawyer confirms it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.guards import ALL_GUARDS, Lift
from procurement.models import Case, LiftProposal
from procurement.readiness.standing import liftable


def propose_lift(case: Case, guard_key: str, *, reason: str, user: Any, about: str | None = None) -> LiftProposal:
    """Record that a lawyer proposes to lift a guard that a second lawyer may lift.

    Args:
        case: the case.
        guard_key: the guard.
        reason: why.
        user: the lawyer.
        about: what the lawyer judged; None is what the guard objects to now.

    Raises:
        NotAllowedError: the user may not lift guards.
        ValidationError: there is no such guard, nobody may lift it, the reason is empty, it is lifted, or it objects
            to something else by now.
    """
    permissions.may_lift_guard(user, None).require()
    guard = next((guard for guard in ALL_GUARDS if guard.key == guard_key), None)
    if guard is None or guard.lift is not Lift.SECOND_LAWYER:
        raise ValidationError(_("Nobody may lift this guard."))
    if not reason.strip():
        raise ValidationError(_("Write why the guard is lifted."))
    with transaction.atomic():
        about = liftable(case, guard, about)
        proposal = LiftProposal.objects.create(
            case=case, guard=guard_key, about=about, reason=reason.strip(), proposed_by=user
        )
        log(instance=case, action="procurement.propose_lift", user=user, data={"guard": guard_key})
    return proposal
