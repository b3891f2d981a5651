"""An announced award keeps its address for good, and awards and teams stay with their challenge.

The address of an award holds the slugs of all pages above it, so they are kept too. Every door that changes a slug
ends at `clean()`. Moving saves through Wagtail's base class and never asks the page; what all ways to move share is the
signal before it, and its receiver only asks here.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePagePermissionError
from wagtail.models import Page
from wagtail.signals import pre_page_move

from klash_pages.models import AwardPage, TeamPage
from klash_pages.publication.keeping import check_moved


class MoveRefusedError(MovePagePermissionError):
    """A page may not be moved; the sentence says why."""


def check_slug(page: Page) -> None:
    """Refuse another slug for an announced award, or for a page above one.

    Raises:
        ValidationError: the address of an announced award would change.
    """
    if page.pk is None or not page.path:
        return
    before = Page.objects.filter(pk=page.pk).values_list("slug", flat=True).first()
    if before is not None and before != page.slug and _holds_announced(page):
        raise ValidationError(
            {"slug": _("The address of an announced award never changes: keep “%(slug)s”.") % {"slug": before}}
        )


def _holds_announced(page: Page) -> bool:
    """Whether a page is an award that has been announced, or stands above one."""
    return AwardPage.objects.filter(path__startswith=page.path, first_published_at__isnull=False).exists()


def check_move(page: Page, parent: Page | None) -> None:
    """Ask before a page is moved below a parent; another place below its own is free. None is any other parent.

    Raises:
        MoveRefusedError: it belongs to its challenge, or an announced award would get another address.
        KeptError: its other languages would be left behind.
    """
    own = page.get_parent()
    if parent is not None and own.pk == parent.pk:
        return
    if page.specific_class in (AwardPage, TeamPage):
        raise MoveRefusedError(_("“%(title)s” belongs to its challenge and cannot be moved.") % {"title": page.title})
    if _holds_announced(page):
        raise MoveRefusedError(
            _("“%(title)s” holds an announced award, whose address never changes. It cannot be moved.")
            % {"title": page.title}
        )
    check_moved(page)


def _ask(instance: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    check_move(instance, parent_page_after)


def watch() -> None:
    """Ask before every move."""
    pre_page_move.connect(_ask, dispatch_uid="klash_pages_check_move")
