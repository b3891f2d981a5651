"""Conditions over facts, for clauses and passages.

The grammar is a small part of Python's: names of facts, literals, `==`, `!=`, `<`, `<=`, `>`, `>=`, `in (…)`, `and`,
`or`, `not`, parentheses and `known("fact.name")`. Evaluation is three-valued: a fact that is missing makes a
condition unknown, never false, unless the rest decides it alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

from procurement.facts import Facts


class ConditionError(ValueError):
    """A condition that is not in the grammar, or that names an unknown fact."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a condition came to: true, false, or None for unknown, with the facts that would decide it."""

    holds: bool | None
    missing: frozenset[str] = frozenset()


_COMPARISONS: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: eq,
    ast.NotEq: ne,
    ast.Lt: lt,
    ast.LtE: le,
    ast.Gt: gt,
    ast.GtE: ge,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition; `source` is its text and `names` the facts it reads."""

    source: str
    tree: ast.expr
    names: frozenset[str]

    def evaluate(self, facts: Facts) -> Outcome:
        """Return whether the condition holds for the facts."""
        return _evaluate(self.tree, facts)


def parse(source: str) -> Condition:
    """Parse a condition.

    Raises:
        ConditionError: the text is not in the grammar.
    """
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        raise ConditionError(f"“{source}” is not a condition: {error.msg}") from error
    names: set[str] = set()
    _check(tree, source, names)
    return Condition(source, tree, frozenset(names))


def fact_name(node: ast.expr) -> str | None:
    """Return the fact that a part of a condition names, if it is a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = fact_name(node.value)
        return None if owner is None else f"{owner}.{node.attr}"
    return None


def known_argument(node: ast.expr) -> str | None:
    """Return the fact that `known("…")` asks for, if the part is that."""
    match node:
        case ast.Call(func=ast.Name(id="known"), args=[ast.Constant(value=str(name))], keywords=[]):
            return name
    return None


def _check(node: ast.expr, source: str, names: set[str]) -> None:
    name = fact_name(node) or known_argument(node)
    if name is not None:
        names.add(name)
        return
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                _check(value, source, names)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _check(operand, source, names)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            compared = fact_name(left)
            if compared is None:
                raise ConditionError(f"“{source}”: a comparison starts with the name of a fact")
            names.add(compared)
            _literal(op, right, source)
        case _:
            raise ConditionError(f"“{source}”: “{ast.unparse(node)}” is not allowed in a condition")


def _literal(op: ast.cmpop, node: ast.expr, source: str) -> Any:
    try:
        value = ast.literal_eval(node)
    except ValueError as error:
        raise ConditionError(f"“{source}”: “{ast.unparse(node)}” is not a literal") from error
    if isinstance(op, ast.In | ast.NotIn):
        if not isinstance(value, tuple):
            raise ConditionError(f"“{source}”: “in” needs a list in parentheses")
    elif type(op) not in _COMPARISONS or not isinstance(value, str | int | bool):
        raise ConditionError(f"“{source}”: compare with a text, a number, True or False")
    return value


def _evaluate(node: ast.expr, facts: Facts) -> Outcome:
    if (known := known_argument(node)) is not None:
        return Outcome(known in facts)
    if (name := fact_name(node)) is not None:
        value = facts.value(name)
        return Outcome(None, frozenset({name})) if value is None else Outcome(bool(value))
    match node:
        case ast.UnaryOp(operand=operand):
            inner = _evaluate(operand, facts)
            return Outcome(None if inner.holds is None else not inner.holds, inner.missing)
        case ast.BoolOp(op=op, values=values):
            return _evaluate_all(isinstance(op, ast.And), [_evaluate(value, facts) for value in values])
        case ast.Compare(left=left, ops=[comparison], comparators=[right]):
            return _compare(str(fact_name(left)), comparison, ast.literal_eval(right), facts)
    raise ConditionError(f"“{ast.unparse(node)}” is not allowed in a condition")


def _evaluate_all(conjunction: bool, outcomes: list[Outcome]) -> Outcome:
    decisive = not conjunction
    if any(outcome.holds is decisive for outcome in outcomes):
        return Outcome(decisive)
    missing = frozenset[str]().union(*(outcome.missing for outcome in outcomes))
    return Outcome(None, missing) if missing else Outcome(not decisive)


def _compare(name: str, comparison: ast.cmpop, literal: Any, facts: Facts) -> Outcome:
    value = facts.value(name)
    if value is None:
        return Outcome(None, frozenset({name}))
    if isinstance(comparison, ast.In):
        return Outcome(value in literal)
    if isinstance(comparison, ast.NotIn):
        return Outcome(value not in literal)
    if isinstance(value, Decimal) and isinstance(literal, int):
        literal = Decimal(literal)
    return Outcome(_COMPARISONS[type(comparison)](value, literal))
