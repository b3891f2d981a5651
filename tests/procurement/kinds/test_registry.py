"""Kinds register once, and a wrong one is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.clauses.load import library
from procurement.composing import fact_names, paper_facts
from procurement.facts.catalogue import CATALOGUE
from procurement.kinds import KindRegistry, Part, registry
from procurement.kinds.registry import KindError
from tests.factories.facts import complete_facts

CONTRACT = registry()["procurement_contract"]


def test_the_registry_holds_the_kinds_in_the_order_in_which_a_case_needs_them() -> None:
    assert [kind.key for kind in registry()] == [
        "contest_decision",
        "invitation_to_negotiate",
        "non_disclosure_undertaking",
        "negotiation_agenda",
        "negotiation_minutes",
        "party_and_rights_statement",
        "final_offer_request",
        "pre_contract_checks",
        "procurement_decision",
        "appeal_instructions",
        "service_letter",
        "procedure_report",
        "notice_field_sheets",
        "procurement_contract",
        "service_description",
        "price_annex",
        "pilot_plan",
        "rights_annex",
        "data_processing_agreement",
        "pilot_agreement",
        "accession_undertaking",
        "change_amendment",
    ]


def test_every_kind_has_a_place_of_its_own() -> None:
    places = [(kind.phase, kind.rank) for kind in registry()]
    assert len(set(places)) == len(places)
    assert all(rank for _, rank in places)


@pytest.mark.parametrize(
    "kind",
    [
        replace(CONTRACT, key="no identifier"),
        replace(CONTRACT, date_fact="no.fact"),
        replace(CONTRACT, outline=(Part("frame"), Part("frame"))),
        replace(CONTRACT, varies_by="no.fact", needs_party=frozenset({"award"})),
        replace(CONTRACT, varies_by="decision.outcome", needs_party=frozenset({"no_such_outcome"})),
    ],
)
def test_a_wrong_kind_is_refused(kind: object) -> None:
    with pytest.raises(KindError):
        KindRegistry().register(kind)  # type: ignore[arg-type]


def test_a_kind_cannot_be_registered_twice() -> None:
    kinds = KindRegistry()
    kinds.register(CONTRACT)
    with pytest.raises(KindError):
        kinds.register(CONTRACT)


def test_the_contract_has_the_headings_of_the_brief_in_their_order() -> None:
    headed = [part.clause for part in CONTRACT.outline if library()[part.clause].wordings["fi"].heading]  # type: ignore[index]
    assert len(headed) == 33  # the 32 of domain § 4.6, and the effect of an appeal that lawyer.md § 2.5 misses there
    assert headed[:2] == ["contract_parties", "contract_background"]
    assert headed[-2:] == ["contract_law_disputes", "contract_counterparts"]


def test_an_invitation_is_given_no_fact_of_the_supplier_and_a_contract_is() -> None:
    invitation = fact_names(registry()["invitation_to_negotiate"], library())
    contract = fact_names(CONTRACT, library())
    assert not [name for name in invitation if name.startswith("supplier.")]
    assert {"supplier.name", "supplier.business_id", "supplier.verified"} <= contract


def test_no_kind_is_given_a_computed_fact_from_outside() -> None:
    assert not fact_names(CONTRACT, library()) & {"value.band", "draft.gaps", "document.date", "case.demo"}


def test_a_paper_is_given_the_party_only_in_the_variants_that_name_it() -> None:
    kind = replace(CONTRACT, varies_by="decision.outcome", needs_party=frozenset({"award"}))
    names = fact_names(kind, library())
    assert "decision.outcome" in names

    def of_supplier(outcome: str | None) -> set[str]:
        given = paper_facts(kind, names, complete_facts(decision__outcome=outcome))
        return {name for name in given if CATALOGUE[name].supplied_by == "party"}

    assert "supplier.business_id" in of_supplier("award")
    assert of_supplier("discontinue") == set()
    assert of_supplier(None) == set()
