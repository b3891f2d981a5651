"""The contest decision: its winners are the jury's, its instructions its own, and it promises no contract."""

from __future__ import annotations

from decimal import Decimal

from procurement.clauses.load import library
from procurement.composing import compose, fact_names
from procurement.facts import Records, Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import EU_VALUE, complete_facts, localised, records

KIND = registry()["contest_decision"]


def said(**changes: Value | None) -> str:
    document = compose(KIND, complete_facts(**changes), library=library(), law=LAW, language=Language.SV, number=1)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def ranking(*winners: bool) -> Records:
    reasons = localised("Skäl", "Syy")
    return records(
        *({"rank": n, "entry": f"Bidrag {n}", "reasons": reasons, "winner": wins} for n, wins in enumerate(winners, 1))
    )


def test_the_winners_are_those_of_the_jury_also_before_anything_is_announced() -> None:
    paper = said(winners__names=None, winners__several=None, jury__ranking=ranking(True, True, False))
    decided = paper[paper.index("3 Beslut\n") : paper.index("4 Motivering")]
    assert [line for line in decided.splitlines() if line.startswith("– ")] == [
        "– Vinnare: Bidrag 1",
        "– Vinnare: Bidrag 2",
    ]


def test_it_carries_the_instructions_of_the_contest_decision_whatever_the_case_form_says() -> None:
    paper = said(instructions__decision="procurement_decision", decision__outcome=None, direct_notice__kind=None)
    assert "7 Anvisning för sökande av ändring" in paper
    assert "8 Besvärsanvisning" in paper
    assert "9 Rättelseanvisning" in paper
    assert "147 § 5 mom." not in paper  # no contract, so no time that runs from one
    assert paper == said(value__estimate=EU_VALUE)


def test_below_the_national_threshold_it_cites_no_section_and_has_rectification_alone() -> None:
    paper = said(value__estimate=Decimal("20000.00"))
    assert "123 §" not in paper
    assert "Besvärsanvisning" not in paper
    assert "8 Rättelseanvisning" in paper
    assert "påverkar inte den tid inom vilken ändring får sökas" not in paper  # there is no appeal


def test_prizes_exclusions_and_dissent_are_said_only_where_there_are_any() -> None:
    assert "Prisen betalas ut" not in said(value__prizes=Decimal("0.00"))
    assert "Avvikande mening" not in said()
    assert "Avvikande mening i juryn: Nej." in said(jury__dissent=localised("Nej.", "Ei."))
    assert "uteslutits" in said(contest__excluded=localised("Bidrag 9, för sent", "Ehdotus 9, myöhässä"))


def test_no_address_of_a_participant_is_printed_and_no_supplier_is_known() -> None:
    assert "rapida@example.org" not in said()
    assert not [name for name in fact_names(KIND, library()) if name.startswith("supplier.")]
