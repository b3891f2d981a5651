"""Writes down which pages a transaction touches, and what everybody could see of them before.

All doors end at a page's `save()`, at its deletion or at a move; a restriction of who may read makes pages appear and
go, too. What has become of a page is judged after the commit, in `gathering`: so a draft, a schedule and a translation
that waits leave no trace, and a release of many pages becomes one message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move, pre_page_move

from klash_pages.models import PageChange, WebhookEndpoint
from klash_pages.plumbing.page_cache import DRAFT_FIELDS
from klash_pages.webhooks.gathering import gather_page_changes
from klash_pages.webhooks.states import States, public_states

_BEFORE = "_klash_pages_before"
#: A move sends its two signals with two different objects.
_moving: ContextVar[States | None] = ContextVar("klash_pages_moving", default=None)


def _is_wanted() -> bool:
    return WebhookEndpoint.objects.filter(is_active=True).exists()


def _write_down(before: States) -> None:
    PageChange.objects.bulk_create(PageChange(page_id=pk, before=state) for pk, state in before.items())
    transaction.on_commit(lambda: gather_page_changes.enqueue())


# Saving


def _before_save(
    sender: type[models.Model], instance: Any, raw: bool = False, update_fields: Any = None, **_kwargs: Any
) -> None:
    if not issubclass(sender, Page):
        return
    vars(instance).pop(_BEFORE, None)
    if raw or (update_fields and set(update_fields) <= DRAFT_FIELDS) or not _is_wanted():
        return
    if instance._state.adding:  # noqa: SLF001 - documented by Django
        vars(instance)[_BEFORE] = {}
        return
    pages = Page.objects.filter(pk=instance.pk)
    if pages.exclude(slug=instance.slug).exists():  # with it, everything below moves
        pages = Page.objects.descendant_of(instance, inclusive=True)
    vars(instance)[_BEFORE] = {instance.pk: None} | public_states(pages)


def _after_save(sender: type[models.Model], instance: Any, **_kwargs: Any) -> None:
    if issubclass(sender, Page) and (before := vars(instance).pop(_BEFORE, None)) is not None:
        _write_down(before or {instance.pk: None})


# Moving and deleting


def _before_move(instance: Page, **_kwargs: Any) -> None:
    _moving.set(_live_below(instance) if _is_wanted() else None)


def _after_move(**_kwargs: Any) -> None:
    before = _moving.get()
    _moving.set(None)
    if before:
        _write_down(before)


def _live_below(page: Page) -> States:
    """Return what can be seen of a page and of everything below it; a live page that is not public counts as unseen."""
    pages = Page.objects.descendant_of(page, inclusive=True)
    hidden: States = dict.fromkeys(pages.live().values_list("pk", flat=True))
    return hidden | public_states(pages)


def _before_delete(instance: Page, **_kwargs: Any) -> None:
    # A page that nobody sees goes unnoticed.
    if instance.live and _is_wanted() and (before := public_states(Page.objects.filter(pk=instance.pk))):
        _write_down(before)


# Who may read


def _before_restriction(instance: PageViewRestriction, raw: bool = False, **_kwargs: Any) -> None:
    if not raw and _is_wanted():
        vars(instance)[_BEFORE] = _live_below(instance.page)


def _after_restriction(instance: PageViewRestriction, **_kwargs: Any) -> None:
    if before := vars(instance).pop(_BEFORE, None):
        _write_down(before)


def _signals() -> Iterator[tuple[Any, Any, Any]]:
    yield pre_save, _before_save, None
    yield post_save, _after_save, None
    yield pre_page_move, _before_move, None
    yield post_page_move, _after_move, None
    yield pre_delete, _before_delete, Page
    for signal in (pre_save, pre_delete):
        yield signal, _before_restriction, PageViewRestriction
    for signal in (post_save, post_delete):
        yield signal, _after_restriction, PageViewRestriction


def watch() -> None:
    """Connect writing down to whatever changes what everybody can read."""
    for signal, receiver, sender in _signals():
        signal.connect(receiver, sender=sender, dispatch_uid=f"klash_pages.webhooks.{receiver.__name__}")
