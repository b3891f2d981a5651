"""Approve a house wording: a second lawyer has read it, and papers say it from now on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.actions.withdraw_house_wording import versions_of, write_withdrawal
from procurement.actions.write_house_wording import unfollowed
from procurement.clauses.house import read_house
from procurement.clauses.load import library
from procurement.models import HouseWording, HouseWordingStep

State = HouseWording.State


def approve_house_wording(wording: HouseWording, user: Any, *, reason: str = "") -> None:
    """Put a version in use, with a remark if there is one; the version in use before it is withdrawn.

    Raises:
        NotAllowedError: the user may not, or wrote the version.
        ValidationError: the version does not wait for approval, no longer fits the shipped clause, or changes one legal
            language only and does not say why.
    """
    permissions.may_approve_house_wording(user, wording.written_by).require()
    shipped = library().get(wording.clause)
    if shipped is None or read_house(shipped, wording.texts)[1]:
        raise ValidationError(_("The wording no longer fits the shipped clause. Write a new version."))
    if not wording.one_language_reason and unfollowed(wording.clause, wording.texts):
        raise ValidationError(
            _("The wording is changed in one language only. Write a version where the other follows, or say why not.")
        )
    with transaction.atomic():
        versions = versions_of(wording.clause)
        if next(each.state for each in versions if each.pk == wording.pk) is not State.DRAFT:
            raise ValidationError(_("Only a version that waits for approval can be approved, and only once."))
        for other in versions:
            if other.state is State.IN_USE:
                write_withdrawal(other, user, _("Version %(number)d was put in use.") % {"number": wording.number})
        HouseWordingStep.objects.create(wording=wording, state=State.IN_USE, reason=reason.strip(), by=user)
        log(
            instance=wording,
            action="procurement.approve_house_wording",
            user=user,
            data={"clause": wording.clause, "version": wording.number},
        )
