"""Numbers are read as people of Finland type them, and what could be two numbers is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.facts import FactType
from procurement.facts.numbers import MEASURES, Fault, Measure, NotANumber, fits, measure_of, read_number, write_number

MONEY, UNIT_PRICE, PERCENT = (MEASURES[each] for each in (FactType.MONEY, FactType.UNIT_PRICE, FactType.PERCENT))
DECIMAL, INTEGER = MEASURES[FactType.DECIMAL], MEASURES[FactType.INTEGER]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("480 000,00", "480000.00"),
        ("480000,5", "480000.50"),
        ("480000,50", "480000.50"),
        ("480000", "480000.00"),
        ("60000.50", "60000.50"),
        ("1500.5", "1500.50"),
        ("480\N{NO-BREAK SPACE}000,00", "480000.00"),
        ("480\N{NARROW NO-BREAK SPACE}000", "480000.00"),
        ("1\N{THIN SPACE}234\N{THIN SPACE}567,8", "1234567.80"),
        (" 0,50 ", "0.50"),
        ("480 000,00 €", "480000.00"),
        ("480 000,00€", "480000.00"),
        ("480 000 eur", "480000.00"),
        ("480 000 euroa", "480000.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("9 999 999 999,99", "9999999999.99"),
    ],
)
def test_money_is_read_as_people_type_it(typed, number):
    read = read_number(typed, MONEY)
    assert (read, str(read)) == (Decimal(number), number)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0,035", "0.035"), ("0,0355 €", "0.0355"), ("12", "12.00"), ("1,5000", "1.50"), ("-500", "-500.00"),
        ("\N{MINUS SIGN}500,00", "-500.00"), ("\N{EN DASH} 500", "-500.00"), ("\N{NON-BREAKING HYPHEN}5", "-5.00"),
    ],
)  # fmt: skip
def test_a_unit_price_can_be_part_of_a_cent_or_a_discount(typed, number):
    assert str(read_number(typed, UNIT_PRICE)) == number


@pytest.mark.parametrize(("typed", "number"), [("0,5 %", "0.5"), ("2,5", "2.5"), ("10", "10"), ("10,00%", "10")])
def test_a_percentage_can_have_two_decimals_and_its_sign(typed, number):
    assert str(read_number(typed, PERCENT)) == number


@pytest.mark.parametrize(
    ("typed", "measure", "fault", "readings"),
    [
        ("1.234", MONEY, Fault.AMBIGUOUS, (f"1{NBSP}234",)),
        ("480.000", MONEY, Fault.AMBIGUOUS, (f"480{NBSP}000",)),
        ("1.234", UNIT_PRICE, Fault.AMBIGUOUS, (f"1{NBSP}234", "1,234")),
        ("0.035", UNIT_PRICE, Fault.AMBIGUOUS, ("0,035",)),
        ("0.035", MONEY, Fault.AMBIGUOUS, ()),
        ("2.500", PERCENT, Fault.AMBIGUOUS, (f"2{NBSP}500",)),
        ("480.000,00", MONEY, Fault.MIXED, (f"480{NBSP}000,00",)),
        ("480,000.00", MONEY, Fault.MIXED, (f"480{NBSP}000,00",)),
        ("1,234,567", MONEY, Fault.MIXED, (f"1{NBSP}234{NBSP}567",)),
        ("1.234.567", MONEY, Fault.MIXED, (f"1{NBSP}234{NBSP}567",)),
        ("1,234", MONEY, Fault.DECIMALS, (f"1{NBSP}234",)),
        ("90000,1234", MONEY, Fault.DECIMALS, ()),
        ("0,12345", UNIT_PRICE, Fault.DECIMALS, ()),
        ("0,125 %", PERCENT, Fault.DECIMALS, ()),
        ("14,5", INTEGER, Fault.DECIMALS, ()),
        ("4 8000", MONEY, Fault.GROUPS, (f"48{NBSP}000",)),
        ("4800 000,00", MONEY, Fault.GROUPS, (f"4{NBSP}800{NBSP}000,00",)),
        ("1e5", MONEY, Fault.EXPONENT, ()),
        ("1,5E+3", MONEY, Fault.EXPONENT, ()),
        ("-5", MONEY, Fault.NEGATIVE, ()),
        ("-0,5 %", PERCENT, Fault.NEGATIVE, ()),
        ("10 000 000 000", MONEY, Fault.TOO_LARGE, ()),
        ("9" * 400, MONEY, Fault.TOO_LARGE, ()),
        ("1 001", PERCENT, Fault.TOO_LARGE, ()),
        ("10 001", INTEGER, Fault.TOO_LARGE, ()),
        *[(typed, MONEY, Fault.NOT_A_NUMBER, ()) for typed in (
            "", "€", "much", "12 kk", "5 %", ",5", "5,", ".", "--5", "+5", "1 2a", "NaN", "Infinity", "١٢", "½", "0x10",
            "1_000", "12€ 5", "1\n000\n000", "1..2", "500-", "5,,5",
        )],
        ("5 €", PERCENT, Fault.NOT_A_NUMBER, ()),
        ("5 €", DECIMAL, Fault.NOT_A_NUMBER, ()),
    ],
)  # fmt: skip
def test_what_is_no_number_or_could_be_two_is_refused_with_how_to_type_it(typed, measure, fault, readings):
    read = read_number(typed, measure)
    assert isinstance(read, NotANumber)
    assert (read.fault, read.readings) == (fault, readings)


def test_a_number_too_large_says_the_limit():
    assert read_number("1e".replace("e", "0" * 12), MONEY) == NotANumber(
        Fault.TOO_LARGE, "1" + "0" * 12, limit="9 999 999 999,99".replace(" ", NBSP)
    )


@pytest.mark.parametrize(
    ("number", "measure", "written"),
    [
        ("480000", MONEY, "480 000,00"),
        ("0.035", UNIT_PRICE, "0,035"),
        ("0.0350", UNIT_PRICE, "0,035"),
        ("56500", UNIT_PRICE, "56 500,00"),
        ("-500", UNIT_PRICE, "\N{MINUS SIGN}500,00"),
        ("0.5", PERCENT, "0,5"),
        ("100", PERCENT, "100"),
        ("1.00", DECIMAL, "1"),
        ("10000", INTEGER, "10 000"),
    ],
)
def test_a_number_is_written_as_people_write_it(number, measure, written):
    assert write_number(Decimal(number), measure) == written.replace(" ", NBSP)


def numbers(measure: Measure) -> st.SearchStrategy[Decimal]:
    return st.decimals(measure.lowest, measure.highest, places=measure.decimals)


@given(st.data(), st.sampled_from(sorted(MEASURES)), st.booleans())
def test_what_is_written_is_read_as_the_same_number(data: st.DataObject, fact_type: FactType, signed: bool):
    measure = measure_of(fact_type, signed=signed)
    assert measure is not None
    number = data.draw(numbers(measure))
    read = read_number(write_number(number, measure), measure)
    assert read == number
    assert isinstance(read, Decimal)
    assert fits(read, measure)
    assert str(read) == str(read_number(str(read).replace(".", ","), measure))


@given(st.text(alphabet=st.sampled_from("0123456789 ,.-%€e\N{NO-BREAK SPACE}\N{MINUS SIGN}"), max_size=14))
def test_a_text_is_a_number_that_fits_or_is_refused_and_digits_are_never_lost(typed: str):
    read = read_number(typed, UNIT_PRICE)
    if isinstance(read, Decimal):
        assert fits(read, UNIT_PRICE)
        digits = [digit for digit in typed.replace(".", ",").partition(",")[0] if digit.isdigit()]
        assert int("".join(digits)) == abs(int(read))


def test_a_fact_that_is_no_number_has_no_measure():
    assert measure_of(FactType.TEXT) is None
    assert measure_of(FactType.MONEY, signed=True) == Measure(2, 2, MONEY.highest, True, MONEY.units)
