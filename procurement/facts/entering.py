"""What becomes of a value at the door of the facts, whoever supplies it: a page, a party, a form or a program.

Its texts are cleaned, and the signs that papers print themselves are taken away: a number of a decision typed as
“§ 131” would be printed as “§ § 131”.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from procurement.facts.field import Column, FactField, Form
from procurement.facts.model import Cell, FactType, Localised, LocalisedList, Record, Records, Value
from procurement.facts.numbers import canonical, fits, measure_of
from procurement.facts.text import clean

_SECTION_BEFORE: Final = re.compile(r"^(?:(?:§+|par\.|paragraf\w*|pykäl\w*|section)[\s:]*)+", re.IGNORECASE)
_SIGNS_AFTER: Final = string.whitespace + "\u00a0\u202f:.§"
_WORD_AFTER: Final = re.compile(r"(?:pykäl|paragraf)\w*$", re.IGNORECASE)
#: Words of a place in an act, which end in a full stop by themselves.
_PLACE_AFTER: Final = re.compile(r"\b(?:mom|kohd|p|k)\.$", re.IGNORECASE)
_END_OF_TITLE: Final = re.compile(r"[\s.:;,]+$")
#: Words that end in a full stop by themselves, besides those with one inside, such as m.m.
_ABBREVIATIONS: Final = re.compile(
    r"(?:\w\.\w+|\w\.\s\w|\b(?:ym|yms|jne|mm|osv|etc|dvs|tms|ks|jms|jfr|mfl|inc|ltd|co|corp))\.$", re.IGNORECASE
)


def _as_section(text: str) -> str:
    text = _SECTION_BEFORE.sub("", text)
    if _PLACE_AFTER.search(text):
        return text
    while (shorter := _WORD_AFTER.sub("", text.rstrip(_SIGNS_AFTER))) != text:
        text = shorter
    return text


def _as_title(text: str) -> str:
    if text.endswith(("...", "…")) or _ABBREVIATIONS.search(text):
        return text
    return _END_OF_TITLE.sub("", text)


_BY_FORM: Final[Mapping[Form, Callable[[str], str]]] = MappingProxyType(
    {Form.FREE: str, Form.SECTION: _as_section, Form.TITLE: _as_title}
)
_TEXTS: Final = frozenset({FactType.TEXT, FactType.VERBATIM})


def entered(field: FactField | Column, value: Value | None) -> Value | None:
    """Return a value as it is recorded and printed; None if nothing is left of it.

    Args:
        field: the fact or column.
        value: what was supplied; a refused character stays, for the door to refuse.
    """
    if isinstance(value, Records):
        columns = {column.key: column for column in field.columns} if isinstance(field, FactField) else {}
        rows = (entered_row(columns, row.cells) for row in value)
        kept = tuple(row for row in rows if row is not None)
        return Records(kept) if kept else None
    return _entered(field, value)


def entered_row(columns: Mapping[str, Column], cells: Mapping[str, Cell | None]) -> Record | None:
    """Return a row of a table as it is recorded; None if nothing is written in it."""
    made = {key: _entered(columns[key], cell) if key in columns else cell for key, cell in cells.items()}
    written = {key: cell for key, cell in made.items() if cell is not None}
    return Record(written) if written else None


def _entered(field: FactField | Column, value: Cell | None) -> Cell | None:
    match value:
        case str() if field.type in _TEXTS:
            return _text(field, value) or None
        case Localised():
            texts = {language: _text(field, text) for language, text in value.texts.items()}
            return Localised(texts) if any(texts.values()) else None
        case LocalisedList():
            items = {
                language: tuple(item for each in value.items[language] if (item := _text(field, each)))
                for language in value.items
            }
            return LocalisedList(items) if any(items.values()) else None
        case Decimal():
            measure = measure_of(field.type, signed=isinstance(field, Column) and field.signed)
            return canonical(value, measure) if measure is not None and fits(value, measure) else value
        case "":
            return None
    return value


def _text(field: FactField | Column, text: str) -> str:
    return _BY_FORM[field.form](clean(text))
