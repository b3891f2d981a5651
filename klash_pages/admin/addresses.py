"""Tells an editor that a page has a new address, and that the old one leads to it."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page


def _leaves_redirects() -> bool:
    return apps.is_installed("wagtail.contrib.redirects") and getattr(settings, "WAGTAILREDIRECTS_AUTO_CREATE", True)


def _tell(request: HttpRequest, old: str | None, new: str | None) -> None:
    if old and new and old != new and _leaves_redirects():
        messages.info(
            request,
            _("The address is now %(new)s. The old address %(old)s leads to it.") % {"old": old, "new": new},
        )


def remember_address(request: HttpRequest, page: Page, *_destination: Page) -> None:
    """Before publishing or moving: note where readers find the page now."""
    before = Page.objects.filter(pk=page.pk, live=True).first()
    request.klash_address_before = before.get_url(request) if before else None  # type: ignore[attr-defined]


def tell_new_address(request: HttpRequest, page: Page) -> None:
    """After publishing or moving: say so if the address has changed."""
    after = Page.objects.filter(pk=page.pk, live=True).first()
    _tell(request, getattr(request, "klash_address_before", None), after.get_url(request) if after else None)
