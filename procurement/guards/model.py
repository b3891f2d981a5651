"""What a guard is: a rule over facts and law, what it blocks, on what ground, and who may lift it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from procurement.facts import Facts
from procurement.facts.field import Label
from procurement.languages import Language, long_date
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
    """What a guard found.

    Attributes:
        state: what it says of the facts.
        missing: the facts without which it cannot judge, or that would mend what it objects to.
        said: what it is about in this case, such as the names and numbers on both sides.
        replaces: whether `said` stands instead of the guard's message, which would not be true here.
    """

    state: State
    missing: tuple[str, ...] = ()
    said: Label | None = None
    replaces: bool = False


Check = Callable[[Facts, Law], Finding]

PASSED: Final = Finding(State.PASSED)
WARNED: Final = Finding(State.WARNED)
BLOCKED: Final = Finding(State.BLOCKED)


def _one_thing(_facts: Facts) -> str:
    return ""


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
        about: what in a case it objects to. A lift stands for that alone; most guards object to one thing only.
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
    about: Callable[[Facts], str] = field(default=_one_thing, kw_only=True)


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

    def sentence(self, language: Language) -> str:
        """Return what the guard says of this case: its message, and what it is about here."""
        message, said = self.guard.message[language], self.finding.said
        if said is None:
            return message
        return said[language] if self.finding.replaces else f"{message} {said[language]}"


def judge(guards: Iterable[Guard], facts: Facts, law: Law) -> tuple[Verdict, ...]:
    """Return what each guard says of the facts; one that meets a day whose law is not in the data blocks, saying so."""
    return tuple(Verdict(guard, _found(guard, facts, law)) for guard in guards)


def _found(guard: Guard, facts: Facts, law: Law) -> Finding:
    try:
        found = guard.check(facts, law)
    except LawError as error:
        return _law_is_missing(error)
    for name in found.missing:
        if (error_ := unknown_law(name, facts, law)) is not None:
            rest = tuple(other for other in found.missing if other != name)
            return _law_is_missing(error_, rest)
    return found


#: The facts that a value band is judged by, besides the day of the notice.
_BANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "value.band": ("value.estimate", "value.prizes"),
    "value.contract_band": ("price.total", "value.prizes"),
}


def unknown_law(name: str, facts: Facts, law: Law) -> LawError | None:
    """Return why a band is missing though everything that it follows from is known, or None if that is not so."""
    day, subject = facts.value("notice.date"), subject_of(facts)
    if name not in _BANDS or any(part not in facts for part in _BANDS[name]):
        return None
    if subject is None or not isinstance(day, date):
        return None
    try:
        law.eu_threshold(day, subject), law.national_threshold(day, subject)
    except LawError as error:
        return error
    return None


#: What the law data lack, by the beginning of its key.
_LACKING: Final[Mapping[str, Label]] = {
    "thresholds.national": Label("det nationella tröskelvärdet", "kansallinen kynnysarvo", "the national threshold"),
    "thresholds.eu": Label("EU-tröskelvärdet", "EU-kynnysarvo", "the EU threshold"),
    "periods": Label("tidsfristen", "määräaika", "the period"),
    "changes": Label("gränsen för ändringar", "muutosten raja", "the limit of changes"),
    "vat": Label("mervärdesskattesatsen", "arvonlisäverokanta", "the VAT rate"),
    "fees": Label("rättegångsavgiften", "oikeudenkäyntimaksu", "the court fee"),
    "references": Label("lagrummet", "lainkohta", "the section"),
    "calendar": Label("kalendern", "kalenteri", "the calendar"),
}
_LAW: Final = Label("uppgiften", "tieto", "the item")


def sentence_of_missing_law(error: LawError) -> Label:
    """Return that the law data hold nothing for a day, and that nothing is therefore judged."""
    what = next((label for start, label in _LACKING.items() if error.lacks.startswith(start)), _LAW)
    sv, fi, en = (long_date(error.day, language) for language in (Language.SV, Language.FI, Language.EN))
    return Label(
        f"Lagdata saknas för den {sv}: {what.sv} ({error.lacks}). "
        "Saken kan bedömas först när lagdata har kompletterats.",
        f"Lakitiedot puuttuvat päivältä {fi}: {what.fi} ({error.lacks}). "
        "Asia voidaan arvioida vasta, kun lakitietoja on täydennetty.",
        f"The law data are missing for {en}: {what.en} ({error.lacks}). "
        "Nothing can be judged until the law data are completed.",
    )


def _law_is_missing(error: LawError, missing: tuple[str, ...] = ()) -> Finding:
    return Finding(State.BLOCKED, missing, sentence_of_missing_law(error), replaces=True)


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
