"""The deadlines of a case: each from its rule and its day, per recipient, with the days that a lawyer changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from procurement.facts import Facts, Localised, Record, Records
from procurement.languages import LEGAL_LANGUAGES
from procurement.law import Band, Law, LawError
from procurement.law.deadlines import (
    Deadline,
    DeadlineError,
    deadline,
    earliest_contract,
    end_of,
    received_on,
    voluntary_award_notice,
)


def served(recipients: tuple[Record, ...], law: Law) -> Records | None:
    """Return the recipients with the day each is deemed to have received the decision and the last day to appeal.

    None if there are no recipients, or somebody's channel or day of sending is missing or has no law: while one is not
    served, nobody's time has been told to end.
    """
    rows: list[Record] = []
    for recipient in recipients:
        channel, sent_on = recipient.get("channel"), recipient.get("sent_on")
        if not (isinstance(channel, str) and isinstance(sent_on, date)):
            return None
        try:
            received = received_on(law, channel, sent_on)
            last = end_of(law.period("appeal", received), received)
        except LawError:
            return None
        kept = {key: cell for key, cell in recipient.cells.items() if key != "address"}
        rows.append(Record({**kept, "received_on": received, "last_day": last}))
    return Records(tuple(rows)) if rows else None


def latest(rows: Records | None, column: str) -> date | None:
    """Return the latest day in a column: the last recipient's time counts for all."""
    days = [day for row in rows or () if isinstance(day := row.get(column), date)]
    return max(days, default=None)


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """A deadline of a case, whether it is a duty, an offer or not known without the value, and what else is known."""

    deadline: Deadline
    binding: bool | None
    earliest_by_law: date | None = None


#: From which fact each deadline is counted.
_BASES: Final[Mapping[str, str]] = {
    "result_notice": "contest_decision.date",
    "appeal": "decision.last_served",
    "rectification": "decision.last_served",
    "own_correction": "decision.date",
    "direct_notice_wait": "direct_notice.published_on",
    "award_notice": "signing.signed_on",
}


def case_deadlines(facts: Facts, law: Law) -> tuple[CaseDeadline, ...]:
    """Return the deadlines whose first day is known, with the overrides of the case applied.

    The facts are those with what is computed. An override without a reason, or before the first day, is not applied.
    """
    found: list[CaseDeadline] = []
    for rule, base_fact in _BASES.items():
        base = facts.value(base_fact)
        if not isinstance(base, date):
            continue
        try:
            found.append(_overridden(_deadline(rule, base, facts, law), facts))
        except LawError:
            continue
    return tuple(found)


def _deadline(rule: str, base: date, facts: Facts, law: Law) -> CaseDeadline:
    if rule == "direct_notice_wait":
        days, plain = earliest_contract(law, base), deadline(law, rule, base)
        return CaseDeadline(
            Deadline(rule, plain.ground, plain.starts, base, days.recommended, days.recommended), True, days.by_law
        )
    binds = notices_bind(facts) if rule in ("result_notice", "award_notice") else True
    if rule == "award_notice" and binds is False:
        return CaseDeadline(voluntary_award_notice(law, base), binding=False)
    return CaseDeadline(deadline(law, rule, base), binds)


def notices_bind(facts: Facts) -> bool | None:
    """Return whether the result and award notices are a duty: from the EU threshold, in Annex E from the national.

    None while the value is not known: then the day of the duty is told, and nobody calls it voluntary.
    """
    band = facts.value("value.band")
    if band is None:
        return None
    return band == Band.EU or (facts.value("case.legal_basis") == "annex_e" and band == Band.NATIONAL)


def _overridden(found: CaseDeadline, facts: Facts) -> CaseDeadline:
    rule = found.deadline.rule
    names = {rule, "award_notice"} if rule == "national_award_notice" else {rule}
    for row in facts.rows("deadlines.overrides"):
        day, reason = row.get("day"), row.get("reason")
        if row.get("rule") in names and isinstance(day, date) and isinstance(reason, Localised):
            words = next((text for language in LEGAL_LANGUAGES if (text := reason.get(language))), "")
            try:
                changed = found.deadline.overridden(day, words)
            except DeadlineError:
                continue
            found = CaseDeadline(changed, found.binding, found.earliest_by_law)
    return found


def day_of(deadlines: tuple[CaseDeadline, ...], rule: str) -> date | None:
    """Return the day that holds for a rule, or None if its first day is not known."""
    return next((found.deadline.day for found in deadlines if found.deadline.rule == rule), None)
