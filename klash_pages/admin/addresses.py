"""Tells an editor why a page cannot move, or that it has a new address to which the old one leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from klash_pages.admin.deletion import tell
from klash_pages.publication.keeping import KeptError
from klash_pages.publication.permanent_addresses import MoveRefusedError, check_move


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


def explain_refused_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Stop a move away from the challenge, from an announced address, or from the page's other languages."""
    return _refused(request, [page], destination)


def explain_refused_moves(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Stop the move of several pages if one of them has to stay."""
    destination = getattr(action.cleaned_form, "cleaned_data", {}).get("chooser")
    if action_type != "move" or destination is None:
        return None
    return _refused(request, [page for page in objects if isinstance(page, Page)], destination)


def _refused(request: HttpRequest, pages: list[Page], destination: Page) -> HttpResponse | None:
    refused = False
    for page in pages:
        try:
            check_move(page, destination)
        except (MoveRefusedError, KeptError) as refusal:
            tell(request, refusal)
            refused = True
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk) if refused else None
