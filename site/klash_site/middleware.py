"""Keeps "not found" what it is where addresses have no language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class PageLocaleMiddleware(LocaleMiddleware):
    """Chooses the language, and sends a reader to a language's address only where pages live.

    Wagtail's catch-all makes every address below a language look valid, so Django's own middleware would answer 302 to
    `/sv/admin/…` where the admin or the API answered 404.
    """

    #: The first parts of addresses that have no language.
    OUTSIDE = ("admin", "api", "documents")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave answers outside the pages alone."""
        first = request.path_info.lstrip("/").partition("/")[0]
        outside = first in self.OUTSIDE or request.path_info.startswith((settings.STATIC_URL, settings.MEDIA_URL))
        return response if outside else super().process_response(request, response)
