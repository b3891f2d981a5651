"""The law of a day, from dated data."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from procurement.law import LAW, Band, LawError


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
    for first, second in zip(LAW.eu, LAW.eu[1:], strict=False):
        assert first.valid_to is not None
        assert second.valid_from - first.valid_to == timedelta(days=1)


def test_a_block_is_stale_the_day_after_its_review_was_due() -> None:
    due = LAW.review_by["thresholds"]
    assert LAW.stale_blocks(due) == ()
    assert LAW.stale_blocks(due + timedelta(days=1)) == ("references", "thresholds")
