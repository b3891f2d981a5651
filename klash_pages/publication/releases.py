"""Carries out releases: schedule, release, withdraw, take back; one transaction each, all languages at once."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import LogContext, log
from wagtail.models import Page

from klash_pages.localization.facts import source_of
from klash_pages.models import AwardPage, ChallengePage, Release, ReleasedAward, ReleaseLift, TakenBackAward, TeamPage
from klash_pages.models.taken_back import LANGUAGES
from klash_pages.publication import doors as door
from klash_pages.publication import keeping, translated_drafts
from klash_pages.publication.doors import ReleaseRefusedError
from klash_pages.publication.requirements import Check, awards_of, check

logger = logging.getLogger(__name__)
User = Any  # The host site chooses its user model.


def may_release(user: User, check: Check) -> bool:
    """Whether somebody may publish every page of a release."""
    return all(page.permissions_for_user(user).can_publish() for page in check.involved)


def _judge(user: User, keys: Iterable[UUID], sharing_reason: str, own: Release | None = None) -> Check:
    wanted = list(keys)
    # One release of a challenge at a time, so that two at once do not each count the other's winner as absent.
    challenges = {award.path[: -Page.steplen] for award in awards_of(wanted)}
    list(Page.objects.select_for_update().filter(path__in=challenges).order_by("pk"))
    result = check(wanted, sharing_reason)
    if user is not None and not may_release(user, result):
        raise PermissionDenied(_("You may not publish all pages of this release."))
    if translated_drafts.write(result.to_publish, user):
        result = check(wanted, sharing_reason)
    waiting = Release.objects.waiting().of_awards([one.award.translation_key for one in result.awards])
    if own is not None:
        waiting = waiting.exclude(pk=own.pk)
    if waiting.exists():
        result.reasons.append(_("An award is already in a scheduled release. Withdraw that one first."))
    if result.all_reasons:
        raise ReleaseRefusedError(result.all_reasons)
    return result


def _record(result: Check, due_at: datetime, sharing_reason: str, user: User) -> Release:
    contest = result.awards[0].challenge.get_parent()
    record = Release.objects.create(
        contest_key=contest.translation_key,
        due_at=due_at,
        # A confirmation that is not needed confirms nothing.
        sharing_reason=sharing_reason.strip() if result.needs_sharing else "",
        created_by=user,
    )
    for one in result.awards:
        ReleasedAward.objects.create(release=record, award_key=one.award.translation_key)
    return record


def schedule(keys: Iterable[UUID], due_at: datetime, user: User, sharing_reason: str = "") -> Release:
    """Let these awards be released at a time ahead.

    Raises:
        ReleaseRefusedError: something is missing; nothing is scheduled.
        PermissionDenied: the user may not publish all the pages.
    """
    with transaction.atomic():
        if due_at <= timezone.now():
            raise ReleaseRefusedError([_("The time of the release has passed.")])
        record = _record(_judge(user, keys, sharing_reason), due_at, sharing_reason, user)
        log(instance=record, action="klash_pages.schedule_release", user=user)
    return record


def release_now(keys: Iterable[UUID], user: User, sharing_reason: str = "") -> Release:
    """Release these awards at once.

    Raises:
        ReleaseRefusedError: something is missing; nothing is released.
        PermissionDenied: the user may not publish all the pages.
    """
    with transaction.atomic():
        result = _judge(user, keys, sharing_reason)
        record = _record(result, timezone.now(), sharing_reason, user)
        _publish(record, result, user)
    return record


def reschedule(record: Release, due_at: datetime, user: User) -> Release:
    """Move a scheduled release to another time.

    Raises:
        ReleaseRefusedError: it is no longer scheduled, the time has passed, or something is missing.
        PermissionDenied: the user may not publish all the pages.
    """
    with transaction.atomic():
        record = _waiting(record)
        if due_at <= timezone.now():
            raise ReleaseRefusedError([_("The time of the release has passed.")])
        _judge(user, record.award_keys, record.sharing_reason, own=record)
        record.due_at = due_at
        record.save(update_fields=["due_at"])
        log(instance=record, action="klash_pages.schedule_release", user=user)
    return record


def release_early(record: Release, user: User) -> Release:
    """Release a scheduled or refused release at once.

    Raises:
        ReleaseRefusedError: it is settled already, or something is missing.
        PermissionDenied: the user may not publish all the pages.
    """
    with transaction.atomic():
        record = _waiting(record, Release.State.SCHEDULED, Release.State.REFUSED)
        result = _judge(user, record.award_keys, record.sharing_reason, own=record)
        _publish(record, result, user)
    return record


def withdraw(record: Release, user: User) -> Release:
    """Take the schedule of a release back; nothing of it has been public.

    Raises:
        ReleaseRefusedError: it is settled already.
        PermissionDenied: the user may not publish all the pages.
    """
    with transaction.atomic():
        record = _waiting(record, Release.State.SCHEDULED, Release.State.REFUSED)
        if not may_release(user, check(record.award_keys)):
            raise PermissionDenied(_("You may not publish all pages of this release."))
        _settle(record, Release.State.WITHDRAWN, user)
        log(instance=record, action="klash_pages.withdraw_release", user=user)
    return record


def carry_out_due(now: datetime | None = None) -> list[Release]:
    """Carry out every release whose time has come, each for itself; return those that were refused or failed.

    What can no longer be released stays as it is, whole, and is marked refused with its reasons: a person decides
    again. A technical fault leaves it scheduled, so that the next minute tries again.
    """
    moment = now or timezone.now()
    stopped = []
    for record in Release.objects.waiting().filter(due_at__lte=moment).order_by("due_at", "pk"):
        try:
            with transaction.atomic():
                record = Release.objects.select_for_update().get(pk=record.pk)
                if record.state != Release.State.SCHEDULED:
                    continue  # another run was faster, or somebody has just withdrawn it
                _publish(record, _judge(None, record.award_keys, record.sharing_reason, own=record), record.created_by)
        except ReleaseRefusedError as refusal:
            _stop(record, "\n".join(refusal.reasons), Release.State.REFUSED)
            logger.warning("Release %s was refused: %s", record.pk, " ".join(refusal.reasons))
            stopped.append(record)
        except Exception:
            logger.exception("Release %s could not be carried out and is tried again.", record.pk)
            _stop(record, _("A technical fault stopped the release. It is tried again every minute."))
            stopped.append(record)
    return stopped


def _waiting(record: Release, *states: str) -> Release:
    """Return the release as it is now, kept from others until the transaction ends."""
    now = Release.objects.select_for_update().get(pk=record.pk)
    if now.state not in (states or (Release.State.SCHEDULED,)):
        raise ReleaseRefusedError([_("This release has been settled already.")])
    return now


def _stop(record: Release, refusal: str, state: Release.State = Release.State.SCHEDULED) -> None:
    record.refusal = refusal
    record.state = state
    record.settled_at = timezone.now() if state != Release.State.SCHEDULED else None
    Release.objects.filter(pk=record.pk, state=Release.State.SCHEDULED).update(
        refusal=record.refusal, state=record.state, settled_at=record.settled_at
    )


def _settle(record: Release, state: Release.State, user: User) -> None:
    record.state = state
    record.settled_by = user
    record.settled_at = timezone.now()
    record.save(update_fields=["state", "settled_by", "settled_at", "refusal"])


def _publish(record: Release, result: Check, user: User) -> None:
    pages = result.to_publish
    with door.opened(page.translation_key for page in pages), LogContext(user=user) if user else nullcontext():
        for page in pages:
            revision = page.get_latest_revision() or page.save_revision(user=user)
            try:
                PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)
            except ValidationError as error:
                raise ReleaseRefusedError([f"{page.get_admin_display_title()}: {' '.join(error.messages)}"]) from error
    record.refusal = ""
    _settle(record, Release.State.RELEASED, user)
    log(instance=record, action="klash_pages.release", user=user)


def take_back(award: AwardPage, user: User, reason: str, words: Mapping[str, str] | None = None) -> None:
    """Make a released award disappear in all its languages, with a reason.

    Where entries are judged without names, the teams of the challenge are hidden again unless it is still decided. What
    is left on the challenge is what happened, in public words or in a sentence of ours.

    Args:
        award: the award, in any language.
        user: who takes it back.
        reason: kept in the history; not public.
        words: what readers are told, by language; may be given later, with `tell`.

    Raises:
        ReleaseRefusedError: there is no reason, or the words name a team that is hidden by this.
        PermissionDenied: the user may not unpublish all the pages.
    """
    if not reason.strip():
        raise ReleaseRefusedError([door.say_why_it_goes()])
    versions = list(AwardPage.objects.live().filter(translation_key=award.translation_key))
    if not all(version.permissions_for_user(user).can_unpublish() for version in versions):
        raise PermissionDenied(_("You may not unpublish all languages of this award."))
    with transaction.atomic(), door.taking_back([award.translation_key]):
        for version in versions:
            version.unpublish(user=user)
            # Wagtail shows one entry of each kind a request; every language has the reason in its history.
            data = {"reason": reason.strip()}
            log(instance=version, action="klash_pages.take_back_award", user=user, data=data, uuid=uuid4())
        _hide_teams(versions, user)
        challenge = source_of(award).get_parent()
        record, _created = TakenBackAward.objects.update_or_create(
            award_key=award.translation_key,
            defaults={
                "challenge_key": challenge.translation_key,
                "announced_on": versions[0].announced_on if versions else award.announced_on,
                "taken_back_on": timezone.localdate(),
                **_written({}),
            },
        )
        if words:
            _tell(record, user, words)


def _hide_teams(awards: Iterable[AwardPage], user: User) -> None:
    """Hide the teams whose challenge is undecided again, in all its languages."""
    keys = {award.get_parent().translation_key for award in awards}
    for challenge in ChallengePage.objects.filter(translation_key__in=keys):
        if door.may_show_teams(challenge):
            continue
        teams = list(TeamPage.objects.live().child_of(challenge))
        with keeping.going(team.translation_key for team in teams):
            for team in teams:
                if not team.permissions_for_user(user).can_unpublish():
                    raise PermissionDenied(_("You may not unpublish the teams of this award."))
                team.unpublish(user=user)


def challenge_of(record: TakenBackAward) -> Any:
    """Return the challenge of an award that was taken back, in its source language; None if it is gone."""
    return ChallengePage.objects.filter(translation_key=record.challenge_key).order_by("pk").first()


def may_tell(record: TakenBackAward, user: User) -> bool:
    """Whether somebody may write what readers are told: those who publish the challenge in all its languages."""
    challenges = list(ChallengePage.objects.filter(translation_key=record.challenge_key))
    return bool(challenges) and all(page.permissions_for_user(user).can_publish() for page in challenges)


def tell(record: TakenBackAward, user: User, words: Mapping[str, str]) -> None:
    """Write what readers are told of an award that was taken back; empty words leave the sentence of ours.

    Raises:
        ReleaseRefusedError: the words name a team that is hidden.
        PermissionDenied: the user may not publish the challenge.
    """
    if not may_tell(record, user):
        raise PermissionDenied(_("You may not publish the challenge."))
    with transaction.atomic():
        _tell(record, user, words)


def _tell(record: TakenBackAward, user: User, words: Mapping[str, str]) -> None:
    written = _written(words)
    if named := sorted(_hidden_names(record, " ".join(written.values()))):
        raise ReleaseRefusedError(
            [_("The words name %(names)s, but the team is hidden again.") % {"names": ", ".join(named)}]
        )
    for name, value in written.items():
        setattr(record, name, value)
    record.save(update_fields=list(written))
    if any(written.values()):
        log(instance=challenge_of(record), action="klash_pages.tell_taken_back", user=user, data=written)


def _written(words: Mapping[str, str]) -> dict[str, str]:
    return {f"words_{language}": words.get(language, "").strip() for language in LANGUAGES}


def _hidden_names(record: TakenBackAward, text: str) -> set[str]:
    """Return which names of hidden teams of the challenge, and of their members, stand in a text."""
    names = set()
    for challenge in ChallengePage.objects.filter(translation_key=record.challenge_key):
        for team in TeamPage.objects.filter(live=False).child_of(challenge):
            names |= {team.title, *(member.person.name for member in team.members.select_related("person"))}
    return {name for name in names if re.search(rf"\b{re.escape(name)}", text, re.IGNORECASE)}


def ask_for_lift(award: AwardPage, user: User, reason: str) -> ReleaseLift:
    """Ask that the release rule be lifted for an award; a lawyer has to confirm it.

    Raises:
        ReleaseRefusedError: there is no reason, or it has been asked for already.
        PermissionDenied: the user may not publish the award.
    """
    if not award.permissions_for_user(user).can_publish():
        raise PermissionDenied(_("You may not publish all pages of this release."))
    if not reason.strip():
        raise ReleaseRefusedError([_("Write why the award is released before the record and the decision.")])
    with transaction.atomic():
        lift, created = ReleaseLift.objects.get_or_create(
            award_key=award.translation_key, defaults={"reason": reason.strip(), "editor": user}
        )
        if not created:
            raise ReleaseRefusedError([_("The lift has been asked for already.")])
        log(instance=lift, action="klash_pages.ask_for_lift", user=user)
    return lift


def confirm_lift(lift: ReleaseLift, user: User) -> ReleaseLift:
    """Confirm as a lawyer that the release rule is lifted.

    Raises:
        PermissionDenied: the user is no lawyer, or asked for the lift.
        ReleaseRefusedError: it is confirmed already.
    """
    if not user.has_perm("klash_pages.lift_release_rule"):
        raise PermissionDenied(_("Only legal staff may confirm the lift."))
    if user.pk == lift.editor_id:
        raise PermissionDenied(_("A second person has to confirm the lift."))
    with transaction.atomic():
        lift = ReleaseLift.objects.select_for_update().get(pk=lift.pk)
        if lift.lawyer_id:
            raise ReleaseRefusedError([_("The lift is confirmed already.")])
        lift.lawyer = user
        lift.confirmed_at = timezone.now()
        lift.save(update_fields=["lawyer", "confirmed_at"])
        log(instance=lift, action="klash_pages.confirm_lift", user=user)
    return lift
