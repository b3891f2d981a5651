"""Which pages do not go away alone: what readers see in several languages, or with pages below it, goes as a whole.

Wagtail deletes, unpublishes and moves one page of one language. All its doors (single, bulk, API, expiry, script) end
in the signals before saving, deleting and moving, so that is where a page asks here. What goes as a whole, and with
which reason, is carried out by `taking_down`; a released award is taken back by `releases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.signals import pre_delete, pre_save
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from klash_pages.localization.language_names import in_language
from klash_pages.models import (
    AwardPage,
    ChallengeIndexPage,
    ChallengePage,
    ContestIndexPage,
    ContestPage,
    HomePage,
    MunicipalityIndexPage,
    NewsIndexPage,
    PartnerIndexPage,
    ProblemIndexPage,
    ResultIndexPage,
    SearchPage,
    TeamIndexPage,
    TeamPage,
)
from klash_pages.models.resting import KeptError
from klash_pages.publication import doors

#: Editors take these down, in all languages at once.
TOGETHER = (TeamPage, ChallengePage, ContestPage)
#: What the menus and links of every language lead to: an administrator takes these down.
LISTS = (
    ChallengeIndexPage,
    ContestIndexPage,
    MunicipalityIndexPage,
    NewsIndexPage,
    PartnerIndexPage,
    ProblemIndexPage,
    ResultIndexPage,
    SearchPage,
    TeamIndexPage,
)
KEPT = (AwardPage, *TOGETHER, *LISTS, HomePage)

_ONCE_PUBLIC = Q(live=True) | Q(first_published_at__isnull=False)

#: The translation keys of the pages that are just going away as a whole.
_going: ContextVar[frozenset[UUID]] = ContextVar("klash_pages_going", default=frozenset())


@contextmanager
def going(keys: Iterable[UUID]) -> Iterator[None]:
    """Let the pages of these translation keys go away, while the context lasts."""
    token = _going.set(_going.get() | frozenset(keys))
    try:
        yield
    finally:
        _going.reset(token)


def is_kept(page: Page) -> bool:
    """Whether a page is of a type that does not go away alone."""
    return issubclass(page.specific_class or Page, KEPT)


def check_unpublished(page: Page) -> None:
    """Ask before a live page is unpublished.

    Raises:
        KeptError: another language, a page below it or a released award would be left behind.
    """
    if not is_kept(page) or page.translation_key in _going.get():
        return
    kind = page.specific_class
    if issubclass(kind, AwardPage):
        if not doors.is_taken_back(page):
            raise KeptError(doors.say_why_it_goes(), page)
        return
    below = page.get_descendants().live()
    hanging = [*_languages(_others(page).filter(live=True)), *_below(below), *_awards(page)]
    if hanging:
        head = _("“%(title)s” is not unpublished by itself.") % {"title": page.title}
        raise KeptError(" ".join([head, *hanging, _door(kind)]), page)


def check_deleted(page: Page) -> None:
    """Ask before a page is deleted. What was never public goes freely.

    Raises:
        KeptError: it is an award that has been released, or another language would be left behind; a list or a home
            page stays also because of the pages below it.
    """
    if not is_kept(page):
        return
    kind = page.specific_class
    if issubclass(kind, AwardPage):
        if _family(page).filter(_ONCE_PUBLIC).exists():
            raise KeptError(never_deleted(page), page)
        return
    if page.translation_key in _going.get() or not _was_public(page):
        return
    hanging = [*_languages(_others(page).filter(_ONCE_PUBLIC)), *_awards(page)]
    if not issubclass(kind, TOGETHER):
        hanging += _below(page.get_descendants())
    if hanging:
        head = _("“%(title)s” is not deleted by itself.") % {"title": page.title}
        raise KeptError(" ".join([head, *hanging, _door(kind)]), page)


def check_moved(page: Page) -> None:
    """Ask before a page is moved below another parent.

    Raises:
        KeptError: its other languages would be left behind; a list or a home page stays also because of the pages
            below it.
    """
    if not is_kept(page) or not _was_public(page):
        return
    kind = page.specific_class
    hanging = list(_languages(_others(page).filter(_ONCE_PUBLIC)))
    if not issubclass(kind, TOGETHER):
        hanging += _below(page.get_descendants())
    if hanging:
        head = _("“%(title)s” is not moved by itself.") % {"title": page.title}
        stays = _("Its place in the tree is the same in every language.")
        raise KeptError(" ".join([head, *hanging, stays, _door(kind)]), page)


def refuse_expiry(page: Page) -> None:
    """Refuse a day on which Wagtail would unpublish a page in one language; awards and teams say so themselves.

    Raises:
        ValidationError: the page does not go alone, and has such a day.
    """
    if page.expire_at and is_kept(page) and not isinstance(page, AwardPage | TeamPage):
        # Not beside a field: not every form has one for it.
        raise ValidationError(
            _("“%(title)s” goes in all languages at once. It does not expire by itself: take the expiry date away.")
            % {"title": page.title}
        )


def never_deleted(award: Page) -> str:
    """The sentence for every door that would delete an award that has been released."""
    return _("“%(title)s” has been released. It is taken back with a reason; its page is never deleted.") % {
        "title": award.title
    }


def _family(page: Page) -> QuerySet[Page]:
    return Page.objects.filter(translation_key=page.translation_key)


def _others(page: Page) -> QuerySet[Page]:
    return _family(page).exclude(pk=page.pk)


def _was_public(page: Page) -> bool:
    return Page.objects.filter(_ONCE_PUBLIC, pk=page.pk).exists()


def _languages(pages: QuerySet[Page]) -> Iterator[str]:
    codes = pages.order_by("path").values_list("locale__language_code", flat=True)
    if names := [in_language(code) for code in codes]:
        yield _("It also exists %(languages)s.") % {"languages": get_text_list(names, _("and"))}


def _below(pages: QuerySet[Page]) -> list[str]:
    number = pages.count()
    if not number:
        return []
    return [
        ngettext("%(number)d page stands below it.", "%(number)d pages stand below it.", number) % {"number": number}
    ]


def _awards(page: Page) -> Iterator[str]:
    if not issubclass(page.specific_class or Page, TeamPage):
        return
    awards = AwardPage.objects.live().filter(team__translation_key=page.translation_key)
    if award := awards.order_by("path").first():
        yield _("It is the team of the released award “%(award)s”.") % {"award": award.title}


def _door(kind: type[Page]) -> str:
    if issubclass(kind, HomePage):
        return _("The whole site of a language would go with it: ask whoever runs the server.")
    if issubclass(kind, TOGETHER):
        return _("Use “Take down in all languages”.")
    return _("An administrator can take it down in all languages.")


def _before_save(
    sender: type[Any], instance: Any, raw: bool = False, update_fields: Iterable[str] | None = None, **_kwargs: Any
) -> None:
    if raw or not issubclass(sender, Page) or instance._state.adding:  # noqa: SLF001 - documented by Django
        return
    if instance.live:
        if sender is Page:
            _ask_release(instance)
        return
    if (update_fields is not None and "live" not in update_fields) or not is_kept(instance):
        return
    if Page.objects.filter(pk=instance.pk, live=True).exists():
        check_unpublished(instance)


def _ask_release(page: Page) -> None:
    """Ask for an award or a team that is saved as a bare page, past the `save()` of its own type."""
    kind = page.specific_class or Page
    if issubclass(kind, AwardPage):
        doors.check_award_saved(page)
    elif issubclass(kind, TeamPage):
        doors.check_team_saved(page)


def _before_delete(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    # Every page is announced once as a page, and again as what it is in particular.
    if sender is Page:
        check_deleted(instance)


def watch() -> None:
    """Ask before every page is unpublished or deleted; moves are asked about in `permanent_addresses`."""
    pre_save.connect(_before_save, dispatch_uid="klash_pages_check_unpublished")
    pre_delete.connect(_before_delete, dispatch_uid="klash_pages_check_deleted")
