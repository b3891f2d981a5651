"""Makes the list of a list page: filtered and cut as the address says."""

from __future__ import annotations

from django.http import HttpRequest

from klash_pages.lists import filters
from klash_pages.lists.listing import Listing
from klash_pages.models.list_page import ListPage


def filter_names(filter_set: str) -> tuple[str, ...]:
    """Return the names of the filters of a set."""
    return tuple(getattr(filters, filter_set).base_filters)


def listing_of(page: ListPage, request: HttpRequest) -> Listing:
    """Return one page of a list."""
    filterset = getattr(filters, page.filter_set)(request.GET, page.listed(), locale=page.locale)
    return Listing(filterset, page.get_url(request) or "", request.GET.get("page", ""))
