"""Each fact of the catalogue says what it is, in three languages, and the form can show it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from procurement.computed.facts import COMPUTED_FROM
from procurement.facts import FactType
from procurement.facts.catalogue import CATALOGUE, GROUPS, AskedOf, FactField
from procurement.facts.field import ASKED_OF_LABELS
from procurement.facts.groups.computed import VARIANTS
from procurement.languages import Language
from procurement.law import LAW
from procurement.law.instructions import Variant

FIELDS = list(CATALOGUE.values())


def names(fields: list[FactField]) -> list[str]:
    return [field.name for field in fields]


def test_every_fact_has_label_and_help_in_three_languages() -> None:
    texts = {
        field.name: [text[language] for text in (field.label, field.help) for language in Language] for field in FIELDS
    }
    assert [name for name, said in texts.items() if not all(text and text == text.strip() for text in said)] == []


def test_every_help_text_is_a_sentence() -> None:
    ends = (".", "?")
    assert (
        names([field for field in FIELDS if not all(field.help[language].endswith(ends) for language in Language)])
        == []
    )


def test_every_fact_stands_in_a_group_of_the_form_and_somebody_knows_it() -> None:
    assert {field.group for field in FIELDS} == set(GROUPS)
    untyped = [field for field in FIELDS if field.supplied_by in ("computed", "system")]
    assert names([field for field in FIELDS if field.asked_of is AskedOf.NOBODY]) == names(untyped)
    ways = {"page", "page or case", "case", "party", "system", "computed"}
    assert {field.supplied_by for field in FIELDS} == ways


def test_every_choice_has_choices_and_every_table_has_columns() -> None:
    assert names([field for field in FIELDS if (field.type is FactType.CHOICE) != bool(field.choices)]) == []
    assert names([field for field in FIELDS if (field.type is FactType.TABLE) != bool(field.columns)]) == []


@pytest.mark.parametrize(
    "field", [field for field in FIELDS if field.type is FactType.TABLE], ids=lambda field: field.name
)
def test_a_column_has_a_key_a_type_of_its_own_and_labels(field: FactField) -> None:
    for column in field.columns:
        assert column.type is not FactType.TABLE
        assert (column.type is FactType.CHOICE) == bool(column.choices)
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.key)
        assert all(column.label[language].strip() for language in Language)
    assert len({column.key for column in field.columns}) == len(field.columns)


def test_the_name_of_every_fact_fits_where_it_is_stored() -> None:
    assert [name for name in CATALOGUE if not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", name)] == []
    assert max(len(name) for name in CATALOGUE) <= 60


def test_no_two_facts_of_a_group_have_the_same_label_unless_they_are_of_different_people() -> None:
    labels = Counter((field.group.key, field.name.split(".")[0], field.label.fi) for field in CATALOGUE.values())
    assert [label for label, count in labels.items() if count > 1] == []


def test_everybody_who_knows_facts_has_a_name_in_three_languages() -> None:
    assert set(ASKED_OF_LABELS) == set(AskedOf)


def test_the_legal_basis_is_the_first_choice() -> None:
    assert next(iter(CATALOGUE)) == "case.legal_basis"


def test_every_computed_fact_that_a_paper_can_lack_says_what_it_is_computed_from() -> None:
    computed = {name for name, field in CATALOGUE.items() if field.supplied_by == "computed"}
    made_while_composing = {"document.date", "version.number", "draft.gaps", "case.demo"}
    of_the_pack = {name for name in computed if name.startswith("pack.")}
    assert computed - made_while_composing - of_the_pack == set(COMPUTED_FROM)
    supplied = {name for inputs in COMPUTED_FROM.values() for name in inputs}
    assert all(CATALOGUE[name].supplied_by != "computed" for name in supplied)


def test_no_fact_can_hold_the_criminal_record_itself() -> None:
    """1397/2016, 88 § 4 mom.: one act, that it was shown, examined and returned, and never a result."""

    def is_about_it(text: str) -> bool:
        return bool(re.search("straff|rikosrekisteri|criminal", text, re.IGNORECASE))

    holding = {
        field.name: field.type
        for field in CATALOGUE.values()
        if is_about_it(f"{field.label.sv} {field.label.fi} {field.label.en}")
    }
    assert holding == {
        "checks.criminal_record_required": FactType.YES_NO,
        "checks.criminal_record_on": FactType.DATE,
        "checks.criminal_record_by": FactType.LOCALISED,
    }
    columns = [column for field in CATALOGUE.values() for column in field.columns]
    choices = [choice for column in columns for choice in column.choices]
    assert not any(is_about_it(f"{each.key} {each.label.sv} {each.label.fi}") for each in (*columns, *choices))


def test_minutes_can_never_be_an_annex() -> None:
    kind = CATALOGUE["annexes.uploaded"].column("kind")
    assert kind is not None
    assert "minutes" not in {choice.key for choice in kind.choices}


def test_the_choices_that_the_law_data_know_are_theirs() -> None:
    assert [choice.key for choice in VARIANTS] == [str(variant) for variant in Variant]
    sets = {choice.key for choice in CATALOGUE["terms.set"].choices} - {"none"}
    assert sets == {terms.key for terms in LAW.standard_terms}
    rule = CATALOGUE["deadlines.overrides"].column("rule")
    assert rule is not None
    assert {choice.key for choice in rule.choices} <= LAW.periods.keys()


def test_a_choice_that_is_not_on_the_list_is_refused_also_in_a_table() -> None:
    with pytest.raises(ValueError, match=r"is not a choice of buyer.type"):
        CATALOGUE["buyer.type"].read("king")
    with pytest.raises(ValueError, match=r"is not a choice of price.lines"):
        CATALOGUE["price.lines"].read([{"kind": "gift"}])
