"""Deadlines: the rule, its first day, Finnish working days, and the days that a lawyer changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.law import LAW, LawError, Unit
from procurement.law.deadlines import (
    DeadlineError,
    add_months,
    appeal_risk_until,
    deadline,
    earliest_contract,
    end_of,
    is_working_day,
    received_on,
    voluntary_award_notice,
    working_day_after,
)

DAYS = st.dates(date(2018, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 6), False),  # Epiphany
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 1), False),
        (date(2026, 5, 14), False),  # Ascension
        (date(2026, 6, 19), False),  # Midsummer Eve
        (date(2027, 12, 6), False),  # Independence Day, a Monday
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), True),
        (date(2026, 10, 31), False),  # a Saturday
        (date(2026, 11, 1), False),  # a Sunday
        (date(2026, 11, 2), True),
    ],
)
def test_a_working_day_is_a_finnish_one(day: date, working: bool) -> None:
    assert is_working_day(day) is working


@pytest.mark.parametrize(
    ("base", "last"),
    [
        (date(2026, 10, 20), date(2026, 11, 3)),
        (date(2026, 10, 17), date(2026, 11, 2)),  # day 14 is a Saturday and All Saints' Day
        (date(2026, 12, 10), date(2026, 12, 28)),  # Christmas Eve, Christmas, Boxing Day on a Saturday, a Sunday
        (date(2026, 6, 5), date(2026, 6, 22)),  # Midsummer Eve
    ],
)
def test_the_last_day_to_appeal_is_the_14th_or_the_next_working_day(base: date, last: date) -> None:
    found = deadline(LAW, "appeal", base)
    assert (found.base, found.computed, found.day) == (base, last, last)
    assert found.ground.replace("\N{NO-BREAK SPACE}", " ") == "1397/2016, 147 § 1 mom."
    assert found.starts == "service of the decision and its instructions"


@pytest.mark.parametrize(
    ("rule", "base", "last"),
    [
        ("appeal_defective", date(2026, 8, 31), date(2027, 3, 1)),  # February has no 31st; the 28th is a Sunday
        ("appeal_contract", date(2026, 11, 20), date(2027, 5, 20)),
        ("own_correction", date(2026, 10, 20), date(2027, 1, 18)),
        ("result_notice", date(2026, 10, 1), date(2026, 10, 31)),  # a Saturday: notices do not move
        ("award_notice", date(2026, 11, 20), date(2026, 12, 20)),
    ],
)
def test_other_rules_have_their_own_length(rule: str, base: date, last: date) -> None:
    assert deadline(LAW, rule, base).day == last


@pytest.mark.parametrize(("channel", "received"), [("email", date(2026, 10, 21)), ("letter", date(2026, 10, 28))])
def test_an_email_is_received_when_sent_and_a_letter_on_the_seventh_day(channel: str, received: date) -> None:
    assert received_on(LAW, channel, date(2026, 10, 21)) == received


def test_a_channel_that_the_law_does_not_know_has_no_day() -> None:
    with pytest.raises(LawError):
        received_on(LAW, "pigeon", date(2026, 10, 21))


def test_a_contract_after_a_direct_award_notice_has_two_days_the_law_and_the_careful_reading() -> None:
    found = earliest_contract(LAW, date(2026, 12, 10))
    assert (found.by_law, found.recommended) == (date(2026, 12, 24), date(2026, 12, 29))
    found = earliest_contract(LAW, date(2026, 11, 3))
    assert (found.by_law, found.recommended) == (date(2026, 11, 17), date(2026, 11, 18))


def test_the_national_award_notice_runs_from_the_end_of_the_contracts_year() -> None:
    assert voluntary_award_notice(LAW, date(2026, 11, 20)).day == date(2027, 4, 30)


def test_without_an_oj_notice_the_appeal_risk_runs_six_months_from_the_contract() -> None:
    signed = date(2026, 11, 20)
    risk = {"oj_direct_notice": None, "oj_award_notice": None}
    assert appeal_risk_until(LAW, signed, **risk) == date(2027, 5, 20)
    assert appeal_risk_until(LAW, signed, **{**risk, "oj_award_notice": date(2026, 12, 1)}) == date(2026, 12, 31)
    assert appeal_risk_until(LAW, signed, **{**risk, "oj_direct_notice": date(2026, 11, 3)}) == date(2026, 11, 17)


def test_a_lawyer_changes_a_deadline_with_a_reason_and_the_computed_day_stays() -> None:
    found = deadline(LAW, "appeal", date(2026, 10, 20)).overridden(date(2026, 11, 10), "a disturbance of the mail")
    assert (found.computed, found.day, found.reason) == (
        date(2026, 11, 3), date(2026, 11, 10), "a disturbance of the mail",
    )  # fmt: skip
    assert found.is_overridden


@pytest.mark.parametrize(("day", "reason"), [(date(2026, 11, 10), "  "), (date(2026, 10, 19), "a reason")])
def test_a_change_without_reason_or_before_the_first_day_is_refused(day: date, reason: str) -> None:
    with pytest.raises(DeadlineError):
        deadline(LAW, "appeal", date(2026, 10, 20)).overridden(day, reason)


@given(DAYS)
def test_a_moved_deadline_is_a_working_day_and_never_earlier_than_the_rule(base: date) -> None:
    last = deadline(LAW, "appeal", base).day
    assert is_working_day(last)
    assert last >= base + timedelta(days=14)
    assert working_day_after(last) > last


@given(DAYS, st.integers(0, 60))
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_a_period_in_hours_has_no_last_day() -> None:
    period = LAW.period("appeal", date(2026, 1, 1))
    with pytest.raises(DeadlineError):
        end_of(replace(period, unit=Unit.HOURS), date(2026, 1, 1))


@given(DAYS)
def test_years_end_on_the_same_day_or_on_the_last_of_february(base: date) -> None:
    end = end_of(LAW.period("keep_procurement", base), base)
    assert end.year - base.year == 3
    assert (end.month, end.day) in {(base.month, base.day), (2, 28)}
