"""Each reviewed variant of the instructions says its own ways, times and conditions, and no others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import EU_VALUE, complete_facts

SMALL = Decimal("20000.00")
NATIONAL = Decimal("90000.00")
MUNICIPALITY = {"buyer__type": "authority", "buyer__is_municipality": True}

#: What tells the variants apart, in the Swedish words.
APPEAL = "1 Besvärsanvisning"
OJ_NOTICE = "147 § 4 mom."
AFTER_CONTRACT = "147 § 5 mom."
AWARD_NOTICE = "30 dagar"
FORBIDS = "får beställaren inte ingå kontraktet"
DOES_NOT_FORBID = "hindrar inte i sig att kontraktet ingås"
REVIEW = "Begäran om omprövning"
MARKS = {APPEAL, OJ_NOTICE, AFTER_CONTRACT, AWARD_NOTICE, FORBIDS, DOES_NOT_FORBID, REVIEW}


def said(**changes: Value) -> str:
    document = compose(
        registry()["appeal_instructions"],
        complete_facts(**changes),
        library=library(),
        law=LAW,
        language=Language.SV,
        number=1,
    )
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({"instructions__decision": "contest_decision", "value__estimate": EU_VALUE}, {APPEAL}),
        ({"instructions__decision": "contest_decision", "value__estimate": NATIONAL}, {APPEAL}),
        ({"value__estimate": EU_VALUE, "direct_notice__kind": "oj"}, {APPEAL, OJ_NOTICE, FORBIDS}),
        (
            {"value__estimate": EU_VALUE, "direct_notice__kind": "none"},
            {APPEAL, AFTER_CONTRACT, AWARD_NOTICE, DOES_NOT_FORBID},
        ),
        (
            {"value__estimate": NATIONAL, "direct_notice__kind": "national"},
            {APPEAL, AFTER_CONTRACT, DOES_NOT_FORBID},
        ),
        ({"value__estimate": NATIONAL, "direct_notice__kind": "none"}, {APPEAL, AFTER_CONTRACT, DOES_NOT_FORBID}),
        (
            {"case__legal_basis": "negotiated", "value__estimate": EU_VALUE, "direct_notice__kind": "none"},
            {APPEAL, FORBIDS},
        ),
        (
            {"case__legal_basis": "negotiated", "value__estimate": NATIONAL, "direct_notice__kind": "none"},
            {APPEAL, DOES_NOT_FORBID},
        ),
        ({"case__legal_basis": "below_national", "value__estimate": SMALL}, set()),
        ({"case__legal_basis": "below_national", "value__estimate": SMALL, **MUNICIPALITY}, {REVIEW}),
        ({"instructions__decision": "contest_decision", "value__estimate": SMALL, **MUNICIPALITY}, {REVIEW}),
        ({"case__legal_basis": "rd_excluded"}, set()),
    ],
)
def test_a_variant_says_its_own_ways_and_no_others(changes: dict[str, Value], marks: set[str]) -> None:
    paper = said(**changes)
    assert {mark for mark in MARKS if mark in paper} == marks
    assert "Rättelseanvisning" in paper
    assert ("får inte sökas genom besvär hos marknadsdomstolen" in paper) == (APPEAL not in marks)


def test_instructions_with_an_appeal_say_the_fees_in_force() -> None:
    paper = said()
    for fee in ("2 440 euro", "4 880 euro", "7 300 euro", "610 euro"):
        assert fee in paper
    assert "2 440 euro" not in said(case__legal_basis="rd_excluded")
