"""Checks of the host site: our commands and our end of a review run, its cache is shared, its settings are sound."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's own name
from django.core.management import get_commands

from klash_pages import previewing
from klash_pages.models import hooks


@register()
def check_publish_scheduled(**_kwargs: Any) -> list[CheckMessage]:
    """Warn if another app's `publish_scheduled` comes before ours."""
    if get_commands().get("publish_scheduled") == "klash_pages":
        return []
    return [
        Warning(
            "Scheduled releases are not carried out: another app's publish_scheduled comes first.",
            hint="List klash_pages before wagtail in INSTALLED_APPS.",
            id="klash_pages.W001",
        )
    ]


@register()
def check_hooks(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse to start while a model asks what nobody answers: a page would have no guard."""
    return [
        Error(
            f"Nobody answers what models ask: {name}.", hint="Answer it in klash_pages/apps.py.", id="klash_pages.E005"
        )
        for name in hooks.unanswered()
    ]


@register()
def check_webhook_networks(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a network that cannot be read: it would stop every message."""
    wrong: list[CheckMessage] = []
    for network in getattr(settings, "KLASH_PAGES_WEBHOOK_NETWORKS", []):
        try:
            ipaddress.ip_network(network)
        except ValueError as error:
            wrong.append(Error(f"KLASH_PAGES_WEBHOOK_NETWORKS: {error}", id="klash_pages.E001"))
    return wrong


@register()
def check_previews(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse places for previews that do not exist, or a front end that nobody has named."""
    places = previewing.places()
    if not places or not {previewing.SITE, previewing.HEADLESS}.issuperset(places):
        return [Error('KLASH_PAGES_PREVIEWS: write "site", "headless" or both.', id="klash_pages.E002")]
    urls = getattr(settings, "WAGTAIL_HEADLESS_PREVIEW", {}).get("CLIENT_URLS", {})
    if previewing.HEADLESS in places and not (apps.is_installed(previewing.APP) and any(urls.values())):
        return [
            Error(
                "KLASH_PAGES_PREVIEWS names a separate front end, but the site does not know it.",
                hint=f'Add "{previewing.APP}" to INSTALLED_APPS and CLIENT_URLS to WAGTAIL_HEADLESS_PREVIEW.',
                id="klash_pages.E003",
            )
        ]
    return []


@register()
def check_finished_review(**_kwargs: Any) -> list[CheckMessage]:
    """Warn if the approval of an award would try to publish it outside its release."""
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return []
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", "") == "klash_pages.publication.finish_review.finish":
        return []
    return [
        Warning(
            "Awards cannot be approved in a workflow: the end of the workflow would publish them outside a release.",
            hint="Set WAGTAIL_FINISH_WORKFLOW_ACTION to klash_pages.publication.finish_review.finish.",
            id="klash_pages.W002",
        )
    ]


@register()
def check_tokens(**_kwargs: Any) -> list[CheckMessage]:
    """Warn if tokens of the API are judged only once a minute."""
    judge = "klash_pages.plumbing.api_token_lifetime.TokenMiddleware"
    if not apps.is_installed("wagtail.api.v3") or judge in settings.MIDDLEWARE:
        return []
    return [
        Warning(
            "API tokens have no age limit at the door of the API.",
            hint=f'Add "{judge}" to MIDDLEWARE.',
            id="klash_pages.W003",
        )
    ]


_NOT_SHARED = ("django.core.cache.backends.locmem.LocMemCache", "django.core.cache.backends.dummy.DummyCache")
#: These lose counts: they keep them for one process, or read and write them in two steps, or are silent when away.
_NOT_COUNTING = (
    *_NOT_SHARED,
    "django.core.cache.backends.filebased.FileBasedCache",
    "django.core.cache.backends.db.DatabaseCache",
    "klash_pages.plumbing.fail_open_cache.FailOpenRedisCache",
)


def _backend(alias: str) -> str:
    return str(settings.CACHES.get(alias, {}).get("BACKEND", ""))


@register()
def check_shared_cache(**_kwargs: Any) -> list[CheckMessage]:
    """Warn if the cache of the pages is not shared by all processes: some would show what has changed in others.

    While somebody works on templates (`DEBUG`) it may keep nothing at all.
    """
    alias = getattr(settings, "KLASH_PAGES_CACHE", "default")
    backend = _backend(alias)
    if backend not in _NOT_SHARED or (settings.DEBUG and backend.endswith("DummyCache")):
        return []
    return [
        Warning(
            f"Pages are kept in a cache that processes do not share ({alias}: {backend.rpartition('.')[2]}). What one "
            "process publishes, a scheduled release too, others show up to ten minutes late.",
            hint="Name a shared cache in CACHES, in files, a database or Redis, or its alias in KLASH_PAGES_CACHE.",
            id="klash_pages.W004",
        )
    ]


@register()
def check_limits(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse to count limits in a cache that cannot count for all processes."""
    alias = getattr(settings, "KLASH_PAGES_LIMITS_CACHE", "")
    if not alias or (alias in settings.CACHES and _backend(alias) not in _NOT_COUNTING):
        return []
    return [
        Error(
            f"KLASH_PAGES_LIMITS_CACHE: {alias} is no cache in which all processes can count.",
            hint="Name one in Redis, or leave the setting out: limits are then counted in a table.",
            id="klash_pages.E004",
        )
    ]
