"""A page of plain text: about, privacy, press."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from klash_pages.localization.facts import facts
from klash_pages.models.base import KlashPage, writable
from klash_pages.models.blocks import BodyBlock
from klash_pages.models.site_settings import SiteSettings


class StandardPage(KlashPage):
    """Running text: in the footer with `in_footer`, and in the main menu with `show_in_menus`."""

    body = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("body"),
        help_text=_("From three headings on, readers get a list of contents."),
    )
    in_footer = models.BooleanField(
        _("in the footer"),
        default=True,
        help_text=_("Links to the page from every page, as long as nobody has made a footer of their own."),
    )
    shows_contact = models.BooleanField(
        _("contact box"), default=False, help_text=_("Ends the page with the contact address and the press contact.")
    )

    content_panels = [*KlashPage.content_panels, FieldPanel("body")]
    visibility_panels = [
        FieldPanel("show_in_menus", help_text=_("The page stands in the main menu.")),
        FieldPanel("in_footer"),
        FieldPanel("shows_contact"),
        *KlashPage.visibility_panels,
    ]
    api_fields = [*KlashPage.api_fields, *writable("body", "in_footer", "shows_contact")]
    override_translatable_fields = facts("in_footer", "shows_contact")
    search_fields = [*KlashPage.search_fields, index.SearchField("body")]
    parent_page_types = ["klash_pages.HomePage", "klash_pages.StandardPage"]
    subpage_types = ["klash_pages.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the contact box says."""
        context = super().get_context(request, *args, **kwargs)
        if self.shows_contact:
            context["contact"] = SiteSettings.for_request(request)
        return context
