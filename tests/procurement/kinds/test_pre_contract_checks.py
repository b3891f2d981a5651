"""The checks say what was looked up, by which rule of the band, and never what a criminal record holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Records, Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts

KIND = registry()["pre_contract_checks"]


def said(**changes: Value | None) -> str:
    document = compose(KIND, complete_facts(**changes), library=library(), law=LAW, language=Language.SV, number=1)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def checks_without(*left_out: str) -> Records:
    return Records(tuple(row for row in complete_facts().rows("checks.rows") if row.get("check") not in left_out))


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [("240000.00", "80, 81, 87 och 88 §"), ("120000.00", "enligt 105 §"), ("20000.00", "")],
)
def test_exclusion_is_checked_by_the_rules_of_the_band(estimate: str, expected: str) -> None:
    paper = said(value__estimate=Decimal(estimate))
    assert {each for each in ("80, 81, 87 och 88 §", "enligt 105 §") if each in paper} == (
        {expected} if expected else set()
    )


def test_each_check_stands_once_below_its_own_act() -> None:
    paper = said()
    exclusion = paper[paper.index("2 Uteslutning och lämplighet") : paper.index("3 Beställaransvar")]
    contractor = paper[paper.index("3 Beställaransvar") : paper.index("4 Jäv")]
    assert "EU-sanktioner, 1.10.2026\t2.10.2026, jurist (demo)\tutan anmärkning" in exclusion
    assert "skatteskuld" in contractor
    assert "skatteskuld" not in exclusion
    assert paper.count("skatteskuld, 1.10.2026") == 1


def test_a_criminal_record_is_shown_and_never_kept_and_nobody_says_so_where_none_was_asked() -> None:
    act = "Straffregisterutdraget visades upp, granskades och återlämnades den 2 oktober 2026 (jurist (demo))."
    assert f"{act} Det har inte kopierats, och uppgifterna i det har inte sparats." in said()
    assert said().count("traffregister") == 1
    assert "traffregister" not in said(checks__criminal_record_on=None)


def test_that_the_contractor_act_is_not_applied_is_said_and_its_checks_are_not() -> None:
    paper = said(checks__contractor_liability=False)
    assert "inte tillämpas på tjänsten" in paper
    assert "3 Jäv" in paper
    assert "skatteskuld" not in paper
    assert "inte tillämpas på tjänsten" not in said()


def test_a_missing_declaration_of_conflict_is_said_out_loud() -> None:
    assert "Beslutet får inte fattas innan alla har gjort det." in said(conflicts__all_declared=False)
    assert "Åtgärd" not in said(conflicts__declarations=None)
