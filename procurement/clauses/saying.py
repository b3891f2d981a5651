"""Says a condition as a lawyer reads it: facts and choices by their labels, never in the library's notation."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from procurement.clauses.conditions import Condition, fact_name, known_argument
from procurement.clauses.wording import ROW
from procurement.facts import FactType
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.field import Column, FactField
from procurement.languages import Language, number, yes_no

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = MappingProxyType(
    {
        Language.SV: {
            "and": " och ", "or": " eller ", "known": "känd", "unknown": "inte känd", "not": "annat än",
            "Lt": "mindre än", "LtE": "högst", "Gt": "mer än", "GtE": "minst",
        },
        Language.FI: {
            "and": " ja ", "or": " tai ", "known": "tiedossa", "unknown": "ei tiedossa", "not": "muu kuin",
            "Lt": "pienempi kuin", "LtE": "enintään", "Gt": "suurempi kuin", "GtE": "vähintään",
        },
        Language.EN: {
            "and": " and ", "or": " or ", "known": "known", "unknown": "not known", "not": "other than",
            "Lt": "less than", "LtE": "at most", "Gt": "more than", "GtE": "at least",
        },
    }
)  # fmt: skip
_OPPOSITE: Final = MappingProxyType({"Lt": "GtE", "LtE": "Gt", "Gt": "LtE", "GtE": "Lt"})


def say(condition: Condition, language: Language, *, table: str = "") -> str:
    """Return a condition in words, such as `Värdeklass: EU och Option: ja`.

    Args:
        condition: what is said.
        language: the language of the words.
        table: the fact whose rows the condition is asked of, if it names `item.column`.
    """
    return _say(condition.tree, language, table, negated=False)


def _say(node: ast.expr, language: Language, table: str, *, negated: bool, inner: bool = False) -> str:
    words = _WORDS[language]
    if (known := known_argument(node)) is not None:
        return f"{_label(known, language, table)}: {words['unknown' if negated else 'known']}"
    if (name := fact_name(node)) is not None:
        return f"{_label(name, language, table)}: {yes_no(not negated, language)}"
    match node:
        case ast.UnaryOp(operand=operand):
            return _say(operand, language, table, negated=not negated, inner=inner)
        case ast.BoolOp(op=op, values=values):
            # Not (a and b) is (not a or not b): a negation is said of each part, where it can be read.
            joint = "and" if isinstance(op, ast.And) is not negated else "or"
            said = words[joint].join(_say(value, language, table, negated=negated, inner=True) for value in values)
            return f"({said})" if inner else said
        case ast.Compare(left=left, ops=[comparison], comparators=[right]):
            name = str(fact_name(left))
            value = _compared(comparison, ast.literal_eval(right), _field(name, table), language, negated)
            return f"{_label(name, language, table)}: {value}"
    raise ValueError(f"“{ast.unparse(node)}” is not allowed in a condition")


def _compared(comparison: ast.cmpop, literal: Any, field: FactField | Column, language: Language, negated: bool) -> str:
    words = _WORDS[language]
    values = literal if isinstance(literal, tuple) else (literal,)
    said = words["or"].join(_value(value, field, language) for value in values)
    name = type(comparison).__name__
    if name in _OPPOSITE:
        return f"{words[_OPPOSITE[name] if negated else name]} {said}"
    is_other = isinstance(comparison, ast.NotEq | ast.NotIn) is not negated
    return f"{words['not']} {said}" if is_other else said


def _value(value: Any, field: FactField | Column, language: Language) -> str:
    if isinstance(value, bool):
        return yes_no(value, language)
    if isinstance(value, int):
        return number(value, language)
    if field.type is FactType.CHOICE:
        return next((choice.label[language] for choice in field.choices if choice.key == value), str(value))
    return str(value)


def _field(name: str, table: str) -> FactField | Column:
    column = CATALOGUE[table].column(name.removeprefix(ROW)) if name.startswith(ROW) and table else None
    return column or CATALOGUE[name]


def _label(name: str, language: Language, table: str) -> str:
    return _field(name, table).label[language]
