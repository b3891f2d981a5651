"""Finds the page that a feed or a calendar hangs below, for everybody who may read the page."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404, HttpRequest
from wagtail.models import Page

_P = TypeVar("_P", bound=Page)


def public_page(request: HttpRequest, path: str, page_type: type[_P]) -> _P:
    """Return the live page of this type at a path below the language.

    Raises:
        Http404: there is none, or not everybody may read it.
    """
    found = Page.route_for_request(request, path)
    page = found.page if found is not None else None
    if not isinstance(page, page_type) or page.get_view_restrictions().exists():
        raise Http404
    return page
