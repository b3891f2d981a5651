"""The host municipality is bound by its own signature alone: in a pilot agreement, in the contract, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composing import compose, fact_names
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised

HOST = "Vanda stad"


def said(key: str, **changes: Value | None) -> str:
    document = compose(
        registry()[key], complete_facts(**changes), library=library(), law=LAW, language=Language.SV, number=1
    )
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def test_the_supplier_signs_no_pilot_agreement_and_the_municipality_does() -> None:
    facts = fact_names(registry()["pilot_agreement"], library())
    assert "host.signatory_ground" in facts
    assert "supplier.signatory" not in facts


def test_a_cost_share_has_a_sentence_of_its_own() -> None:
    assert "Kommunen betalar ingenting" in said("pilot_agreement")
    paper = said("pilot_agreement", host__cost_share=Decimal("5000.00"))
    assert "deltar i kostnaderna för pilotförsöket med 5 000 euro" in paper
    assert "betalar ingenting" not in paper


def test_without_personal_data_no_processing_agreement_is_asked_for() -> None:
    assert "personuppgiftsbiträdesavtal" in said("pilot_agreement")
    assert "personuppgiftsbiträdesavtal" not in said("pilot_agreement", personal_data__processed=False)


# -- The host in the contract -----------------------------------------------------------------------------------------


def test_a_host_with_a_pilot_agreement_is_no_party_to_the_contract() -> None:
    contract = said("procurement_contract", host__signs="pilot_agreement")
    assert "Pilotkommunen är inte part i kontraktet." in contract
    assert "Pilotförsöket inleds först när pilotavtalet har undertecknats." in contract
    assert f"\n{HOST}\n" not in contract


@pytest.mark.parametrize(
    ("electronic", "copies"),
    [(True, "Varje part får den undertecknade filen."), (False, "i tre likalydande exemplar, ett för varje part")],
)
def test_a_host_that_signs_the_contract_is_its_third_party(electronic: bool, copies: str) -> None:
    contract = said("procurement_contract", host__signs="contract", signing__electronic=electronic)
    assert f"{HOST} (FO-nummer 9999992-5), nedan pilotkommunen, är tredje part i kontraktet." in contract
    assert "– lokaler och nätförbindelse för pilotförsöket (demo)" in contract
    assert copies in contract
    assert "pilotavtal" not in contract
    assert "inte part i kontraktet" not in contract
    assert f"\n{HOST}\nOrt och datum" in contract


def test_a_host_that_signs_nothing_has_no_duties() -> None:
    contract = said("procurement_contract", host__signs="no")
    assert "Kontraktet medför inga skyldigheter för pilotkommunen." in contract
    assert "pilotavtal" not in contract


def test_a_buyer_that_is_the_host_is_said_to_be_the_pilot_municipality() -> None:
    contract = said("procurement_contract", buyer__name=localised(HOST, "Vantaan kaupunki"), host__signs=None)
    assert "Beställaren är själv tävlingens värdkommun, nedan också pilotkommunen." in contract
    assert "inte part i kontraktet" not in contract
