"""The recorded lift of a release rule: an editor asks with a reason, a lawyer confirms."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleaseLiftQuerySet(models.QuerySet["ReleaseLift"]):
    """Queries for lifts."""

    def in_force(self) -> ReleaseLiftQuerySet:
        """Return the lifts that a lawyer has confirmed."""
        return self.filter(lawyer__isnull=False)


class ReleaseLift(models.Model):
    """Lets one award be released although the jury record or the contest decision is missing.

    It belongs to the award's translation key, so it covers all languages. It lifts nothing before the lawyer has
    confirmed it, and is never changed after that.
    """

    award_key = models.UUIDField(_("award"), unique=True)
    reason = models.TextField(_("reason"))
    editor: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("editor")
    )
    lawyer: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("lawyer"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = ReleaseLiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("lifted release rule")
        verbose_name_plural = _("lifted release rules")
        permissions = [("lift_release_rule", "Can lift the release rule of an award")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="klash_pages_lift_has_reason"),
            models.CheckConstraint(
                condition=~models.Q(editor=models.F("lawyer")), name="klash_pages_lift_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
