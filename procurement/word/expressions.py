"""The language of a tag: an allow-list over Jinja's syntax tree, and what each field name in it leads to."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from jinja2 import nodes

from procurement.word.catalogue import FieldCatalogue, FieldType
from procurement.word.filters import ARGUMENTS, DATE_FORMS, FILTERS

LOOP_NAMES: Final = frozenset({"first", "last", "index", "index0", "revindex", "revindex0", "length"})
TESTS: Final = frozenset(
    {"defined", "undefined", "none", "true", "false", "odd", "even", "string", "number", "boolean"}
)
_RESERVED: Final = frozenset({"self", "super", "caller", "varargs", "kwargs", "context", "environment"})
_LANGUAGES: Final = frozenset({"sv", "fi", "en"})
_MAX_LITERALS: Final = 20
_OPERATORS: Final = frozenset({"eq", "ne", "gt", "gteq", "lt", "lteq", "in", "notin"})
_SHOWN: Final[dict[type[nodes.Node], str]] = {
    nodes.Call: "( )",
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
    nodes.Dict: "{ }",
    nodes.Tuple: ",",
    nodes.Slice: "[:]",
    nodes.Neg: "-",
    nodes.Pos: "+",
    nodes.List: "[ ]",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something the allow-list does not let through: the code and parameters of a finding."""

    code: str
    params: dict[str, str]
    suggestions: tuple[str, ...] = ()


@dataclass(slots=True)
class Scope:
    """The loop variables in reach, each with the path of its items, and what was named so far."""

    catalogue: FieldCatalogue | None = None
    variables: dict[str, str | None] = field(default_factory=dict)
    loops: int = 0
    used: set[str] = field(default_factory=set)
    used_variables: set[str] = field(default_factory=set)


