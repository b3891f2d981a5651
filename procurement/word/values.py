"""The values a template sees: frozen plain data, in which nothing can be called, changed or looked up but keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from procurement.facts.text import describe
from procurement.word.findings import Finding, Place, TemplateRefused, finding

MAX_TEXT: Final = 100_000
_MAX_DEPTH: Final = 20
_VALUES: Final = Place("values")
#: Line breaks people and databases write; a Word file has one.
_BREAKS: Final = re.compile("\r\n|[\r\x0b\u2028\u2029]")
#: These vanish, cut the text, or change the order in which a name or a sum is read.
_REFUSED: Final = re.compile(
    "[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)


class ValueFault(Exception):  # noqa: N818 - carries a finding
    """A value that stops the render."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.code)
        self.finding = found


class Record:
    """A frozen group of values; its keys are the only names it knows."""

    __slots__ = ("_path", "_values")

    def __init__(self, path: str, values: Mapping[str, Any]) -> None:
        self._path = path
        self._values = dict(values)

    def get(self, key: object) -> Any:
        """Return the value of a key; KeyError if there is none."""
        return self._values[key]  # type: ignore[index]

    @property
    def path(self) -> str:
        """Return where the group stands in the values."""
        return self._path

    def names(self) -> Sequence[str]:
        """Return the keys, for a hint."""
        return tuple(self._values)


def freeze(values: Mapping[str, object]) -> dict[str, Any]:
    """Return values as frozen plain data.

    Raises:
        TemplateRefused: something is not plain data.
    """
    if not isinstance(values, Mapping):
        raise TemplateRefused([_bad("", type(values).__name__)])
    found: list[Finding] = []
    frozen = {}
    for key, value in values.items():
        if not isinstance(key, str):
            found.append(_bad(repr(key), type(key).__name__))
            continue
        frozen[key] = _freeze(value, key, found, 0)
    if found:
        raise TemplateRefused(found[:50])
    return frozen


def _bad(name: str, kind: str) -> Finding:
    return finding("VALUE_TYPE", _VALUES, name=name, type=kind)


def _freeze(value: object, path: str, found: list[Finding], depth: int) -> Any:  # noqa: C901 - one case a type
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None or kind is float or kind is Decimal:
        return value
    if depth > _MAX_DEPTH:
        found.append(_bad(path, "too deep"))
        return None
    if isinstance(value, Mapping):
        items = {}
        for key, item in value.items():
            if isinstance(key, str):
                items[key] = _freeze(item, f"{path}.{key}", found, depth + 1)
            else:
                found.append(_bad(f"{path}.{key!r}", type(key).__name__))
        return Record(path, items)
    if isinstance(value, list | tuple):
        return tuple(_freeze(item, f"{path}[{index}]", found, depth + 1) for index, item in enumerate(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and type(value).__str__ in (str.__str__, getattr(type(value), "__str__", None)):
        # A StrEnum or a lazy subclass: only its characters are kept.
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    found.append(_bad(path, kind.__name__))
    return None


def clean(text: str, name: str) -> str:
    """Return a text as a paper can carry it.

    Raises:
        ValueFault: it is too long or has characters that no paper can show.
    """
    if len(text) > MAX_TEXT:
        raise ValueFault(finding("VALUE_TOO_LONG", _VALUES, name=name, limit=MAX_TEXT))
    text = _BREAKS.sub("\n", text)
    if match := _REFUSED.search(text):
        raise ValueFault(finding("VALUE_CHARACTER", _VALUES, describe(match[0]), name=name))
    return text


def nested(values: Mapping[str, object]) -> dict[str, Any]:
    """Return values with dotted names as groups: `supplier.name` becomes `name` in `supplier`.

    Raises:
        ValueError: a name is both a value and a group.
    """
    root: dict[str, Any] = {}
    for name, value in values.items():
        *groups, last = name.split(".")
        here = root
        for group in groups:
            here = here.setdefault(group, {})
            if not isinstance(here, dict):
                raise ValueError(f"{name}: {group} is a value and cannot be a group")
        if last in here:
            raise ValueError(f"{name} is there twice")
        here[last] = value
    return root


def walk(values: Mapping[str, object]) -> Iterator[str]:
    """Yield the dotted names of plain nested values."""
    for name, value in values.items():
        yield name
        if isinstance(value, Mapping):
            yield from (f"{name}.{each}" for each in walk(value))
