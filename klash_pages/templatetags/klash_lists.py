"""What list templates need: the title of one of many pages, and the way from an empty list to another one."""

from __future__ import annotations

from django import template
from django.apps import apps
from django.utils.translation import gettext
from wagtail.models import Page

from klash_pages.lists.listing import Sheet
from klash_pages.templatetags.klash_frame import Item

register = template.Library()


@register.simple_tag(takes_context=True)
def list_link(context: template.Context, model: str) -> Item | None:
    """The list of that type in the language of the page, if there is one."""
    page: Page = context["page"]
    found = apps.get_model("klash_pages", model).objects.live().filter(locale_id=page.locale_id).first()
    return Item(found.title, found.get_url(context.get("request")) or "") if found else None


@register.simple_tag
def numbered(title: str, sheet: Sheet) -> str:
    """The title of a page of a list; from the second page on it says which one it is."""
    if sheet.number == 1:
        return title
    # Translators: the title of a list, followed by the page of the list one sees.
    words = gettext("%(title)s, page %(number)s of %(of)s")
    return words % {"title": title, "number": sheet.number, "of": sheet.of}
