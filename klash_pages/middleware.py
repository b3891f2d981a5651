"""Tells search engines and readers apart "never was" from "is gone"."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from klash_pages.errors import page_gone, was_live


class GonePageMiddleware:
    """Answers 410 in place of 404 where a page was published once.

    It stands before Wagtail's redirect middleware, so that a redirect from the old address comes first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look only at what was not found."""
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD") and was_live(request):
            return page_gone(request)
        return response
