"""A screen asks the database a bounded number of times, however many facts, papers, annexes and packs a case has."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from procurement.actions.approve_document import approve_document
from procurement.actions.draft_document import draft_document
from procurement.kinds import Kind, registry
from procurement.languages import LEGAL_LANGUAGES
from procurement.models import Case
from procurement.readiness.judging import readiness
from procurement.readiness.standing import Standing
from tests.factories.procurement import (
    CaseFactory,
    DocumentVersionFactory,
    GuardLiftFactory,
    LegalUserFactory,
    LiftProposalFactory,
    PackFactory,
    PublicVersionFactory,
    complete_case,
    record,
)
from tests.procurement.actions.test_make_signing_pack import SIGNING, cheap_faces, upload
from tests.procurement.admin.test_desk import address

pytestmark = pytest.mark.django_db
cheap = cheap_faces

#: The most that the screen of a case may ask; what its frame asks is nine of them.
MOST = 40
KIND = "procurement_contract"
SCREENS = {
    "case": (),
    "facts": (),
    "paper": (KIND,),
    "preview": (KIND, "sv"),
    "annexes": (),
    "party": (),
    "fact": ("price.lines",),
}


def asked(desk: Client, name: str, case: Case) -> int:
    """How often a screen asks the database, once what a process keeps is kept."""
    place = address(name, case.pk, *SCREENS[name])
    assert desk.get(place).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        desk.get(place)
    return len(queries)


def grow(case: Case, lawyer: Any, price: str) -> None:
    """Add a version of two papers, approved, an annex, a public version, a pack and lifts to a case."""
    drafter = LegalUserFactory()
    record(case, {"case.number": f"1{price}/02.08.00/2026"})
    for kind in (KIND, "procurement_decision"):
        for version in draft_document(case, registry()[kind], LEGAL_LANGUAGES, drafter):
            approve_document(version, lawyer)
            PublicVersionFactory(version=version, created_by=LegalUserFactory())
    upload(case, "supplier_prices", content=price.encode(), uploaded_by=LegalUserFactory())
    upload(case, "other", content=price.encode() + b"2", hidden=["changes"], uploaded_by=LegalUserFactory())
    PackFactory(cases=[case], content=price.encode())
    PackFactory(cases=[case], state="failed")
    GuardLiftFactory(case=case, guard=f"guard_{price}", proposed_by=LegalUserFactory())
    LiftProposalFactory(case=case, guard=f"proposed_{price}", proposed_by=LegalUserFactory())
    DocumentVersionFactory(case=case, number=int(price), inputs_digest=price * 64, created_by=LegalUserFactory())


def test_the_screen_of_a_fresh_case_asks_at_most_40_times(desk):
    case = CaseFactory()
    assert {name: count for name in SCREENS if (count := asked(desk, name, case)) > MOST} == {}


def test_the_screens_of_a_full_case_ask_at_most_40_times_and_no_more_when_it_grows(desk, lawyer, cheap):
    case = complete_case(changes=SIGNING)
    grow(case, lawyer, "1")
    before = {name: asked(desk, name, case) for name in SCREENS}
    assert {name: count for name, count in before.items() if count > MOST} == {}
    for price in ("2", "3"):
        grow(case, lawyer, price)
    assert {name: asked(desk, name, case) for name in SCREENS} == before


def found(standing: Standing, kind: Kind) -> tuple[Any, ...]:
    """Everything that a paper is found to lack."""
    ready = readiness(standing, kind)
    verdicts = [(each.guard.key, each.finding.state, each.finding.missing) for each in ready.verdicts]
    return ready.blocking, ready.missing, verdicts


def test_what_every_paper_lacks_is_found_from_facts_that_are_read_once(django_assert_num_queries):
    case = complete_case(without=["contract.date", "price.total"])
    separate = [found(Standing.of(case), kind) for kind in registry()]
    standing = Standing.of(case)
    with django_assert_num_queries(0):
        assert [found(standing, kind) for kind in registry()] == separate
    assert "contract.date" in readiness(standing, registry()[KIND]).missing
