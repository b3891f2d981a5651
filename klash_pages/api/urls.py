"""Mounts the public API beside Wagtail's own: `path("api/v3/", include("klash_pages.api.urls"))`.

Wagtail's routes keep what they are, but for two things. What no database can read is refused before they ask one. And
images and documents are listed only for those who have a token, because a list of all files would tell of awards and
teams that nobody has announced yet.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.db import DataError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.urls import api

from klash_pages.api import (
    addresses,
    awards,
    challenges,
    choices,
    contests,
    municipalities,
    news,
    partners,
    people,
    problems,
    search,
    site,
    teams,
)
from klash_pages.api.answering import make_router
from klash_pages.api.openapi import openapi
from klash_pages.plumbing.unreadable import fault_of_address, fault_of_body
from klash_pages.previewing import routes as preview

logger = logging.getLogger(__name__)

_FOR_TOKENS = ("images/", "documents/")
_OURS = "klash/"

_nothing = make_router("nothing")


@_nothing.api_operation(
    ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}/", include_in_schema=False
)
def nothing(request: HttpRequest, rest: str) -> None:  # noqa: ARG001 # ninja passes both
    """Say that there is no such route, as a problem document."""
    raise Http404("There is no such route.")


for _module in (
    contests,
    challenges,
    teams,
    awards,
    problems,
    partners,
    news,
    municipalities,
    people,
    site,
    search,
    choices,
    addresses,
):
    api.add_router("/klash/", _module.router)
api.add_router("/klash/preview", preview.router)
api.add_router("/klash/", _nothing)


def _for_tokens(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for a token before anything else; ninja then looks at it itself."""
    bearer = BearerTokenAuth()

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        if not bearer(request):
            return problem_response(status=401, detail="Authentication required")
        return view(request, *args, **values)

    return answer


def _readable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse what cannot be read before anything is asked."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        fault = fault_of_address(request.path_info, request.META.get("QUERY_STRING", ""))
        if not fault and request.content_type == "application/json":
            fault = fault_of_body(request.body)
        if fault:
            return problem_response(status=400, detail=fault)
        try:
            # What breaks half-way leaves nothing behind.
            with nullcontext() if request.method in ("GET", "HEAD") else transaction.atomic():
                return view(request, *args, **values)
        except DataError:
            # Wagtail copies a page with whatever slug it is given; PostgreSQL holds a column to its length.
            logger.warning("The database took a value in %s for no value", request.get_full_path(), exc_info=True)
            return problem_response(status=422, detail="A value is longer or larger than its field takes.")
        except (ValueError, OverflowError):
            if request.method not in ("GET", "HEAD"):
                raise
            # Wagtail hands some values to the database as they come.
            logger.warning("The API could not read a value in %s", request.get_full_path(), exc_info=True)
            return problem_response(status=400, detail="A value in the address cannot be read.")

    return answer


def _guarded(pattern: URLPattern) -> URLPattern:
    route = str(pattern.pattern)
    if route.startswith(_OURS):
        return pattern  # they say themselves what cannot be read
    view = _readable(pattern.callback)
    if route.startswith(_FOR_TOKENS):
        view = _for_tokens(view)
    return path(route, view, pattern.default_args, pattern.name)


_routes, _app_name, _namespace = api.urls
urlpatterns = [
    path("openapi.json", openapi),
    path("", ([_guarded(pattern) for pattern in _routes], _app_name, _namespace)),
]
