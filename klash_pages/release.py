"""Releasing results: when an award and its team may go live, and that all languages go at once.

Every door (admin, bulk action, API, scheduler) publishes through `AwardPage.publish` and `TeamPage.publish`, which
ask here. Rules: the jury record is locked and the contest decision made, or an editor and a lawyer have lifted the
rule with a reason (`lawyer.md` § 5); no more winners than the contest's rules allow; Swedish and Finnish ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPagePermissionError

if TYPE_CHECKING:
    from klash_pages.models import AwardPage, TeamPage

_releasing: ContextVar[bool] = ContextVar("klash_pages_releasing", default=False)


class ReleaseRefused(PublishPagePermissionError):
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


def _is_scheduled(revision: Any) -> bool:
    go_live_at = revision.as_object().go_live_at
    return go_live_at is not None and go_live_at > timezone.now()


def _required_languages() -> list[str]:
    return list(getattr(settings, "KLASH_PAGES_REQUIRED_LANGUAGES", ["sv", "fi"]))


def refusals(award: AwardPage) -> list[str]:
    """Return why an award may not be released now, as sentences; an empty list means that it may."""
    from klash_pages.models import AwardPage, ReleaseLift

    challenge = award.get_parent().specific
    reasons = []
    if not ReleaseLift.objects.filter(award_key=award.translation_key).exists():
        if not challenge.is_jury_record_locked:
            reasons.append(_("The jury record is not locked: its signing date or its signers are missing."))
        if not challenge.is_contest_decision_made:
            reasons.append(_("The contest decision has not been made."))
    if award.team.get_parent().translation_key != challenge.translation_key:
        reasons.append(_("The team competes for another challenge."))
    winners = (
        AwardPage.objects.live()
        .filter(locale=award.locale)
        .child_of(challenge)
        .exclude(translation_key=award.translation_key)
        .count()
    )
    if winners + 1 > challenge.winners_allowed:
        reasons.append(_("The rules of the challenge allow no more winners."))
    languages = set(
        AwardPage.objects.filter(translation_key=award.translation_key).values_list(
            "locale__language_code", flat=True
        )
    )
    for language in _required_languages():
        if language not in languages:
            reasons.append(_("The award has no version in the language “%(language)s”.") % {"language": language})
    return reasons


def publish_award(award: AwardPage, revision: Any, publish: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Publish an award's revision and, with it, its other languages and its team, in one transaction.

    Raises:
        ReleaseRefused: the release rules do not allow it.
    """
    from klash_pages.models import AwardPage, TeamPage

    if award.live or _releasing.get():
        return publish(revision, *args, **kwargs)
    reasons = refusals(award)
    if reasons:
        raise ReleaseRefused(reasons)
    if _is_scheduled(revision):
        return publish(revision, *args, **kwargs)
    user = kwargs.get("user")
    with transaction.atomic(), _release():
        result = publish(revision, *args, **kwargs)
        together = [
            *TeamPage.objects.filter(translation_key=award.team.translation_key, live=False),
            *AwardPage.objects.filter(translation_key=award.translation_key, live=False).exclude(pk=award.pk),
        ]
        for page in together:
            latest = page.get_latest_revision() or page.save_revision(user=user)
            latest.publish(user=user, skip_permission_checks=True)
    return result


def check_team(team: TeamPage, revision: Any) -> None:
    """Refuse to publish a team of a challenge that is not decided.

    Raises:
        ReleaseRefused: the challenge has neither a live award nor an ending.
    """
    from klash_pages.models import AwardPage

    if team.live or _releasing.get():
        return
    challenge = team.get_parent().specific
    if challenge.ending or AwardPage.objects.live().child_of(challenge).exists():
        return
    raise ReleaseRefused([_("Teams are shown when the jury has decided the challenge.")])