def written(node: nodes.Node | None) -> str:  # noqa: C901 - one case a type of node
    """Return an expression roughly as the lawyer wrote it, for a message."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{written(node.node)}.{node.attr}"
        case nodes.Getitem():
            return f"{written(node.node)}[{written(node.arg)}]"
        case nodes.Const():
            return f'"{node.value}"' if isinstance(node.value, str) else str(node.value).lower()
        case nodes.Filter():
            return f"{written(node.node)}|{node.name}"
        case nodes.Test():
            return f"{written(node.node)} is {node.name}"
        case nodes.Not():
            return f"not {written(node.node)}"
        case nodes.And() | nodes.Or():
            word = "and" if isinstance(node, nodes.And) else "or"
            return f"{written(node.left)} {word} {written(node.right)}"
        case nodes.Compare():
            words = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "notin": "not in"}
            tail = "".join(f" {words.get(each.op, each.op)} {written(each.expr)}" for each in node.ops)
            return f"{written(node.expr)}{tail}"
        case nodes.CondExpr():
            return f"{written(node.expr1)} if {written(node.test)}"
        case nodes.List():
            return "[" + ", ".join(written(each) for each in node.items) + "]"
        case nodes.Concat():
            return " ~ ".join(written(each) for each in node.nodes)
        case _:
            return "…"


def is_field(node: nodes.Node | None) -> bool:
    """Tell whether an expression is a name and a way from it, and nothing else."""
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return isinstance(node, nodes.Name)


def check(node: nodes.Node | None, scope: Scope) -> Iterator[Fault]:  # noqa: C901 - one case a type of node
    """Yield everything in an expression that is not in the language."""
    match node:
        case None:
            return
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            yield from _check_field(node, scope)
        case nodes.Const():
            if not isinstance(node.value, str | int | float | bool | None):
                yield _not_allowed(node)
        case nodes.Neg(node=nodes.Const()):
            return
        case nodes.List():
            if len(node.items) > _MAX_LITERALS or not all(isinstance(each, nodes.Const) for each in node.items):
                yield _not_allowed(node)
        case nodes.Compare():
            yield from check(node.expr, scope)
            for operand in node.ops:
                if operand.op not in _OPERATORS:
                    yield Fault("NOT_ALLOWED", {"what": operand.op})
                yield from check(operand.expr, scope)
        case nodes.And() | nodes.Or():
            yield from check(node.left, scope)
            yield from check(node.right, scope)
        case nodes.Not():
            yield from check(node.node, scope)
        case nodes.CondExpr():
            for arm in (node.test, node.expr1, node.expr2):
                yield from check(arm, scope)
        case nodes.Concat():
            for piece in node.nodes:
                yield from check(piece, scope)
        case nodes.Filter():
            yield from _check_filter(node, scope)
        case nodes.Test():
            if node.name not in TESTS or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                yield Fault("UNKNOWN_TEST", {"name": node.name})
            yield from check(node.node, scope)
        case _:
            yield _not_allowed(node)


def _not_allowed(node: nodes.Node) -> Fault:
    return Fault("NOT_ALLOWED", {"what": sign_of(node)})


def sign_of(node: nodes.Node) -> str:
    """Return the sign by which people know what is not allowed: `( )` for a call."""
    return _SHOWN.get(type(node), type(node).__name__)


def _check_filter(node: nodes.Filter, scope: Scope) -> Iterator[Fault]:
    if node.name not in FILTERS:
        yield Fault("UNKNOWN_FILTER", {"name": node.name}, near_filter(node.name))
    elif node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        yield Fault("FILTER_ARGUMENTS", {"name": node.name})
    else:
        for position, argument in enumerate(node.args):
            # `date(short)` and `listed(fi)` are what people write; the words are ours, not fields.
            if isinstance(argument, nodes.Name) and argument.name in DATE_FORMS | _LANGUAGES:
                node.args[position] = nodes.Const(argument.name, lineno=node.lineno)
        constants = [each.value for each in node.args if isinstance(each, nodes.Const)]
        if len(constants) != len(node.args) or not ARGUMENTS[node.name](constants):
            yield Fault("FILTER_ARGUMENTS", {"name": node.name})
    if node.node is not None:
        yield from check(node.node, scope)


def near_filter(name: str) -> tuple[str, ...]:
    """Return the filters most like an unknown one."""
    return tuple(difflib.get_close_matches(name, FILTERS, n=2, cutoff=0.6))


def _check_field(node: nodes.Node, scope: Scope) -> Iterator[Fault]:  # noqa: C901 - one way, step by step
    current: nodes.Node = node
    while isinstance(current, nodes.Getattr | nodes.Getitem):
        if isinstance(current, nodes.Getattr):
            if current.attr.startswith("__"):
                yield Fault("FORBIDDEN_NAME", {"name": current.attr})
        else:
            argument = current.arg
            if isinstance(argument, nodes.Neg):
                argument = argument.node
            if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str | int):
                yield Fault("NOT_ALLOWED", {"what": f"[{written(current.arg)}]"})
            elif isinstance(argument.value, str) and argument.value.startswith("__"):
                yield Fault("FORBIDDEN_NAME", {"name": argument.value})
        current = current.node
    if not isinstance(current, nodes.Name):
        yield _not_allowed(current)
        return
    if current.name in _RESERVED or current.name.startswith("__"):
        yield Fault("FORBIDDEN_NAME", {"name": current.name})
    elif current.name == "loop":
        if not scope.loops:
            yield Fault("LOOP_OUTSIDE", {})
        elif not (isinstance(node, nodes.Getattr) and node.node is current and node.attr in LOOP_NAMES):
            yield Fault("FORBIDDEN_NAME", {"name": written(node)})
    else:
        yield from _look_up(node, current.name, scope)


def path_of(node: nodes.Node | None, scope: Scope) -> str | None:
    """Return the catalogue's path of a field expression; None if it cannot be known."""
    match node:
        case nodes.Name():
            if node.name in scope.variables:
                return scope.variables[node.name]
            return node.name
        case nodes.Getattr():
            base = path_of(node.node, scope)
            return None if base is None else f"{base}.{node.attr}"
        case nodes.Getitem():
            base = path_of(node.node, scope)
            if base is None:
                return None
            argument = node.arg
            if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                return f"{base}.{argument.value}"
            return f"{base}[]"
        case nodes.Filter() if node.name in ("first", "last"):
            base = path_of(node.node, scope)
            return None if base is None else f"{base}[]"
        case nodes.Filter() if node.name == "default":
            return path_of(node.node, scope)
        case _:
            return None


def _look_up(node: nodes.Node, root: str, scope: Scope) -> Iterator[Fault]:
    if root in scope.variables:
        scope.used_variables.add(root)
    path = path_of(node, scope)
    if path is None:
        return
    scope.used.add(path)
    if scope.catalogue is None or scope.catalogue.type_of(path) is not None:
        return
    suggestions = list(scope.catalogue.near(path))
    prefix = scope.variables.get(root)
    if prefix:
        own = [root + each[len(prefix) :] for each in suggestions if each.startswith(f"{prefix}.")]
        suggestions = own or suggestions
    yield Fault("UNKNOWN_FIELD", {"name": written(node)}, tuple(suggestions))


