"""Wagtail's own doors for pages that do not go away alone: the reason, and the way to the screen that does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.registry import ActionRegistry
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages.models import AwardPage, HomePage
from klash_pages.publication import keeping, permanent_addresses
from klash_pages.publication.taking_down import uses


class WholeDeletePageAction(DeletePageAction):
    """Deletes a page for a program. A refusal takes back what Wagtail wrote into the log before it."""

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        """Delete the page.

        Raises:
            PermissionDenied: the user may not, the page does not go alone, or others rest on it.
        """
        with transaction.atomic():
            return super().execute(*args, **kwargs)


def register_actions(registry: ActionRegistry) -> None:
    """Take the place of Wagtail's action."""
    registry.register(Page, WholeDeletePageAction)


def _refused_move(page: Page) -> None:
    """Ask whether a page moves anywhere at all."""
    permanent_addresses.check_move(page, None)


_CHECKS: dict[str, Callable[[Page], None]] = {
    "delete": keeping.check_deleted,
    "unpublish": keeping.check_unpublished,
    "move": _refused_move,
}


def refusal(action: str, page: Page) -> PermissionDenied | None:
    """Return why a page is not deleted, unpublished or moved by Wagtail's own screens; None if it may be."""
    if action == "unpublish" and not page.live:
        return None
    try:
        _CHECKS[action](page)
    except (keeping.KeptError, permanent_addresses.MoveRefusedError) as error:
        return error
    return None


def door(page: Page) -> tuple[str, str] | None:
    """The address and the name of the screen that takes a page away rightly; None for a home page, which has none."""
    kind = page.specific_class or Page
    if issubclass(kind, AwardPage):
        return (reverse("wagtailadmin_pages:unpublish", args=[page.pk]), _("Take award back")) if page.live else None
    if issubclass(kind, HomePage) or not issubclass(kind, keeping.KEPT):
        return None
    return reverse("klash_pages_take_down", args=[page.pk]), _("Take down in all languages")


def tell(request: HttpRequest, error: PermissionDenied) -> None:
    """Say why, with the way to the right screen beside it."""
    page = getattr(error, "page", None)
    way = door(page) if page is not None else None
    messages.error(request, str(error), buttons=[messages.button(*way)] if way else None)


def keep_deleted(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop the deletion of a page that does not go alone, or that something rests on."""
    return _refused(request, "delete", [page])


def keep_unpublished(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop the unpublishing of a page that does not go alone, or of one below it."""
    return _refused(request, "unpublish", _with_descendants([page], request.POST.get("include_descendants")))


def keep_several(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Stop an action on several pages if one of them does not go alone."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type == "unpublish":
        pages = _with_descendants(pages, getattr(action.cleaned_form, "cleaned_data", {}).get("include_descendants"))
    return _refused(request, action_type, pages) if action_type in ("delete", "unpublish") else None


def _with_descendants(pages: list[Page], wanted: object) -> list[Page]:
    below = [child for page in pages for child in page.get_descendants().live()] if wanted else []
    return [*pages, *below]


def reasons(action: str, page: Page) -> list[PermissionDenied]:
    """Everything that keeps a page from an action."""
    if error := refusal(action, page):
        return [error]
    return [PermissionDenied(sentence) for sentence in uses(page)] if action == "delete" else []


def _refused(request: HttpRequest, action: str, pages: list[Page]) -> HttpResponse | None:
    found = [error for page in pages for error in reasons(action, page)]
    for error in found:
        tell(request, error)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk) if found else None
