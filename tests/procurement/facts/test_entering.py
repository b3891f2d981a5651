"""What papers print themselves is taken away at the door, for every door alike."""

from __future__ import annotations

from decimal import Decimal

import pytest

from procurement.facts import FactType, Localised, LocalisedList, Record, Records
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.entering import entered
from procurement.facts.field import Form
from procurement.languages import Language


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("131", "131"), ("§ 131", "131"), ("§131", "131"), ("§\N{NO-BREAK SPACE}131", "131"), ("§ § 131", "131"),
        ("131 §", "131"), ("§ 131.", "131"), ("§§ 131–133", "131–133"), ("§: 12", "12"), ("Paragraf 12", "12"),
        ("12 §.", "12"), ("pykälä 12", "12"), ("45 a", "45 a"), ("§", None), ("45/2026", "45/2026"),
        ("131 § 2 mom.", "131 § 2 mom."), ("1" + "§." * 5_000 + "x" + "§." * 5_000, "1" + "§." * 5_000 + "x"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["decision.number", "contest_decision.number"])
def test_the_section_sign_is_the_papers_own(name, typed, number):
    assert entered(CATALOGUE[name], typed) == number


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Drift av tjänsten.", "Drift av tjänsten"), ("Drift:", "Drift"), ("Drift ;. ", "Drift"),
        ("Nytt liv?", "Nytt liv?"), ("Kuljetus ym.", "Kuljetus ym."), ("Drift m.m.", "Drift m.m."),
        ("Vad sedan …", "Vad sedan …"), ("Vad sedan...", "Vad sedan..."), ("Version 2.0", "Version 2.0"),
        ("Skolor, bibliotek m.fl.", "Skolor, bibliotek m.fl."), ("Palvelut o.dyl.", "Palvelut o.dyl."),
        ("Rapida Inc.", "Rapida Inc."), ("Tjänsten. Klar.", "Tjänsten. Klar"),
    ],
)  # fmt: skip
def test_a_title_ends_in_no_full_stop(typed, title):
    both = Localised({Language.SV: typed, Language.FI: typed})
    assert entered(CATALOGUE["object.title"], both) == Localised({Language.SV: title, Language.FI: title})


def test_a_text_that_is_no_title_keeps_its_signs():
    law = "Enligt 131 § 2 mom."
    assert entered(CATALOGUE["notice.clause_text"], law) == law
    assert entered(CATALOGUE["buyer.signatory"], "§ N.N.") == "§ N.N."


def test_cells_of_tables_and_items_of_lists_are_cleaned_and_empty_ones_are_missing():
    rows = Records(
        (Record({"title": Localised({Language.SV: "Bud\u00adget."}), "sha256": " "}), Record({"sha256": ""}))
    )
    assert entered(CATALOGUE["annexes.uploaded"], rows) == Records(
        (Record({"title": Localised({Language.SV: "Budget"})}),)
    )
    items = LocalisedList({Language.SV: ("a\u200b", " "), Language.FI: ("\u00ad",)})
    assert entered(CATALOGUE["negotiation.topics"], items) == LocalisedList({Language.SV: ("a",)})
    assert entered(CATALOGUE["negotiation.topics"], LocalisedList({Language.SV: (" ",)})) is None


def test_a_number_is_recorded_in_one_way_of_writing():
    assert str(entered(CATALOGUE["delay.weekly_percent"], Decimal("0.50"))) == "0.5"
    assert str(entered(CATALOGUE["price.total"], Decimal(9))) == "9.00"
    assert entered(CATALOGUE["term.option_months"], 12) == 12
    assert entered(CATALOGUE["value.disclosed"], False) is False


def test_every_fact_that_papers_print_after_a_section_sign_has_that_form():
    from procurement.clauses.load import library

    after_sign = {
        name
        for clause in library().values()
        for wording in clause.wordings.values()
        for text in wording.source.values()
        for name in CATALOGUE
        if f"§ {{{name}}}" in text or f"§ {{{name}|" in text or f"{{{name}}} §" in text
    }
    assert after_sign == {name for name, field in CATALOGUE.items() if field.form is Form.SECTION}


def test_only_texts_have_a_form():
    formed = [field for field in CATALOGUE.values() if field.form is not Form.FREE]
    assert {field.type for field in formed} <= {FactType.TEXT, FactType.LOCALISED}
