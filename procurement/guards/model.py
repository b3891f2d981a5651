"""What a guard is: a rule over facts and law, what it blocks, on what ground, and who may lift it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from procurement.facts import Facts
from procurement.facts.field import Label
from procurement.law import Band, Law, LawError, Subject


class Lift(StrEnum):
    """Who may lift a guard."""

    NOBODY = "nobody"
    SECOND_LAWYER = "second_lawyer"


class State(StrEnum):
    """What a guard says of the facts. A warning is told and stops nothing."""

    PASSED = "passed"
    WARNED = "warned"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard found: its state and, if it is unknown, the facts that are missing."""

    state: State
    missing: tuple[str, ...] = ()


Check = Callable[[Facts, Law], Finding]

PASSED: Final = Finding(State.PASSED)
WARNED: Final = Finding(State.WARNED)
BLOCKED: Final = Finding(State.BLOCKED)


@dataclass(frozen=True, slots=True)
class Guard:
    """One rule.

    Attributes:
        key: its name.
        blocks: the kinds of paper, and the steps of a case, that it blocks, by their keys; `kind:variant` is one
            variant of a kind, such as `procurement_decision:award`.
        ground: the act and section.
        lift: who may lift it; a lift always has a reason and is recorded.
        message: what is wrong and how to mend it, for the lawyer.
        fulfilled: what is true of every case that passes, for the lawyer; named, so that nobody confuses the two.
        reads: the facts it reads; a paper is given these.
        check: judges facts by the law data.
        marked: whether an openly marked draft may be made all the same, for the paper marks what the rule is about.
    """

    key: str
    blocks: tuple[str, ...]
    ground: str
    lift: Lift
    message: Label
    fulfilled: Label = field(kw_only=True)
    reads: tuple[str, ...]
    check: Check
    marked: bool = field(default=False, kw_only=True)


def of_kind(guard: Guard, key: str, varies_by: str) -> Guard | None:
    """Return a guard as it blocks a kind or a step, or None if it does not block it.

    A guard of some variants alone passes the others, and while the variant is not known it cannot judge.
    """
    if key in guard.blocks:
        return guard
    variants = frozenset(block.removeprefix(f"{key}:") for block in guard.blocks if block.startswith(f"{key}:"))
    return of_variants(guard, variants, varies_by) if variants else None


def of_variants(guard: Guard, variants: frozenset[str], varies_by: str) -> Guard:
    """Return a guard that blocks some variants of a kind alone."""

    def check(facts: Facts, law: Law) -> Finding:
        if (missing := unknown(facts, varies_by)) is not None:
            return missing
        return guard.check(facts, law) if facts.value(varies_by) in variants else PASSED

    return replace(guard, reads=(*guard.reads, varies_by), check=check)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A guard and what it found."""

    guard: Guard
    finding: Finding


def judge(guards: Iterable[Guard], facts: Facts, law: Law) -> tuple[Verdict, ...]:
    """Return what each guard says of the facts; one that meets a day whose law is unknown blocks."""
    return tuple(Verdict(guard, _found(guard, facts, law)) for guard in guards)


def _found(guard: Guard, facts: Facts, law: Law) -> Finding:
    try:
        return guard.check(facts, law)
    except LawError:
        return BLOCKED


# -- What checks are made of ------------------------------------------------------------------------------------------


def unknown(facts: Facts, *names: str) -> Finding | None:
    """Return that the guard cannot judge if any of the facts is missing, otherwise None."""
    absent = tuple(name for name in names if name not in facts)
    return Finding(State.UNKNOWN, absent) if absent else None


def verdict(holds: bool) -> Finding:
    """Return passed or blocked."""
    return PASSED if holds else BLOCKED


def is_true(*names: str) -> Check:
    """Judge that all these yes/no facts are yes."""

    def check(facts: Facts, _law: Law) -> Finding:
        if any(facts.value(name) is False for name in names):
            return BLOCKED
        return unknown(facts, *names) or PASSED

    return check


def is_zero(name: str) -> Check:
    """Judge that a count is zero."""
    return lambda facts, _law: unknown(facts, name) or verdict(facts.value(name) == 0)


def in_order(*names: str) -> Check:
    """Judge that the dates that are known come in this order; equal days are in order."""

    def check(facts: Facts, _law: Law) -> Finding:
        known = [value for name in names if isinstance(value := facts.value(name), date)]
        return verdict(all(first <= second for first, second in pairwise(known)))

    return check


def at_most(facts: Facts, name: str, ceiling: str) -> bool:
    """Return whether a fact is at most another; a fact that is missing exceeds nothing."""
    value, limit = facts.value(name), facts.value(ceiling)
    if isinstance(value, date) and isinstance(limit, date):
        return value <= limit
    if isinstance(value, int | Decimal) and isinstance(limit, int | Decimal):
        return value <= limit
    return True


def eu_rules_bind(facts: Facts) -> bool:
    """Return whether the rules of the EU band bind: from the EU threshold, and in Annex E from the national one."""
    band = facts.value("value.band")
    return band == Band.EU or (facts.value("case.legal_basis") == "annex_e" and band == Band.NATIONAL)


def subject_of(facts: Facts) -> Subject | None:
    """Return what the thresholds are judged by, or None if an Annex E case does not say its type of service."""
    if facts.value("case.legal_basis") != "annex_e":
        return Subject.SERVICES
    match facts.value("case.annex_e_category"):
        case "social_health":
            return Subject.ANNEX_E_SOCIAL_HEALTH
        case "other":
            return Subject.ANNEX_E_OTHER
    return None
