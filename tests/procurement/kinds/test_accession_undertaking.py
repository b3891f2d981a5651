"""An accession says what is ordered and how much of the ceiling is left, and binds nobody but the buyer that orders."""

from __future__ import annotations

from decimal import Decimal

from procurement.clauses.load import library
from procurement.composing import compose, fact_names
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts

UNDERTAKING = registry()["accession_undertaking"]


def said(**changes: Value | None) -> str:
    document = compose(
        UNDERTAKING, complete_facts(**changes), library=library(), law=LAW, language=Language.SV, number=1
    )
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def test_the_orders_are_added_up_against_the_ceiling() -> None:
    paper = said(accession__value=Decimal("13999.50"))
    assert "Janakkala kommun (demo)\t14.12.2026\t6 000" in paper
    assert "uppgår beställningarna sammanlagt till 19 999,50 euro. Maximivärdet är 20 000 euro." in paper


def test_the_first_order_lists_no_earlier_ones() -> None:
    paper = said(accession__is_first=True, accession__register=None)
    assert "Detta är den första beställningen" in paper
    assert "uppgår beställningarna sammanlagt till 12 000 euro" in paper


def test_personal_data_need_a_processing_agreement_of_the_acceding_buyers_own() -> None:
    assert "ett eget personuppgiftsbiträdesavtal" in said()
    assert "personuppgiftsbiträdesavtal" not in said(personal_data__processed=False)


def test_the_paper_is_the_acceding_buyers_and_the_supplier_does_not_sign() -> None:
    document = compose(UNDERTAKING, complete_facts(), library=library(), law=LAW, language=Language.SV, number=1)
    assert text.header(document).split("\t")[0] == "Joensuu stad (demo)"
    assert "supplier.signatory" not in fact_names(UNDERTAKING, library())
