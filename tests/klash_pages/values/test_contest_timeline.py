"""Where a contest stands, one second before and after each boundary; pure, so no database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klash_pages.values.contest_timeline import (
    DAYS_OF_AFTERMATH,
    ZONE,
    Dates,
    Moment,
    Standing,
    Window,
    midnight,
    next_change,
    standing,
    today,
)

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

# The contest of 2018–2020 as the sources give it.
STAGES = [
    Dates("launch", actual_from=date(2018, 8, 16)),
    Dates("problem_call", actual_to=date(2018, 10, 31)),
    Dates("challenges_chosen", actual_from=date(2018, 11, 29)),
    Dates("contest_opens", planned_from=date(2019, 1, 15), actual_from=date(2019, 4, 11)),
    Dates("entries_close", actual_from=date(2019, 6, 18)),
    Dates("teams_chosen", actual_from=date(2019, 6, 1), actual_precision="season"),
    Dates("mentoring", actual_from=date(2019, 9, 24), actual_to=date(2019, 10, 22)),
    Dates("result", planned_from=date(2019, 12, 1), planned_precision="month", actual_from=date(2020, 1, 23)),
    Dates("negotiation"),
]
WINDOW = Window(date(2019, 4, 11), date(2019, 6, 18))
DECIDED = Window(date(2019, 4, 11), date(2019, 6, 18), is_decided=True)
ANNOUNCED = date(2020, 1, 23)


def on(day: date) -> datetime:
    """Noon of a day in Finland."""
    return midnight(day) + timedelta(hours=12)


def moment(day: date, stages: list[Dates], challenges: list[Window] = [], announced: list[date] = []) -> Moment:  # noqa: B006
    return standing(stages, challenges, announced, on(day)).moment


# ---- the instants


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2019, 6, 19), datetime(2019, 6, 18, 21, tzinfo=UTC)),
        (date(2020, 1, 23), datetime(2020, 1, 22, 22, tzinfo=UTC)),
        # Clocks go forward on 31.3.2019 at 3 and back on 27.10.2019 at 4, so these days begin in the old time.
        (date(2019, 3, 31), datetime(2019, 3, 30, 22, tzinfo=UTC)),
        (date(2019, 4, 1), datetime(2019, 3, 31, 21, tzinfo=UTC)),
        (date(2019, 10, 27), datetime(2019, 10, 26, 21, tzinfo=UTC)),
        (date(2019, 10, 28), datetime(2019, 10, 27, 22, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_in_finland_in_summer_and_in_winter(day, utc):
    assert midnight(day) == utc
    assert today(utc) == day
    assert today(utc - SECOND) == day - DAY


BOUNDARIES = [
    # stages, challenges, awards; the first day of the new moment; the moment before and after.
    (STAGES[:2], [], [], date(2018, 8, 16), Moment.COMING, Moment.PROBLEMS_OPEN),
    (STAGES[:2], [], [], date(2018, 11, 1), Moment.PROBLEMS_OPEN, Moment.PROBLEMS_JUDGED),
    (STAGES[:3], [WINDOW], [], date(2019, 4, 11), Moment.CHALLENGES_CHOSEN, Moment.ENTRIES_OPEN),
    (STAGES[:5], [WINDOW], [], date(2019, 6, 19), Moment.ENTRIES_OPEN, Moment.JURY_DECIDES),
    (STAGES[:6], [WINDOW], [], date(2019, 6, 19), Moment.ENTRIES_OPEN, Moment.TEAMS_AT_WORK),
    (STAGES[:7], [WINDOW], [], date(2019, 10, 23), Moment.TEAMS_AT_WORK, Moment.JURY_DECIDES),
    (STAGES, [DECIDED], [ANNOUNCED], date(2020, 2, 22), Moment.WINNERS_ANNOUNCED, Moment.AFTER),
    (STAGES, [DECIDED], [ANNOUNCED], date(2021, 1, 22), Moment.AFTER, Moment.BETWEEN),
    # Opening on the Sunday when the clocks go forward, closing on the one when they go back.
    ([], [Window(date(2019, 3, 31), date(2019, 10, 27))], [], date(2019, 3, 31), "challenges_chosen", "entries_open"),
    ([], [Window(date(2019, 3, 31), date(2019, 10, 27))], [], date(2019, 10, 28), "entries_open", "jury_decides"),
]


@pytest.mark.parametrize(("stages", "challenges", "announced", "day", "before", "after"), BOUNDARIES)
def test_the_moment_changes_at_midnight_and_not_a_second_earlier(stages, challenges, announced, day, before, after):
    eve = standing(stages, challenges, announced, midnight(day) - SECOND)
    assert (eve.moment, eve.changes_at, eve.then) == (before, midnight(day), after)
    assert standing(stages, challenges, announced, midnight(day)).moment == after
    assert standing(stages, challenges, announced, midnight(day) + SECOND).moment == after


def test_the_moment_does_not_depend_on_the_zone_the_clock_is_read_in():
    instant = midnight(date(2019, 6, 19))
    for zone in (UTC, ZONE):
        assert standing([], [WINDOW], [], (instant - SECOND).astimezone(zone)).moment == Moment.ENTRIES_OPEN
        assert standing([], [WINDOW], [], instant.astimezone(zone)).moment == Moment.JURY_DECIDES


# ---- each moment


def test_a_contest_of_which_nothing_is_known_is_coming_and_nothing_changes_by_itself():
    assert standing([], [], [], on(date(2018, 1, 1))) == Standing(Moment.COMING)
    assert next_change([], [], [], on(date(2018, 1, 1))) is None


def test_problems_can_be_sent_until_the_last_day_of_the_call():
    assert standing(STAGES[:2], [], [], on(date(2018, 10, 31))) == Standing(
        Moment.PROBLEMS_OPEN, date(2018, 10, 31), midnight(date(2018, 11, 1)), Moment.PROBLEMS_JUDGED
    )


def test_a_call_without_an_end_stays_open_and_one_without_a_date_has_not_begun():
    assert moment(date(2030, 1, 1), [Dates("problem_call", actual_from=date(2018, 8, 16))]) == Moment.PROBLEMS_OPEN
    assert moment(date(2030, 1, 1), [Dates("problem_call")]) == Moment.COMING


def test_a_planned_day_opens_the_call_and_a_planned_month_does_not():
    planned = {"planned_from": date(2026, 9, 1), "planned_to": date(2026, 9, 30)}
    assert moment(date(2026, 9, 15), [Dates("problem_call", **planned)]) == Moment.PROBLEMS_OPEN
    assert moment(date(2026, 9, 15), [Dates("problem_call", **planned, planned_precision="month")]) == Moment.COMING


def test_the_outcome_goes_before_the_plan():
    call = Dates("problem_call", planned_from=date(2026, 9, 1), actual_from=date(2026, 9, 10))
    assert moment(date(2026, 9, 5), [call]) == Moment.COMING
    assert moment(date(2026, 9, 10), [call]) == Moment.PROBLEMS_OPEN


def test_a_plan_that_ended_before_the_call_began_ends_nothing():
    call = Dates("problem_call", planned_to=date(2026, 9, 1), actual_from=date(2026, 9, 10))
    assert moment(date(2026, 9, 20), [call]) == Moment.PROBLEMS_OPEN


def test_entries_are_open_as_long_as_one_challenge_is():
    later = Window(date(2019, 5, 1), date(2019, 7, 31))
    assert standing([], [WINDOW, later], [], on(date(2019, 7, 1))).last_day == date(2019, 7, 31)
    assert moment(date(2019, 7, 1), [], [DECIDED, later], [date(2019, 6, 30)]) == Moment.ENTRIES_OPEN


def test_a_challenge_without_an_opening_day_is_chosen_and_nothing_more():
    assert moment(date(2030, 1, 1), [], [Window()]) == Moment.CHALLENGES_CHOSEN


def test_teams_chosen_in_summer_do_not_begin_before_the_entries_close():
    assert moment(date(2019, 6, 10), STAGES, [WINDOW]) == Moment.ENTRIES_OPEN


def test_teams_are_at_work_until_mentoring_ends_or_the_jury_has_spoken():
    assert standing(STAGES[:7], [WINDOW], [], on(date(2019, 10, 22))).last_day == date(2019, 10, 22)
    assert moment(date(2030, 1, 1), STAGES[:6], [WINDOW]) == Moment.TEAMS_AT_WORK


def test_the_first_award_brings_the_news_and_then_the_rest_is_still_being_decided():
    assert moment(date(2020, 1, 23), STAGES, [DECIDED, WINDOW], [ANNOUNCED]) == Moment.WINNERS_ANNOUNCED
    assert moment(date(2020, 3, 1), STAGES, [DECIDED, WINDOW], [ANNOUNCED]) == Moment.JURY_DECIDES


def test_without_a_live_award_the_planned_day_of_the_result_announces_nothing():
    planned = [*STAGES[:7], Dates("result", planned_from=date(2020, 1, 23))]
    assert moment(date(2020, 1, 24), planned, [WINDOW]) == Moment.JURY_DECIDES


def test_a_contest_without_winners_ends_without_news():
    assert moment(date(2020, 1, 23), STAGES, [DECIDED]) == Moment.AFTER
    assert moment(date(2021, 1, 22), STAGES, [DECIDED]) == Moment.BETWEEN
    assert moment(date(2030, 1, 1), [], [Window(is_decided=True)]) == Moment.AFTER


def test_the_latest_award_counts():
    assert moment(date(2020, 2, 25), STAGES, [DECIDED], [ANNOUNCED, date(2020, 2, 20)]) == Moment.WINNERS_ANNOUNCED


def test_the_whole_contest_passes_its_moments_in_order():
    days = [date(2018, 8, 1), date(2018, 9, 1), date(2018, 11, 2)]
    assert [moment(day, STAGES[:2]) for day in days] == ["coming", "problems_open", "problems_judged"]
    days = [date(2018, 12, 1), date(2019, 5, 1), date(2019, 7, 1), date(2019, 12, 1)]
    assert [moment(day, STAGES, [WINDOW]) for day in days] == [
        "challenges_chosen",
        "entries_open",
        "teams_at_work",
        "jury_decides",
    ]
    days = [date(2020, 1, 23), date(2020, 6, 1), date(2026, 11, 24)]
    assert [moment(day, STAGES, [DECIDED], [ANNOUNCED]) for day in days] == ["winners_announced", "after", "between"]


# ---- what a cache may rely on

DAYS = st.none() | st.dates(date(2019, 1, 1), date(2019, 3, 31))
PRECISION = st.sampled_from(["day", "month", "season", "year"])
KINDS = st.sampled_from(["launch", "problem_call", "teams_chosen", "mentoring", "result"])
SOME_STAGES = st.lists(st.builds(Dates, KINDS, DAYS, DAYS, PRECISION, DAYS, DAYS, PRECISION), max_size=5)
SOME_WINDOWS = st.lists(st.builds(Window, DAYS, DAYS, st.booleans()), max_size=3)
SOME_AWARDS = st.lists(st.dates(date(2019, 1, 1), date(2019, 3, 31)), max_size=2)


@given(SOME_STAGES, SOME_WINDOWS, SOME_AWARDS, st.integers(0, 86399))
def test_until_the_next_change_every_instant_has_the_same_answer(stages, challenges, announced, second):
    now = midnight(date(2018, 12, 1)) + timedelta(seconds=second)
    end = date(2019, 4, 1) + (DAYS_OF_AFTERMATH + 1) * DAY
    while today(now) < end:
        here = standing(stages, challenges, announced, now)
        change = next_change(stages, challenges, announced, now)
        stop = today(change) if change else end
        assert here.changes_at is None or (change is not None and change <= here.changes_at)
        day = today(now)
        while day < stop:
            there = standing(stages, challenges, announced, on(day))
            assert (there.moment, there.last_day) == (here.moment, here.last_day)
            day += DAY
        now = midnight(stop)
