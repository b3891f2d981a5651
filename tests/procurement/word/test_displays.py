"""What a group of facts says in one line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from procurement.facts import Facts, FactType, Localised, Records, Source
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.model import Record
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.word import fact_fields, lint
from procurement.word.displays import DISPLAYS
from procurement.word.facts import fact_values
from tests.factories.facts import complete_facts
from tests.procurement.word.files import docx, p


def line(group: str, language: Language = Language.SV, **values: object) -> str | None:
    named = {f"{group}.{name}": value for name, value in values.items()}
    return DISPLAYS[f"{group}.display"].line(Facts().with_values(Source.CASE_FORM, named), language)


def both(sv: str, fi: str) -> Localised:
    return Localised({Language.SV: sv, Language.FI: fi})


def test_every_group_of_facts_has_a_line_of_facts_of_its_own() -> None:
    assert set(DISPLAYS) == {f"{name.rpartition('.')[0]}.display" for name in CATALOGUE}
    for path, display in DISPLAYS.items():
        assert display.facts
        assert {f"{name.rpartition('.')[0]}.display" for name in display.facts} == {path}
        assert path not in CATALOGUE


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_complete_facts_fill_the_line_of_every_group_that_they_say_something_of(language: Language) -> None:
    facts = complete_facts()
    filled = fact_values(facts, language)
    for path, display in DISPLAYS.items():
        group = filled.get(path.partition(".")[0], {})
        if any(facts.value(name) is not None for name in display.needed):
            assert group["display"].strip() == group["display"] != "", path


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.SV, "Rör & Vatten Ab (FO-nummer\N{NO-BREAK SPACE}9999997-6)"),
        (Language.FI, "Rör & Vatten Ab (Y-tunnus\N{NO-BREAK SPACE}9999997-6)"),
        (Language.EN, "Rör & Vatten Ab (Business ID\N{NO-BREAK SPACE}9999997-6)"),
    ],
)
def test_a_party_is_its_name_and_its_business_identity_code(language: Language, said: str) -> None:
    assert line("supplier", language, name="Rör & Vatten Ab", business_id="9999997-6") == said


def test_a_party_without_its_code_has_no_line_and_a_name_missing_in_a_language_none_there() -> None:
    assert line("supplier", name="Rör & Vatten Ab") is None
    host = {"name": Localised({Language.SV: "Vanda stad"}), "business_id": "0124610-9"}
    assert line("host", Language.SV, **host) == "Vanda stad (FO-nummer\N{NO-BREAK SPACE}0124610-9)"
    assert line("host", Language.FI, **host) is None


def test_a_decision_is_its_number_and_its_day() -> None:
    assert line("decision", number="§ 45", date=date(2020, 3, 12)) == "§ 45, 12.3.2020"
    assert line("decision", number="§ 45") is None


def test_what_has_no_name_lists_what_is_known_of_it() -> None:
    assert line("insurance", amount=Decimal(500000)) == "500\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}€"
    assert line("insurance", Language.EN, amount=Decimal(500000)) == "EUR\N{NO-BREAK SPACE}500,000"
    assert line("liability", cap_percent=Decimal(20)) == "20\N{NO-BREAK SPACE}%"
    assert line("personal_data", Language.FI, processed=False) == "ei"
    assert line("reuse") is None
    end, basis = CATALOGUE["reuse.end"].label.sv, CATALOGUE["reuse.basis"]
    assert line("reuse", end=date(2027, 1, 31), basis=basis.choices[0].key) == (
        f"{basis.label.sv}: {basis.choices[0].label.sv}; {end}: 31.1.2027"
    )


def test_a_label_names_the_facts_of_the_line_but_not_many() -> None:
    label = DISPLAYS["supplier.display"].label()
    assert label.sv == "På en rad: Leverantörens registrerade namn; Leverantörens FO-nummer"
    assert DISPLAYS["price.display"].label().en == (
        "In one line: Highest value of the contract without VAT, options included; Tax point for VAT …"
    )


def test_a_group_of_one_table_names_its_rows() -> None:
    (field,) = [field for name, field in CATALOGUE.items() if name.startswith("annexes.")]
    column = field.columns[0]
    assert column.type in (FactType.CHOICE, FactType.TEXT, FactType.LOCALISED)
    rows = Records(tuple(Record({column.key: choice.key}) for choice in column.choices[:2]))
    first, second = (choice.label.sv for choice in column.choices[:2])
    assert line("annexes", uploaded=rows) == f"{first} och {second}"


def test_a_group_printed_whole_is_refused_and_its_line_offered_first() -> None:
    (found,) = [each for each in lint(docx(p("{{ supplier }}")), fact_fields()) if each.severity == "error"]
    assert (found.code, found.suggestions[0]) == ("GROUP_PRINTED", "supplier.display")
    assert [each for each in lint(docx(p("{{ supplier.display }}")), fact_fields()) if each.severity == "error"] == []
