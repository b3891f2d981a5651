"""The variant of the instructions: procedure × band × type of buyer × direct award notice, every combination."""

from __future__ import annotations

from itertools import product

import pytest

from procurement.facts.groups.case import LEGAL_BASES
from procurement.law import LAW, Band
from procurement.law.instructions import INSTRUCTIONS, NoVariant, Variant, variant_of

BASES = [choice.key for choice in LEGAL_BASES]
BUYERS = [("authority", True), ("authority", False), ("association", False), ("company", False)]
NOTICES = ["none", "national", "oj"]


def of(
    basis: str = "direct_after_contest",
    band: Band = Band.NATIONAL,
    *,
    buyer: str = "association",
    municipality: bool = False,
    notice: str = "none",
    decision: str = "procurement_decision",
    awards: bool = True,
) -> Variant | NoVariant:
    return variant_of(
        decision=decision,
        awards=awards,
        basis=basis,
        band=band,
        buyer=buyer,
        municipality=municipality,
        notice=notice,
    )


@pytest.mark.parametrize(
    ("band", "notice", "expected"),
    [
        (Band.BELOW_NATIONAL, "none", NoVariant.BASIS_NEEDS_NATIONAL_VALUE),
        (Band.BELOW_NATIONAL, "national", NoVariant.BASIS_NEEDS_NATIONAL_VALUE),
        (Band.NATIONAL, "none", Variant.DIRECT_NATIONAL_NO_NOTICE),
        (Band.NATIONAL, "national", Variant.DIRECT_NATIONAL_NOTICE),
        (Band.NATIONAL, "oj", NoVariant.OJ_NOTICE_BELOW_EU),
        (Band.EU, "none", Variant.DIRECT_EU_NO_NOTICE),
        (Band.EU, "national", NoVariant.NATIONAL_NOTICE_ABOVE_EU),
        (Band.EU, "oj", Variant.DIRECT_EU_OJ_NOTICE),
    ],
)
@pytest.mark.parametrize(("buyer", "municipality"), BUYERS)
@pytest.mark.parametrize("basis", ["direct_after_contest", "other_direct"])
def test_a_direct_award_has_the_instructions_of_its_band_and_notice(
    basis: str, buyer: str, municipality: bool, band: Band, notice: str, expected: Variant | NoVariant
) -> None:
    assert of(basis, band, buyer=buyer, municipality=municipality, notice=notice) is expected


@pytest.mark.parametrize(
    ("band", "notice", "expected"),
    [
        (Band.NATIONAL, "none", Variant.DIRECT_EU_NO_NOTICE),
        (Band.NATIONAL, "oj", Variant.DIRECT_EU_OJ_NOTICE),
        (Band.NATIONAL, "national", NoVariant.NATIONAL_NOTICE_ABOVE_EU),
        (Band.EU, "oj", Variant.DIRECT_EU_OJ_NOTICE),
        (Band.BELOW_NATIONAL, "none", Variant.BELOW_NATIONAL),
    ],
)
def test_annex_e_has_the_oj_notice_from_its_national_threshold_on(
    band: Band, notice: str, expected: Variant | NoVariant
) -> None:
    assert of("annex_e", band, notice=notice) is expected


@pytest.mark.parametrize(
    ("buyer", "municipality", "expected"),
    [
        ("authority", True, Variant.BELOW_NATIONAL_MUNICIPALITY),
        ("authority", False, Variant.BELOW_NATIONAL),
        ("association", False, Variant.BELOW_NATIONAL),
        ("association", True, Variant.BELOW_NATIONAL),  # an association is no municipality, whatever is ticked
        ("company", False, Variant.BELOW_NATIONAL),
    ],
)
def test_a_small_purchase_has_rectification_and_a_municipalitys_also_its_own_review(
    buyer: str, municipality: bool, expected: Variant
) -> None:
    assert of("below_national", Band.BELOW_NATIONAL, buyer=buyer, municipality=municipality) is expected


@pytest.mark.parametrize("band", [Band.NATIONAL, Band.EU])
def test_the_basis_of_small_purchases_does_not_fit_a_larger_value(band: Band) -> None:
    assert of("below_national", band) is NoVariant.BASIS_NEEDS_SMALL_VALUE


