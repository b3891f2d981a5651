"""The catalogue of fields for people: how each is written in a template, as a list, as a Word file, as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from procurement.clauses.model import Clause
from procurement.facts.catalogue import CATALOGUE, GROUPS, Label
from procurement.kinds import Kind
from procurement.languages import Language
from procurement.rendering import starters, word_papers
from procurement.word import Field, FieldType

_FRAME: Final = Label("Handlingens ram", "Asiakirjan kehys", "Frame of the paper")
_CLAUSES: Final = Label("Avsnitt ur klausulbiblioteket", "Ehtokirjaston kohdat", "Passages of the clause library")
TYPES: Final[Mapping[FieldType, Label]] = MappingProxyType(
    {
        FieldType.TEXT: Label("text", "teksti", "text"),
        FieldType.NUMBER: Label("tal", "luku", "number"),
        FieldType.MONEY: Label("belopp", "rahamäärä", "sum"),
        FieldType.PERCENT: Label("procent", "prosentti", "percentage"),
        FieldType.DATE: Label("datum", "päivä", "date"),
        FieldType.YES_NO: Label("ja eller nej", "kyllä tai ei", "yes or no"),
        FieldType.CHOICE: Label("val", "valinta", "choice"),
        FieldType.LIST: Label("lista", "luettelo", "list"),
        FieldType.GROUP: Label("grupp", "ryhmä", "group"),
        FieldType.BLOCK: Label("block av stycken", "kappalelohko", "block of paragraphs"),
    }
)
_FORMATS: Final[Mapping[FieldType, str]] = MappingProxyType(
    {FieldType.MONEY: "|money", FieldType.PERCENT: "|percent", FieldType.DATE: "|date", FieldType.NUMBER: "|number"}
)
_JSON: Final[Mapping[FieldType, Mapping[str, str]]] = MappingProxyType(
    {
        FieldType.NUMBER: {"type": "number"},
        FieldType.MONEY: {"type": "string", "pattern": r"^-?\d+(\.\d{1,4})?$"},
        FieldType.PERCENT: {"type": "number"},
        FieldType.DATE: {"type": "string", "format": "date"},
        FieldType.YES_NO: {"type": "boolean"},
    }
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A field as the catalogue offers it: how it is named, what it is called and holds, what to copy."""

    path: str
    type: FieldType
    label: Label
    example: str
    tokens: tuple[str, ...]
    required: bool
    supplied: bool

    def says(self, words: str) -> bool:
        """Whether the field is one that a search means: every word is in its name or in one of its labels."""
        said = f"{self.path} {self.label.sv} {self.label.fi} {self.label.en}".casefold()
        return all(word in said for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class OfferedGroup:
    """Fields that belong together."""

    key: str
    label: Label
    fields: tuple[Offered, ...]


def offered(kind: Kind, language: Language, clauses: Mapping[str, Clause]) -> tuple[OfferedGroup, ...]:
    """Return every field that a template of a kind in a language may name, the frame and the passages first.

    `clauses` are the words that papers say now, by which the passages are called.
    """
    known = word_papers.catalogue(kind, language, clauses).fields
    tables = {path.split("[]")[0] for path in known if "[]" in path}
    found: dict[str, list[Offered]] = {}
    for path, field in known.items():
        label = Label(*(field.labels.get(str(each), "") for each in (Language.SV, Language.FI, Language.EN)))
        one = Offered(
            path, field.type, label, field.example, tokens(field, path in tables), field.required, field.supplied
        )
        found.setdefault(_group(path), []).append(one)
    labels = {"paper": _FRAME, "clauses": _CLAUSES, **{group.key: group.label for group in GROUPS}}
    return tuple(OfferedGroup(key, label, tuple(found[key])) for key, label in labels.items() if key in found)


def _group(path: str) -> str:
    facts = word_papers.needed_by(path)
    return CATALOGUE[facts[0]].group.key if facts else path.split(".")[0]


def tokens(field: Field, has_rows: bool) -> tuple[str, ...]:
    """Return what to write in a template to get a field, the usual first."""
    path = field.path
    _table, _, column = path.partition("[].")
    name = f"row.{column}" if column else path
    match field.type:
        case FieldType.BLOCK:
            return (f"{{{{p {name} }}}}",)
        case FieldType.YES_NO:
            return (f"{{%p if {name} %}} … {{%p endif %}}", f"{{% if {name} %}} … {{% else %}} … {{% endif %}}")
        case FieldType.LIST if has_rows:
            return (f"{{%tr for row in {name} %}} … {{%tr endfor %}}",)
        case FieldType.LIST:
            return (f"{{{{ {name}|listed }}}}", f"{{%p for item in {name} %}} {{{{ item }}}} {{%p endfor %}}")
        case FieldType.CHOICE:
            fact = CATALOGUE.get(path.split("[")[0])
            choices = fact.choices if fact and not column else ()
            if fact and column:
                found = fact.column(column)
                choices = found.choices if found else ()
            return tuple(f'{{% if {name} == "{choice.key}" %}} … {{% endif %}}' for choice in choices) or (
                f"{{{{ {name} }}}}",
            )
        case FieldType.DATE:
            return (f"{{{{ {name}|date }}}}", f"{{{{ {name}|date(long) }}}}")
    return (f"{{{{ {name}{_FORMATS.get(field.type, '')} }}}}",)


def schema(kind: Kind, language: Language, clauses: Mapping[str, Clause]) -> dict[str, Any]:
    """Return the values of a template as JSON Schema, for those who fill templates from elsewhere."""
    root: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.title[language],
        "type": "object",
        "properties": {},
    }
    for group in offered(kind, language, clauses):
        for field in group.fields:
            _place(root, field.path, _described(field, language))
    return root


