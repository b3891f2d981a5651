"""A case's facts as the plain values of a template, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from procurement.facts import Facts, Localised, LocalisedList, Records
from procurement.facts.catalogue import CATALOGUE, Choice, FactField
from procurement.languages import Language
from procurement.word.displays import DISPLAYS, displays
from procurement.word.values import nested


def fact_values(facts: Facts, language: Language, catalogue: Mapping[str, FactField] = CATALOGUE) -> dict[str, Any]:
    """Return facts as groups of values; what is missing, or missing in the language, is not there.

    A choice is there twice: `case.legal_basis` is its key, for conditions, and `case.legal_basis_label` its words. A
    table is a list of rows. Each group has its line, `supplier.display`.
    """
    values: dict[str, Any] = {}
    for name in facts:
        field = catalogue.get(name)
        value = facts.value(name)
        if isinstance(value, Records):
            columns = {} if field is None else {column.key: column.choices for column in field.columns}
            rows = []
            for record in value:
                row: dict[str, Any] = {}
                for key, cell in record.cells.items():
                    row |= _written(key, cell, columns.get(key, ()), language)
                rows.append(row)
            values[name] = rows
        else:
            values |= _written(name, value, () if field is None else field.choices, language)
    for display in (DISPLAYS if catalogue is CATALOGUE else displays(catalogue)).values():
        line = display.line(facts, language, catalogue)
        if line is not None:
            values[display.path] = line
    return nested(values)


def _written(name: str, value: object, choices: Sequence[Choice], language: Language) -> dict[str, Any]:
    if isinstance(value, Localised | LocalisedList):
        value = value.get(language)
    if value is None:
        return {}
    found: dict[str, Any] = {name: value}
    label = next((each.label[language] for each in choices if each.key == value), None)
    if label is not None:
        found[f"{name}_label"] = label
    return found
