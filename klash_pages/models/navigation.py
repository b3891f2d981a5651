"""The main menu and the footer of a site in one language, as the communications staff want them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Locale, Site

from klash_pages.models.blocks import FooterGroupBlock, MenuLinkBlock

HEADER_ITEMS = 6
FOOTER_GROUPS = 4
FOOTER_LINKS = 12


def default_site() -> int | None:
    """Return the id of the default site, which most installations have as their only one."""
    return Site.objects.filter(is_default_site=True).values_list("pk", flat=True).first()


class HeaderBlock(blocks.StreamBlock):
    """The items of the main menu, in order."""

    link = MenuLinkBlock()

    class Meta:
        max_num = HEADER_ITEMS


class FooterBlock(blocks.StreamBlock):
    """The groups of the footer, in order."""

    group = FooterGroupBlock()

    class Meta:
        max_num = FOOTER_GROUPS


class Navigation(models.Model):
    """Menu and footer in one language. Where a language has none, both follow the page tree."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", default=default_site, verbose_name=_("site")
    )
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    header = StreamField(
        HeaderBlock(required=False),
        blank=True,
        verbose_name=_("main menu"),
        help_text=_("At most six items, shown on every page in this order. Left empty: the page tree decides."),
    )
    footer = StreamField(
        FooterBlock(required=False),
        blank=True,
        verbose_name=_("footer"),
        help_text=_("At most four groups and twelve links in all. Left empty: the page tree decides."),
    )

    class Meta:
        verbose_name = _("menu and footer")
        verbose_name_plural = _("menus and footers")
        ordering = ["site", "locale"]
        constraints = [models.UniqueConstraint(fields=["site", "locale"], name="one_navigation_a_language")]

    def __str__(self) -> str:
        return str(capfirst(str(self.locale)))

    def clean(self) -> None:
        """Refuse pages of another language and more links than a footer holds."""
        errors = {}
        for name, links in (("header", self.header_links), ("footer", self.footer_links)):
            strangers = [link["page"].title for link in links() if self._is_of_another_language(link["page"])]
            if strangers:
                errors[name] = _("These pages are in another language: %(titles)s.") % {"titles": ", ".join(strangers)}
        count = sum(1 for _link in self.footer_links())
        if count > FOOTER_LINKS:
            errors["footer"] = _("The footer has %(count)s links. Twelve is the most that readers can take in.") % {
                "count": count
            }
        if errors:
            raise ValidationError(errors)

    def _is_of_another_language(self, page: Any) -> bool:
        return page is not None and page.locale_id != self.locale_id

    def header_links(self) -> Iterator[Any]:
        """Yield the links of the main menu."""
        yield from (child.value for child in self.header)

    def footer_links(self) -> Iterator[Any]:
        """Yield the links of all groups."""
        for group in self.footer:
            yield from group.value["links"]
