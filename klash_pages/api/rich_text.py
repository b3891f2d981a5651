"""Rich text as HTML or Markdown, with the links of a whole page resolved at once.

Wagtail would link to whatever an editor once chose. Here a link leads to the page in the reader's language if it is
public there, otherwise to the page itself if that is public, and is no link at all if it is not: the address of an
unpublished page would tell its title.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from wagtail.models import Page
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.rewriters import LinkRewriter

from klash_pages.api.reading import Reading
from klash_pages.api.schemas import Link, RichText
from klash_pages.models.blocks import RICH_TEXT_FEATURES


class Links:
    """The pages that texts of one answer link to. Whoever has all texts at hand lets it learn them first."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, Link | None] = {}
        self._finder = LinkRewriter()
        self._rewriter = LinkRewriter(bulk_rules={"page": self._tags})

    def learn(self, sources: Iterable[str], pages: Iterable[int] = ()) -> None:
        """Look up all pages that texts link to, and further ones, in one query."""
        keys = set(pages)
        for source in sources:
            if 'linktype="page"' in source:
                keys |= {_key(match.attrs) for match in self._finder.extract_tags(source).get("page", [])}
        unknown = keys - self._known.keys() - {0}
        if not unknown:
            return
        self._known |= dict.fromkeys(unknown)
        wanted = Page.objects.filter(pk__in=unknown).values("translation_key")
        versions: dict[Any, list[Page]] = {}
        for page in Page.objects.filter(translation_key__in=wanted).select_related("locale").order_by("pk"):
            versions.setdefault(page.translation_key, []).append(page)
        for alike in versions.values():
            shown = [page for page in alike if self._reading.doors.is_open(page)]
            for page in alike:
                if page.pk in unknown:
                    best = [one for one in shown if one.locale.language_code == self._reading.language]
                    best = best or [one for one in shown if one.pk == page.pk]
                    if best and (path := self._reading.path(best[0])):
                        self._known[page.pk] = Link(title=best[0].title, path=path)

    def to(self, page_id: int) -> Link | None:
        """Return the link to a page, or None if it is not public."""
        self.learn([], [page_id])
        return self._known.get(page_id)

    def _tags(self, attributes: list[dict[str, str]]) -> list[str]:
        links = [self._known.get(_key(each)) for each in attributes]
        return [f'<a href="{escape(link.path)}">' if link else "<a>" for link in links]

    def write(self, source: str) -> RichText:
        """Return a text as it was asked for."""
        self.learn([source])
        html = self._rewriter(source)
        if "linktype=" in html or "<embed" in html:
            html = expand_db_html(html)
        if self._reading.rich_text == "markdown":
            # Wagtail keeps its converters in the admin, which a page needs for nothing else.
            from wagtail.admin.rich_text.converters.markdown_db import MarkdownConverter  # lazy: heavy

            markdown = MarkdownConverter(RICH_TEXT_FEATURES).from_database_format(html, resolved=True)
            return RichText(format="markdown", text=markdown.strip("\n"))
        return RichText(format="html", text=html)


def _key(attributes: dict[str, str]) -> int:
    number = attributes.get("id", "")
    return int(number) if number.isascii() and number.isdigit() else 0