def type_of(node: nodes.Node | None, scope: Scope) -> FieldType | None:  # noqa: C901 - one case a type of node
    """Return what an expression gives; None if it cannot be known."""
    match node:
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "loop":
                return FieldType.YES_NO if node.attr in ("first", "last") else FieldType.NUMBER
            path = path_of(node, scope)
            return None if path is None or scope.catalogue is None else scope.catalogue.type_of(path)
        case nodes.Const():
            if isinstance(node.value, bool):
                return FieldType.YES_NO
            return FieldType.NUMBER if isinstance(node.value, int | float) else FieldType.TEXT
        case nodes.List():
            return FieldType.LIST
        case nodes.Compare() | nodes.Not() | nodes.Test():
            return FieldType.YES_NO
        case nodes.And() | nodes.Or():
            left, right = type_of(node.left, scope), type_of(node.right, scope)
            return left if left == right else None
        case nodes.CondExpr():
            return type_of(node.expr1, scope)
        case nodes.Concat():
            return FieldType.TEXT
        case nodes.Filter():
            if node.name == "default":
                return type_of(node.node, scope)
            if node.name in ("length", "count"):
                return FieldType.NUMBER
            if node.name in ("first", "last"):
                path = path_of(node, scope)
                return None if path is None or scope.catalogue is None else scope.catalogue.type_of(path)
            return FieldType.TEXT
        case _:
            return None


def check_printed(node: nodes.Node, scope: Scope) -> Iterator[Fault]:
    """Yield why a `{{ }}` cannot be printed, as far as the catalogue tells."""
    name = written(node)
    match type_of(node, scope):
        case FieldType.LIST:
            yield Fault("LIST_PRINTED", {"name": name})
        case FieldType.YES_NO:
            yield Fault("YES_NO_PRINTED", {"name": name})
        case FieldType.CHOICE:
            yield Fault("CHOICE_PRINTED", {"name": name}, (f"{name}_label",))
        case FieldType.GROUP:
            path = path_of(node, scope) or ""
            inside = scope.catalogue.inside(path) if scope.catalogue else ()
            yield Fault("GROUP_PRINTED", {"name": name}, tuple(name + each[len(path) :] for each in inside))
        case FieldType.BLOCK:
            yield Fault("BLOCK_ALONE", {})
    yield from check_filters(node, scope)


_NUMBERS: Final = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.PERCENT})
_WORDS: Final = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.NUMBER})
_LISTS: Final = frozenset({FieldType.LIST})
#: What a filter can be given, where the catalogue tells.
_SUITS: Final = {
    "capitalize": _WORDS,
    "count": _LISTS | {FieldType.TEXT},
    "date": frozenset({FieldType.DATE}),
    "first": _LISTS,
    "join": _LISTS,
    "last": _LISTS,
    "length": _LISTS | {FieldType.TEXT},
    "listed": _LISTS,
    "lower": _WORDS,
    "money": _NUMBERS - {FieldType.PERCENT},
    "number": _NUMBERS,
    "percent": _NUMBERS - {FieldType.MONEY},
    "title": _WORDS,
    "upper": _WORDS,
}


def check_filters(node: nodes.Node | None, scope: Scope) -> Iterator[Fault]:
    """Yield the filters that do not suit what they are given."""
    while isinstance(node, nodes.Filter):
        given = type_of(node.node, scope)
        suits = _SUITS.get(node.name)
        if given is not None and suits is not None and given not in suits:
            yield Fault("FILTER_TYPE", {"name": node.name, "field": written(node.node)})
        node = node.node


def check_condition(node: nodes.Node, scope: Scope) -> Iterator[Fault]:
    """Yield the bare fields of a condition that are no yes/no fields."""
    match node:
        case nodes.And() | nodes.Or():
            yield from check_condition(node.left, scope)
            yield from check_condition(node.right, scope)
        case nodes.Not():
            yield from check_condition(node.node, scope)
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            if type_of(node, scope) not in (None, FieldType.YES_NO, FieldType.LIST):
                yield Fault("CONDITION_TYPE", {"name": written(node)})
