"""The catalogue: every fact there is, with its type, its words in three languages and its place on the case form.

To add a fact, add one entry to its group in `procurement/facts/groups/`, and a line in
`procurement/sources/page_facts.py` if a page holds it. The case form, the list of gaps and the checks of the clause
library follow from the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from procurement.facts.field import AskedOf, Choice, Column, FactField, Group, Label
from procurement.facts.groups import GROUP_FIELDS

__all__ = ["CATALOGUE", "GROUPS", "AskedOf", "Choice", "Column", "FactField", "Group", "Label"]

GROUPS: Final[tuple[Group, ...]] = tuple(group for group, _fields in GROUP_FIELDS)


def _build() -> Mapping[str, FactField]:
    fields: dict[str, FactField] = {}
    for _group, group_fields in GROUP_FIELDS:
        for field in group_fields:
            if field.name in fields:
                raise ValueError(f"the fact {field.name} is in the catalogue twice")
            fields[field.name] = field
    return MappingProxyType(fields)


CATALOGUE: Final[Mapping[str, FactField]] = _build()
