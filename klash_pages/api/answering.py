"""How every route answers: what is refused before anything is asked, what is still good, and problem documents.

An answer is the same for everybody, so it says `public`; it is good until anything in it changes, so whoever keeps it
asks each time (`no-cache`). Most answers are kept here, in the cache of the pages, until the day or anything that
readers see changes: they cost no query, and whoever has one already is told 304. An ETag follows from the content
alone, so it is right in every process and after every restart.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, get_type_hints
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from ninja import Query as FromQuery
from ninja import Router
from pydantic import BaseModel
from wagtail.api.v3.errors import ProblemDetail, problem_response

from klash_pages.api import origins
from klash_pages.api.limits import AddressThrottle
from klash_pages.api.queries import ListQuery, Query, wrong
from klash_pages.plumbing import page_cache

JSON = "application/json; charset=utf-8"
PARTIAL = "application/vnd.klash.partial+json"
_LONGEST_QUERY = 2000
#: Answers to questions with nothing but these are kept, like whole pages.
_KEPT = (page_cache.PARAMETERS - {"page"}) | {"locale", "path", "rich_text"}
_LONGEST_KEPT = 300
_OTHER_METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]

_View = TypeVar("_View", bound=Callable[..., Any])


def _has_control(text: str) -> bool:
    return any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text)


def _fault(request: HttpRequest, values: dict[str, Any]) -> str:
    """What makes an address unreadable, empty if nothing does."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > _LONGEST_QUERY:
        return f"The query is longer than {_LONGEST_QUERY} characters."
    try:
        text = unquote_to_bytes(query.replace("+", " ")).decode()
    except UnicodeDecodeError:
        return "The query is not UTF-8."
    if _has_control(text) or any(_has_control(str(value)) for value in values.values()):
        return "The address holds control characters."
    return ""


def _key(request: HttpRequest) -> str:
    """Return what a kept answer is found by; empty if it is not kept, as words, cursors and fields seldom return."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > _LONGEST_KEPT or not _KEPT.issuperset(request.GET):
        return ""
    # Read before the answer is made: what changes meanwhile makes it old.
    generation = page_cache.generation()
    parts = (generation, timezone.localdate(), request.scheme, request.get_host(), request.path, query)
    return f"klash_pages.api.{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def _answered(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap what a route does; checks and limits of the route come after."""

    @wraps(run)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:
        response = _answer(request, run, values)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return origins.allow(request, response) if isinstance(response, HttpResponse) else response

    return answer


def _answer(request: HttpRequest, run: Callable[..., HttpResponseBase], values: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(origins.METHODS)})
    if request.method not in origins.METHODS:
        response = problem_response(status=405, detail="This API only reads.")
        response["Allow"] = ", ".join(origins.METHODS)
        return response
    if fault := _fault(request, values):
        return problem_response(status=400, detail=fault)
    key = _key(request)
    kept = page_cache.recall(key) if key else None
    if kept is None:
        response = run(request, **values)
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            response["Cache-Control"] = "no-store"
            return response
        etag = page_cache.etag_of(response.content)
        if key:
            # With the hash beside it, whoever has the answer already is told so without reading it.
            page_cache.remember(key, (etag, response.content))
    else:
        etag, content = kept
        response = HttpResponse(content, content_type=JSON)
    response["Cache-Control"], response["ETag"] = "public, no-cache", etag
    return get_conditional_response(request, etag=etag, response=response) or response


def make_router(tag: str) -> Router:
    """Return a router whose routes all answer in this way."""
    router = Router(tags=[tag], throttle=[AddressThrottle()])
    router.add_decorator(_answered, mode="view")
    return router


def reads(
    router: Router, path: str, query: type[BaseModel], answer: Any, *, missing: bool = False
) -> Callable[[_View], _View]:
    """Register a view that answers a query with a value; with `missing` it can say that there is no such thing.

    The view is called in the language of the answer. Its docstring describes the route.
    """

    def register(view: _View) -> _View:
        known = frozenset(query.model_fields)

        @wraps(view)
        def run(request: HttpRequest, **values: Any) -> HttpResponse:
            asked: Query = values["query"]
            for name in request.GET:
                if name not in known:
                    raise wrong(name, f"There is no such parameter. There are: {', '.join(sorted(known))}.", "unknown")
            with translation.override(asked.locale):
                return _written(view(request, **values), asked)

        run.__signature__ = _signature(view, query)  # type: ignore[attr-defined]
        problems = {400: ProblemDetail, 422: ProblemDetail, 429: ProblemDetail}
        if missing:
            problems[404] = ProblemDetail
        name = view.__name__
        router.get(
            path,
            response={200: answer, **dict(sorted(problems.items()))},
            operation_id=f"klash_{name}",
            summary=(view.__doc__ or "").partition("\n")[0].rstrip("."),
            description="\n".join((view.__doc__ or "").split("\n")[2:]).strip() or None,
            url_name=f"klash_{name}",
        )(run)
        router.api_operation(_OTHER_METHODS, path, include_in_schema=False)(run)
        return view

    return register


def _signature(view: Callable[..., Any], query: type[BaseModel]) -> inspect.Signature:
    """The signature by which ninja reads the address, with types in place of their names."""
    hints = {**get_type_hints(view, include_extras=True), "query": FromQuery[query]}  # type: ignore[misc, valid-type]
    own = inspect.signature(view)
    return own.replace(
        parameters=[one.replace(annotation=hints[name]) for name, one in own.parameters.items()],
        return_annotation=inspect.Signature.empty,
    )


def _written(answer: BaseModel, query: Query) -> HttpResponse:
    """Return an answer as JSON, with the fields that were asked for."""
    if not query.fields:
        return HttpResponse(answer.model_dump_json(), content_type=JSON)
    names = {name.strip() for name in query.fields.split(",") if name.strip()}
    is_list = isinstance(query, ListQuery)
    model = type(answer).model_fields["items"].annotation.__args__[0] if is_list else type(answer)  # type: ignore[union-attr]
    if unknown := names - set(model.model_fields):
        raise wrong(
            "fields",
            f"There are no such fields: {', '.join(sorted(unknown))}. There are: {', '.join(model.model_fields)}.",
            "unknown",
        )
    include: Any = {"items": {"__all__": names}, "next": True, "next_cursor": True} if is_list else names
    return HttpResponse(answer.model_dump_json(include=include), content_type=PARTIAL)
