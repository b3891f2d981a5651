"""The report says what the decision says, is a duty by band, and tells why nothing was bought when nothing was."""

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
from tests.factories.facts import complete_facts, localised, records

KIND = registry()["procedure_report"]
DISCONTINUED = {
    "decision__outcome": "discontinue",
    "decision__discontinue_reason": localised("Anslaget ströks.", "Määräraha poistettiin."),
}
#: The law data hold the EU threshold of Annex E from 2026 on.
ANNEX_E = {"case__legal_basis": "annex_e", "case__annex_e_category": "other", "notice__date": date(2026, 3, 2)}


def said(**changes: Value | None) -> str:
    document = compose(KIND, complete_facts(**changes), library=library(), law=LAW, language=Language.SV, number=1)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("changes", "is_duty"),
    [
        ({"value__estimate": Decimal("240000.00")}, True),
        ({"value__estimate": Decimal("120000.00")}, False),
        ({**ANNEX_E, "value__estimate": Decimal("300000.00")}, True),
        ({**ANNEX_E, "value__estimate": Decimal("120000.00")}, False),
    ],
)
def test_it_is_a_duty_from_the_eu_threshold_and_in_annex_e_from_its_own(
    changes: dict[str, Value], is_duty: bool
) -> None:
    # The basis sentence of a direct award after a contest is not said of other bases, so a discontinuation is asked.
    paper = said(**DISCONTINUED, **changes)
    assert ("Rapporten har upprättats enligt 124 §" in paper) is is_duty
    assert ("Rapporten är frivillig" in paper) is not is_duty


def test_reasons_and_basis_are_those_of_the_decision_word_for_word() -> None:
    decision = compose(
        registry()["procurement_decision"],
        complete_facts(), library=library(), law=LAW, language=Language.SV, number=1,
    )  # fmt: skip
    words = {line.replace("\N{NO-BREAK SPACE}", " ") for line in text.lines(decision)}
    report = said().splitlines()
    basis = report[report.index("6 Grund för direktupphandlingen") + 1 : report.index("7 Utredningar och jäv")]
    assert len(basis) == 10
    assert set(basis) <= words


def test_a_discontinued_procurement_reports_its_reason_and_no_supplier() -> None:
    paper = said(**DISCONTINUED, supplier__name=None, supplier__link=None)
    assert "Hankinta" not in paper
    assert "Skälet till att upphandlingen avbryts är följande: Anslaget ströks." in paper
    assert "Leverantör\t" not in paper
    assert "Underleverantörer" not in paper
    given = paper_facts(KIND, fact_names(KIND, library()), complete_facts(**DISCONTINUED))
    assert not [name for name in given if name.startswith("supplier.")]


def test_subcontractors_are_named_with_their_share_as_far_as_it_is_known() -> None:
    row = records({"name": "Exempel Ab", "task": localised("drift", "ylläpito")})
    paper = said(object__subcontractors=True, object__subcontractor_list=row, report__subcontract_share=None)
    assert "– Exempel Ab: drift" in paper
    assert "Den andel som" not in paper
    assert "anlitar inga underleverantörer" in said(object__subcontractors=False)


def test_communication_that_was_not_electronic_needs_a_reason() -> None:
    other = {"report__electronic": False}
    assert "av följande skäl: Modell." in said(**other, report__communication=localised("Modell.", "Malli."))
    incomplete = complete_facts(**other)
    document = compose(KIND, incomplete, library=library(), law=LAW, language=Language.FI, number=1)
    assert [gap.name for gap in document.gaps] == ["report.communication"]
