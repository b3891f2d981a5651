"""Stores a composed document and reads it back: a paper can get further faces long after it was made.

The facts, the wordings and the law of a paper may be other ones by then; its words are these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Final, get_type_hints

from procurement.composed import document as module
from procurement.composed.document import ComposedDocument

_TYPE: Final = "type"
_TYPES: Final[Mapping[str, type[Any]]] = {
    name: found for name, found in vars(module).items() if isinstance(found, type) and is_dataclass(found)
}

#: The fields of each type, with what each holds.
_FIELDS: Final = {
    name: [(field, get_type_hints(found)[field.name]) for field in fields(found)] for name, found in _TYPES.items()
}


def to_json(document: ComposedDocument) -> dict[str, Any]:
    """Return a composed document as plain data that JSON can hold; what is as it is by default is left out."""
    return dict(_plain(document))


def from_json(data: Mapping[str, Any]) -> ComposedDocument:
    """Return the composed document that `to_json` stored.

    Raises:
        ValueError: the data are not those of a composed document.
    """
    try:
        document = _read(data, ComposedDocument)
    except (KeyError, TypeError) as error:
        raise ValueError("these data are not those of a composed document") from error
    if not isinstance(document, ComposedDocument):
        raise ValueError("these data are not those of a composed document")
    return document


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        said = ((field.name, getattr(value, field.name), field.default) for field in fields(value))
        return {_TYPE: type(value).__name__, **{name: _plain(part) for name, part, usual in said if part != usual}}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(value: Any, hint: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(part, None) for part in value)
    if isinstance(value, Mapping):
        name = value[_TYPE]
        parts = {
            field.name: _read(value[field.name], hint)
            for field, hint in _FIELDS[name]
            if field.name in value or field.default is MISSING
        }
        return _TYPES[name](**parts)
    if hint is date:
        return date.fromisoformat(value)
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value
