"""Every clause can say why it is in a paper or why it is not."""

from __future__ import annotations

from procurement.clauses.load import library
from procurement.composing import Reason, compose, reasons
from procurement.facts import Facts, Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from tests.factories.facts import complete_facts

CONTRACT = registry()["procurement_contract"]


def contract(facts: Facts | None = None, **changes: Value | None) -> dict[str, Reason]:
    facts = complete_facts(**changes) if facts is None else facts
    return reasons(CONTRACT, facts, library=library(), law=LAW, language=Language.FI, labels=Language.SV)


def test_a_clause_tells_its_condition_its_facts_and_its_ground() -> None:
    said = contract(delay__penalty=False)["contract_delay_defects"]
    assert (said.is_said, said.origin, said.ground) == (True, "shipped", library()["contract_delay_defects"].ground)
    assert [(one.words, one.holds, one.facts) for one in said.conditions] == [
        ("Vite vid dröjsmål: ja", False, ("delay.penalty",)),
        ("Vite vid dröjsmål: nej", True, ("delay.penalty",)),
    ]


def test_what_is_said_is_what_the_paper_says() -> None:
    facts = complete_facts()
    document = compose(CONTRACT, facts, library=library(), law=LAW, language=Language.FI, number=1)
    said = {key for key, reason in contract(facts).items() if reason.is_said}
    assert said == {clause.key for clause in document.clauses}


def test_a_missing_fact_leaves_a_clause_open() -> None:
    instructions = registry()["appeal_instructions"]
    facts = complete_facts(value__estimate=None)
    open_ = reasons(instructions, facts, library=library(), law=LAW, language=Language.SV, labels=Language.SV)
    assert open_["instructions_review"].is_said is None
    assert [one.holds for one in open_["instructions_review"].conditions] == [None]
