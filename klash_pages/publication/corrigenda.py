"""Asks what a change of announced dates rests on, before readers see it.

A contest that has been announced is changed by a notice of its own (procurement act 1397/2016: 60 § for notices in the
EU, 101 § for national ones). What the site says must not run ahead of it. So the last day to enter and the day the
contest opens change with a registered corrigendum, or with an editor's word, kept in the history, that none is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import PageLogEntry, Revision

from klash_pages.models.notice import NoticeReference

#: What the history of a challenge or a stage says of a change.
ACTION = "klash_pages.change_dates"
CHALLENGE_DATES = ("opens_on", "closes_on")
STAGE_DATES = ("planned_from", "planned_to", "planned_precision")
#: The stages whose days the notice of a contest announces.
ANNOUNCED_STAGES = ("contest_opens", "entries_close")
_GROUNDS = ("dates_corrigendum_id", "dates_reason")


def changes(record: Any, before: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Return which dates differ from what readers were told, as they were and as they are; a first date is none."""
    return {
        name: (str(before[name]), str(getattr(record, name) or ""))
        for name in names
        if before[name] and str(before[name]) != str(getattr(record, name))
    }


def check_challenge(page: Any, day: date | None = None) -> dict[str, tuple[str, str]]:
    """Return which announced dates of a challenge change when it is published.

    Args:
        page: the challenge as it would be published.
        day: when; today if it is not said.

    Raises:
        ValidationError: they change, and nothing is said that the change rests on.
    """
    before = _announced(page)
    if before is None:
        return {}
    if before["is_known"]:
        changed = changes(page, before, CHALLENGE_DATES)
    else:
        changed = {name: ("?", str(getattr(page, name) or "")) for name in CHALLENGE_DATES}
    if changed:
        notices = NoticeReference.objects.filter(challenge__translation_key=page.translation_key)
        _judge(page, before, notices, day)
    return changed


def check_stage(stage: Any) -> dict[str, tuple[str, str]]:
    """Return which announced dates of a stage change.

    Raises:
        ValidationError: they change, the contest is public, and nothing is said that the change rests on.
    """
    if not stage.pk or not stage.contest_id:
        return {}
    was = type(stage).objects.filter(pk=stage.pk).select_related("contest").first()
    if was is None or not (sentence := why_kept(was)):
        return {}
    if stage.kind != was.kind:
        raise ValidationError({"kind": sentence})
    if stage.contest.translation_key != was.contest.translation_key:
        raise ValidationError({"contest": sentence})
    before = {name: getattr(was, name) for name in (*STAGE_DATES, *_GROUNDS)}
    changed = changes(stage, before, STAGE_DATES)
    if changed:
        contests = type(stage.contest).objects.filter(translation_key=stage.contest.translation_key)
        challenges = {
            challenge for contest in contests for challenge in contest.get_children().values_list("pk", flat=True)
        }
        _judge(stage, before, NoticeReference.objects.filter(challenge__in=challenges), None)
    return changed


def why_kept(stage: Any) -> str:
    """Say why a stage stays in its place: readers know its days. Made anew it would have others without a ground.

    Args:
        stage: the stage as it is stored.
    """
    # A precision alone announces nothing.
    if stage.kind not in ANNOUNCED_STAGES or not (stage.planned_from or stage.planned_to):
        return ""
    if not _is_public(stage.contest):
        return ""
    return _(
        "Readers have been told the days of “%(stage)s”. It cannot be deleted, become another stage or move to another "
        "contest while the contest is public: change the days, and name the corrigendum that the change rests on."
    ) % {"stage": stage}


def record(instance: Any, changed: dict[str, tuple[str, str]]) -> None:
    """Write into the history which dates have changed, and what the change rests on."""
    if changed:
        log(
            instance=instance,
            action=ACTION,
            data={
                "dates": changed,
                "corrigendum": str(instance.dates_corrigendum or ""),
                "reason": instance.dates_reason.strip(),
            },
        )


