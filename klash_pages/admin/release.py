"""Tells the editor why a release is refused, before anything is published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages import release
from klash_pages.models import AwardPage, TeamPage


def explain_refused_release(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop an award or a team that may not go live, and say why, before anything is published."""
    page = page.specific
    if page.live or not isinstance(page, AwardPage | TeamPage):
        return None
    try:
        if isinstance(page, TeamPage):
            release.check_team(page)
        elif reasons := release.refusals(page):
            raise release.ReleaseRefusedError(reasons)
    except release.ReleaseRefusedError as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None
