"""Lift a guard of a case: one lawyer proposes it with a reason, another confirms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.guards import ALL_GUARDS, Lift
from procurement.models import Case, GuardLift
from procurement.readiness.standing import liftable


def lift_guard(
    case: Case, guard_key: str, *, reason: str, proposed_by: Any, confirmed_by: Any, about: str | None = None
) -> GuardLift:
    """Record the lift of a guard that may be lifted.

    Args:
        case: the case.
        guard_key: the guard.
        reason: why.
        proposed_by: the lawyer who proposed it.
        confirmed_by: another lawyer.
        about: what they judged; None is what the guard objects to now.

    Raises:
        NotAllowedError: either user may not lift guards, or they are the same person.
        ValidationError: there is no such guard, nobody may lift it, the reason is empty, it is lifted, or it objects
            to something else by now.
    """
    permissions.may_lift_guard(proposed_by, None).require()
    permissions.may_lift_guard(confirmed_by, proposed_by).require()
    guard = next((guard for guard in ALL_GUARDS if guard.key == guard_key), None)
    if guard is None or guard.lift is not Lift.SECOND_LAWYER:
        raise ValidationError(_("Nobody may lift this guard."))
    if not reason.strip():
        raise ValidationError(_("Write why the guard is lifted."))
    with transaction.atomic():
        about = liftable(case, guard, about)
        lift = GuardLift.objects.create(
            case=case,
            guard=guard_key,
            about=about,
            reason=reason,
            proposed_by=proposed_by,
            confirmed_by=confirmed_by,
        )
        log(instance=case, action="procurement.lift_guard", user=confirmed_by, data={"guard": guard_key})
    return lift
