"""The recorded lift of a guard: proposed by one lawyer with a reason, confirmed by another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.models.append_only import AppendOnly
from procurement.models.case import Case


class LiftProposal(AppendOnly):
    """A lawyer's proposal to lift a guard, with the reason. The newest one of a guard waits for another lawyer."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lift_proposals", verbose_name=_("case"))
    guard = models.CharField(_("guard"), max_length=60)
    # What the guard objected to, for those that can object to one thing after another.
    about = models.TextField(blank=True)
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)

    class Meta:
        verbose_name = _("proposal to lift a guard")
        verbose_name_plural = _("proposals to lift a guard")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="procurement_lift_proposal_has_reason"),
        ]

    def __str__(self) -> str:
        return self.guard


class GuardLift(AppendOnly):
    """Lets one case pass one guard that may be lifted, for what the guard was about then."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lifts", verbose_name=_("case"))
    guard = models.CharField(_("guard"), max_length=60)
    # What the guard objected to, for those that can object to one thing after another.
    about = models.TextField(blank=True)
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), auto_now_add=True)

    class Meta:
        verbose_name = _("lifted guard")
        verbose_name_plural = _("lifted guards")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="procurement_lift_has_reason"),
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("confirmed_by")), name="procurement_lift_by_two_lawyers"
            ),
        ]

    def __str__(self) -> str:
        return self.guard
