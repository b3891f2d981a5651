"""The way from an empty list to another one."""

from __future__ import annotations

from django import template
from django.apps import apps
from wagtail.models import Page

from klash_pages.templatetags.klash_frame import Item

register = template.Library()


@register.simple_tag(takes_context=True)
def list_link(context: template.Context, model: str) -> Item | None:
    """The list of that type in the language of the page, if there is one."""
    page: Page = context["page"]
    found = apps.get_model("klash_pages", model).objects.live().filter(locale_id=page.locale_id).first()
    return Item(found.title, found.get_url(context.get("request")) or "") if found else None
