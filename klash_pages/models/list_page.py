"""What the pages have in common that show a list a reader can filter and leaf through."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from wagtail.models import Page

from klash_pages.models.base import KlashPage
from klash_pages.models.hooks import Contents


class QueryPage(KlashPage):
    """A page that answers what its address asks for."""

    class Meta:
        abstract = True

    @classmethod
    def query_parameters(cls) -> tuple[str, ...]:
        """The names of what an address can ask for."""
        return ("page",)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Serve the page, at one address: a form sends its empty fields along, and the first page has no number."""
        needless = {**dict.fromkeys(self.query_parameters(), ("",)), "page": ("", "1")}
        kept = [(name, value) for name, value in request.GET.items() if value not in needless.get(name, ())]
        if len(kept) < len(request.GET):
            query = urlencode(kept)
            return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response


class ListPage(QueryPage):
    """A page that lists others. A subclass names its filters and says what it lists.

    Conditions stand in the address, so that a filtered list can be sent to somebody.
    """

    #: The name of the set of filters in `klash_pages.lists.filters`.
    filter_set: ClassVar[str]

    class Meta:
        abstract = True

    @classmethod
    def query_parameters(cls) -> tuple[str, ...]:
        """The names of the filters, and the page."""
        return (*Contents.filter_names(cls.filter_set), "page")

    def listed(self) -> QuerySet[Any]:
        """Return everything the list can show, in its order."""
        raise NotImplementedError

    def shows_list(self, request: HttpRequest) -> bool:
        """Whether the address is the list's own; a page that serves its items too says no for theirs."""
        return True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list, filtered and cut as the address says."""
        context = super().get_context(request, *args, **kwargs)
        if not self.shows_list(request):
            return context
        listing = Contents.listing(self, request)
        context["listing"] = listing
        # What a reader filtered by holds in every language, words do not.
        shared = {name: value for name, value in listing.chosen.items() if name != "q"}
        context["shared_query"] = f"?{urlencode(shared)}" if shared else ""
        return context

    def translation_with_items(self) -> Page | None:
        """The same list in another language that has something to show, for a reader whose language has nothing."""
        for page in self.get_translations().live().order_by("locale_id").specific():
            if page.listed().exists():
                return page
        return None
