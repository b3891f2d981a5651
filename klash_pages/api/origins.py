"""Which other sites' scripts may read the API (CORS). Only reading is ever allowed, and never with cookies."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

METHODS = ("GET", "HEAD", "OPTIONS")


def allow(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say on an answer whether the site that asks may read it; `KLASH_PAGES_API_ORIGINS` names those that may."""
    origins: list[str] = list(getattr(settings, "KLASH_PAGES_API_ORIGINS", []))
    if not origins:
        return response
    origin = request.headers.get("Origin", "")
    if "*" in origins:
        origin = "*"
    else:
        patch_vary_headers(response, ["Origin"])
        if origin not in origins:
            return response
    response["Access-Control-Allow-Origin"] = origin
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
        response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        response["Access-Control-Max-Age"] = "86400"
    return response
