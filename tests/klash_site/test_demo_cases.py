"""The demo's cases hold what their papers need: no guard blocks one, and nothing is missing in any language."""

from __future__ import annotations

import tomllib

import pytest

from klash_site.demo import cases as demo
from procurement.clauses.load import library
from procurement.composing import compose
from procurement.computed.facts import with_computed
from procurement.guards import State, judge
from procurement.kinds import registry
from procurement.law import LAW
from tests.factories.facts import complete_facts

CASES = tomllib.loads(demo._CONTENT.read_text(encoding="utf-8"))["cases"]
PAPERS = [
    (number, key) for number, case in enumerate(CASES) for key in case.get("papers", [kind.key for kind in registry()])
]


@pytest.mark.parametrize(("case", "key"), PAPERS)
def test_every_paper_of_a_demo_case_can_be_drafted(case: int, key: str) -> None:
    kind, facts = registry()[key], complete_facts(case)
    verdicts = judge(kind.guards, with_computed(kind, facts, LAW), LAW)
    assert [v.guard.key for v in verdicts if v.finding.state in (State.BLOCKED, State.UNKNOWN)] == []
    for language in kind.languages:
        assert compose(kind, facts, library=library(), law=LAW, language=language, number=1).gaps == ()
