"""A procurement case: everything that carries one award from the winner to the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from klash_pages.models import AwardPage

if TYPE_CHECKING:
    from procurement.models.party import Party


class Case(models.Model):
    """One case for each award, whatever the language of the page it was opened from.

    It holds the award's source-language page, which it protects, and the translation key that all its languages share.
    """

    award = models.ForeignKey(AwardPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("award"))
    award_key = models.UUIDField(_("award"), unique=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)

    class Meta:
        verbose_name = _("procurement case")
        verbose_name_plural = _("procurement cases")
        ordering = ["pk"]
        default_permissions = ("view",)
        permissions = [
            ("open_case", "Can open a procurement case"),
            ("record_facts", "Can record facts of a procurement case"),
            ("verify_party", "Can verify the party of a procurement case"),
            ("draft_document", "Can draft papers of a procurement case"),
            ("download_document", "Can download papers of a procurement case"),
            ("approve_document", "Can approve papers of a procurement case"),
            ("lift_guard", "Can lift a guard of a procurement case"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.award.title}"

    @property
    def party_or_none(self) -> Party | None:
        """The party of this case, or None if none has been registered."""
        from procurement.models.party import Party  # lazy: circle in this room

        return Party.objects.filter(case=self).select_related("verified_by").first()
