"""Tells the editor why a page that others rest on cannot be deleted, before anything is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.registry import ActionRegistry
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


class DeleteUnusedPageAction(DeletePageAction):
    """Deletes a page for a program, or tells it, too, why not."""

    def execute(self, *args: Any, skip_permission_checks: bool = False, **kwargs: Any) -> Any:
        """Delete the page.

        Raises:
            PermissionDenied: something rests on the page, or the user may not.
        """
        self.check(skip_permission_checks=skip_permission_checks)
        if reasons := list(uses(self.page)):
            raise PermissionDenied(" ".join(reasons))
        try:
            with transaction.atomic():
                return super().execute(*args, skip_permission_checks=True, **kwargs)
        except (ProtectedError, RestrictedError) as error:
            words = _("“%(title)s” cannot be deleted: other pages or records rest on it.")
            raise PermissionDenied(words % {"title": self.page.title}) from error


def register_actions(registry: ActionRegistry) -> None:
    """Take the place of Wagtail's action."""
    registry.register(Page, DeleteUnusedPageAction)


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
