"""Tells the editor why a news item has to wait, before anything is published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages.models import NewsPage
from klash_pages.publication import news_embargo


def explain_waiting_news(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop a news item about an award that is not announced by then, and say why."""
    page = page.specific
    if not isinstance(page, NewsPage):
        return None
    draft = page.get_latest_revision_as_object()
    reasons = news_embargo.refusals(draft, draft.go_live_at)
    for reason in reasons:
        messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk) if reasons else None
