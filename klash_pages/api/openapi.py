"""The description of the API, built once and in English whatever the site's language, and kept.

What differs from what ninja writes: problem documents have their own media type, and a slimmed answer too.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from ninja.responses import NinjaJSONEncoder
from wagtail.api.v3.api import api
from wagtail.api.v3.errors import PROBLEM_JSON

from klash_pages.api import origins
from klash_pages.api.answering import PARTIAL

_JSON = "application/json"
_ABOUT = (
    "Below `{prefix}`: everything a reader may see, for anybody and for reading only. "
    "The other routes are those of Wagtail, for reading and writing with the rights of a token's user."
)


def describe() -> dict[str, Any]:
    """Return the description of all routes."""
    with translation.override("en"):
        # Labels are translated as they are written.
        document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), cls=NinjaJSONEncoder))
    for part in ("paths", "components"):
        _take_titles(document[part])
    prefix = f"{reverse(f'{api.urls_namespace}:api-root')}klash/"
    ours = {path: methods for path, methods in document["paths"].items() if path.startswith(prefix)}
    for methods in ours.values():
        for operation in methods.values():
            _correct(operation)
    # What readers' front ends need comes first; below it is what Wagtail offers to those who have a token.
    document["paths"] = {**ours, **document["paths"]}
    document["info"] |= {"title": "Klash", "description": _ABOUT.format(prefix=prefix)}
    return document


def _take_titles(node: Any) -> None:
    """Take away the titles of schemas: Wagtail's are in the language in which they were first asked for."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            _take_titles(part)


def _correct(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if status.startswith("4") and _JSON in response.get("content", {}):
            response["content"] = {PROBLEM_JSON: response["content"][_JSON]}
    if any(parameter["name"] == "fields" for parameter in operation["parameters"]):
        whole = operation["responses"]["200"]["content"]
        whole[PARTIAL] = {
            "schema": {"type": "object", "description": "The same answer with nothing but the fields asked for."}
        }
    operation["responses"]["304"] = {"description": "What you have is still good (If-None-Match, If-Modified-Since)."}


@cache
def kept() -> tuple[bytes, str]:
    """Return the description as it is sent, and its tag."""
    body = json.dumps(describe(), separators=(",", ":"), ensure_ascii=False).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the description."""
    if not getattr(settings, "WAGTAILAPI_DOCS_ENABLED", True):
        raise Http404
    body, etag = kept()
    response = HttpResponse(body, content_type=_JSON, headers={"ETag": etag, "Cache-Control": "public, no-cache"})
    return origins.allow(request, get_conditional_response(request, etag=etag, response=response) or response)
