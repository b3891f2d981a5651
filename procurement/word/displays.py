"""What a group of facts says in one line: the field `display` that each group offers to templates.

A group that has a name is named, with what tells it from its namesakes, and every part is needed: a party without its
business identity code would be a gap that nobody sees. A group without a name lists what is known of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from procurement import languages
from procurement.facts import Facts, FactType, Localised, LocalisedList, Records
from procurement.facts.catalogue import CATALOGUE, Choice, FactField, Label
from procurement.facts.model import Cell, Value
from procurement.languages import NBSP, Language

#: The last part of a display field's name.
DISPLAY: Final = "display"
#: What names a group, best first.
_NAMED_BY: Final = (
    ("name", "business_id"),
    ("buyer", "business_id"),
    ("name",),
    ("names",),
    ("title",),
    ("number", "date"),
    ("number", "published_on"),
    ("number",),
)
#: The business identity code is named in the paper's language (docs/law-notes.md § 12).
_BUSINESS_ID: Final = Label("FO-nummer", "Y-tunnus", "Business ID")
_IN_ONE_LINE: Final = Label("På en rad", "Yhdellä rivillä", "In one line")
#: A label names no more facts than can be read at a glance.
_NAMED_IN_LABEL: Final = 2
#: Forms of a name for running text say nothing that the name does not.
_CASE_FORMS: Final = ("_gen", "_in")


@dataclass(frozen=True, slots=True)
class Display:
    """The line of one group.

    Attributes:
        path: how a template names it.
        facts: what the line says, in its order.
        named: whether the facts name the group, so that each of them is needed.
    """

    path: str
    facts: tuple[str, ...]
    named: bool

    @property
    def needed(self) -> tuple[str, ...]:
        """The facts without which there is no line: all that name the group, or the first."""
        return self.facts if self.named else self.facts[:1]

    def label(self, catalogue: Mapping[str, FactField] = CATALOGUE) -> Label:
        """Return what the field is called: the facts that it says, or the first of many."""
        named, more = self.facts[:_NAMED_IN_LABEL], " …" if len(self.facts) > _NAMED_IN_LABEL else ""
        sv, fi, en = (
            f"{_IN_ONE_LINE[language]}: {'; '.join(catalogue[name].label[language] for name in named)}{more}"
            for language in (Language.SV, Language.FI, Language.EN)
        )
        return Label(sv, fi, en)

    def line(self, facts: Facts, language: Language, catalogue: Mapping[str, FactField] = CATALOGUE) -> str | None:
        """Return the line in a language, or None if it cannot be said."""
        said = {name: _written(facts.value(name), catalogue[name], language) for name in self.facts}
        if self.named:
            return None if None in said.values() else _name(self.facts, said, language)
        known = {name: words for name, words in said.items() if words}
        if len(self.facts) == 1:
            return next(iter(known.values()), None)
        return "; ".join(f"{catalogue[name].label[language]}: {words}" for name, words in known.items()) or None


def _name(names: Sequence[str], said: Mapping[str, str | None], language: Language) -> str:
    first, *rest = (said[name] or "" for name in names)
    if not rest:
        return first
    if names[1].endswith(".business_id"):
        return f"{first} ({_BUSINESS_ID[language]}{NBSP}{rest[0]})"
    return f"{first}, {rest[0]}"


def displays(catalogue: Mapping[str, FactField] = CATALOGUE) -> Mapping[str, Display]:
    """Return the display of each group of facts, by its path."""
    groups: dict[str, list[str]] = {}
    for name in catalogue:
        group, _, last = name.rpartition(".")
        groups.setdefault(group, []).append(last)
    found = {}
    for group, members in groups.items():
        naming = next((each for each in _NAMED_BY if set(each) <= set(members)), None)
        tables = [each for each in members if catalogue[f"{group}.{each}"].type is FactType.TABLE]
        chosen = naming or [
            each for each in members if not each.endswith(_CASE_FORMS) and (each not in tables or tables == members)
        ]
        path = f"{group}.{DISPLAY}"
        found[path] = Display(path, tuple(f"{group}.{each}" for each in chosen), naming is not None)
    return MappingProxyType(found)


#: The displays of the catalogue's groups.
DISPLAYS: Final = displays()


def _written(value: Value | None, field: FactField, language: Language) -> str | None:
    """Return a fact's value as a line says it, or None if it is missing in the language."""
    match value:
        case Localised():
            return value.get(language)
        case LocalisedList():
            items = value.get(language)
            return None if items is None else languages.enumeration(items, language)
        case Records():
            column = field.columns[0]
            cells = (_cell(row.get(column.key), column.type, column.choices, language) for row in value)
            return languages.enumeration([cell for cell in cells if cell], language) or None
    return _cell(value, field.type, field.choices, language)


def _cell(value: Cell | None, kind: FactType, choices: Sequence[Choice], language: Language) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return languages.yes_no(value, language)
        case date():
            return languages.short_date(value, language)
        case int() | Decimal() if kind in (FactType.MONEY, FactType.UNIT_PRICE):
            amount = languages.amount(Decimal(value), language)
            return f"EUR{NBSP}{amount}" if language is Language.EN else f"{amount}{NBSP}€"
        case int() | Decimal():
            said = languages.number(value, language)
            return f"{said}{NBSP}%" if kind is FactType.PERCENT else said
        case str():
            return next((each.label[language] for each in choices if each.key == value), value)
        case Localised():
            return value.get(language)
    return None


__all__ = ["DISPLAY", "DISPLAYS", "Display", "displays"]
