"""Tries a template out: in so many views that each arm of each condition is seen, with missing values marked.

A view settles every condition before the template is compiled, whatever the facts say. Conditions inside an arm are
settled when that arm is; so no more views are needed than the condition with most arms, those inside it counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from jinja2 import nodes

from procurement.languages import Language
from procurement.word.environment import Marks, environment
from procurement.word.expressions import written
from procurement.word.filling import Properties, Template
from procurement.word.preparing import Prepared


@dataclass(frozen=True, slots=True)
class Settled:
    """What a view decided: a condition as the file writes it, and whether its words are shown."""

    condition: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """A template that was tried out.

    Attributes:
        word: the filled file.
        missing: the fields that were asked for and have no value, in the order in which they were.
        undecided: those of them that a condition asked for; its words are shown.
        settled: what the view decided.
        views: how many there are.
    """

    word: bytes
    missing: tuple[str, ...]
    undecided: tuple[str, ...]
    settled: tuple[Settled, ...]
    views: int


def try_out(
    prepared: Prepared,
    values: Mapping[str, object],
    *,
    view: int | None = None,
    marks: Mapping[str, str] | None = None,
    language: Language | str | None = None,
    properties: Properties | None = None,
) -> Tried:
    """Fill a template as one view shows it.

    Args:
        prepared: the template.
        values: plain data; what is missing is marked.
        view: which view, from 0; without one the values decide each condition.
        marks: what is printed for missing fields, by path.
        language: in which numbers, sums and dates are written; the template's own if not given.
        properties: what the file says about itself.

    Raises:
        TemplateRefused: a value cannot be printed, or makes the document too large.
    """
    missing, settled = Marks(marks or {}), dict[Settled, None]()

    def settle_part(items: list[nodes.Node]) -> None:
        if view is not None:
            settled.update(dict.fromkeys(settle(items, view)))

    template = Template(prepared, language, settle=settle_part, marks=missing)
    word = template.render(values, properties)
    return Tried(word, tuple(missing.seen), tuple(missing.undecided), tuple(settled), views(prepared))


def views(prepared: Prepared) -> int:
    """Return how many views show every arm of every condition; 1 if there are no conditions."""
    trees = (environment(prepared.language).parse(part.source) for part in prepared.parts)
    return max((needed(tree.body) for tree in trees), default=1)


def _branching(items: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield the conditions and loops that stand in some nodes, not those inside others."""
    for item in items:
        if isinstance(item, nodes.If | nodes.For | nodes.CondExpr):
            yield item
        else:
            yield from _branching(item.iter_child_nodes())


def _arms(node: nodes.Node) -> list[Sequence[nodes.Node]]:
    """Return the alternatives of a condition; a loop with a condition or an else can be without rows."""
    match node:
        case nodes.If():
            return [node.body, *(each.body for each in node.elif_), node.else_]
        case nodes.For():
            return [node.body, node.else_] if node.else_ or node.test is not None else [node.body]
        case nodes.CondExpr():
            return [[node.expr1], [node.expr2] if node.expr2 is not None else []]
    return []


def needed(items: Iterable[nodes.Node]) -> int:
    """Return how many views show every arm of the conditions in some nodes."""
    return max((sum(map(needed, _arms(each))) for each in _branching(items)), default=1)


def settle(items: Iterable[nodes.Node], view: int) -> Iterator[Settled]:
    """Make every condition in some nodes take the arm of a view, and yield what was decided."""
    for node in list(_branching(items)):
        arms = _arms(node)
        counts = [needed(arm) for arm in arms]
        inside, chosen = view % sum(counts), 0
        while inside >= counts[chosen]:
            inside -= counts[chosen]
            chosen += 1
        yield from _take(node, chosen)
        yield from settle(arms[chosen], inside)


def _take(node: nodes.Node, chosen: int) -> Iterator[Settled]:
    """Make a condition take an arm, whatever the values are."""
    match node:
        case nodes.If():
            for number, each in enumerate([node, *node.elif_]):
                if number <= chosen:
                    yield Settled(f"if {_written(each.test)}", number == chosen)
                each.test = nodes.Const(number == chosen)
        case nodes.For() if node.else_ or node.test is not None:
            condition = "" if node.test is None else f" if {_written(node.test)}"
            yield Settled(f"for {_written(node.target)} in {_written(node.iter)}{condition}", chosen == 0)
            if node.test is not None:
                node.test = nodes.Const(True)
            if chosen:
                node.iter = nodes.List([])
        case nodes.CondExpr():
            yield Settled(f"if {_written(node.test)}", chosen == 0)
            node.test = nodes.Const(chosen == 0)


def _written(node: nodes.Node) -> str:
    return written(cast("nodes.Expr", node))
