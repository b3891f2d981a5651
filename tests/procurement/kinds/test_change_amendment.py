"""An amendment makes one change, on one ground of section 136, and its sums come from the log up to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composed.document import ComposedDocument
from procurement.composing import compose
from procurement.facts import Cell, Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import EU_VALUE, complete_facts, localised, records


def composed(**changes: Value | None) -> ComposedDocument:
    return compose(
        registry()["change_amendment"],
        complete_facts(**changes),
        library=library(),
        law=LAW,
        language=Language.SV,
        number=1,
    )


def said(**changes: Value | None) -> str:
    document = composed(**changes)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def change(number: int, effect: str, ground: str = "small") -> dict[str, Cell]:
    return {
        "number": number,
        "date": date(2027, 1, number),
        "proposed_by": "buyer",
        "clause": f"8.{number}",
        "reason": localised(f"Skäl {number}.", f"Syy {number}."),
        "ground": ground,
        "effect": Decimal(effect),
        "approved_by": localised("direktören", "johtaja"),
        "effective_from": date(2027, 2, number),
    }


LOG = records(change(1, "5000"), change(2, "-1500.50"), change(3, "250"))
ORIGINAL = Decimal("100000.00")


def test_the_sums_are_those_of_the_log_up_to_the_change_that_is_made() -> None:
    paper = said(change__rows=LOG, change__number=2, price__total=ORIGINAL)
    assert "ändring nummer 2 i kontraktet" in paper
    assert "Punkt som ändras: 8.2." in paper
    assert "Skäl till ändringen: Skäl 2." in paper
    assert "inverkan på priset är −1 500,50 euro" in paper
    assert "sammanlagt 3 499,50 euro exklusive mervärdesskatt, det vill säga 3,5 procent" in paper
    assert "kontraktets sammanlagda värde högst 103 499,50 euro" in paper
    assert "1\t1.1.2027\t8.1\tliten ändring\t5 000,00\t5 000,00\t5,0\n" in paper
    assert "2\t2.1.2027\t8.2\tliten ändring\t−1 500,50\t3 499,50\t3,5\n" in paper
    assert "8.3" not in paper


def test_a_change_without_effect_on_the_price_says_so() -> None:
    paper = said(change__rows=records(change(1, "0")), change__number=1)
    assert "Ändringen påverkar inte priset." in paper
    assert "inverkan på priset är" not in paper


@pytest.mark.parametrize(
    ("ground", "point"),
    [
        ("review_clause", "136 § 2 mom. 1 punkten"),
        ("additional", "136 § 2 mom. 2 punkten"),
        ("unforeseen", "136 § 2 mom. 3 punkten"),
        ("successor", "136 § 2 mom. 4 punkten"),
        ("small", "136 § 2 mom. 5 punkten"),
        ("not_substantial", "136 § 1 mom."),
    ],
)
def test_each_ground_cites_its_own_point_and_no_other(ground: str, point: str) -> None:
    paper = said(change__rows=records(change(1, "10", ground)), change__number=1)
    assert paper.count("136 §") == 1
    assert point in paper


@pytest.mark.parametrize(
    ("ground", "changes", "is_published"),
    [
        ("additional", {"value__estimate": EU_VALUE}, True),
        ("unforeseen", {"value__estimate": EU_VALUE}, True),
        ("small", {"value__estimate": EU_VALUE}, False),
        ("additional", {}, False),
        (
            "additional",
            {
                "case__legal_basis": "annex_e",
                "case__annex_e_category": "other",
                "notice__date": date(2026, 1, 15),
                "value__estimate": Decimal("400000.00"),
            },
            True,
        ),
    ],
)
def test_a_notice_is_promised_only_where_the_rules_of_the_eu_band_bind(
    ground: str, changes: dict[str, Value], is_published: bool
) -> None:
    paper = said(change__rows=records(change(1, "10", ground)), change__number=1, **changes)
    assert ("annons om ändringen enligt 58 § 1 mom. 9 punkten" in paper) is is_published


def test_a_number_that_the_log_does_not_hold_leaves_gaps_and_invents_nothing() -> None:
    gaps = {gap.name for gap in composed(change__rows=LOG, change__number=7).gaps}
    assert {"change.clause", "change.reason", "change.ground", "change.effect", "change.log"} <= gaps


def test_what_a_row_lacks_is_a_gap_of_the_table_of_changes() -> None:
    row = change(1, "10")
    del row["approved_by"]
    document = composed(change__rows=records(row), change__number=1)
    assert [gap.name for gap in document.gaps] == ["change.approved_by", "change.rows"]
