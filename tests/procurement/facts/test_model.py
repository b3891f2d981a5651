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
    Record,
    Records,
    Source,
    Value,
    from_json,
    to_json,
)
from procurement.facts.text import clean, refused
from procurement.languages import Language
from tests.factories.facts import complete_facts

texts = st.text(min_size=1, max_size=20)
VALUES: dict[FactType, st.SearchStrategy[Value]] = {
    FactType.TEXT: texts,
    FactType.VERBATIM: texts,
    FactType.CHOICE: texts,
    FactType.YES_NO: st.booleans(),
    FactType.INTEGER: st.integers(0, 10_000),
    FactType.PERCENT: st.decimals(0, 100, places=2),
    FactType.UNIT_PRICE: st.decimals(-(10**6), 10**6, places=4),
    FactType.MONEY: st.decimals(0, 10**9, places=2),
    FactType.DECIMAL: st.decimals(0, 10**6, places=2),
    FactType.DATE: st.dates(),
    FactType.LOCALISED: st.dictionaries(st.sampled_from(Language), texts, min_size=1).map(Localised),
    FactType.LOCALISED_LIST: st.dictionaries(
        st.sampled_from(Language), st.lists(texts, min_size=1).map(tuple), min_size=1
    ).map(LocalisedList),
}
CELLS = sorted(VALUES)


@given(st.data(), st.sampled_from(CELLS))
def test_a_value_survives_json(data: st.DataObject, fact_type: FactType) -> None:
    value = data.draw(VALUES[fact_type])
    assert from_json(to_json(value), fact_type) == value


@given(st.data(), st.lists(st.sampled_from(CELLS), min_size=1, max_size=4))
def test_a_table_survives_json_and_hashes_alike(data: st.DataObject, types: list[FactType]) -> None:
    columns = {f"c{position}": fact_type for position, fact_type in enumerate(types)}
    row = st.fixed_dictionaries({}, optional={key: VALUES[fact_type] for key, fact_type in columns.items()})
    rows = data.draw(st.lists(row.filter(bool), min_size=1, max_size=5))
    table = Records(tuple(Record(cells) for cells in rows))
    read = from_json(to_json(table), FactType.TABLE, columns)
    assert read == table
    assert hash(read) == hash(table)


@pytest.mark.parametrize(
    "data",
    [[], {}, "x", [[]], [{}], [{"other": "x"}], [{"a": 1}], [{"a": "x"}, {}]],
    ids=str,
)
def test_a_table_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"is not a (value|row) of"):
        from_json(data, FactType.TABLE, {"a": FactType.TEXT})


def test_a_row_cannot_be_changed_and_an_empty_cell_is_missing() -> None:
    row = Record({"a": "x"})
    assert (row.get("a"), row.get("b")) == ("x", None)
    with pytest.raises(TypeError):
        row.cells["b"] = "y"  # type: ignore[index]


@pytest.mark.parametrize("data", ["NaN", "Infinity", "-Infinity"])
def test_a_sum_is_a_number(data: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        from_json(data, FactType.MONEY)


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


def test_a_percentage_that_was_recorded_as_a_whole_number_is_still_read() -> None:
    assert from_json(10, FactType.PERCENT) == Decimal(10)
    assert type(from_json(10, FactType.PERCENT)) is Decimal
    assert from_json("0.5", FactType.PERCENT) == Decimal("0.5")


def test_a_date_is_read_as_a_date() -> None:
    assert from_json("2019-04-11", FactType.DATE) == date(2019, 4, 11)


def test_cleaning_composes_accents_and_folds_spaces_and_nothing_else() -> None:
    assert clean(" a\u0308 \t\r\n b\N{NO-BREAK SPACE}c & <d> ") == "ä b\N{NO-BREAK SPACE}c & <d>"


def test_a_text_of_mere_spaces_is_empty_and_so_missing() -> None:
    assert clean(" \N{NO-BREAK SPACE} \t\N{NO-BREAK SPACE}") == ""


def test_marks_that_vanish_or_turn_the_text_around_are_named() -> None:
    assert [each.shown for each in refused("A\u202eB\x0b")] == ["U+202E", "U+000B"]
    assert [each.shown for each in refused("\u0112\u0308")] == ["◌\u0308 (U+0308)"]
    assert refused("R&D <Oy> {{ x }} 😀 é") == ()
