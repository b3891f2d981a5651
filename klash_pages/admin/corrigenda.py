"""Asks an editor what changed dates rest on, before anything is published; the draft is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages import corrigenda, following
from klash_pages.models import ChallengePage

#: Where an editor answers; Wagtail opens the tab that holds the field.
ANSWER: Final = "#id_dates_corrigendum"


def ask(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop a challenge at Publish, and go back with the question to the fields, and the tab, that answer it."""
    reasons = _reasons(page)
    for reason in reasons:
        messages.error(request, reason)
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]) + ANSWER) if reasons else None


def ask_in_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Stop bulk publishing if a challenge among the pages, or below them, changes its dates without a ground."""
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if getattr(action.cleaned_form, "cleaned_data", {}).get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants().type(ChallengePage)]
    reasons = [f"{page.get_admin_display_title()}: {reason}" for page in pages for reason in _reasons(page)]
    for reason in dict.fromkeys(reasons):
        messages.error(request, reason)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk) if reasons else None


def _reasons(page: Page) -> list[str]:
    page = page.specific
    if not isinstance(page, ChallengePage) or not following.is_source(page):
        return []
    draft = page.get_latest_revision_as_object()
    day = timezone.localdate(draft.go_live_at) if draft.go_live_at else None
    try:
        corrigenda.check_challenge(draft, day)
    except ValidationError as error:
        return error.messages
    return []
