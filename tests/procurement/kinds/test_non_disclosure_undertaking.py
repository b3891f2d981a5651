"""The undertaking: each binds itself, a penalty only where one is agreed, and the openness act goes first."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composed.document import Table, TableStyle
from procurement.composing import compose, fact_names
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised, records

UNDERTAKING = registry()["non_disclosure_undertaking"]
PENALTY = {
    Language.SV: "ett vite på 5 000 euro för varje överträdelse",
    Language.FI: "sopimussakkoa 5 000 euroa jokaisesta rikkomuksesta",
    Language.EN: "a penalty of EUR 5,000 for each breach",
}
NO_PENALTY = {
    Language.SV: "Inget vite har avtalats.",
    Language.FI: "Sopimussakosta ei ole sovittu.",
    Language.EN: "No penalty has been agreed.",
}


def said(language: Language = Language.SV, **changes: Value | None) -> str:
    facts = complete_facts(**changes)
    document = compose(UNDERTAKING, facts, library=library(), law=LAW, language=language, number=1)
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", UNDERTAKING.languages)
def test_a_penalty_is_said_only_where_one_is_agreed(language: Language) -> None:
    agreed = said(language, nda__has_penalty=True, nda__penalty=Decimal("5000.00"))
    assert PENALTY[language] in agreed
    assert NO_PENALTY[language] not in agreed
    assert NO_PENALTY[language] in said(language, nda__has_penalty=False)


def test_a_penalty_that_nobody_has_answered_is_missing_and_never_no() -> None:
    paper = said(nda__has_penalty=None)
    assert "[uppgift 1 saknas: Vite vid brott mot sekretessen]" in paper
    assert NO_PENALTY[Language.SV] not in paper


@pytest.mark.parametrize(("buyer", "is_authority"), [("authority", True), ("association", False), ("company", False)])
def test_the_openness_act_goes_first_by_type_of_buyer(buyer: str, is_authority: bool) -> None:
    paper = said(buyer__type=buyer)
    assert ("Förbindelsen inskränker inte någons rätt att ta del av en handling" in paper) is is_authority
    assert ("Beställaren är inte en myndighet" in paper) is not is_authority
    assert ("138 § 2 mom." in paper) is not is_authority
    assert "handlingar som en kommun har fått" in paper, "a municipality's copies are official documents in any case"


def test_each_person_and_company_has_lines_to_sign_on() -> None:
    role = localised("Sakkunnig", "Asiantuntija")
    persons = records(*({"name": f"N.N. {number} (demo)", "role": role} for number in range(3)))
    facts = complete_facts(nda__persons=persons)
    document = compose(UNDERTAKING, facts, library=library(), law=LAW, language=Language.FI, number=1)
    blocks = [block for block in document.blocks if isinstance(block, Table) and block.style is TableStyle.SIGNATURE]
    assert len(blocks) == 3


def test_the_undertaking_comes_before_the_party_and_is_given_none_of_its_facts() -> None:
    assert not [name for name in fact_names(UNDERTAKING, library()) if name.startswith("supplier.")]
