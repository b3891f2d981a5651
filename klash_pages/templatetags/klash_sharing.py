"""What the head of a page tells other sites and search engines."""

from __future__ import annotations

from django import template

from klash_pages.models.base import KlashPage
from klash_pages.sharing.head import Head, head_of

register = template.Library()


@register.simple_tag(takes_context=True)
def sharing_head(context: template.Context) -> Head | None:
    """Return the head of the page being shown; None for anything else, and for a draft."""
    page, request, frame = context.get("page"), context.get("request"), context.get("frame")
    if not isinstance(page, KlashPage) or request is None or getattr(request, "is_preview", False):
        return None
    if frame is None:
        return head_of(page, request, [], [])
    return head_of(page, request, frame.crumbs, [version.code for version in frame.versions if version.full_url])
