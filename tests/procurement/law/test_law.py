"""The law of a day, from dated data."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from procurement.languages import Language
from procurement.law import LAW, Band, LawError, Subject
from procurement.law.load import BLOCKS


@pytest.mark.parametrize(
    ("day", "value", "band"),
    [
        (date(2019, 4, 11), "59999.99", Band.BELOW_NATIONAL),
        (date(2019, 4, 11), "60000", Band.NATIONAL),
        (date(2019, 4, 11), "220999.99", Band.NATIONAL),
        (date(2019, 4, 11), "221000", Band.EU),
        (date(2020, 1, 1), "214000", Band.EU),
        (date(2023, 12, 31), "214999", Band.NATIONAL),
        (date(2025, 12, 31), "220999", Band.NATIONAL),
        (date(2026, 1, 1), "216000", Band.EU),
    ],
)
def test_the_value_band_is_judged_by_the_thresholds_of_the_day(day: date, value: str, band: Band) -> None:
    assert LAW.band(Decimal(value), day) is band


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2028, 1, 1)])
def test_a_day_without_thresholds_is_an_error_and_never_a_guess(day: date) -> None:
    with pytest.raises(LawError):
        LAW.band(Decimal(1), day)


def test_thresholds_follow_each_other_without_gap_or_overlap() -> None:
    rows = LAW.eu[Subject.SERVICES]
    for first, second in pairwise(rows):
        assert first.valid_to is not None
        assert second.valid_from - first.valid_to == timedelta(days=1)


def test_a_block_is_stale_the_day_after_its_review_was_due() -> None:
    assert set(LAW.review_by) == set(BLOCKS)
    for block, due in LAW.review_by.items():
        assert block not in LAW.stale_blocks(due)
        assert block in LAW.stale_blocks(due + timedelta(days=1))


@pytest.mark.parametrize(
    ("value", "subject", "band"),
    [
        ("299999.99", Subject.ANNEX_E_OTHER, Band.BELOW_NATIONAL),
        ("300000", Subject.ANNEX_E_OTHER, Band.NATIONAL),
        ("399999", Subject.ANNEX_E_SOCIAL_HEALTH, Band.BELOW_NATIONAL),
        ("400000", Subject.ANNEX_E_SOCIAL_HEALTH, Band.NATIONAL),
        ("750000", Subject.ANNEX_E_OTHER, Band.EU),
    ],
)
def test_services_of_annex_e_have_thresholds_of_their_own(value: str, subject: Subject, band: Band) -> None:
    assert LAW.band(Decimal(value), date(2026, 9, 1), subject) is band


def test_annex_e_has_no_eu_threshold_where_the_sources_give_none() -> None:
    with pytest.raises(LawError):
        LAW.band(Decimal(500_000), date(2019, 4, 11), Subject.ANNEX_E_OTHER)


@pytest.mark.parametrize(
    ("value", "fee"),
    [("0", "2440"), ("999999.99", "2440"), ("1000000", "4880"), ("9999999", "4880"), ("10000000", "7300")],
)
def test_the_court_fee_follows_the_value_of_the_matter(value: str, fee: str) -> None:
    assert LAW.court_fee(Decimal(value), date(2025, 1, 1)) == Decimal(fee)
    assert LAW.court_fee(Decimal(value), date(2025, 1, 1), individual=True) == Decimal(610)


def test_there_is_no_court_fee_before_the_decree_the_data_hold() -> None:
    with pytest.raises(LawError):
        LAW.court_fee(Decimal(1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("day", "rates"),
    [
        (date(2024, 8, 31), {"0", "10", "14", "24"}),
        (date(2024, 9, 1), {"0", "10", "14", "25.5"}),
        (date(2026, 1, 1), {"0", "10", "13.5", "25.5"}),
    ],
)
def test_vat_rates_are_those_of_the_tax_point(day: date, rates: set[str]) -> None:
    assert LAW.vat_rates(day) == {Decimal(rate) for rate in rates}


def test_a_paper_prints_law_data_of_its_day() -> None:
    day = date(2026, 10, 20)
    assert LAW.text("fees.court", day).texts[Language.FI] == "2\N{NO-BREAK SPACE}440"
    assert LAW.text("fees.court_large_from", day).texts[Language.SV] == "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000"
    assert LAW.text("periods.appeal", day).texts[Language.SV] == "14"
    assert LAW.text("authorities.market_court.name", day).texts[Language.FI] == "markkinaoikeus"
    assert LAW.block_of("fees.court") == "fees"
    assert LAW.block_of("basis_eu") == "references"
    with pytest.raises(LawError):
        LAW.text("fees.court", date(2024, 12, 31))
    with pytest.raises(LawError):
        LAW.text("fees.none", day)


def test_every_row_of_the_law_data_has_its_source_and_dates_in_order() -> None:
    rows = [
        *(row for thresholds in (*LAW.national.values(), *LAW.eu.values()) for row in thresholds),
        *LAW.references.values(),
        *(row for printed in LAW.printed.values() for row in printed),
        *(row for periods in LAW.periods.values() for row in periods),
        *(row for rates in (*LAW.vat.values(), *LAW.change_limits.values()) for row in rates),
        *LAW.fees,
        *LAW.individual_fee,
        *LAW.standard_terms,
    ]
    assert all(row.source.strip() for row in rows)
    assert all(row.valid_to is None or row.valid_from <= row.valid_to for row in rows)


def test_standard_terms_have_a_title_in_both_legal_languages_and_no_text() -> None:
    terms = LAW.terms("jyse_2025_services")
    assert terms is not None
    assert dict(terms.titles) == {Language.SV: "JYSE 2025 Tjänster", Language.FI: "JYSE 2025 Palvelut"}
    assert LAW.terms("jit_2015") is None
