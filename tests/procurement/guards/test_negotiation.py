"""The guards of the negotiation's papers, each a test named after its rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from procurement import guards
from procurement.guards import Guard, State
from procurement.law import LAW
from tests.factories.facts import records, whole_case


def state(guard: Guard, **changes: Any) -> State:
    return guard.check(whole_case(**changes), LAW).state


@pytest.mark.parametrize(
    ("guard", "changes", "expected"),
    [
        (guards.guard("agenda_dates"), {}, State.PASSED),
        (guards.guard("agenda_dates"), {"agenda__date": date(2026, 8, 31)}, State.BLOCKED),  # before the invitation
        (guards.guard("agenda_dates"), {"agenda__date": date(2026, 9, 25)}, State.BLOCKED),  # after the meeting
        (guards.guard("minutes_dates"), {}, State.PASSED),
        (guards.guard("minutes_dates"), {"minutes__date": date(2026, 9, 23)}, State.BLOCKED),  # before the meeting
        (guards.guard("minutes_dates"), {"meeting__date": date(2026, 8, 31)}, State.BLOCKED),  # before the invitation
        (guards.guard("undertaking_dates"), {}, State.PASSED),
        (guards.guard("undertaking_dates"), {"nda__return_by": date(2026, 9, 9)}, State.BLOCKED),
        (guards.guard("final_offer_dates"), {}, State.PASSED),
        (guards.guard("final_offer_dates"), {"final_offer__due": date(2026, 10, 5)}, State.BLOCKED),
        (guards.guard("final_offer_dates"), {"final_offer__valid_until": date(2026, 10, 12)}, State.BLOCKED),
    ],
)
def test_the_papers_of_the_negotiation_come_in_its_order(
    guard: Guard, changes: dict[str, Any], expected: State
) -> None:
    assert state(guard, **changes) is expected


def test_a_group_without_a_company_names_at_least_two_members() -> None:
    guard = guards.guard("group_has_members")
    assert state(guard) is State.PASSED
    assert state(guard, supplier__is_group=None) is State.UNKNOWN
    assert state(guard, supplier__is_group=True) is State.UNKNOWN
    assert state(guard, supplier__is_group=True, supplier__members=records({"name": "A Oy"})) is State.BLOCKED
    two = records({"name": "A Oy"}, {"name": "B"})
    assert state(guard, supplier__is_group=True, supplier__members=two) is State.PASSED
    assert set(guard.blocks) == {"party_and_rights_statement", guards.SIGNING_PACK}


def test_nothing_is_signed_before_every_member_has_assigned_their_rights() -> None:
    guard = guards.guard("rights_assigned")
    assert state(guard) is State.PASSED
    assert state(guard, supplier__rights_complete=False) is State.BLOCKED
    assert state(guard, supplier__rights_complete=None) is State.UNKNOWN
    assert guard.blocks == (guards.SIGNING_PACK,)
