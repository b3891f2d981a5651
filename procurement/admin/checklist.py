"""What the case screen shows of guards and deadlines: each rule with its state, ground, reason and way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from procurement.admin.forms import show
from procurement.admin.places import Place
from procurement.clauses.house import CurrentLibrary
from procurement.computed.case_deadlines import CaseDeadline, case_deadlines
from procurement.computed.facts import with_case_computed
from procurement.facts import Facts
from procurement.facts.catalogue import CATALOGUE
from procurement.guards import Lift, State, Verdict
from procurement.interface import interface_language
from procurement.kinds import Kind
from procurement.languages import Language
from procurement.law import LAW
from procurement.models import Case, GuardLift, LiftProposal
from procurement.readiness.judging import supplied
from procurement.readiness.refusals import unknown_sentence
from procurement.readiness.standing import Standing, standing_proposals


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that a guard reads: its label, its value, and where it is typed if it is typed here."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Check:
    """A guard on the screen."""

    key: str
    message: str
    ground: str
    state: str
    missing: tuple[Known, ...]
    known: tuple[Known, ...]
    is_liftable: bool
    lift: GuardLift | None
    proposal: LiftProposal | None


@dataclass(frozen=True, slots=True)
class Lifts:
    """The lifts and proposals of a case that stand, by guard."""

    lifted: Mapping[str, GuardLift]
    proposed: Mapping[str, LiftProposal]


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step of a case: the rules that a lawyer must look at, and those that have no objection."""

    key: str
    title: str
    open: list[Check]
    passed: list[Check]

    @classmethod
    def of(cls, key: str, title: str, checks: list[Check]) -> ShownStep:
        """Return the step with its rules parted."""
        passed = [check for check in checks if check.state == State.PASSED]
        return cls(key, title, [check for check in checks if check not in passed], passed)

    @property
    def stopping(self) -> int:
        """How many rules stop the step."""
        return sum(check.state in (State.BLOCKED, State.UNKNOWN) for check in self.open)


def lifts_of(case: Case, standing: Standing) -> Lifts:
    """Return the lifts and the newest proposals of a case that stand."""
    return Lifts(standing.lifted, standing_proposals(case, standing.facts))


def checklist(
    verdicts: Iterable[Verdict],
    facts: Facts,
    lifts: Lifts,
    place: Place,
    details: Callable[[Verdict], str] = lambda _verdict: "",
) -> list[Check]:
    """Return the guards, those that stop something first.

    Args:
        verdicts: what the guards say.
        facts: the facts of the case.
        lifts: what has been lifted and proposed.
        place: finds where a fact is typed.
        details: tells of a guard that blocks what it is about.
    """
    order = {State.BLOCKED: 0, State.UNKNOWN: 1, State.WARNED: 2, State.PASSED: 3}
    return [
        _check(verdict, facts, lifts, place, details)
        for verdict in sorted(verdicts, key=lambda verdict: order[verdict.finding.state])
    ]


def _check(verdict: Verdict, facts: Facts, lifts: Lifts, place: Place, details: Callable[[Verdict], str]) -> Check:
    guard, language = verdict.guard, interface_language()

    def known(name: str) -> Known:
        field, fact = CATALOGUE[name], facts.entries.get(name)
        return Known(field.label[language], show(field, fact, language), place.of(name, fact))

    lift = lifts.lifted.get(guard.key)
    blocked = verdict.finding.state is State.BLOCKED
    return Check(
        key=guard.key,
        message=_sentence(verdict, language) + (details(verdict) if blocked else ""),
        ground=guard.ground,
        state="lifted" if blocked and lift else str(verdict.finding.state),
        # What a step finds out by itself, nobody can supply.
        missing=tuple(known(name) for name in supplied(verdict.finding.missing, facts) if not name.startswith("pack.")),
        # What a rule that objects rests on is what a lawyer would mend.
        known=tuple(known(name) for name in guard.reads if blocked and name in facts),
        # What the law data lack, no lawyer can answer for.
        is_liftable=guard.lift is Lift.SECOND_LAWYER and blocked and lift is None and not verdict.finding.replaces,
        lift=lift if blocked else None,
        proposal=lifts.proposed.get(guard.key) if blocked and lift is None else None,
    )


def _sentence(verdict: Verdict, language: Language) -> str:
    match verdict.finding.state:
        case State.PASSED:
            return verdict.guard.fulfilled[language]
        case State.UNKNOWN:
            return unknown_sentence(verdict.guard, language)
    return verdict.sentence(language)


def wording_checks(kind: Kind, current: CurrentLibrary) -> list[Check]:
    """Return the house wordings of a paper whose shipped text has changed: a lawyer decides, until then it is said."""
    return [
        Check(
            key=key,
            message=_(
                "The shipped text of “%(clause)s” has changed since its house wording was written. "
                "The house wording is said until a lawyer decides."
            )
            % {"clause": key},
            ground="",
            state=str(State.WARNED),
            missing=(),
            known=(),
            is_liftable=False,
            lift=None,
            proposal=None,
        )
        for key in kind.clauses
        if key in current.outdated
    ]


def deadlines_of(facts: Facts) -> list[tuple[str, CaseDeadline]]:
    """Return the deadlines of a case whose first day is known, each with the name of its rule."""
    rules = CATALOGUE["deadlines.overrides"].column("rule")
    labels = {choice.key: choice.label for choice in rules.choices} if rules else {}
    labels["national_award_notice"] = labels["award_notice"]
    found = case_deadlines(with_case_computed(facts, LAW), LAW)
    return [(labels[row.deadline.rule][interface_language()], row) for row in found]
