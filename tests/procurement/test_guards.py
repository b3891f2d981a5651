"""Each guard is a test named after its rule (lawyer.md § 5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from procurement import guards
from procurement.composing import with_computed
from procurement.guards import Guard, Lift, State
from procurement.kinds import registry
from procurement.law import LAW
from tests.factories.facts import complete_facts

CONTRACT = registry()["procurement_contract"]


def state(guard: Guard, **changes: object) -> State:
    facts = with_computed(CONTRACT, complete_facts(**changes), LAW)  # type: ignore[arg-type]
    return guard.check(facts, LAW).state


def test_every_guard_passes_a_complete_case() -> None:
    assert {guard.key: state(guard) for guard in guards.ALL_GUARDS} == {
        guard.key: State.PASSED for guard in guards.ALL_GUARDS
    }


@pytest.mark.parametrize(
    ("guard", "changes", "expected"),
    [
        (guards.FOLLOW_ON_CLAUSE, {"notice__clause_sufficient": False}, State.BLOCKED),
        (guards.FOLLOW_ON_CLAUSE, {"notice__clause_text": None}, State.UNKNOWN),
        (guards.FOLLOW_ON_CLAUSE, {"notice__clause_source": None}, State.UNKNOWN),
        (guards.ROUTE, {"case__legal_basis": "negotiated"}, State.BLOCKED),
        (guards.ROUTE, {"case__legal_basis": None}, State.UNKNOWN),
        (guards.ABOVE_NATIONAL, {"value__estimate": Decimal("49999.99")}, State.BLOCKED),
        (guards.ABOVE_NATIONAL, {"value__estimate": Decimal("50000.00")}, State.PASSED),  # prizes of 10 000 count
        (guards.ABOVE_NATIONAL, {"value__prizes": None}, State.UNKNOWN),
        (guards.CONTEST_DECISION_SERVED, {"contest_decision__served_on": None}, State.UNKNOWN),
        (guards.CONTEST_DECISION_SERVED, {"contest_decision__served_on": date(2026, 9, 2)}, State.BLOCKED),
        (guards.ALL_WINNERS_INVITED, {"winners__several": True, "winners__invited_together": False}, State.BLOCKED),
        (guards.ALL_WINNERS_INVITED, {"winners__several": True, "winners__invited_together": None}, State.UNKNOWN),
        (guards.ALL_WINNERS_INVITED, {"winners__several": False, "winners__invited_together": None}, State.PASSED),
        (guards.PARTY_VERIFIED, {"supplier__verified": False}, State.BLOCKED),
        (guards.WITHIN_ANNOUNCED_VALUE, {"price__total": Decimal("120000.01")}, State.BLOCKED),
        (guards.WITHIN_ANNOUNCED_VALUE, {"price__total": Decimal("120000.00")}, State.PASSED),
        (guards.SAME_BAND, {"price__total": Decimal("221000.00")}, State.BLOCKED),
        (guards.SAME_BAND, {"price__total": Decimal("10000.00")}, State.BLOCKED),
        (guards.NAMED_BUYERS, {"reuse__basis": "named_buyers", "reuse__ceiling": None}, State.UNKNOWN),
        (
            guards.NAMED_BUYERS,
            {"reuse__basis": "named_buyers", "reuse__ceiling": Decimal(1), "reuse__end": date(2030, 11, 2)},
            State.PASSED,
        ),
        (
            guards.NAMED_BUYERS,
            {"reuse__basis": "named_buyers", "reuse__ceiling": Decimal(1), "reuse__end": date(2030, 11, 3)},
            State.BLOCKED,
        ),
        (guards.INVITATION_DATES, {"negotiation__date": date(2026, 9, 14)}, State.BLOCKED),
        (guards.CONTRACT_DATES, {"term__end": date(2026, 10, 19)}, State.BLOCKED),
        (guards.OPTION_DATES, {"term__option_notice_by": date(2029, 1, 1)}, State.BLOCKED),
    ],
)
def test_a_guard_says_what_its_rule_says(guard: Guard, changes: dict[str, object], expected: State) -> None:
    assert state(guard, **changes) is expected


def test_only_the_service_of_the_contest_decision_may_be_lifted() -> None:
    assert [guard.key for guard in guards.ALL_GUARDS if guard.lift is not Lift.NOBODY] == ["contest_decision_served"]


def test_every_guard_of_a_kind_is_in_the_one_table() -> None:
    for kind in registry():
        assert set(kind.guards) <= set(guards.ALL_GUARDS)
