"""The pilot plan binds no host that has not signed, and opens no order to anybody the notice did not name."""

from __future__ import annotations

import pytest

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised


def said(**changes: Value | None) -> str:
    document = compose(
        registry()["pilot_plan"], complete_facts(**changes), library=library(), law=LAW, language=Language.SV, number=1
    )
    assert document.gaps == ()
    return "\n".join(text.lines(document))


HOST = "Planen binder pilotkommunen endast om pilotkommunen själv har undertecknat"
NOBODY_ORDERS = "Planen ger ingen rätt att beställa tjänsten."
NAMED_ORDER = "Endast de upphandlande enheter som räknas upp i kontraktet får beställa"


def test_the_plan_binds_a_host_only_if_it_has_signed() -> None:
    assert HOST in said()
    assert HOST not in said(buyer__name=localised("Vanda stad", "Vantaan kaupunki"))


@pytest.mark.parametrize(
    ("basis", "sentence", "other"),
    [("rights_only", NOBODY_ORDERS, NAMED_ORDER), ("named_buyers", NAMED_ORDER, NOBODY_ORDERS)],
)
def test_the_plan_says_who_may_order(basis: str, sentence: str, other: str) -> None:
    paper = said(reuse__basis=basis)
    assert sentence in paper
    assert other not in paper


def test_risks_and_scaling_are_left_out_when_none_are_recorded() -> None:
    paper = said(pilot__risks=None, pilot__scaling=None)
    assert "Risker" not in paper
    assert "5 Slutrapport och överlämning" in paper
    assert "6 Införande efter pilotförsöket" in paper
