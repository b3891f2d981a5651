"""Which lifts and proposals of a case stand: those that are about what their guard objects to now."""

from __future__ import annotations

from procurement.facts import Facts
from procurement.guards import ALL_GUARDS
from procurement.models import Case, GuardLift, LiftProposal

_GUARDS = {guard.key: guard for guard in ALL_GUARDS}


def _stands(lift: GuardLift | LiftProposal, facts: Facts) -> bool:
    return lift.guard in _GUARDS and lift.about == _GUARDS[lift.guard].about(facts)


def standing_lifts(case: Case, facts: Facts) -> dict[str, GuardLift]:
    """Return the lifts of a case that stand, by guard."""
    lifts = case.lifts.select_related("proposed_by", "confirmed_by")
    return {lift.guard: lift for lift in lifts if _stands(lift, facts)}


def standing_proposals(case: Case, facts: Facts) -> dict[str, LiftProposal]:
    """Return the newest proposals of a case that stand, by guard."""
    proposals = case.lift_proposals.select_related("proposed_by")
    return {proposal.guard: proposal for proposal in proposals if _stands(proposal, facts)}
