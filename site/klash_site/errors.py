"""Chooses between the readers' error pages and Django's bare ones, which fit the admin, the API and files."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.views import csrf, defaults

from klash_pages.plumbing import error_pages
from klash_site.middleware import is_outside
from procurement.admin import faults, kept_posts


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    answer = defaults.page_not_found if is_outside(request) else error_pages.page_not_found
    return answer(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    answer = defaults.permission_denied if is_outside(request) else error_pages.permission_denied
    return answer(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without its cookie; what a lawyer typed before logging in anew is kept and offered again."""
    if kept := kept_posts.keep(request):
        return kept
    answer = csrf.csrf_failure if is_outside(request) else error_pages.csrf_failure
    return answer(request, reason)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; of a fault under the lawyers' desk that broke before any of its views, say what it is."""
    return faults.answer(request, sys.exception()) or error_pages.server_error(request)
