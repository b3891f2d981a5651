"""Each field sheet has the fields of its notice, says when that is due, and gives the party only where it does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composing import compose, fact_names, paper_facts
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import EU_VALUE, complete_facts, localised, records

KIND = registry()["notice_field_sheets"]
SIGNED = {"signing__signed_on": date(2026, 11, 20)}
CHANGED = {
    **SIGNED,
    "change__number": 1,
    "change__rows": records(
        {
            "number": 1,
            "clause": "4",
            "ground": "unforeseen",
            "reason": localised("Ny lag", "Uusi laki"),
            "effect": Decimal("11840.05"),
        }
    ),
}
DISCONTINUED = {
    "decision__outcome": "discontinue",
    "decision__discontinue_reason": localised("Anslaget ströks", "Määräraha poistettiin"),
}


def said(sheet: str, **changes: Value | None) -> str:
    facts = complete_facts(notice_sheet__kind=sheet, **changes)
    document = compose(KIND, facts, library=library(), law=LAW, language=Language.SV, number=1)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def headings(paper: str) -> list[str]:
    return [line.split(" ", 1)[1] for line in paper.splitlines() if line.split(" ")[0].isdigit()]


COMMON = ["Annonsen", "Beställaren", "Föremålet", "Förfarandet"]


@pytest.mark.parametrize(
    ("sheet", "changes", "own"),
    [
        ("direct", {}, ["Leverantören och kontraktet"]),
        ("award", SIGNED, ["Leverantören och kontraktet"]),
        ("result", {}, ["Resultatet"]),
        ("change", CHANGED, ["Leverantören och kontraktet", "Ändringen"]),
        ("discontinuation", DISCONTINUED, ["Avbrytandet"]),
    ],
)
def test_a_sheet_has_the_parts_of_its_notice(sheet: str, changes: dict[str, Value], own: list[str]) -> None:
    assert headings(said(sheet, **changes)) == [*COMMON, *own, "Besvärsmyndighet"]


@pytest.mark.parametrize("sheet", ["result", "discontinuation"])
def test_a_sheet_that_gives_no_party_is_given_none(sheet: str) -> None:
    facts = complete_facts(notice_sheet__kind=sheet, **DISCONTINUED)
    given = paper_facts(KIND, fact_names(KIND, library()), facts)
    assert not [name for name in given if name.startswith("supplier.")]
    assert "Rapida Oy" not in said(sheet, **DISCONTINUED)


#: What a sheet can say of duty and time; one of them is said.
VOLUNTARY = "Annonsen är frivillig, eftersom"
AWARD_VOLUNTARY = "Annonsen är frivillig. Den kan publiceras inom 4 månader från utgången av det kalenderår"
RESULT_DUE = "inom 30 dagar från det att projekttävlingen avslutades"
AWARD_DUE = "inom 30 dagar från det att kontraktet ingicks"
NATIONAL, OJ, CHANGE = "131 § 2 mom.", "131 § 1 mom.", "58 § 1 mom. 9 punkten"
TIMES = (VOLUNTARY, AWARD_VOLUNTARY, RESULT_DUE, AWARD_DUE, NATIONAL, OJ, CHANGE)


@pytest.mark.parametrize(
    ("sheet", "changes", "expected"),
    [
        ("direct", {}, NATIONAL),
        ("direct", {"value__estimate": EU_VALUE, "direct_notice__kind": "oj"}, OJ),
        ("result", {}, VOLUNTARY),
        ("result", {"value__estimate": EU_VALUE}, RESULT_DUE),
        ("award", SIGNED, AWARD_VOLUNTARY),
        ("award", {**SIGNED, "value__estimate": EU_VALUE}, AWARD_DUE),
        ("change", CHANGED, VOLUNTARY),
        ("change", {**CHANGED, "value__estimate": EU_VALUE}, CHANGE),
    ],
)
def test_a_sheet_says_whether_its_notice_is_a_duty_and_by_when(
    sheet: str, changes: dict[str, Value], expected: str
) -> None:
    paper = said(sheet, **changes)
    assert [time for time in TIMES if time in paper] == [expected]


def test_the_result_names_the_winners_of_the_jury_and_the_contest_but_not_the_procurement() -> None:
    paper = said("result", winners__names=None, object__title=None, decision__date=None)
    assert "1\tRapida\tja\t10 000" in paper
    assert "2\tEsimerkki (demo)\tnej" in paper
    assert "Rubrik (BT-21)\tUnga på studievägen" in paper
    assert "Tjänstekontrakt ingås med en vinnare (BT-41)\tja" in paper


def test_the_reasons_are_those_of_the_decision_and_typed_nowhere_else() -> None:
    assert "Motivering (BT-135)\tRegler; " in said("direct", decision__condition_rules=localised("Regler", "Säännöt"))
    assert "Skäl (BT-144)\tAnslaget ströks" in said("discontinuation", **DISCONTINUED)


def test_a_change_is_the_one_of_the_log_and_says_what_the_contract_is_worth_after_it() -> None:
    paper = said("change", **CHANGED)
    assert "Grund enligt lagen (BT-200)\toförutsett behov" in paper
    assert "Skäl (BT-201)\tNy lag" in paper
    assert "ändringarna sammanlagt 11 840,05 euro, 10 procent av det ursprungliga värdet" in paper
    assert "Högsta värde efter ändringen (BT-202)\t130 240,55 euro" in paper


def test_another_basis_has_no_codes_of_a_contest() -> None:
    paper = said("discontinuation", **DISCONTINUED, case__legal_basis="negotiated")
    assert "Förfarandet" not in headings(paper)
    assert "neg-wo-call" not in paper
