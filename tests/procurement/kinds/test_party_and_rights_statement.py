"""The statement says how the supplier is the winner, who answers in a group, and what the members have not assigned."""

from __future__ import annotations

from datetime import date

import pytest

from procurement.clauses.load import library
from procurement.composed.document import ComposedDocument
from procurement.composing import compose
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised, records
from tests.procurement.test_faces import assert_faces_agree

STATEMENT = registry()["party_and_rights_statement"]
CONTRACT = registry()["procurement_contract"]
MEMBERS = records(
    {
        "name": "A Oy (demo)",
        "business_id": "9999999-2",
        "address": "Esimerkkikatu 1 (demo)",
        "signatory": "N.N. (demo)",
        "ground": localised("Ensam (demo)", "Yksin (demo)"),
    },
    {
        "name": "N.N. (demo)",
        "address": "Esimerkkikatu 2 (demo)",
        "signatory": "N.N. (demo)",
        "ground": localised("Personligen (demo)", "Itse (demo)"),
    },
)
GROUP: dict[str, Value | None] = {"supplier__is_group": True, "supplier__members": MEMBERS}
JOINTLY = {
    Language.SV: "medlemmarna ansvarar solidariskt gentemot beställaren",
    Language.FI: "jäsenet vastaavat sopimuksen täyttämisestä tilaajalle yhteisvastuullisesti",
}


def composed(language: Language = Language.SV, **changes: Value | None) -> ComposedDocument:
    facts = complete_facts(**changes)
    return compose(STATEMENT, facts, library=library(), law=LAW, language=language, number=1)


def said(language: Language = Language.SV, **changes: Value | None) -> str:
    return "\n".join(text.lines(composed(language, **changes))).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_a_group_answers_jointly_and_each_member_signs(language: Language) -> None:
    document = composed(language, **GROUP)
    assert document.gaps == ()
    paper = "\n".join(text.lines(document))
    assert JOINTLY[language] in paper
    assert paper.count("A Oy (demo)") == 2  # in the table and above its signature
    assert (
        "Rapida Oy (demo)\n" not in paper.split(library()["statement_assurance"].wordings[language].source["true"])[1]
    )


def test_the_faces_of_a_group_agree() -> None:
    assert_faces_agree(composed(Language.FI, **GROUP))


def test_a_company_alone_answers_for_itself() -> None:
    paper = said()
    assert "solidariskt" not in paper
    assert paper.split("\n")[-5] == "Rapida Oy (demo)"


def test_a_group_that_nobody_has_answered_is_missing_and_never_no() -> None:
    document = composed(supplier__is_group=None)
    assert [gap.name for gap in document.gaps] == ["supplier.is_group"]


def test_the_link_to_the_winner_says_how_the_supplier_is_the_winner() -> None:
    assert "deltog själv i tävlingen som det vinnande teamet" in said(supplier__link="entered_as")
    formed = said(supplier__link="formed_by", supplier__founded_on=date(2026, 8, 3))
    assert "bildades av det vinnande teamets medlemmar den 3 augusti 2026" in formed
    unknown = composed(supplier__link="formed_by", supplier__founded_on=None)
    assert [gap.name for gap in unknown.gaps] == ["supplier.founded_on"]


def test_rights_that_are_not_yet_assigned_are_said() -> None:
    incomplete = said(supplier__rights_complete=False)
    assert "Ännu har inte alla medlemmar i teamet överlåtit sina rättigheter." in incomplete
    assert "har ingen utanför teamet sådana rättigheter" in incomplete
    assert "har ingen annan sådana rättigheter" not in incomplete, "a member who has not assigned still holds rights"
    assert "har ingen annan sådana rättigheter" in said(supplier__rights_complete=True)
    assert "Ännu har inte alla medlemmar" not in said()


def test_powers_of_attorney_are_attached_where_there_are_any() -> None:
    power = localised("A Oy till N.N., 1.10.2026 (demo)", "A Oy, saaja N.N., 1.10.2026 (demo)")
    assert "Fullmakter, som bifogas\tA Oy till N.N." in said(supplier__power_of_attorney=power)
    assert "Fullmakter" not in said()


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_the_statement_is_called_what_the_contract_calls_its_annex(language: Language) -> None:
    annex = library()[str(CONTRACT.annexes)].wordings[language].source["party_statement"]
    assert STATEMENT.title[language] == annex
