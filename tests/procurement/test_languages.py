"""Dates, sums and lists as Finland-Swedish and Finnish legal papers write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from procurement import languages
from procurement.languages import Language

SV, FI, EN = Language.SV, Language.FI, Language.EN
DAY = date(2020, 1, 23)


@pytest.mark.parametrize(
    ("language", "text"), [(SV, "23 januari 2020"), (FI, "23. tammikuuta 2020"), (EN, "23 January 2020")]
)
def test_a_date_in_running_text_has_the_month_in_words_and_does_not_break(language: Language, text: str) -> None:
    assert languages.long_date(DAY, language) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_date_in_a_table_has_no_zeros() -> None:
    assert languages.short_date(date(2020, 3, 1), SV) == languages.short_date(date(2020, 3, 1), FI) == "1.3.2020"


@pytest.mark.parametrize(
    ("value", "text"),
    [("60000", "60 000"), ("60000.50", "60 000,50"), ("1234567.05", "1 234 567,05"), ("0", "0"), ("999.90", "999,90")],
)
def test_a_sum_has_no_break_thousands_and_both_cents_or_none(value: str, text: str) -> None:
    for language in (SV, FI):
        assert languages.amount(Decimal(value), language) == text.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("60000", 2, "60 000,00"), ("25.5", 1, "25,5"), ("14", 1, "14,0"), ("12", 0, "12"), ("-1500.5", 2, "−1 500,50")],
)
def test_a_figure_of_a_column_has_the_decimals_of_the_column(value: str, decimals: int, text: str) -> None:
    for language in (SV, FI):
        assert languages.figure(Decimal(value), language, decimals) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_negative_number_has_a_minus_sign_that_no_line_breaks_after() -> None:
    assert languages.amount(Decimal("-1.50"), SV) == "−1,50"
    assert languages.number(-7, EN) == "−7"


def test_a_list_of_names_has_no_comma_before_the_last() -> None:
    assert languages.enumeration(["A"], SV) == "A"
    assert languages.enumeration(["A", "B"], FI) == "A ja B"
    assert languages.enumeration(["A", "B", "C"], SV) == "A, B och C"


@pytest.mark.parametrize(
    ("text", "kept_together"),
    [
        ("40 § 2 mom. 8 punkten", "40_§_2_mom._8_punkten"),
        ("40 §:n 2 momentin 8 kohdan", "40_§:n_2_momentin_8_kohdan"),
        ("enligt 4 a § i lagen", "enligt 4_a_§ i lagen"),
        ("§ 45 och 30 dagar", "§_45 och 30_dagar"),
        ("punkt {ref:x} och liite {annex:y}", "punkt_{ref:x} och liite_{annex:y}"),
        ("section 40, subsection 2, paragraph 8", "section_40, subsection_2, paragraph_8"),
        ("Articles 32–36 and Chapter III, 30 days", "Articles_32–36 and Chapter_III, 30_days"),
        ("this section and 30 daysoff", "this section and 30 daysoff"),
        ("2 euron", "2 euron"),
    ],
)
def test_citations_and_sums_do_not_break_over_lines(text: str, kept_together: str) -> None:
    assert languages.with_no_break_spaces(text) == kept_together.replace("_", "\N{NO-BREAK SPACE}")