def _is_public(contest: Any) -> bool:
    return bool(type(contest).objects.live().filter(translation_key=contest.translation_key).exists())


def _announced(page: Any) -> dict[str, Any] | None:
    """What readers were told last: the public page, otherwise what was public before; None if nothing was.

    `is_known` is false if something was public, but its revision has been purged: then it is asked in any case.
    """
    names = (*CHALLENGE_DATES, *_GROUNDS)
    if not page.pk:
        return None
    public: dict[str, Any] | None = type(page).objects.filter(pk=page.pk, live=True).values(*names).first()
    if public is not None:
        return {**public, "is_known": True}
    # A draft overwrites the row of a page that is not public.
    entry = PageLogEntry.objects.filter(page_id=page.pk, action="wagtail.publish").order_by("-timestamp", "-pk").first()
    if entry is None:
        return None
    # The log keeps the number of a revision that is gone.
    revision = Revision.objects.filter(pk=entry.revision_id).first()
    if revision is None:
        return {**_last_ground(page), "is_known": False}
    content = {"dates_corrigendum_id": revision.content.get("dates_corrigendum"), **revision.content}
    return {**{name: content.get(name) for name in names}, "is_known": True}


def _last_ground(page: Any) -> dict[str, Any]:
    """What the last change rested on, by the history: it carries no other."""
    last = PageLogEntry.objects.filter(page_id=page.pk, action=ACTION).order_by("-timestamp", "-pk").first()
    data = last.data if last else {}
    notice = page.dates_corrigendum
    is_same = notice is not None and str(notice) == data.get("corrigendum")
    return {"dates_corrigendum_id": notice.pk if is_same else None, "dates_reason": data.get("reason", "")}


def _judge(instance: Any, before: Mapping[str, Any], notices: Any, day: date | None) -> None:
    """Ask for a ground of this very change.

    Raises:
        ValidationError: there is none, or the notice that is named cannot be one.
    """
    notice = instance.dates_corrigendum
    if notice is not None and notice.pk != before["dates_corrigendum_id"]:
        if fault := _fault(notice, notices, day or timezone.localdate()):
            raise ValidationError({"dates_corrigendum": fault})
        return
    reason = instance.dates_reason.strip()
    if reason and reason != (before["dates_reason"] or "").strip():
        return
    raise ValidationError({"dates_corrigendum": ask()})


def ask() -> str:
    """The question, as a sentence."""
    return _(
        "Readers have been told other dates. A notice is changed by a corrigendum (procurement act 1397/2016, 60 and "
        "101 §): choose the one that this change rests on, or write why none is needed."
    )


def _fault(notice: NoticeReference, notices: Any, day: date) -> str:
    """Say why a corrigendum cannot be the one of this change; empty if it can."""
    if not notices.filter(pk=notice.pk).exists():
        return _("%(notice)s belongs to another challenge.") % {"notice": notice}
    if notice.published_on is None:
        return _("%(notice)s has no date. Write on which day it was published.") % {"notice": notice}
    if notice.published_on > day:
        return _("%(notice)s is not published yet.") % {"notice": notice}
    corrected = notices.filter(
        kind=NoticeReference.Kind.CONTEST, challenge__translation_key=notice.challenge.translation_key
    )
    if corrected.filter(published_on__gt=notice.published_on).exists():
        return _("%(notice)s is older than the contest notice.") % {"notice": notice}
    return ""


class ChangedDatesFormatter(LogFormatter):
    """The log of changed dates, with what the change rests on."""

    label = gettext_lazy("Change announced dates")
    message = gettext_lazy("Announced dates changed")

    def format_comment(self, log_entry: Any) -> str:
        """The dates as they were and are, and the corrigendum or the reason."""
        dates = [f"{old} → {new or '–'}" for old, new in log_entry.data.get("dates", {}).values()]
        grounds = [log_entry.data.get("corrigendum", ""), log_entry.data.get("reason", "")]
        return ". ".join(part for part in (", ".join(dates), *grounds) if part)
