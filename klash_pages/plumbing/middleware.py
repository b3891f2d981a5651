"""Tells search engines and readers apart "never was" from "is gone", and refuses addresses that cannot be read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from klash_pages.plumbing.error_pages import page_gone, unreadable_address, was_live
from klash_pages.plumbing.unreadable import holds_nul

_API = "wagtailapi_v3"


class ReadableAddressMiddleware:
    """Answers 400 where an address holds the character NUL, which PostgreSQL takes for an error of ours.

    The API says so itself, as a problem document.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Stop the request before anything is asked."""
        if holds_nul(request.path_info, request.META.get("QUERY_STRING", "")) and not _is_for_api(request.path_info):
            return unreadable_address(request)
        return self.get_response(request)


def _is_for_api(path: str) -> bool:
    try:
        return _API in resolve(path).namespaces
    except Resolver404:
        return False


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
