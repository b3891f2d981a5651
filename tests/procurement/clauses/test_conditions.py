"""Conditions are three-valued: a missing fact is unknown, never false."""

from __future__ import annotations

import pytest

from procurement.clauses.conditions import ConditionError, Outcome, parse
from tests.factories.facts import complete_facts

FACTS = complete_facts(term__option=True, object__subcontractors=False, reuse__basis="rights_only", delay__penalty=None)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("term.option", True),
        ("not term.option", False),
        ("object.subcontractors", False),
        ('reuse.basis == "rights_only"', True),
        ('reuse.basis != "rights_only"', False),
        ('reuse.basis in ("rights_only", "named_buyers")', True),
        ('reuse.basis not in ("rights_only",)', False),
        ("term.option and not object.subcontractors", True),
        ("object.subcontractors or (term.option and term.option)", True),
        ("acceptance.days > 13", True),
        ("price.total <= 118400", False),
        ('known("term.end")', True),
        ('known("delay.penalty")', False),
    ],
)
def test_a_condition_over_known_facts_holds_or_not(source: str, holds: bool) -> None:
    assert parse(source).evaluate(FACTS) == Outcome(holds)


@pytest.mark.parametrize("source", ["delay.penalty", "not delay.penalty", "delay.penalty and term.option"])
def test_a_missing_fact_makes_a_condition_unknown(source: str) -> None:
    assert parse(source).evaluate(FACTS) == Outcome(None, frozenset({"delay.penalty"}))


@pytest.mark.parametrize(
    ("source", "holds"), [("delay.penalty and object.subcontractors", False), ("term.option or delay.penalty", True)]
)
def test_a_missing_fact_does_not_matter_where_the_rest_decides(source: str, holds: bool) -> None:
    assert parse(source).evaluate(FACTS) == Outcome(holds)


@pytest.mark.parametrize(
    "source",
    [
        "", "term.option +", "1", "open('x')", "term.option.__class__()", "term.option < [1]", '"a" == term.option',
        'reuse.basis in "rights_only"', "reuse.basis == price.total", "lambda: 1", "known(term.end)", "1 < 2 < 3",
    ],
)  # fmt: skip
def test_what_is_not_in_the_grammar_is_refused(source: str) -> None:
    with pytest.raises(ConditionError):
        parse(source)


def test_a_condition_names_the_facts_it_reads() -> None:
    assert parse('term.option and known("term.end") or reuse.basis == "x"').names == {
        "term.option",
        "term.end",
        "reuse.basis",
    }