@pytest.mark.parametrize("band", list(Band))
def test_where_the_act_is_not_applied_there_is_rectification_only(band: Band) -> None:
    assert of("rd_excluded", band) is Variant.ACT_NOT_APPLIED
    assert of("rd_excluded", band, buyer="authority") is Variant.ACT_NOT_APPLIED
    assert of("rd_excluded", band, buyer="authority", municipality=True) is NoVariant.MUNICIPALITY_OUTSIDE_THE_ACT


@pytest.mark.parametrize("basis", ["negotiated", "innovation_partnership"])
def test_a_competed_procedure_has_no_direct_award_notice(basis: str) -> None:
    assert of(basis, Band.EU) is Variant.COMPETED_EU
    assert of(basis, Band.NATIONAL) is Variant.COMPETED_NATIONAL
    assert of(basis, Band.EU, notice="oj") is NoVariant.NOTICE_WITHOUT_DIRECT_AWARD


@pytest.mark.parametrize(
    ("band", "municipality", "expected"),
    [
        (Band.EU, False, Variant.CONTEST_EU),
        (Band.NATIONAL, False, Variant.CONTEST_NATIONAL),
        (Band.BELOW_NATIONAL, False, Variant.BELOW_NATIONAL),
        (Band.BELOW_NATIONAL, True, Variant.BELOW_NATIONAL_MUNICIPALITY),
    ],
)
@pytest.mark.parametrize("basis", BASES)
def test_the_contest_decision_has_instructions_of_its_own(
    basis: str, band: Band, municipality: bool, expected: Variant
) -> None:
    buyer = "authority" if municipality else "association"
    assert of(basis, band, buyer=buyer, municipality=municipality, decision="contest_decision") is expected


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("basis", sorted(set(BASES) - {"rd_excluded", "below_national"}))
def test_a_decision_that_makes_no_contract_has_no_time_that_runs_from_one(basis: str, notice: str) -> None:
    assert of(basis, Band.EU, notice=notice, awards=False) is Variant.NO_CONTRACT
    assert of(basis, Band.NATIONAL, notice=notice, awards=False) is Variant.NO_CONTRACT
    assert of(basis, Band.BELOW_NATIONAL, notice=notice, awards=False) is Variant.BELOW_NATIONAL
    assert INSTRUCTIONS[Variant.NO_CONTRACT].appeal == ("appeal", "appeal_defective")


def test_a_small_purchase_and_one_outside_the_act_have_the_same_instructions_whatever_is_decided() -> None:
    assert of("below_national", Band.BELOW_NATIONAL, awards=False) is Variant.BELOW_NATIONAL
    assert of("rd_excluded", Band.EU, awards=False) is Variant.ACT_NOT_APPLIED


def test_every_combination_has_a_variant_or_a_reason_and_every_one_of_both_occurs() -> None:
    decisions = ["contest_decision", "procurement_decision"]
    found = {
        of(basis, band, buyer=buyer, municipality=municipality, notice=notice, decision=decision, awards=awards)
        for decision, awards, basis, band, (buyer, municipality), notice in product(
            decisions, (True, False), BASES, Band, BUYERS, NOTICES
        )
    }
    assert found == {*Variant, *NoVariant}


@pytest.mark.parametrize("variant", list(Variant))
def test_every_variant_says_its_ways_of_appeal_by_periods_that_exist(variant: Variant) -> None:
    instructions = INSTRUCTIONS[variant]
    assert set(instructions.appeal) <= LAW.periods.keys()
    assert instructions.rectification
    assert instructions.source


def test_only_a_standstill_or_an_oj_notice_makes_an_appeal_forbid_the_contract_by_itself() -> None:
    forbidding = {variant for variant, instructions in INSTRUCTIONS.items() if instructions.prohibition}
    assert forbidding == {Variant.DIRECT_EU_OJ_NOTICE, Variant.COMPETED_EU}


def test_no_direct_award_has_a_standstill() -> None:
    assert {variant for variant, row in INSTRUCTIONS.items() if row.standstill} == {Variant.COMPETED_EU}
