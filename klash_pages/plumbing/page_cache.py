"""Keeps whole pages for readers who are not logged in, until anything that a page may show changes.

All kept pages belong to a generation, a random token in the shared cache. Whatever changes what readers see draws a new
token when its transaction commits, and so a release empties everything at once.
The key also holds the day: what follows from dates ("open until 18.6.2019", a name's day of removal) changes at
midnight without anybody publishing.
Token and day are read before a page is made, so a page that was being made while something changed is never found.
While the cache does not answer, nothing is kept; a process that noticed it begins a new generation once it is back, for
what changed meanwhile could not be told.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

GENERATION = "klash_pages.generation"
#: Seconds. Only a bound for what a process that died between commit and emptying could leave behind.
LIFETIME = 600
#: Addresses with other parameters are made anew each time: a page could repeat them.
PARAMETERS = frozenset({"contest", "municipality", "theme", "status", "year", "page"})
_LONGEST_QUERY = 200

#: Models of the plugin that no reader sees. All others empty the cache.
UNSEEN = frozenset(
    {
        "klash_pages.pagechange",
        "klash_pages.ratecount",
        "klash_pages.releaselift",
        "klash_pages.webhookdelivery",
        "klash_pages.webhookendpoint",
    }
)
#: Models of other apps that a page shows or that decide who may see it.
SEEN_ELSEWHERE = frozenset(
    {
        "wagtailcore.site",
        "wagtailcore.locale",
        "wagtailcore.pageviewrestriction",
        "wagtailcore.collectionviewrestriction",
        "wagtailredirects.redirect",
    }
)
#: What saving a draft writes on its page; none of it is public.
DRAFT_FIELDS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "wagtail_admin_comments",
    }
)


def _cache() -> BaseCache:
    return caches[getattr(settings, "KLASH_PAGES_CACHE", "default")]


#: Whether the cache did not take a new generation from this process; then it must, before anything kept is good.
_is_owed = False


def generation() -> str:
    """Return the token of the pages that are good now."""
    if _is_owed:
        _renew()
    cache = _cache()
    token = cache.get(GENERATION)
    if token is None:
        # A lost token empties the cache; a counter would begin anew and find old pages.
        _renew()
        # A cache that keeps nothing, or does not answer, gives every reader a generation of his own.
        token = cache.get(GENERATION, uuid.uuid4().hex)
    return str(token)


def _renew() -> None:
    global _is_owed
    token = uuid.uuid4().hex
    _cache().set(GENERATION, token, timeout=None)
    _is_owed = _cache().get(GENERATION) is None


def recall(key: str) -> Any:
    """Return what another face of the site keeps in the same cache; its key holds the generation and the day."""
    return _cache().get(key)


def remember(key: str, value: Any) -> None:
    """Keep something in the same cache as the pages."""
    _cache().set(key, value, timeout=LIFETIME)


def empty() -> None:
    """Forget all kept pages as soon as the present transaction commits; nothing happens if it does not."""
    transaction.on_commit(_renew)


# What empties the cache


def is_seen(model: type[models.Model]) -> bool:
    """Whether a record of the model can show on a page."""
    label = model._meta.label_lower
    if model._meta.app_label == "klash_pages":
        return label not in UNSEEN
    return label in SEEN_ELSEWHERE or label in {get_image_model_string().lower(), get_document_model_string().lower()}


def _after_save(
    sender: type[models.Model], instance: Any, created: bool, update_fields: Any = None, **_kwargs: Any
) -> None:
    if issubclass(sender, Page):
        # Drafts are saved every few seconds while somebody writes.
        if not (created and not instance.live) and not (update_fields and set(update_fields) <= DRAFT_FIELDS):
            empty()
    elif is_seen(sender):
        empty()


def _after_delete(sender: type[models.Model], **_kwargs: Any) -> None:
    if issubclass(sender, Page) or is_seen(sender):
        empty()


def _after_signal(**_kwargs: Any) -> None:
    empty()


def watch() -> None:
    """Connect what empties the cache."""
    post_save.connect(_after_save, dispatch_uid="klash_pages.page_cache")
    post_delete.connect(_after_delete, dispatch_uid="klash_pages.page_cache")
    m2m_changed.connect(_after_delete, dispatch_uid="klash_pages.page_cache")
    # New code comes with a migration run, and with other templates.
    post_migrate.connect(_after_signal, dispatch_uid="klash_pages.page_cache")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_after_signal, dispatch_uid="klash_pages.page_cache")


# What is kept


def etag_of(content: bytes) -> str:
    """Return the ETag of an answer. It follows from the content alone, so every process gives the same one."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def keep(request: HttpRequest) -> None:
    """Say that the answer to this request is the same for every reader who is not logged in."""
    request.META["klash_pages.keep"] = True


def keep_pages(page: Page, request: HttpRequest, *_args: Any) -> None:
    """Keep the pages of this plugin, and leave the pages of other apps, whose changes nobody watches, alone."""
    if page.specific_class is not None and page.specific_class._meta.app_label == "klash_pages":
        keep(request)


def _is_personal(request: HttpRequest) -> bool:
    """Whether the answer may depend on who asks: logged in, with a message waiting, or looking at a draft."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or "messages" in request.COOKIES
        or "HTTP_AUTHORIZATION" in request.META
        or getattr(request, "is_dummy", False)
    )


def _key(request: HttpRequest) -> str | None:
    """Return what a kept page is found by, or None if the answer to the request is not kept."""
    query = request.META.get("QUERY_STRING", "")
    if request.method not in ("GET", "HEAD") or _is_personal(request) or len(query) > _LONGEST_QUERY:
        return None
    if query and not PARAMETERS.issuperset(request.GET):
        return None
    parts = (generation(), timezone.localdate(), request.scheme, request.get_host(), request.path, query)
    return "klash_pages.page." + hashlib.sha256(repr(parts).encode()).hexdigest()


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    control = response.get("Cache-Control", "")
    return (
        "klash_pages.keep" in request.META
        and request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not any(word in control for word in ("no-store", "private"))
        and vary <= {"accept-encoding", "cookie"}
    )


class PageCacheMiddleware:
    """Answers from the cache, outside sessions and languages; stands right after the middleware for security.

    Browsers and proxies may keep a page too, but ask each time whether it is still good, so nothing goes on being shown
    after it changed; the answer is mostly 304.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from the cache, or make the answer and keep it."""
        key = _key(request)
        if key is not None and (kept := _cache().get(key)) is not None:
            headers, body = kept
            return self._answer(request, HttpResponse(body, headers=headers))
        response = self.get_response(request)
        if "klash_pages.keep" in request.META:
            patch_vary_headers(response, ["Cookie"])
            if key is None and _is_personal(request):
                response.headers.setdefault("Cache-Control", "private, no-cache")
        if key is None or not _may_be_kept(request, response):
            return response
        response.headers.setdefault("Cache-Control", "public, no-cache")
        response.headers["ETag"] = etag_of(response.content)
        _cache().set(key, (dict(response.items()), response.content), timeout=LIFETIME)
        return self._answer(request, response)

    @staticmethod
    def _answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return get_conditional_response(request, etag=response["ETag"], response=response) or response
