"""Kinds register once, and a wrong one is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.clauses.load import library
from procurement.composing import compose, fact_names, paper_facts
from procurement.facts import Value
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.field import Label
from procurement.kinds import Kind, KindRegistry, Part, registry
from procurement.kinds.registry import KindError
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, whole_case

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
        replace(CONTRACT, needs_party=False, party_unverified_because=Label("Skäl.", "Syy.", "Reason.")),
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


def test_the_contract_has_the_headings_of_a_service_contract_in_their_order() -> None:
    headed = [part.clause for part in CONTRACT.outline if library()[part.clause].wordings["fi"].heading]  # type: ignore[index]
    assert len(headed) == 33  # the 32 of a service contract, and the effect of an appeal (docs/law-notes.md § 7)
    assert headed[:2] == ["contract_parties", "contract_background"]
    assert headed[-2:] == ["contract_law_disputes", "contract_counterparts"]


def test_an_invitation_is_given_no_fact_of_the_supplier_and_a_contract_is() -> None:
    invitation = fact_names(registry()["invitation_to_negotiate"], library())
    contract = fact_names(CONTRACT, library())
    assert not [name for name in invitation if name.startswith("supplier.")]
    assert {"supplier.name", "supplier.business_id", "supplier.verified"} <= contract


def test_no_kind_is_given_a_computed_fact_from_outside() -> None:
    assert not fact_names(CONTRACT, library()) & {"value.band", "draft.gaps", "document.date", "case.demo"}


def test_the_rule_that_the_party_is_verified_follows_from_the_kind_and_an_exception_says_why() -> None:
    ruled = {kind.key for kind in registry() if any(guard.key == "party_verified" for guard in kind.guards)}
    excepted = {kind.key: kind.party_unverified_because for kind in registry() if kind.party_unverified_because}
    assert ruled | excepted.keys() == {kind.key for kind in registry() if kind.needs_party}
    assert excepted.keys() == {"party_and_rights_statement", "pre_contract_checks"}
    assert ruled & excepted.keys() == set()


PARTIES = [
    (kind, variant)
    for kind in registry()
    if kind.needs_party and kind.party_unverified_because is None
    for variant in ([""] if isinstance(kind.needs_party, bool) else sorted(kind.needs_party))
]


@pytest.mark.parametrize(("kind", "variant"), PARTIES, ids=lambda each: getattr(each, "key", each))
@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_a_paper_marks_a_party_that_nobody_has_verified_and_prints_its_name_alone(
    kind: Kind, variant: str, language: Language
) -> None:
    varied: dict[str, Value | None] = {kind.varies_by.replace(".", "__"): variant} if variant else {}

    def lines(**changes: Value | None) -> tuple[str, list[str]]:
        facts = whole_case(**varied, **changes)
        paper = compose(kind, facts, library=library(), law=LAW, language=language, number=1)
        return "\n".join(text.lines(paper)), [gap.name for gap in paper.gaps]

    party: dict[str, Value | None] = {
        "supplier__name": "Okänd Ab",
        "supplier__business_id": "1234567-1",
        "supplier__address": "Okändvägen 1",
        "supplier__signatory": "N.N. (okänd)",
    }
    verified, gaps = lines(**party)
    assert "supplier.verified" not in gaps
    assert "Okänd Ab" in verified
    unverified, gaps = lines(**party, supplier__verified=False)
    assert gaps.count("supplier.verified") == 1
    assert unverified.count("Okänd Ab [") == unverified.count("Okänd Ab") > 0
    assert CATALOGUE["supplier.verified"].label[language] in unverified
    assert not any(value in unverified for value in ("1234567-1", "Okändvägen 1", "N.N. (okänd)"))


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
