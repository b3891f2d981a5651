"""How a case stands: its facts, its clauses, and the lifts that are about what their guard objects to now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from procurement import sources
from procurement.clauses.house import CurrentLibrary
from procurement.facts import Facts
from procurement.guards import ALL_GUARDS, Guard
from procurement.models import Case, GuardLift, LiftProposal

_GUARDS = {guard.key: guard for guard in ALL_GUARDS}


def _stands(lift: GuardLift | LiftProposal, facts: Facts) -> bool:
    return lift.guard in _GUARDS and lift.about == _GUARDS[lift.guard].about(facts)


def standing_lifts(case: Case, facts: Facts) -> dict[str, GuardLift]:
    """Return the lifts of a case that stand, by guard."""
    lifts = case.lifts.select_related("proposed_by", "confirmed_by")
    return {lift.guard: lift for lift in lifts if _stands(lift, facts)}


def liftable(case: Case, guard: Guard, seen: str | None) -> str:
    """Return what a guard objects to now, with the case locked until the transaction ends.

    Args:
        case: the case.
        guard: the guard.
        seen: what it objected to when somebody judged it; None if nobody was shown it.

    Raises:
        ValidationError: the guard is lifted for this, or objects to something else by now.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    about = guard.about(sources.case_facts(case))
    if seen is not None and seen != about:
        raise ValidationError(_("The rule objects to something else by now. Read it again."))
    if case.lifts.filter(guard=guard.key, about=about).exists():
        raise ValidationError(_("This guard has been lifted already."))
    return about


def standing_proposals(case: Case, facts: Facts) -> dict[str, LiftProposal]:
    """Return the newest proposals of a case that stand, by guard."""
    proposals = case.lift_proposals.select_related("proposed_by")
    return {proposal.guard: proposal for proposal in proposals if _stands(proposal, facts)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What papers of a case are made from and judged by, read once for whoever asks about many papers and steps.

    Attributes:
        facts: its facts.
        library: the clauses.
        lifted: the lifts on it that stand, by guard.
    """

    facts: Facts
    library: CurrentLibrary
    lifted: Mapping[str, GuardLift]

    @classmethod
    def of(cls, case: Case) -> Standing:
        """Return how a case stands now."""
        facts = sources.case_facts(case)
        return cls(facts, sources.current_library(), standing_lifts(case, facts))
