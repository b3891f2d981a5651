"""What the staff do with a problem: one verb a function, each refusing with its reasons or done in one transaction.

A problem waits, is published, and is then merged into another, chosen as a challenge or closed; what nobody should
read is closed without ever being published. What has been published stays readable at its address whatever becomes of
it, until it is taken back to waiting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from klash_pages.models import ChallengePage, Problem

State = Problem.State


class ModerationRefusedError(Exception):
    """A problem cannot take this step; the sentences say why."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


def may_moderate(user: Any) -> bool:
    """Whether somebody may decide about problems."""
    return bool(user.is_active and user.has_perm("klash_pages.change_problem"))


@contextmanager
def _step(problem: Problem, user: Any, action: str, *before: State) -> Iterator[Problem]:
    """Lock a problem, check permission and state, and write the step to the log.

    Raises:
        PermissionDenied: the user may not decide about problems.
        ModerationRefusedError: the problem is not in a state that this step starts from.
    """
    if not may_moderate(user):
        raise PermissionDenied
    with transaction.atomic():
        current = Problem.objects.select_for_update().get(pk=problem.pk)
        if current.state not in before:
            raise ModerationRefusedError(
                _("The problem is in the state “%(state)s”, where this cannot be done.")
                % {"state": current.get_state_display()}
            )
        yield current
        current.save()
        log(current, f"klash_pages.{action}", user=user)
    problem.refresh_from_db()


def _without_municipality(problem: Problem) -> list[str]:
    if problem.municipalities.exists():
        return []
    return [_("The problem has no municipality. Choose at least one on its page.")]


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise ModerationRefusedError(*reasons)


def publish(problem: Problem, user: Any) -> None:
    """Show a problem to readers.

    Raises:
        ModerationRefusedError: it does not wait, or has no municipality.
    """
    with _step(problem, user, "publish_problem", State.SUBMITTED) as current:
        _refuse(_without_municipality(current))
        current.state = State.PUBLISHED
        current.published_at = timezone.now()


def merge(problem: Problem, into: Problem, user: Any, public_feedback: str = "") -> None:
    """Say that a problem is the same as another, which readers can see.

    Raises:
        ModerationRefusedError: the other is this one, is merged itself, is not public or belongs to another contest.
    """
    with _step(problem, user, "merge_problem", State.SUBMITTED, State.PUBLISHED) as current:
        target = Problem.objects.select_for_update().get(pk=into.pk)
        _refuse(_wrong_target(current, target))
        current.state = State.MERGED
        current.merged_into = target
        current.public_feedback = public_feedback or current.public_feedback
        current.decided_at = timezone.now()


def _wrong_target(problem: Problem, target: Problem) -> list[str]:
    if target.pk == problem.pk:
        return [_("A problem cannot be merged into itself.")]
    if target.merged_into is not None:
        return [
            _("Problem %(number)s is itself merged into %(target)s. Choose that one.")
            % {"number": target.number, "target": target.merged_into.number}
        ]
    if target.state not in (State.PUBLISHED, State.CHOSEN):
        return [_("Problem %(number)s is not published, so readers would be led nowhere.") % {"number": target.number}]
    if target.contest.translation_key != problem.contest.translation_key:
        return [_("Problem %(number)s belongs to another contest.") % {"number": target.number}]
    return []


def choose(
    problem: Problem, challenge: ChallengePage | None, user: Any, texts: Mapping[str, str] | None = None
) -> None:
    """Say which challenge a problem became. Several problems may lead to one challenge.

    `texts` holds titles and summaries by field name, for example `title_sv`.

    Raises:
        ModerationRefusedError: challenge, municipality, title or summary is missing, or the challenge is another
            contest's.
    """
    with _step(problem, user, "choose_problem", State.SUBMITTED, State.PUBLISHED) as current:
        for name, text in (texts or {}).items():
            setattr(current, name, text)
        _refuse([*_wrong_challenge(current, challenge), *_without_municipality(current), *_missing_texts(current)])
        current.state = State.CHOSEN
        current.challenge = challenge
        current.decided_at = timezone.now()
        current.published_at = current.published_at or current.decided_at


def _wrong_challenge(problem: Problem, challenge: ChallengePage | None) -> list[str]:
    if challenge is None:
        return [_("Choose the challenge that the problem became.")]
    if challenge.get_parent().translation_key != problem.contest.translation_key:
        return [_("The challenge belongs to another contest.")]
    return []


def _missing_texts(problem: Problem) -> list[str]:
    required = getattr(settings, "KLASH_PAGES_REQUIRED_LANGUAGES", ["sv", "fi"])
    missing = [
        language
        for language in required
        if not (getattr(problem, f"title_{language}", "x") and getattr(problem, f"summary_{language}", "x"))
    ]
    return [
        _("A chosen problem needs a title and a summary in the language “%(language)s”.") % {"language": language}
        for language in missing
    ]


def close(problem: Problem, user: Any, public_feedback: str = "", private_feedback: str = "") -> None:
    """Say that a problem has been handled. One that was never published stays unread by the public.

    Raises:
        ModerationRefusedError: readers see the problem and would get no feedback.
    """
    with _step(problem, user, "close_problem", State.SUBMITTED, State.PUBLISHED) as current:
        current.public_feedback = public_feedback or current.public_feedback
        current.private_feedback = private_feedback or current.private_feedback
        if current.is_public and not current.public_feedback:
            _refuse([_("Readers see this problem. Write them what came of it.")])
        current.state = State.CLOSED
        current.decided_at = timezone.now()


def take_back(problem: Problem, user: Any) -> None:
    """Hide a problem and let it wait again, as before anybody decided.

    Raises:
        ModerationRefusedError: another problem is merged into this one.
    """
    with _step(problem, user, "take_back_problem", *(state for state in State if state != State.SUBMITTED)) as current:
        if first := current.merged.order_by("number").first():
            _refuse([_("Problem %(number)s is merged into this one. Take that back first.") % {"number": first.number}])
        current.state = State.SUBMITTED
        current.merged_into = current.challenge = None
        current.published_at = current.decided_at = None
