"""Partners: who makes the contest possible."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from klash_pages.models.base import KlashPage, facts


class PartnerPage(KlashPage):
    """One organisation behind the contest, with its name in the reader's language."""

    class Role(models.TextChoices):
        """What a partner does."""

        ORGANISER = "organiser", _("Organiser")
        PARTNER = "partner", _("Partner")

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.PARTNER)
    website = models.URLField(_("website"), blank=True)

    content_panels = [*KlashPage.content_panels, FieldPanel("role"), FieldPanel("website")]
    override_translatable_fields = facts("role")
    parent_page_types = ["klash_pages.PartnerIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")


class PartnerIndexPage(KlashPage):
    """Lists the partners."""

    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types = ["klash_pages.PartnerPage"]

    class Meta:
        verbose_name = _("list of partners")
        verbose_name_plural = _("lists of partners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the partners, organisers first."""
        context = super().get_context(request, *args, **kwargs)
        context["partners"] = PartnerPage.objects.live().child_of(self).order_by("role", "title")
        return context
