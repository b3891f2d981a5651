"""Judges what a kind or a step of a case still lacks: guards that block, facts that are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from procurement.composing import (
    StaleLawError,
    UnprintableTextError,
    compose,
    fact_names,
    paper_facts,
)
from procurement.computed.facts import COMPUTED_FROM, with_case_computed, with_computed
from procurement.facts import Facts, Source, Value
from procurement.guards import Guard, State, Verdict, guards_of, judge, unknown_law
from procurement.interface import interface_language
from procurement.kinds import Kind
from procurement.languages import LEGAL_LANGUAGES
from procurement.law import LAW
from procurement.readiness.refusals import Refusal, explain, gap_refusals, sentence_of, unfit
from procurement.readiness.standing import Standing


def blocking(kind: Kind, facts: Facts, lifted: Collection[str], *, incomplete: bool = False) -> list[Refusal]:
    """Return what the guards of a kind hold against the facts of a case, guards lifted on it left out.

    An incomplete draft is made although a rule blocks whose objection the paper itself marks.
    """
    language = interface_language()
    return [
        Refusal(sentence_of(verdict, language))
        for verdict in _judged(kind, facts)
        if verdict.finding.state is State.BLOCKED
        and verdict.guard.key not in lifted
        and not (incomplete and verdict.guard.marked)
    ]


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a kind still lacks in a case: guards that block, facts that are missing."""

    kind: Kind
    blocking: tuple[Refusal, ...]
    missing: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether a complete draft can be made."""
        return not self.blocking and not self.missing


def readiness(standing: Standing, kind: Kind) -> Readiness:
    """Return what a kind still lacks, judged as a draft in both legal languages would be.

    Args:
        standing: how the case stands.
        kind: the document kind.
    """
    clauses, lifted = standing.library.clauses, standing.lifted
    facts = paper_facts(kind, fact_names(kind, clauses), standing.facts)
    names: dict[str, None] = {}
    if kind.date_fact not in facts:
        # A paper has no law without a date, but its other gaps do not wait for one.
        names[kind.date_fact] = None
        facts = facts.with_values(Source.COMPUTED, {kind.date_fact: min(LAW.review_by.values())})
    for language in LEGAL_LANGUAGES:
        try:
            paper = compose(kind, facts, library=clauses, law=LAW, language=language, number=1)
            names.update(dict.fromkeys(gap.name for gap in paper.gaps))
        except (StaleLawError, UnprintableTextError) as error:
            blocked = (*unfit(kind.clauses, standing.library), *blocking(kind, facts, lifted), explain(error))
            return Readiness(kind, blocked, tuple(names), _judged(kind, facts))
    names.update(dict.fromkeys(unjudged(kind, facts)))
    lawless = [name for name in names if unknown_law(name, facts, LAW) is not None]
    found = dict.fromkeys((*blocking(kind, facts, lifted), *gap_refusals(lawless, facts)))
    missing = tuple(name for name in names if name not in lawless)
    return Readiness(kind, (*unfit(kind.clauses, standing.library), *found), missing, _judged(kind, facts))


def _judged(kind: Kind, facts: Facts) -> tuple[Verdict, ...]:
    return judge(kind.guards, with_computed(kind, facts, LAW), LAW)


def step_facts(facts: Facts) -> Facts:
    """Return what the guards of a step of a case read: its facts, with what follows from them."""
    decision = {"instructions.decision": "procurement_decision"}
    return with_case_computed(facts.with_values(Source.COMPUTED, decision), LAW)


def step_verdicts(facts: Facts, step: str, found: Mapping[str, Value | None] | None = None) -> tuple[Verdict, ...]:
    """Return what the guards of a step of a case say.

    Args:
        facts: the facts of the case.
        step: the key of the step.
        found: what only the step itself finds out, the facts `pack.*`; without it, guards that ask for it are left out.
    """
    facts = step_facts(facts)
    if found is not None:
        return judge(guards_of(step), facts.with_values(Source.COMPUTED, found), LAW)
    return judge([guard for guard in guards_of(step) if not _asks_the_step(guard)], facts, LAW)


def _asks_the_step(guard: Guard) -> bool:
    return any(name.startswith("pack.") for name in guard.reads)


def unjudged(kind: Kind, facts: Facts) -> list[str]:
    """Return the facts without which a guard of a kind cannot judge, whether or not a clause prints them."""
    names = dict.fromkeys(name for verdict in _judged(kind, facts) for name in verdict.finding.missing)
    return supplied(names, facts)


def supplied(names: Iterable[str], facts: Facts) -> list[str]:
    """Return the facts to supply: for a computed one those it is computed from and that are missing.

    One whose inputs are all there stays, so that nothing passes in silence: the law data may not hold its day.
    """
    found: dict[str, None] = {}
    for name in names:
        parts = [part for part in COMPUTED_FROM.get(name, ()) if part not in facts]
        found.update(dict.fromkeys(parts or [name]))
    return list(found)
