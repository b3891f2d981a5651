"""Dates are written as exactly as they are known, in three languages."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from klash_pages.localization.partial_dates import Precision, machine_date, write_date
from tests.factories.records import StageFactory

DAY = date(2020, 1, 23)


@pytest.mark.parametrize(
    ("language", "precision", "text"),
    [
        ("sv", Precision.DAY, "23.1.2020"),
        ("fi", Precision.DAY, "23.1.2020"),
        ("en", Precision.DAY, "23 January 2020"),
        ("sv", Precision.MONTH, "januari 2020"),
        ("fi", Precision.MONTH, "tammikuu 2020"),
        ("en", Precision.MONTH, "January 2020"),
        ("sv", Precision.SEASON, "vintern 2020"),
        ("fi", Precision.SEASON, "talvi 2020"),
        ("en", Precision.SEASON, "winter 2020"),
        ("sv", Precision.YEAR, "2020"),
        ("fi", Precision.YEAR, "2020"),
        ("en", Precision.YEAR, "2020"),
    ],
)
def test_a_date_is_written_with_its_precision(language, precision, text):
    with translation.override(language):
        assert write_date(DAY, precision) == text


@pytest.mark.parametrize(
    ("month", "text"),
    [
        (1, "winter 2019"),
        (2, "winter 2019"),
        (3, "spring 2019"),
        (5, "spring 2019"),
        (6, "summer 2019"),
        (8, "summer 2019"),
        (9, "autumn 2019"),
        (11, "autumn 2019"),
        (12, "winter 2019"),
    ],
)
def test_every_month_belongs_to_a_season(month, text):
    with translation.override("en"):
        assert write_date(date(2019, month, 1), Precision.SEASON) == text


def test_an_unknown_language_reads_english():
    with translation.override("de"):
        assert write_date(DAY) == "23 January 2020"


@pytest.mark.parametrize(
    ("precision", "text"),
    [(Precision.DAY, "2020-01-23"), (Precision.MONTH, "2020-01"), (Precision.SEASON, ""), (Precision.YEAR, "2020")],
)
def test_machines_read_the_same_precision(precision, text):
    assert machine_date(DAY, precision) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("sv", "24.9–22.10.2019"), ("fi", "24.9.–22.10.2019"), ("en", "24 September 2019 – 22 October 2019")],
)
def test_a_stage_shows_its_first_and_last_day(language, text):
    stage = StageFactory.build(actual_from=date(2019, 9, 24), actual_to=date(2019, 10, 22), contest=None)
    with translation.override(language):
        assert (stage.planned, stage.actual) == ("", text)


def test_a_stage_of_one_day_shows_it_once():
    stage = StageFactory.build(actual_from=DAY, actual_to=DAY, contest=None)
    with translation.override("sv"):
        assert stage.actual == "23.1.2020"


@pytest.mark.parametrize(
    ("language", "text"), [("sv", "till 31.10.2018"), ("fi", "31.10.2018 asti"), ("en", "until 31 October 2018")]
)
def test_a_stage_of_which_only_the_last_day_is_known_shows_that(language, text):
    stage = StageFactory.build(actual_from=None, actual_to=date(2018, 10, 31), contest=None)
    with translation.override(language):
        assert stage.actual == text


def test_a_plan_and_an_outcome_may_be_known_differently_well():
    stage = StageFactory.build(
        planned_from=date(2019, 12, 1), planned_precision=Precision.MONTH, actual_from=DAY, contest=None
    )
    with translation.override("sv"):
        assert (stage.planned, stage.actual) == ("december 2019", "23.1.2020")
