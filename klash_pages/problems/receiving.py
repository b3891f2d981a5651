"""Receiving a problem from the public: when the call is open, what is stored, and the receipt."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale

from klash_pages.localization.partial_dates import Precision, write_date
from klash_pages.models import ContestPage, Problem, Stage
from klash_pages.models.problem import SUBMITTER_FIELDS

TEXT_FIELDS = ("sentence", "text", "affected", "tried", "municipality_text", "language")


class CallClosedError(Exception):
    """No contest takes problems now."""


@dataclass(frozen=True)
class Call:
    """The call for problems of one contest: from the first day to the end of the last, or without an end as yet."""

    contest: ContestPage
    opens_on: date
    closes_on: date | None

    def is_open(self, today: date) -> bool:
        """Whether problems are taken on a day."""
        return self.opens_on <= today and (self.closes_on is None or today <= self.closes_on)


def _begins(stage: Stage | None) -> date | None:
    if stage is None or stage.actual_from:
        return stage.actual_from if stage else None
    is_exact = stage.planned_precision == Precision.DAY and not stage.actual_to
    return stage.planned_from if is_exact else None


def _call(contest: ContestPage, stages: Mapping[str, Stage]) -> Call | None:
    stage = stages[Stage.Kind.PROBLEM_CALL]
    # Sometimes only the last day of the call is known; it cannot have begun before the contest did.
    opens_on = _begins(stage) or _begins(stages.get(Stage.Kind.LAUNCH))
    if opens_on is None:
        return None
    planned_to = stage.planned_to if stage.planned_precision == Precision.DAY else None
    return Call(contest, opens_on, stage.actual_to or planned_to)


def calls(locale: Locale) -> list[Call]:
    """The calls of the contests that are public in a language, the newest first."""
    contests = {page.translation_key: page for page in ContestPage.objects.live().filter(locale=locale)}
    stages: dict[Any, dict[str, Stage]] = {key: {} for key in contests}
    for stage in Stage.objects.filter(contest__translation_key__in=contests).select_related("contest"):
        stages[stage.contest.translation_key].setdefault(stage.kind, stage)
    found = [_call(contest, stages[key]) for key, contest in contests.items() if Stage.Kind.PROBLEM_CALL in stages[key]]
    return sorted((call for call in found if call is not None), key=lambda call: call.opens_on, reverse=True)


def open_call(locale: Locale, today: date | None = None) -> Call | None:
    """The call that is open on a day, the newest if there are several."""
    day = today or timezone.localdate()
    return next((call for call in calls(locale) if call.is_open(day)), None)


def nearest_call(locale: Locale, today: date | None = None) -> Call | None:
    """The next call that is known, otherwise the latest one."""
    day = today or timezone.localdate()
    known = calls(locale)
    ahead = [call for call in known if call.opens_on > day]
    return ahead[-1] if ahead else (known[0] if known else None)


def erasure_day(contest: ContestPage, today: date) -> date:
    """The day on which the submitter is erased: so many days after the last known day of the contest or today."""
    days: int = getattr(settings, "KLASH_PAGES_SUBMITTER_KEPT_DAYS", 365)
    known = [today]
    for stage in contest.stages:
        known += [
            day for day in (stage.planned_from, stage.planned_to, stage.actual_from, stage.actual_to) if day is not None
        ]
    return max(known) + timedelta(days=days)


def submit(call: Call, values: Mapping[str, Any], *, key: uuid.UUID, consent_text: str, language: str) -> Problem:
    """Store a problem once, however often it is sent, and send the receipt when it is stored.

    `values` are the cleaned values of the form. The receipt goes to the submitter in `language`, the language of the
    page; it repeats nothing that was written, because nobody has checked whose address it is.

    Raises:
        CallClosedError: the call has ended while the form was being filled in.
    """
    today = timezone.localdate()
    if not call.is_open(today):
        raise CallClosedError
    with transaction.atomic():
        problem, is_new = Problem.objects.get_or_create(
            submission_key=key,
            defaults={
                **{name: values[name] for name in (*TEXT_FIELDS, *SUBMITTER_FIELDS)},
                "theme": values["theme"],
                "contest": call.contest,
                "consent_text": consent_text,
                "consent_at": timezone.now(),
                "erase_on": erasure_day(call.contest, today),
            },
        )
        if is_new:
            problem.municipalities.set(values["municipalities"])
            transaction.on_commit(lambda: send_receipt(problem, language), robust=True)
    return problem


def send_receipt(problem: Problem, language: str) -> None:
    """Tell the submitter by e-mail that the problem has arrived."""
    with override(language):
        subject = _("Klash: we have received your problem, reference %(number)s") % {"number": problem.number}
        body = _(
            "Thank you. We have received the problem. Its reference is %(number)s.\n"
            "\n"
            "We read every problem before it is published. Your name and contact details are not published; they are "
            "erased on %(date)s.\n"
            "\n"
            "If you did not send a problem to Klash, somebody has written your address by mistake. Then you need not "
            "do anything.\n"
        ) % {"number": problem.number, "date": write_date(problem.erase_on) if problem.erase_on else ""}
    send_mail(subject, body, None, [problem.submitter_email])
