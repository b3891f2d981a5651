"""Every word of every paper is reviewed: a change shows as a difference to the approved text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Facts
from procurement.kinds import Kind, registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts

APPROVED = Path(__file__).parents[1] / "approved"


@dataclass(frozen=True)
class Paper:
    kind: Kind
    language: Language
    variant: str
    facts: Facts

    @property
    def path(self) -> Path:
        variant = f".{self.variant}" if self.variant else ""
        return APPROVED / f"{self.kind.key}{variant}.{self.language}.txt"


#: The demo's second case is above the EU threshold, with named buyers and paper copies.
CASES = {
    "": complete_facts(2),
    "eu": complete_facts(1),
    "authority": complete_facts(0, buyer__type="authority", buyer__is_municipality=True),
}
#: What the cases differ in. A kind whose words ask none of these has one approved text in each language.
VARIED = {"value.band", "value.contract_band", "buyer.type", "instructions.variant"}


def _asks(kind: Kind) -> set[str]:
    clauses = [library()[key] for key in kind.clauses]
    conditions = [item.when for clause in clauses for item in (clause, *clause.passages) if item.when]
    return {name for condition in conditions for name in condition.names}


PAPERS = [
    Paper(kind, language, variant, facts)
    for kind in registry()
    for language in kind.languages
    for variant, facts in CASES.items()
    if not variant or VARIED & _asks(kind)
]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.path.name)
def test_a_paper_says_the_approved_words(paper: Paper, request: pytest.FixtureRequest) -> None:
    document = compose(paper.kind, paper.facts, library=library(), law=LAW, language=paper.language, number=1)
    # The hash of the facts stands in the footer and not in the text, so that this compares words alone.
    said = text.render(document).decode()
    if request.config.getoption("--approve"):
        paper.path.write_text(said, encoding="utf-8")
    assert said == paper.path.read_text(encoding="utf-8")


def test_no_approved_text_is_left_over() -> None:
    assert sorted(APPROVED.glob("*.txt")) == sorted(paper.path for paper in PAPERS)
