"""Proves at upload that every output is well-formed, and marks each printed value with where it stands.

The walk follows Jinja's syntax tree with a stack of open XML elements. Every arm of an if must leave the stack as the
others do, and a loop's body must leave it as it was. Then any choice of arms and any number of turns is well-formed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, cast

from jinja2 import nodes

from procurement.word.expressions import Fault, Scope, check, is_field, written
from procurement.word.tags import TO_BRACES

MAX_LOOPS: Final = 3
MAX_IFS: Final = 20
_MAX_STACK: Final = 300
_TAG: Final = re.compile(r"(/?)([A-Za-z_][\w.:-]*)((?:[^\"]|\"[^\"]*\")*?)(/?)\Z", re.DOTALL)
_PLAIN: Final = re.compile(r"[A-Za-z0-9 ]*")
_TEXT: Final = frozenset({"w:t"})


class NotProved(ValueError):  # noqa: N818 - carries a fault
    """A part whose output might be broken."""

    def __init__(self, fault: Fault, expression: str = "") -> None:
        super().__init__(fault.code)
        self.fault = fault
        self.expression = expression


@dataclass(slots=True)
class Walk:
    """One walk over one part; it rewrites the tree for the sandbox as it goes."""

    stack: list[str] = field(default_factory=list)
    partial: str = ""
    look: str = ""
    look_start: int = -1
    looks: dict[str, int] = field(default_factory=dict)
    loops: int = 0
    ifs: int = 0
    loop_data: list[str] = field(default_factory=list)
    scope: Scope = field(default_factory=Scope)

    def body(self, items: list[nodes.Node]) -> None:
        """Walk a list of statements."""
        for item in items:
            match item:
                case nodes.Output():
                    self.output(item)
                case nodes.If():
                    self.condition(item)
                case nodes.For():
                    self.loop(item)
                case _:
                    raise NotProved(Fault("FORBIDDEN_TAG", {"keyword": type(item).__name__.lower()}))

    def output(self, item: nodes.Output) -> None:
        """Walk text and printed values."""
        for position, node in enumerate(item.nodes):
            if isinstance(node, nodes.TemplateData):
                self.data(node.data)
                node.data = node.data.translate(TO_BRACES)
                if self.loops:
                    self.loop_data.append(node.data)
            else:
                item.nodes[position] = self.printed(node)

    def printed(self, node: nodes.Expr) -> nodes.Expr:
        """Check a printed expression against where it stands, and wrap it in what prints it there."""
        name = written(node)
        if self.partial:
            if _is_span(node):
                if not self.loops:
                    raise NotProved(Fault("LOOP_OUTSIDE", {}), name)
                return node
            self.check(node)
            if self.partial.count('"') % 2 == 0:
                raise NotProved(Fault("MISPLACED", {}), name)
            return _call("\0attribute", self.rewritten(node), name, "1" if "w:gridSpan" in self.partial else "auto")
        if isinstance(node, nodes.Filter) and node.name == "klash_block":
            number = node.args[0]
            if node.node is None or not isinstance(number, nodes.Const):
                raise NotProved(Fault("MISPLACED", {}), name)
            self.check(node.node)
            if not self.stack or self.stack[-1] not in (
                "w:body",
                "w:tc",
                "w:hdr",
                "w:ftr",
                "w:footnote",
                "w:endnote",
                "w:sdtContent",
            ):
                raise NotProved(Fault("BLOCK_ALONE", {}), name)
            return _call("\0block", self.rewritten(node.node), written(node.node), number.value)
        self.check(node)
        if not self.stack or self.stack[-1] not in _TEXT:
            raise NotProved(Fault("MISPLACED", {}), name)
        look = self.looks.setdefault(self.look, len(self.looks))
        return _call("\0text", self.rewritten(node), name, look)

    def check(self, node: nodes.Expr) -> None:
        """Hold an expression against the allow-list once more, as it will run."""
        self.scope.loops = self.loops
        for fault in check(node, self.scope):
            raise NotProved(fault, written(node))

    def rewritten(self, node: nodes.Expr, *, condition: bool = False) -> nodes.Expr:
        """Wrap the operands of joins and conditions, so that nothing turns into text or "no" unseen."""
        match node:
            case nodes.Concat():
                node.nodes = [_call("\0joined", self.rewritten(each), written(each)) for each in node.nodes]
            case nodes.And() | nodes.Or():
                node.left = self.rewritten(node.left, condition=True)
                node.right = self.rewritten(node.right, condition=True)
            case nodes.Not():
                node.node = self.rewritten(node.node, condition=True)
            case nodes.CondExpr():
                node.test = self.rewritten(node.test, condition=True)
                node.expr1 = self.rewritten(node.expr1)
                node.expr2 = nodes.Const("") if node.expr2 is None else self.rewritten(node.expr2)
            case nodes.Compare():
                node.expr = self.rewritten(node.expr)
                for operand in node.ops:
                    operand.expr = self.rewritten(operand.expr)
            case nodes.Filter() | nodes.Test() if node.node is not None:
                node.node = self.rewritten(node.node)
        if condition and (is_field(node) or isinstance(node, nodes.Filter)):
            return _call("\0truth", node, written(node))
        return node

    def condition(self, item: nodes.If) -> None:
        """Walk the arms of an if."""
        name = f"if {written(item.test)}"
        self.ifs += 1
        if self.ifs > MAX_IFS:
            raise NotProved(Fault("TOO_DEEP_IF", {"limit": str(MAX_IFS)}), name)
        arms = [item.body]
        self.check(_expression(item.test))
        item.test = self.rewritten(_expression(item.test), condition=True)
        for each in item.elif_:
            self.check(_expression(each.test))
            each.test = self.rewritten(_expression(each.test), condition=True)
            arms.append(each.body)
        arms.append(item.else_)
        self.arms(arms, name)
        self.ifs -= 1

    def arms(self, arms: list[list[nodes.Node]], name: str) -> None:
        """Walk alternatives, and refuse them unless all leave the same elements open."""
        before, partial, look = list(self.stack), self.partial, self.look
        after: tuple[list[str], str] | None = None
        if partial:
            for arm in arms:
                for each in arm:
                    plain = isinstance(each, nodes.Output) and all(
                        isinstance(node, nodes.TemplateData) and _PLAIN.fullmatch(node.data) for node in each.nodes
                    )
                    if not plain:
                        raise NotProved(Fault("UNBALANCED", {}), name)
            return
        for arm in arms:
            self.stack, self.partial, self.look = list(before), "", look
            self.body(arm)
            if self.partial:
                raise NotProved(Fault("UNBALANCED", {}), name)
            if after is not None and after[0] != self.stack:
                raise NotProved(Fault("UNBALANCED", {}), name)
            after = (list(self.stack), self.look)

    def loop(self, item: nodes.For) -> None:
        """Walk the body of a loop."""
        name = f"for {written(item.target)} in {written(item.iter)}"
        target = item.target
        if not isinstance(target, nodes.Name) or target.name == "loop" or target.name.startswith("_"):
            raise NotProved(Fault("SYNTAX", {"reason": "for x in y"}), name)
        if item.recursive or not (is_field(item.iter) or isinstance(item.iter, nodes.List)):
            raise NotProved(Fault("NOT_ALLOWED", {"what": written(item.iter)}), name)
        self.check(_expression(item.iter))
        self.loops += 1
        if self.loops > MAX_LOOPS:
            raise NotProved(Fault("TOO_DEEP", {"limit": str(MAX_LOOPS)}), name)
        item.iter = _call("\0turns", _expression(item.iter), written(item.iter))
        if item.test is not None:
            self.check(_expression(item.test))
            item.test = self.rewritten(_expression(item.test), condition=True)
        before, partial = list(self.stack), self.partial
        if partial:
            raise NotProved(Fault("UNBALANCED", {}), name)
        self.body(item.body)
        self.loops -= 1
        if self.stack != before or self.partial:
            raise NotProved(Fault("UNBALANCED", {}), name)
        if item.else_:
            self.body(item.else_)
            if self.stack != before or self.partial:
                raise NotProved(Fault("UNBALANCED", {}), name)

    def data(self, text: str) -> None:
        """Walk text with markup in it."""
        text = self.partial + text
        self.partial = ""
        position = 0
        while True:
            start = text.find("<", position)
            words = text[position:] if start < 0 else text[position:start]
            if words.strip() and (not self.stack or (self.stack[-1].startswith("w:") and not self._carries_text())):
                raise NotProved(Fault("MISPLACED", {}), words.strip()[:40])
            if start < 0:
                return
            end = text.find(">", start)
            if end < 0:
                self.partial = text[start:]
                return
            self.element(text, start, end)
            position = end + 1

    def _carries_text(self) -> bool:
        return self.stack[-1] in ("w:t", "w:instrText", "w:delText", "w:fldData", "w:binData")

    def element(self, text: str, start: int, end: int) -> None:
        """Walk one start or end tag."""
        if text.startswith("<?", start) and not self.stack:
            return
        match = _TAG.match(text[start + 1 : end])
        if match is None:
            raise NotProved(Fault("UNBALANCED", {}), text[start : end + 1][:40])
        closing, name, _, empty = match.groups()
        if closing:
            if not self.stack or self.stack[-1] != name:
                raise NotProved(Fault("UNBALANCED", {}), f"</{name}>")
            self.stack.pop()
            if name == "w:rPr" and self.look_start >= 0 and self.stack and self.stack[-1] == "w:r":
                self.look = text[self.look_start : end + 1]
                self.look_start = -1
        elif not empty:
            if len(self.stack) > _MAX_STACK:
                raise NotProved(Fault("UNBALANCED", {}), name)
            if name == "w:r":
                self.look, self.look_start = "", -1
            elif name == "w:rPr" and self.stack and self.stack[-1] == "w:r":
                self.look_start = start
            self.stack.append(name)


def _expression(node: nodes.Node) -> nodes.Expr:
    return cast("nodes.Expr", node)


def _call(name: str, node: nodes.Expr, *arguments: object) -> nodes.Filter:
    return nodes.Filter(node, name, [nodes.Const(each) for each in arguments], [], None, None, lineno=node.lineno)


def _is_span(node: nodes.Node) -> bool:
    """Tell whether an expression is what docxtpl writes for `{% hm %}`: the loop's length, or a number times it."""
    if isinstance(node, nodes.Mul) and isinstance(node.left, nodes.Const) and type(node.left.value) is int:
        node = node.right
    return (
        isinstance(node, nodes.Getattr)
        and isinstance(node.node, nodes.Name)
        and (node.node.name == "loop" and node.attr == "length")
    )


def prove(tree: nodes.Template) -> Walk:
    """Walk a part's whole tree.

    Raises:
        NotProved: some output might not be well-formed, or something is not in the language.
    """
    walk = Walk()
    walk.body(tree.body)
    if walk.stack or walk.partial:
        raise NotProved(Fault("UNBALANCED", {}))
    return walk
