"""The door of a release: an award turns live inside a release and nowhere else, a team not before its challenge.

Wagtail's admin and its API publish past `Page.publish`, and copying a live page publishes nothing at all. What all
doors share is `save()`, so that is where a page that turns live asks here. What a release demands is in
`requirements`; carrying it out is in `releases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPagePermissionError

if TYPE_CHECKING:
    from wagtail.models import Page

    from klash_pages.models import AwardPage, TeamPage

#: The translation keys of the pages that the running release makes public.
_released: ContextVar[frozenset[UUID]] = ContextVar("klash_pages_released", default=frozenset())
#: The translation keys of the awards that are being taken back with a reason.
_taken_back: ContextVar[frozenset[UUID]] = ContextVar("klash_pages_taken_back", default=frozenset())


class ReleaseRefusedError(PublishPagePermissionError):
    """A page may not go live, or may not go away; the sentences say why."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@contextmanager
def _within(variable: ContextVar[frozenset[UUID]], keys: Iterable[UUID]) -> Iterator[None]:
    token = variable.set(frozenset(keys))
    try:
        yield
    finally:
        variable.reset(token)


def opened(keys: Iterable[UUID]) -> Any:
    """Let the pages of these translation keys turn live, while the context lasts."""
    return _within(_released, keys)


def taking_back(keys: Iterable[UUID]) -> Any:
    """Let the awards of these translation keys go away, while the context lasts."""
    return _within(_taken_back, keys)


def is_taken_back(award: Page) -> bool:
    """Whether an award is just being taken back with a reason."""
    return award.translation_key in _taken_back.get()


def _was_live(page: Page) -> bool:
    return type(page).objects.filter(pk=page.pk, live=True).exists()


def check_award_saved(award: AwardPage) -> None:
    """Ask before an award is saved.

    Raises:
        ReleaseRefusedError: it would turn live outside a release, or go away without a reason.
        ValidationError: it has a schedule of Wagtail's.
    """
    refuse_schedule(award)
    if award.live:
        if award.translation_key not in _released.get() and not _was_live(award):
            raise ReleaseRefusedError([use_the_release_screen()])
    elif award.pk and not is_taken_back(award) and _was_live(award):
        raise ReleaseRefusedError([say_why_it_goes()])


def check_award_published(award: AwardPage) -> None:
    """Ask before an award's revision is published.

    Raises:
        ReleaseRefusedError: the award is not public and this is no release.
    """
    if not award.live and award.translation_key not in _released.get():
        raise ReleaseRefusedError([use_the_release_screen()])


def check_team_saved(team: TeamPage) -> None:
    """Ask before a team is saved.

    Raises:
        ReleaseRefusedError: it would turn live before its challenge is decided.
        ValidationError: it has a schedule of Wagtail's.
    """
    refuse_schedule(team)
    if team.live and not _was_live(team):
        check_team(team)


def check_team(team: TeamPage) -> None:
    """Ask before a team is published.

    Raises:
        ReleaseRefusedError: entries are judged without names, and the challenge has neither a live award nor an ending.
    """
    if team.translation_key in _released.get() or may_show_teams(team.get_parent().specific):
        return
    raise ReleaseRefusedError([_("Teams are shown when the jury has decided the challenge.")])


def may_show_teams(challenge: Any) -> bool:
    """Whether the teams of a challenge may be public: it is decided, or its contest is judged with open names."""
    from klash_pages.models import AwardPage  # lazy: apps are ready

    if challenge.ending or not challenge.get_parent().specific.judged_anonymously:
        return True
    return AwardPage.objects.live().filter(path__startswith=challenge.path).exists()


def refuse_schedule(page: Page) -> None:
    """Refuse Wagtail's own schedule on an award or a team.

    Raises:
        ValidationError: the page has a day to go live or to expire.
    """
    # Not beside a field: the form has none for it.
    if page.go_live_at:
        raise ValidationError(use_the_release_screen())
    if page.expire_at:
        raise ValidationError(say_why_it_goes())


def use_the_release_screen() -> str:
    """The sentence for every door that is not the release."""
    return _("An award and its team are published on the screen “Release results”, in all languages at one moment.")


def say_why_it_goes() -> str:
    """The sentence for every door that would make a released award disappear."""
    return _("A released award is taken back on its own page, with a reason. A dated note on the page is often better.")
