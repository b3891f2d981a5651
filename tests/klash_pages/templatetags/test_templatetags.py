"""The tags behind the pages: cards, dates, dots and the timeline."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from lxml import html

from klash_pages.lists.cards import Mark
from klash_pages.lists.lineage import Dot, columns, draw, scattered
from klash_pages.lists.status_words import status_words
from klash_pages.models import Stage
from klash_pages.templatetags.klash_dates import shortened, timeline, written_date, written_period

TODAY = date(2019, 5, 1)
LONG_AHEAD = date(2130, 1, 1)


# Dates


@pytest.mark.parametrize(
    ("language", "precision", "expected"),
    [
        ("sv", "day", '<time datetime="2019-12-01">1.12.2019</time>'),
        ("fi", "day", '<time datetime="2019-12-01">1.12.2019</time>'),
        ("en", "day", '<time datetime="2019-12-01">1 December 2019</time>'),
        ("sv", "month", '<time datetime="2019-12">december 2019</time>'),
        ("fi", "year", '<time datetime="2019">2019</time>'),
        ("sv", "season", "vintern 2019"),
    ],
)
def test_a_date_is_as_exact_for_machines_as_for_people(language: str, precision: str, expected: str) -> None:
    with translation.override(language):
        assert written_date(date(2019, 12, 1), precision) == expected


def test_a_moment_is_written_as_the_day_in_finland() -> None:
    with translation.override("sv"):
        assert "2.12.2019" in written_date(datetime(2019, 12, 1, 22, 30, tzinfo=UTC))


def test_no_date_is_no_text() -> None:
    assert written_date(None) == ""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sv", "24.9–22.10.2019"),
        ("fi", "24.9.–22.10.2019"),
        ("en", "24 September 2019 – 22 October 2019"),
    ],
)
def test_a_period_is_written_as_the_language_wants(language: str, expected: str) -> None:
    with translation.override(language):
        period = written_period(date(2019, 9, 24), date(2019, 10, 22))
    assert html.fromstring(f"<p>{period}</p>").text_content() == expected


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        (date(2018, 11, 1), date(2019, 1, 2), "day", "1.11.2018–2.1.2019"),
        (date(2019, 9, 1), date(2019, 10, 1), "month", "september 2019 – oktober 2019"),
        (date(2019, 9, 1), date(2019, 9, 30), "month", "september 2019"),
        (date(2019, 9, 1), None, "day", "1.9.2019"),
        (None, date(2019, 9, 1), "day", "till 1.9.2019"),
        (None, None, "day", ""),
    ],
)
def test_a_period_says_no_more_than_is_known(
    start: date | None, end: date | None, precision: str, expected: str
) -> None:
    with translation.override("sv"):
        assert html.fromstring(f"<p>{written_period(start, end, precision)}</p>").text_content() == expected


# Timeline


def done(day: int) -> Stage:
    return Stage(kind=Stage.Kind.LAUNCH, actual_from=date(2019, 4, day))


def states(*stages: Stage) -> list[str]:
    return [row.state for row in timeline(stages, today=TODAY)]


def test_a_stage_is_done_now_or_ahead() -> None:
    now = Stage(actual_from=date(2019, 4, 20), actual_to=LONG_AHEAD)
    ahead = Stage(planned_from=date(2019, 6, 1))
    assert states(done(1), now, ahead) == ["done", "now", "ahead"]


def test_a_stage_without_dates_is_the_latest_known_only_after_everything_else() -> None:
    unknown = Stage(kind=Stage.Kind.NEGOTIATION)
    assert states(done(1), unknown) == ["done", "now"]
    assert states(done(1), unknown, Stage(kind=Stage.Kind.CONTRACT)) == ["done", "unknown", "unknown"]
    assert states(unknown) == ["unknown"]


def test_a_plan_that_has_passed_without_an_outcome_is_not_called_planned() -> None:
    assert states(done(1), Stage(planned_from=date(2019, 4, 2)), done(3)) == ["done", "unknown", "done"]


def test_the_plan_is_shown_only_where_it_differs_from_the_outcome() -> None:
    same = Stage(planned_from=date(2019, 4, 1), actual_from=date(2019, 4, 1))
    moved = Stage(planned_from=date(2019, 1, 15), actual_from=date(2019, 4, 11))
    unplanned = done(1)
    assert [row.shows_plan for row in timeline([same, moved, unplanned], today=TODAY)] == [False, True, False]


def test_the_short_timeline_begins_with_the_last_stage_that_is_done() -> None:
    rows = timeline([done(1), done(2), Stage(planned_from=date(2030, 1, 1)), Stage(planned_from=date(2030, 2, 1))])
    assert shortened(rows) == rows[1:4]
    assert shortened([]) == []


# States


@pytest.mark.parametrize(
    ("key", "sv", "fi", "en"),
    [
        ("won", "Vinnare utsedd", "Voittaja julkistettu", "Winner announced"),
        ("no_winner", "Avslutad utan vinnare", "Päättynyt ilman voittajaa", "Closed without a winner"),
        ("discontinued", "Avbruten", "Keskeytetty", "Discontinued"),
        ("coming", "Kommer", "Tulossa", "Coming"),
        ("open", "Öppen till 18.6.2019", "Avoinna 18.6.2019 asti", "Open until 18 June 2019"),
        ("deciding", "Juryn bedömer", "Raati arvioi", "The jury is deciding"),
        ("ended", "Avslutad", "Päättynyt", "Ended"),
    ],
)
def test_states_have_the_approved_words(key: str, sv: str, fi: str, en: str) -> None:
    for language, words in (("sv", sv), ("fi", fi), ("en", en)):
        with translation.override(language):
            assert status_words(key, date(2019, 6, 18)) == words


# Dots


@pytest.mark.parametrize(("count", "expected"), [(65, 13), (77, 11), (9, 3), (3, 3), (1, 1), (12, 4), (100, 10)])
def test_dots_stand_in_the_columns_that_leave_the_fewest_gaps(count: int, expected: int) -> None:
    assert columns(count) == expected


def test_chosen_dots_stand_at_even_distances_the_same_every_time() -> None:
    chosen = [Dot(Mark(place)) for place in range(3)]
    dots = scattered(77, chosen)
    assert len(dots) == 77
    assert [position for position, dot in enumerate(dots) if dot.mark] == [13, 38, 64]
    assert dots == scattered(77, chosen)


def test_more_chosen_than_counted_draws_only_what_is_counted() -> None:
    assert scattered(1, [Dot(Mark(0)), Dot(Mark(1))]) == [Dot()]


def test_the_picture_has_a_ring_for_each_thing_that_is_counted() -> None:
    tree = html.fromstring(draw(scattered(77, [Dot(Mark(7), has_won=True)])))
    assert tree.get("aria-hidden") == "true"
    assert len(tree.xpath("//circle[not(@class)]")) == 76
    assert len(tree.xpath("//circle[@class='chosen hue-1']")) == 1
    assert len(tree.xpath("//circle[@class='won']")) == 1


def test_a_few_dots_are_large_and_carry_the_letters_of_their_challenges() -> None:
    tree = html.fromstring(draw([Dot(Mark(0)), Dot(Mark(2)), Dot()]))
    assert tree.xpath("//text/text()") == ["A", "C"]


def test_in_a_large_picture_one_dot_stands_for_ten() -> None:
    assert draw(scattered(4010, [])).count("<circle") == 401


def test_the_mark_comes_from_the_challenges_place_in_its_contest() -> None:
    assert (Mark.of("00010001000100020001").letter, Mark.of("00010001000100020001").hue) == ("A", 0)
    assert (Mark.of("0001000100010002000A").letter, Mark.of("0001000100010002000A").hue) == ("J", 3)
