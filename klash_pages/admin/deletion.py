"""Tells the editor why a page that others rest on cannot be deleted, before anything is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages.models import PartnerPage, PartnerRole, Problem


def uses(page: Page) -> Iterator[str]:
    """Say what rests on a page: contests that name the partner, problems of the contest or challenge."""
    if page.specific_class is PartnerPage:
        roles = PartnerRole.objects.filter(partner=page.pk).select_related("page")
        for contest in dict.fromkeys(role.page.title for role in roles):
            yield _("“%(partner)s” cannot be deleted: it is a partner of %(contest)s. Remove it there first.") % {
                "partner": page.title,
                "contest": contest,
            }
    below = Q(contest__path__startswith=page.path) | Q(challenge__path__startswith=page.path)
    if Problem.objects.filter(below).exists():
        yield _("Problems belong to “%(title)s”. It cannot be deleted.") % {"title": page.title}


def keep_used_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop the deletion of a page that something rests on."""
    return _refused(request, [page])


def keep_used_pages(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: object
) -> HttpResponse | None:
    """Stop the deletion of several pages if something rests on one of them."""
    if action_type != "delete":
        return None
    return _refused(request, [page for page in objects if isinstance(page, Page)])


def _refused(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    reasons = [reason for page in pages for reason in uses(page)]
    for reason in reasons:
        messages.error(request, reason)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk) if reasons else None
