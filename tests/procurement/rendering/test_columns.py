"""The columns of a grid: no word breaks that a page can hold, and the page is always filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.composed.document import Column, Grid, Run
from procurement.rendering.columns import _GAP, TEXT_WIDTH, _width, widths

BODY = ("Source Serif 4", 400)


def grid(*lines: list[str], totals: int = 0) -> Grid:
    header, *rows = [tuple((Run(cell),) if cell else () for cell in line) for line in lines]
    return Grid(tuple(Column(cell) for cell in header), tuple(rows), totals)


words = st.text(alphabet="aåäöWMil1.,|-", max_size=30)
cells = st.lists(words, max_size=12).map(" ".join)
tables = st.integers(2, 7).flatmap(
    lambda count: st.lists(st.lists(cells, min_size=count, max_size=count), min_size=1, max_size=5)
)


@given(tables)
def test_the_columns_fill_the_page(lines: list[list[str]]) -> None:
    assert sum(widths(grid(*lines))) == TEXT_WIDTH
    assert min(widths(grid(*lines))) > _GAP


@given(st.lists(st.text(alphabet="aåäöWMil1", min_size=1, max_size=120), min_size=2, max_size=7))
def test_only_columns_that_are_wider_than_their_share_of_the_page_break_a_word(row: list[str]) -> None:
    given_widths = widths(grid(["x"] * len(row), row))
    for word, width in zip(row, given_widths, strict=True):
        assert width >= min(_width(word, BODY) + _GAP, TEXT_WIDTH // len(row))


def test_a_long_text_leaves_its_neighbours_what_their_words_need() -> None:
    figures, text = widths(grid(["Summa", "Beskrivning"], ["118\N{NO-BREAK SPACE}400,50", "ord " * 500]))
    assert figures == pytest.approx(1.15 * (_width("118\N{NO-BREAK SPACE}400,50", BODY) + _GAP), rel=0.02)
    assert figures + text == TEXT_WIDTH


def test_columns_of_the_same_words_are_equally_wide() -> None:
    assert len(set(widths(grid(["Ja", "Ja", "Ja"], ["a b", "a b", "a b"])))) <= 2
