"""The recorded lift of a release rule: an editor and a lawyer, a reason, a day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleaseLift(models.Model):
    """Lets one award be released although the jury record or the contest decision is missing.

    It belongs to the award's translation key, so it covers all languages. It is never changed or deleted.
    """

    award_key = models.UUIDField(_("award"), unique=True)
    reason = models.TextField(_("reason"))
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("editor")
    )
    lawyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("lawyer")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("lifted release rule")
        verbose_name_plural = _("lifted release rules")
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="klash_pages_lift_has_reason"),
            models.CheckConstraint(
                condition=~models.Q(editor=models.F("lawyer")), name="klash_pages_lift_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return self.reason
