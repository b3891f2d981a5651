"""A case's facts as the plain values of a template, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procurement.facts import Facts, FactType, Localised, LocalisedList
from procurement.facts.catalogue import CATALOGUE, FactField
from procurement.languages import Language
from procurement.rendering.word.values import nested


def fact_values(facts: Facts, language: Language, catalogue: Mapping[str, FactField] = CATALOGUE) -> dict[str, Any]:
    """Return facts as groups of values; what is missing, or missing in the language, is not there.

    A choice is there twice: `case.legal_basis` is its key, for conditions, and `case.legal_basis_label` its words.
    """
    values: dict[str, Any] = {}
    for name in facts:
        value: object = facts.value(name)
        if isinstance(value, Localised | LocalisedList):
            value = value.get(language)
        if value is not None:
            values[name] = value
        field = catalogue.get(name)
        if field is not None and field.type is FactType.CHOICE:
            label = next((each.label[language] for each in field.choices if each.key == value), None)
            if label is not None:
                values[f"{name}_label"] = label
    return nested(values)
