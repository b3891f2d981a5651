"""A page of plain text: about, accessibility, privacy."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from klash_pages.blocks import BodyBlock
from klash_pages.models.base import KlashPage


class StandardPage(KlashPage):
    """Running text: in the footer below home, and in the main menu with `show_in_menus`."""

    body = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("body"),
        help_text=_("From three headings on, readers get a list of contents."),
    )

    content_panels = [*KlashPage.content_panels, FieldPanel("body")]
    visibility_panels = [
        FieldPanel("show_in_menus", help_text=_("The page stands in the main menu.")),
        *KlashPage.visibility_panels,
    ]
    search_fields = [*KlashPage.search_fields, index.SearchField("body")]
    parent_page_types = ["klash_pages.HomePage", "klash_pages.StandardPage"]
    subpage_types = ["klash_pages.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
