"""A composed document survives its storage as JSON, word for word."""

from __future__ import annotations

import json
from datetime import date

import pytest

from procurement.clauses.load import library
from procurement.composed.document_json import from_json, to_json
from procurement.composing import compose
from procurement.kinds import Kind, registry
from procurement.languages import Language
from procurement.law import LAW
from tests.factories.facts import complete_facts


@pytest.mark.parametrize("kind", registry(), ids=lambda kind: kind.key)
@pytest.mark.parametrize("is_complete", [True, False])
def test_a_paper_is_the_same_after_storage(kind: Kind, is_complete: bool) -> None:
    facts = complete_facts() if is_complete else complete_facts().restricted_to([kind.date_fact])
    document = compose(kind, facts, library=library(), law=LAW, language=Language.FI, number=2)
    assert from_json(json.loads(json.dumps(to_json(document), sort_keys=True))) == document


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"type": "Run", "text": "x"},
        {"type": "Nothing"},
        {"type": "ComposedDocument", "kind": "procurement_contract", "date": date(2026, 1, 1).isoformat()},
    ],
)
def test_other_data_are_refused(data: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="not those of a composed document"):
        from_json(data)


def test_every_block_belongs_to_a_clause_that_is_said() -> None:
    contract = registry()["procurement_contract"]
    document = compose(contract, complete_facts(), library=library(), law=LAW, language=Language.SV, number=1)
    sections = list(document.by_clause())
    assert tuple(block for _, blocks in sections for block in blocks) == document.blocks
    keys = [key for key, _ in sections]
    assert keys[0] == "frame"
    assert keys[-1] == contract.annexes
    said = [clause.key for clause in document.clauses]
    assert [key for key in said if key in keys] == keys[1:-1]