def _described(field: Offered, language: Language) -> dict[str, Any]:
    described: dict[str, Any] = {"title": field.label[language]}
    if field.type is FieldType.LIST:
        return {**described, "type": "array"}
    if field.type is FieldType.BLOCK:
        return {**described, "type": "array", "items": {"type": "string"}}
    described |= _JSON.get(field.type, {"type": "string"})
    fact = CATALOGUE.get(field.path)
    if fact is not None and fact.choices:
        described["enum"] = [choice.key for choice in fact.choices]
    if field.example:
        described["examples"] = [field.example]
    return described


def _place(schema: dict[str, Any], path: str, described: Mapping[str, Any]) -> None:
    """Put a field where its path says: groups are objects, rows are the items of a list."""
    here, *rest = path.split(".", 1)
    name = here.removesuffix("[]")
    if not rest:
        schema["properties"].setdefault(name, {}).update(described)
        return
    inner = schema["properties"].setdefault(name, {})
    if here.endswith("[]"):
        inner = inner.setdefault("items", {})
    inner.setdefault("type", "object")
    inner.setdefault("properties", {})
    _place(inner, rest[0], described)


_HEADS: Final = (
    Label("Uppgift", "Tieto", "Field"),
    Label("Skriv i mallen", "Kirjoita malliin", "Write in the template"),
    Label("Typ och exempel", "Tyyppi ja esimerkki", "Type and example"),
)
_INTRODUCTION: Final = Label(
    "Kopiera fälten till mallen. Tabellrader: raden före och efter ska ha en egen tagg, {%tr for row in … %} och "
    "{%tr endfor %}. Villkor för hela stycken: {%p if … %} och {%p endif %} i egna stycken.",
    "Kopioi kentät malliin. Taulukon rivit: edeltävällä ja seuraavalla rivillä on oma tagi, {%tr for row in … %} ja "
    "{%tr endfor %}. Kokonaisten kappaleiden ehdot: {%p if … %} ja {%p endif %} omissa kappaleissaan.",
    "Copy the fields into the template. Rows of a table: the row before and after has a tag of its own, "
    "{%tr for row in … %} and {%tr endfor %}. Conditions of whole paragraphs: {%p if … %} and {%p endif %} in "
    "paragraphs of their own.",
)
_TITLE: Final = Label("Fält för Word-mallar", "Word-mallien kentät", "Fields for Word templates")


def sheet(kind: Kind, language: Language, reader: Language, clauses: Mapping[str, Clause]) -> bytes:
    """Return the fields as a Word file to print or to copy from, with the reader's words."""
    document = starters.blank(reader)
    document.add_paragraph(_TITLE[reader], style="Title")
    document.add_paragraph(kind.title[reader], style="Subtitle")
    document.add_paragraph(_INTRODUCTION[reader], style="Klash Body")
    for group in offered(kind, language, clauses):
        document.add_paragraph(group.label[reader], style="Heading 1")
        rows = [_row(field, reader) for field in group.fields if field.supplied]
        _table(document, [head[reader] for head in _HEADS], rows)
    return starters.finished(document, f"{_TITLE[reader]}: {kind.title[reader]}")


def _row(field: Offered, reader: Language) -> tuple[str, str, str]:
    kind = TYPES[field.type][reader]
    return field.label[reader] or field.path, field.tokens[0], f"{kind}: {field.example}" if field.example else kind


def _table(document: Any, heads: Sequence[str], rows: Sequence[tuple[str, str, str]]) -> None:
    starters.plain_table(document, [tuple(heads), *rows], (5.5, 6.5, 4.0))


__all__ = ["TYPES", "Offered", "OfferedGroup", "offered", "schema", "sheet", "tokens"]
