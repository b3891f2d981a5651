"""Links in rich text lead to what readers may see: the address of a page that waits would tell its title."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler


class LivePageLinkHandler(PageLinkHandler):
    """Wagtail's links to pages, which have no address while neither the page nor its translation is live."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tags of some links."""
        shown = [page.localized if page else None for page in cls.get_many(attrs_list)]
        return [f'<a href="{escape(page.url)}">' if page and page.live else "<a>" for page in shown]
