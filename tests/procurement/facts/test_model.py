"""Facts are frozen values that survive JSON, and the same facts have the same hash."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.facts import (
    Fact,
    Facts,
    FactType,
    Localised,
    LocalisedList,
    Provenance,
    Source,
    Value,
    from_json,
    to_json,
)
from procurement.facts.catalogue import CATALOGUE, GROUPS
from procurement.facts.text import clean, unprintable
from procurement.languages import Language
from tests.factories.facts import complete_facts

texts = st.text(min_size=1, max_size=20)
VALUES: dict[FactType, st.SearchStrategy[Value]] = {
    FactType.TEXT: texts,
    FactType.VERBATIM: texts,
    FactType.CHOICE: texts,
    FactType.YES_NO: st.booleans(),
    FactType.INTEGER: st.integers(0, 10_000),
    FactType.PERCENT: st.integers(0, 100),
    FactType.MONEY: st.decimals(0, 10**9, places=2),
    FactType.DATE: st.dates(),
    FactType.LOCALISED: st.dictionaries(st.sampled_from(Language), texts, min_size=1).map(Localised),
    FactType.LOCALISED_LIST: st.dictionaries(
        st.sampled_from(Language), st.lists(texts, min_size=1).map(tuple), min_size=1
    ).map(LocalisedList),
}


@given(st.data(), st.sampled_from(FactType))
def test_a_value_survives_json(data: st.DataObject, fact_type: FactType) -> None:
    value = data.draw(VALUES[fact_type])
    assert from_json(to_json(value), fact_type) == value


@pytest.mark.parametrize(
    ("data", "fact_type"),
    [
        (1, FactType.TEXT),
        (True, FactType.INTEGER),
        ("yes", FactType.YES_NO),
        (1.5, FactType.MONEY),
        ([], FactType.DATE),
    ],
)
def test_data_of_another_type_are_refused(data: object, fact_type: FactType) -> None:
    with pytest.raises(ValueError, match="is not a value of type"):
        from_json(data, fact_type)


def test_the_hash_is_of_values_and_not_of_who_and_when() -> None:
    provenance = Provenance(Source.CASE_FORM, "a letter", "anna", "2026-01-01")
    one = Facts({"team.name": Fact("A", provenance), "value.prizes": Fact(Decimal("1.00"), provenance)})
    other = Facts({"value.prizes": Fact(Decimal("1.00"), Provenance(Source.DEMO)), "team.name": Fact("A", provenance)})
    assert one.digest() == other.digest()
    assert one.digest() != Facts({"team.name": Fact("B", provenance)}).digest()


def test_a_text_without_words_in_a_language_is_missing_there() -> None:
    value = Localised({Language.SV: "a", Language.FI: ""})
    assert value.get(Language.FI) is None
    assert dict(value.texts) == {Language.SV: "a"}


def test_facts_cannot_be_changed() -> None:
    facts = complete_facts()
    with pytest.raises(TypeError):
        facts.entries["team.name"] = Fact("B", Provenance(Source.DEMO))  # type: ignore[index]


def test_facts_restricted_to_names_hold_nothing_else() -> None:
    assert set(complete_facts().restricted_to(["team.name", "no.such"])) == {"team.name"}


def test_a_date_is_read_as_a_date() -> None:
    assert from_json("2019-04-11", FactType.DATE) == date(2019, 4, 11)


def test_every_fact_of_the_catalogue_has_labels_in_three_languages_and_a_group_of_the_form() -> None:
    for field in CATALOGUE.values():
        assert all(field.label[language].strip() for language in Language), field.name
        assert field.group in GROUPS
        assert (field.type is FactType.CHOICE) == bool(field.choices), field.name


def test_cleaning_composes_accents_and_folds_spaces_and_nothing_else() -> None:
    assert clean(" a\u0308 \t\r\n b\N{NO-BREAK SPACE}c & <d> ") == "ä b\N{NO-BREAK SPACE}c & <d>"


def test_marks_that_vanish_or_turn_the_text_around_are_named() -> None:
    assert unprintable("A\u202eB\x0b") == ("U+202E RIGHT-TO-LEFT OVERRIDE", "U+000B")
    assert unprintable("\u0112\u0308") == ("U+0308 COMBINING DIAERESIS",)
    assert unprintable("R&D <Oy> {{ x }} 😀 é") == ()
