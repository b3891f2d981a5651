"""The fields a template may name: a small structure of its own, so that the engine works without our facts."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from procurement.facts import FactType
from procurement.facts.catalogue import CATALOGUE, FactField, Label
from procurement.languages import Language
from procurement.word.displays import DISPLAY, displays


class FieldType(StrEnum):
    """What a field holds, as far as a template cares."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LIST = "list"
    GROUP = "group"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `parties[].phone` is a field of each item of the list `parties`.

    Attributes:
        path: how a template names it.
        type: what it holds.
        labels: its name for people, by language.
        example: a value that tells what it looks like.
        required: a template that never names it gets a warning.
        supplied: nobody fills it in for this kind of document if False.
    """

    path: str
    type: FieldType = FieldType.TEXT
    labels: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    required: bool = False
    supplied: bool = True


@dataclass(frozen=True, eq=False)
class FieldCatalogue:
    """Fields by path; groups and lists of groups follow from the paths. `forbidden` words may not be typed."""

    fields: Mapping[str, Field]
    forbidden: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))

    @classmethod
    def of(cls, fields: Iterable[Field], forbidden: Iterable[str] = ()) -> FieldCatalogue:
        """Return a catalogue of the given fields."""
        return cls({each.path: each for each in fields}, tuple(forbidden))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> FieldCatalogue:
        """Return the catalogue that `to_json` wrote."""
        fields = (
            Field(
                each["path"],
                FieldType(each["type"]),
                dict(each["labels"]),
                each["example"],
                each["required"],
                each["supplied"],
            )
            for each in data["fields"]
        )
        return cls.of(fields, data["forbidden"])

    def to_json(self) -> dict[str, Any]:
        """Return the fields as plain data."""
        fields = [
            {
                "path": each.path,
                "type": str(each.type),
                "labels": dict(each.labels),
                "example": each.example,
                "required": each.required,
                "supplied": each.supplied,
            }
            for each in self.fields.values()
        ]
        return {"fields": fields, "forbidden": list(self.forbidden)}

    def type_of(self, path: str) -> FieldType | None:
        """Return what a path leads to: a field's type, a list or a group; None if it is unknown."""
        if path in self.fields:
            return self.fields[path].type
        if any(known.startswith(f"{path}[]") for known in self.fields):
            return FieldType.LIST
        if any(known.startswith(f"{path}.") for known in self.fields):
            return FieldType.GROUP
        if path.endswith("[]") and self.type_of(path[:-2]) is FieldType.LIST:
            return FieldType.TEXT
        return None

    def near(self, path: str, limit: int = 3) -> tuple[str, ...]:
        """Return the known paths most like an unknown one, best first."""
        parent, _, last = path.rpartition(".")
        known = [*self.fields, *sorted({each.rpartition(".")[0] for each in self.fields} - {""})]
        beside = {each.rpartition(".")[2]: each for each in known if each.rpartition(".")[0] == parent}
        close = [beside[name] for name in difflib.get_close_matches(last, beside, n=limit, cutoff=0.6)]
        if not close:
            close = difflib.get_close_matches(path, known, n=limit, cutoff=0.72)
        if not close:
            ends = difflib.get_close_matches(last, [each.rpartition(".")[2] for each in known], n=1, cutoff=0.8)
            close = [each for each in known if each.rpartition(".")[2] in ends][:limit]
        return tuple(dict.fromkeys(close))

    def inside(self, group: str, limit: int = 3) -> tuple[str, ...]:
        """Return fields of a group, those that name it first."""
        found = [each for each in self.fields if each.startswith(f"{group}.")]
        order = (DISPLAY, "name", "title")
        found.sort(key=lambda each: next((n for n, last in enumerate(order) if each.endswith(f".{last}")), len(order)))
        return tuple(found[:limit])


_TYPES: Final = {
    FactType.INTEGER: FieldType.NUMBER,
    FactType.DECIMAL: FieldType.NUMBER,
    FactType.PERCENT: FieldType.PERCENT,
    FactType.MONEY: FieldType.MONEY,
    FactType.UNIT_PRICE: FieldType.MONEY,
    FactType.DATE: FieldType.DATE,
    FactType.YES_NO: FieldType.YES_NO,
    FactType.CHOICE: FieldType.CHOICE,
    FactType.LOCALISED_LIST: FieldType.LIST,
    FactType.TABLE: FieldType.LIST,
}


def fact_fields(
    facts: Mapping[str, FactField] = CATALOGUE, *, required: Iterable[str] = (), supplied: Iterable[str] | None = None
) -> FieldCatalogue:
    """Return the facts' catalogue as fields; `supplied` names the facts that this kind of document is given.

    A choice is there twice, as its key and as its words; a table's columns are fields of each of its rows; each group
    has its line.
    """
    needed, given = set(required), None if supplied is None else set(supplied)
    fields: list[Field] = []
    for name, fact in facts.items():
        here = given is None or name in given
        fields += _fields(name, fact.type, fact.label, fact.example, name in needed, here)
        for column in fact.columns:
            fields += _fields(f"{name}[].{column.key}", column.type, column.label, column.example, False, here)
    for display in displays(facts).values():
        here = given is None or given.issuperset(display.facts)
        fields += _fields(display.path, FactType.TEXT, display.label(facts), "", False, here)
    return FieldCatalogue.of(fields)


def _fields(name: str, kind: FactType, label: Label, example: str, needed: bool, here: bool) -> list[Field]:
    labels = {str(language): label[language] for language in Language}
    known = _TYPES.get(kind, FieldType.TEXT)
    found = [Field(name, known, labels, example, needed, here)]
    if known is FieldType.CHOICE:
        found.append(Field(f"{name}_label", FieldType.TEXT, labels, "", False, here))
    return found
