"""The rights annex says what the contract promises, and keeps using the results apart from ordering the service."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts

ORDERS = "Rätt att beställa tjänsten"


def said(key: str = "rights_annex", case: int = 0, **changes: Value | None) -> str:
    document = compose(
        registry()[key], complete_facts(case, **changes), library=library(), law=LAW, language=Language.SV, number=1
    )
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("changes", "words", "others"),
    [
        ({"rights__ownership": "supplier"}, "tillkommer leverantören", "övergår till beställaren när"),
        ({"rights__ownership": "buyer"}, "övergår till beställaren när", "tillkommer leverantören"),
        ({"rights__users": "all_municipalities"}, "till alla kommuner och samkommuner", "Janakkala kommun"),
        ({"rights__extra_fee": Decimal(0)}, "utan särskild avgift", "engångsavgift"),
        ({"rights__extra_fee": Decimal("1500.00")}, "en engångsavgift på 1 500 euro", "utan särskild avgift"),
        ({"rights__source_code": False}, "Källkoden överlämnas inte", "versionshistorik"),
        ({"rights__escrow": True}, "deponerar på egen bekostnad", "deponeras inte"),
        ({"rights__open_source": False}, "publiceras inte som öppen källkod", "EUPL"),
        ({"rights__components_used": False}, "inga komponenter av tredje part", "example-library"),
    ],
)
def test_each_answer_has_its_own_words(changes: dict[str, Value], words: str, others: str) -> None:
    paper = said(**changes)
    assert words in paper
    assert others not in paper


def test_a_right_to_use_is_never_a_right_to_order() -> None:
    assert "Nyttjanderätten ger ingen rätt att beställa" in said()
    assert ORDERS not in said()


def test_named_buyers_may_order_up_to_the_ceiling() -> None:
    paper = said(case=1)
    assert ORDERS in paper
    assert "högst 60 000 euro exklusive mervärdesskatt" in paper


@pytest.mark.parametrize(
    ("changes", "contract", "annex"),
    [
        ({"rights__users": "all_municipalities"}, "Alla kommuner och samkommuner", "alla kommuner och samkommuner"),
        ({"rights__source_code": False}, "i den form som anges i bilaga", "Källkoden överlämnas inte"),
        ({"rights__source_code": True}, "med källkod och dokumentation", "Källkoden överlämnas med"),
    ],
)
def test_contract_and_annex_say_the_same(changes: dict[str, Value], contract: str, annex: str) -> None:
    assert contract in said("procurement_contract", **changes)
    assert annex in said(**changes)
