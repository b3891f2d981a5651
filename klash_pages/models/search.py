"""The page where a reader searches the site in one language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from klash_pages.models.hooks import Contents
from klash_pages.models.list_page import QueryPage


class SearchPage(QueryPage):
    """Finds the pages of its own language that everybody may read."""

    #: The frame's link to the search and the search field of the error pages ask for it.
    is_search_page = True
    max_count_per_parent = 1
    parent_page_types = ["klash_pages.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("search page")
        verbose_name_plural = _("search pages")

    @classmethod
    def query_parameters(cls) -> tuple[str, ...]:
        """The words, the type of page, and the page of the list."""
        return ("q", "type", "page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hits, or why there are none."""
        context = super().get_context(request, *args, **kwargs)
        home = self.get_parent()
        home.locale = self.locale
        context["search"] = Contents.site_search(
            home,
            self.get_url(request) or "",
            request.GET.get("q", ""),
            kind=request.GET.get("type", ""),
            page=request.GET.get("page", ""),
            search_page=self,
        )
        return context
