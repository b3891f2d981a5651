"""The price annex computes every sum from its lines, and says how prices move and what may be invoiced."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Cell, Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised, records


def said(**changes: Value | None) -> str:
    document = compose(
        registry()["price_annex"],
        complete_facts(**changes),
        library=library(),
        law=LAW,
        language=Language.SV,
        number=1,
    )
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def line(quantity: str, unit_price: str, vat_rate: str) -> dict[str, Cell]:
    return {
        "item": localised("Post", "Nimike"),
        "kind": "variable",
        "unit": localised("timme", "tunti"),
        "quantity": Decimal(quantity),
        "unit_price": Decimal(unit_price),
        "vat_rate": Decimal(vat_rate),
    }


def test_the_vat_is_split_by_rate_and_summed_from_rounded_lines() -> None:
    paper = said(price__lines=records(line("1.5", "33.33", "25.5"), line("10", "100", "13.5"), line("3", "0.05", "0")))
    assert "Post\trörlig\ttimme\t1,5\t33,33\t25,5\t50,00\n" in paper
    assert "Post\trörlig\ttimme\t10,0\t100,00\t13,5\t1 000,00\n" in paper
    assert "Post\trörlig\ttimme\t3,0\t0,05\t0,0\t0,15\n" in paper
    assert "Sammanlagt\t\t\t\t\t\t1 050,15\n" in paper
    assert "25,5\t50,00\t12,75\t62,75\n13,5\t1 000,00\t135,00\t1 135,00\n0,0\t0,15\t0,00\t0,15\n" in paper
    assert "Sammanlagt\t1 050,15\t147,75\t1 197,90\n" in paper


def test_a_unit_price_keeps_its_parts_of_a_cent_and_a_line_is_rounded_half_up_to_cents() -> None:
    lines = records(line("20001", "0.035", "25.5"), line("1", "0.0355", "25.5"), line("2", "56500", "25.5"))
    paper = said(price__lines=lines)
    # 20 001 × 0,035 is 700,035 and half a cent goes up.
    assert "Post\trörlig\ttimme\t20 001\t0,035\t25,5\t700,04\n" in paper
    assert "Post\trörlig\ttimme\t1\t0,0355\t25,5\t0,04\n" in paper
    assert "Post\trörlig\ttimme\t2\t56 500,00\t25,5\t113 000,00\n" in paper
    assert "Sammanlagt\t\t\t\t\t\t113 700,08\n" in paper


def test_half_a_cent_of_a_discount_is_rounded_as_the_paper_says() -> None:
    paper = said(price__lines=records(line("10", "100", "25.5"), line("1", "-0.125", "25.5")))
    assert "en halv cent bort från noll, också i avdrag" in paper
    assert "\N{MINUS SIGN}0,13\n" in paper


def test_a_discount_is_printed_with_a_minus_sign_and_taken_off_the_total() -> None:
    paper = said(price__lines=records(line("10", "100", "25.5"), line("1", "-150.5", "25.5")))
    assert "Post\trörlig\ttimme\t1\t\N{MINUS SIGN}150,50\t25,5\t\N{MINUS SIGN}150,50\n" in paper
    assert "Sammanlagt\t\t\t\t\t\t849,50\n" in paper
    assert "25,5\t849,50\t216,62\t1 066,12\n" in paper


def test_the_ceiling_of_an_index_rise_can_be_part_of_a_percent() -> None:
    indexed = {"price__indexed": True, "price__index_name": localised("A", "A"), "price__index_base": "9/2026"}
    assert "En höjning är högst 2,5 procent om året." in said(**indexed, price__index_cap=Decimal("2.5"))
    assert "En höjning är högst 10 procent om året." in said(**indexed, price__index_cap=Decimal("10.00"))


def test_the_vat_is_that_of_the_tax_point_or_else_of_the_paper() -> None:
    assert "som gäller den 1 mars 2027" in said(price__tax_point=date(2027, 3, 1))
    assert "som gäller den 5 oktober 2026" in said(price__tax_point=None)


def test_without_milestones_the_price_is_invoiced_in_arrears() -> None:
    assert "Priset betalas i följande rater:" in said()
    paper = said(price__milestones=None)
    assert "Priset faktureras i efterskott" in paper
    assert "Milstolpe" not in paper


def test_prices_are_fixed_or_follow_an_index_that_never_raises_the_highest_value() -> None:
    assert "Priserna är fasta under hela kontraktstiden" in said()
    paper = said(
        price__indexed=True,
        price__index_name=localised("indexet (demo)", "indeksi (demo)"),
        price__index_base="9/2026",
        price__index_cap=Decimal(3),
    )
    assert "En höjning är högst 3 procent om året." in paper
    assert "En justering höjer inte kontraktets sammanlagda värde." in paper
    assert "Priserna är fasta" not in paper


def test_travel_is_included_or_compensated_within_the_highest_value() -> None:
    assert "restid ingår i priserna" in said()
    assert "Ersättningarna ingår i kontraktets sammanlagda värde." in said(price__travel_included=False)


def test_orders_of_others_are_spoken_of_only_where_others_may_order() -> None:
    assert "andra beställares beställningar betalar" not in said(reuse__basis="rights_only")
    assert "andra beställares beställningar betalar" in said(reuse__basis="named_buyers")


def test_the_highest_value_names_the_orders_of_others_only_where_others_may_order() -> None:
    assert "optioner och de andra upphandlande enheternas beställningar inräknade." in said()
    paper = said(reuse__basis="rights_only")
    assert "högst 118 400,50 euro exklusive mervärdesskatt, eventuella optioner inräknade." in paper
    assert "beställningar inräknade" not in paper
