"""Withdraw a house wording: papers say the shipped words again; those that were made keep the words they have."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.models import HouseWording, HouseWordingStep

State = HouseWording.State


def withdraw_house_wording(wording: HouseWording, user: Any, *, reason: str) -> None:
    """Take a version out of use, or put aside one that waits for approval.

    Raises:
        NotAllowedError: the user may not.
        ValidationError: the version is withdrawn already, or no reason was written.
    """
    permissions.may_withdraw_house_wording(user).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the wording is withdrawn.")})
    with transaction.atomic():
        versions = versions_of(wording.clause)
        if next(each.state for each in versions if each.pk == wording.pk) is State.WITHDRAWN:
            raise ValidationError(_("The version is withdrawn already."))
        write_withdrawal(wording, user, reason.strip())


def versions_of(clause: str) -> list[HouseWording]:
    """Return the versions of a clause, locked, so that two people take no step at once."""
    locked = HouseWording.objects.select_for_update().filter(clause=clause)
    return list(locked.prefetch_related("steps"))


def write_withdrawal(wording: HouseWording, user: Any, reason: str) -> None:
    """Write the step and its log entry, inside the transaction of the caller."""
    HouseWordingStep.objects.create(wording=wording, state=State.WITHDRAWN, reason=reason, by=user)
    log(
        instance=wording,
        action="procurement.withdraw_house_wording",
        user=user,
        data={"clause": wording.clause, "version": wording.number, "reason": reason},
    )
