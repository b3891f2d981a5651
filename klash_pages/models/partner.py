"""Partners: who makes the contest possible."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable

from klash_pages.localization.facts import facts
from klash_pages.models.base import KlashPage, writable


class PartnerPage(KlashPage):
    """One organisation behind the contest, with its name in the reader's language.

    Its role here is what it is to the site as a whole; what it did in one contest is a `PartnerRole` of that contest.
    """

    class Role(models.TextChoices):
        """What a partner does."""

        ORGANISER = "organiser", _("Organiser")
        FUNDER = "funder", _("Funder")
        HOST = "host", _("Host municipality")
        PARTNER = "partner", _("Partner")

    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Role.choices,
        default=Role.PARTNER,
        help_text=_("Where the partner stands on the list of partners."),
    )
    website = models.URLField(_("website"), blank=True, help_text=_("Readers get a link to it."))

    content_panels = [*KlashPage.content_panels, FieldPanel("website")]
    facts_panels = [FieldPanel("role")]
    api_fields = [*KlashPage.api_fields, *writable("role", "website")]
    override_translatable_fields = facts("role")
    parent_page_types = ["klash_pages.PartnerIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the partner did in each contest."""
        context = super().get_context(request, *args, **kwargs)
        context["roles"] = PartnerRole.of_partner(self)
        return context


class PartnerRole(Orderable):
    """What a partner did in one contest: a fact of the contest, with a sentence for each language."""

    page = ParentalKey("klash_pages.ContestPage", on_delete=models.CASCADE, related_name="partner_roles")
    partner = models.ForeignKey(PartnerPage, on_delete=models.RESTRICT, related_name="+", verbose_name=_("partner"))
    role = models.CharField(
        _("role"), max_length=20, choices=PartnerPage.Role.choices, default=PartnerPage.Role.PARTNER
    )
    sentence_sv = models.CharField(
        _("role in one sentence, in Swedish"),
        max_length=250,
        blank=True,
        help_text=_("What the partner does in this contest. Shown on the pages of the contest and the partner."),
    )
    sentence_fi = models.CharField(_("role in one sentence, in Finnish"), max_length=250, blank=True)
    sentence_en = models.CharField(_("role in one sentence, in English"), max_length=250, blank=True)

    panels = [
        PageChooserPanel("partner", "klash_pages.PartnerPage"),
        FieldPanel("role"),
        FieldPanel("sentence_sv"),
        FieldPanel("sentence_fi"),
        FieldPanel("sentence_en"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("partner's role")
        verbose_name_plural = _("partners' roles")

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_role_display()}"

    @property
    def sentence(self) -> str:
        """The sentence in the reader's language."""
        language = (get_language() or "sv")[:2]
        return str(getattr(self, f"sentence_{language}", ""))

    @classmethod
    def of_partner(cls, partner: PartnerPage) -> models.QuerySet[PartnerRole]:
        """What a partner did in the public contests of its page's language, newest contest first."""
        return (
            cls.objects.filter(
                partner__translation_key=partner.translation_key, page__live=True, page__locale=partner.locale
            )
            .select_related("page")
            .order_by("-page__first_published_at", "-page_id", "sort_order")
        )

    @staticmethod
    def of_contest(contest: Any) -> list[PartnerRole]:
        """The roles of a contest's partners whose pages are public in its language, with those pages as `partner`.

        wagtail-localize keeps `partner` pointing at the page in the source language.
        """
        roles = list(contest.partner_roles.select_related("partner"))
        pages = {
            page.translation_key: page
            for page in PartnerPage.objects.live().filter(
                locale=contest.locale_id, translation_key__in=[role.partner.translation_key for role in roles]
            )
        }
        shown = [role for role in roles if role.partner.translation_key in pages]
        for role in shown:
            role.partner = pages[role.partner.translation_key]
        return shown


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
