"""Keeps "not found" what it is where addresses have no language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware

#: The first parts of addresses that have no language.
OUTSIDE = ("admin", "api", "documents")


def is_outside(request: HttpRequest) -> bool:
    """Whether an address belongs to the admin, the API or files, not to the pages."""
    first = request.path_info.lstrip("/").partition("/")[0]
    return first in OUTSIDE or request.path_info.startswith((settings.STATIC_URL, settings.MEDIA_URL))


class PageLocaleMiddleware(LocaleMiddleware):
    """Chooses the language, and sends a reader to a language's address only where pages live.

    Wagtail's catch-all makes every address below a language look valid, so Django's own middleware would answer 302 to
    `/sv/admin/…` where the admin or the API answered 404.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave answers outside the pages alone."""
        return response if is_outside(request) else super().process_response(request, response)
