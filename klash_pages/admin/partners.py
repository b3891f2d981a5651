"""Tells the editor in which contests a partner is named, before anything is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages.models import PartnerPage, PartnerRole


def _refuse(request: HttpRequest, pages: Iterable[Page]) -> bool:
    roles = PartnerRole.objects.filter(partner__in=[page.pk for page in pages if page.specific_class is PartnerPage])
    uses = list(
        dict.fromkeys((role.partner.title, role.page.title) for role in roles.select_related("partner", "page"))
    )
    for partner, contest in uses:
        messages.error(
            request,
            _("“%(partner)s” cannot be deleted: it is a partner of %(contest)s. Remove it there first.")
            % {"partner": partner, "contest": contest},
        )
    return bool(uses)


def keep_used_partner(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop the deletion of a partner that a contest names."""
    return redirect("wagtailadmin_pages:edit", page.pk) if _refuse(request, [page]) else None


def keep_used_partners(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    """Stop the deletion of several pages among which is a partner that a contest names."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "delete" or not pages or not _refuse(request, pages):
        return None
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
