"""Releasing results: when an award and its team may go live, and that all languages go at once.

Wagtail's admin and its API publish past `Page.publish`, and copying a live page publishes nothing at all. What all
doors share is `save()`, so that is where a page that turns live asks here. `publish()` asks too, because scheduling
saves nothing live, and because all of a release belongs in one transaction. Rules: the jury record is locked and the
contest decision made, or an editor and a lawyer have lifted the rule with a reason (`lawyer.md` § 5); no more winners
than the contest's rules allow; Swedish and Finnish ready, with their teams and challenges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.log_actions import LogContext

if TYPE_CHECKING:
    from klash_pages.models import AwardPage, ChallengePage, TeamPage

_releasing: ContextVar[bool] = ContextVar("klash_pages_releasing", default=False)


class ReleaseRefusedError(PublishPagePermissionError):
    """A page may not go live yet; the sentences say why."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@contextmanager
def _release() -> Iterator[None]:
    token = _releasing.set(True)
    try:
        yield
    finally:
        _releasing.reset(token)


def _required_languages() -> list[str]:
    return list(getattr(settings, "KLASH_PAGES_REQUIRED_LANGUAGES", ["sv", "fi"]))


def _languages_of(pages: QuerySet[Any]) -> set[str]:
    return set(pages.values_list("locale__language_code", flat=True))


def refusals(award: AwardPage) -> list[str]:
    """Return why an award may not be released now, as sentences; an empty list means that it may."""
    challenge = award.get_parent().specific
    return [
        *_missing_decision(award, challenge),
        *_wrong_winner(award, challenge),
        *_missing_languages(award, challenge),
    ]


def _missing_decision(award: AwardPage, challenge: ChallengePage) -> Iterator[str]:
    from klash_pages.models import ReleaseLift

    if ReleaseLift.objects.filter(award_key=award.translation_key).exists():
        return
    if not challenge.is_jury_record_locked:
        yield _("The jury record is not locked: its signing date or its signers are missing.")
    if not challenge.is_contest_decision_made:
        yield _("The contest decision has not been made.")


def _wrong_winner(award: AwardPage, challenge: ChallengePage) -> Iterator[str]:
    from klash_pages.models import AwardPage

    if award.team.get_parent().translation_key != challenge.translation_key:
        yield _("The team competes for another challenge.")
    others = AwardPage.objects.live().child_of(challenge).exclude(translation_key=award.translation_key)
    if others.count() + 1 > challenge.winners_allowed:
        yield _("The rules of the challenge allow no more winners.")


def _missing_languages(award: AwardPage, challenge: ChallengePage) -> Iterator[str]:
    from klash_pages.models import AwardPage, ChallengePage, TeamPage

    awards = _languages_of(AwardPage.objects.filter(translation_key=award.translation_key))
    teams = _languages_of(TeamPage.objects.filter(translation_key=award.team.translation_key))
    challenges = _languages_of(ChallengePage.objects.live().filter(translation_key=challenge.translation_key))
    for language in _required_languages():
        if language not in awards:
            yield _("The award has no version in the language “%(language)s”.") % {"language": language}
    for language in sorted(awards):
        if language not in teams:
            yield _("The team has no version in the language “%(language)s”.") % {"language": language}
        if language not in challenges:
            yield _("The challenge is not public in the language “%(language)s”.") % {"language": language}


def _turns_live(page: AwardPage | TeamPage) -> bool:
    """Whether saving the page would make it public."""
    if not page.live or _releasing.get():
        return False
    return not type(page).objects.filter(pk=page.pk, live=True).exists()


def publish_award(award: AwardPage, revision: Any, publish: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Publish or schedule an award's revision, in one transaction with all that goes live with it.

    Raises:
        ReleaseRefusedError: the release rules do not allow it.
    """
    if award.live or _releasing.get():
        return publish(revision, *args, **kwargs)
    if reasons := refusals(award):
        raise ReleaseRefusedError(reasons)
    user = kwargs.get("user")
    with transaction.atomic(), LogContext(user=user) if user else nullcontext():
        return publish(revision, *args, **kwargs)


@contextmanager
def saving_award(award: AwardPage) -> Iterator[None]:
    """Save an award; if it turns live, its other languages and its team turn live in the same transaction.

    Raises:
        ReleaseRefusedError: the award would turn live against the release rules.
    """
    from klash_pages.models import AwardPage, TeamPage

    if not _turns_live(award):
        yield
        return
    if reasons := refusals(award):
        raise ReleaseRefusedError(reasons)
    with transaction.atomic(), _release():
        yield
        together = [
            *TeamPage.objects.filter(translation_key=award.team.translation_key, live=False),
            *AwardPage.objects.filter(translation_key=award.translation_key, live=False).exclude(pk=award.pk),
        ]
        for page in together:
            latest = page.get_latest_revision() or page.save_revision()
            latest.publish(skip_permission_checks=True)


@contextmanager
def saving_team(team: TeamPage) -> Iterator[None]:
    """Save a team, unless it would turn live before its challenge is decided.

    Raises:
        ReleaseRefusedError: the challenge has neither a live award nor an ending.
    """
    if _turns_live(team):
        check_team(team)
    yield


def check_team(team: TeamPage) -> None:
    """Refuse to publish a team of a challenge that is not decided.

    Raises:
        ReleaseRefusedError: the challenge has neither a live award nor an ending.
    """
    from klash_pages.models import AwardPage

    if _releasing.get():
        return
    challenge = team.get_parent().specific
    if challenge.ending or AwardPage.objects.live().child_of(challenge).exists():
        return
    raise ReleaseRefusedError([_("Teams are shown when the jury has decided the challenge.")])
