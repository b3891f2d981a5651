"""Follows a story's tags in order: what opens and closes where, which variables are in reach, what tags eat."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import TemplateError, nodes

from procurement.word.catalogue import FieldCatalogue, FieldType
from procurement.word.environment import Sandbox
from procurement.word.expressions import (
    Fault,
    Scope,
    check,
    check_condition,
    check_filters,
    check_printed,
    is_field,
    path_of,
    sign_of,
    type_of,
    written,
)
from procurement.word.findings import Finding, finding
from procurement.word.proof import MAX_IFS, MAX_LOOPS
from procurement.word.tags import CELL_COMMANDS, COMMANDS, PREFIXES, Paragraph, Tag, split_badly
from procurement.word.xml import w

_FORBIDDEN: Final = frozenset(
    [
        "set",
        "import",
        "include",
        "from",
        "extends",
        "block",
        "endblock",
        "macro",
        "endmacro",
        "call",
        "endcall",
        "filter",
        "endfilter",
        "raw",
        "endraw",
        "endset",
        "with",
        "endwith",
        "do",
        "autoescape",
        "endautoescape",
        "trans",
        "endtrans",
        "break",
        "continue",
        "debug",
    ]
)
#: Remarks are written for lawyers and print nothing.
_REMARK: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
_ENDS: Final = {"endif": "if", "elif": "if", "else": "if", "endfor": "for"}


@dataclass(slots=True)
class _Open:
    tag: Tag
    variable: str = ""
    outer: tuple[bool, str | None] = (False, None)
    path: str = ""


class Structure:
    """One pass over the paragraphs of one story."""

    def __init__(self, sandbox: Sandbox, catalogue: FieldCatalogue | None) -> None:
        self.sandbox = sandbox
        self.scope = Scope(catalogue)
        self.open: list[_Open] = []
        self.expressions: list[tuple[str, Tag]] = []
        self.uses: list[tuple[str, Tag]] = []

    def read(self, paragraphs: list[Paragraph]) -> Iterator[Finding]:
        """Yield what is wrong with the tags, in order."""
        for paragraph in paragraphs:
            yield from _eaten(paragraph)
            for tag in paragraph.tags:
                if paragraph.in_drawing:
                    yield finding("TAG_IN_DRAWING", tag.place, tag.source)
                    continue
                if tag.kind != "#" and split_badly(tag):
                    yield finding("TAG_SPLIT", tag.place, tag.source)
                if tag.kind == "{":
                    yield from self._printed(tag)
                elif tag.kind == "%" and (tag.keyword or tag.body):
                    yield from self._command(tag)
        for each in self.open:
            yield finding("NOT_CLOSED", each.tag.place, each.tag.source, closing=f"{{% end{each.tag.keyword} %}}")

    def _parse(self, source: str, tag: Tag) -> tuple[nodes.Template | None, Finding | None]:
        try:
            return self.sandbox.parse(source), None
        except TemplateError as error:
            reason = (error.message or "").replace("'", "”")
            return None, finding("SYNTAX", tag.place, tag.source, reason=reason)
        except (RecursionError, OverflowError, ValueError, MemoryError):
            return None, finding("TAG_TOO_LONG", tag.place, tag.source)

    def _faults(self, faults: Iterator[Fault], tag: Tag) -> Iterator[Finding]:
        for fault in faults:
            yield finding(fault.code, tag.place, tag.source, fault.suggestions, **fault.params)

    def _expression(self, source: str, tag: Tag) -> tuple[nodes.Expr | None, list[Finding]]:
        tree, fault = self._parse("{{ " + source + " }}", tag)
        if tree is None:
            return None, [fault] if fault else []
        body = tree.body[0] if len(tree.body) == 1 else None
        if not isinstance(body, nodes.Output) or len(body.nodes) != 1:
            return None, [finding("SYNTAX", tag.place, tag.source, reason=source)]
        node = body.nodes[0]
        self.scope.loops = sum(1 for each in self.open if each.tag.keyword == "for")
        before = set(self.scope.used)
        self.scope.used.clear()
        found = list(self._faults(check(node, self.scope), tag))
        self.uses += [(path, tag) for path in sorted(self.scope.used)]
        self.scope.used |= before
        return node, found

    def _printed(self, tag: Tag) -> Iterator[Finding]:
        if not tag.body:
            return
        if re.match(rf"(?:{'|'.join(PREFIXES)})\s+[A-Za-z_]", tag.body) and not tag.prefix:
            word = tag.body.split()[0]
            yield finding("PREFIX_SPACE", tag.place, tag.source, example=f"{{{{{word} … }}}}")
            return
        if tag.prefix in ("r", "tr", "tc"):
            yield finding("PREFIX_FIELD", tag.place, tag.source, prefix="{{" + tag.prefix)
            return
        node, found = self._expression(tag.body, tag)
        yield from found
        if node is None or found:
            return
        self.expressions.append((written(node), tag))
        if tag.prefix == "p":
            known = type_of(node, self.scope)
            if known in (FieldType.YES_NO, FieldType.GROUP, FieldType.NUMBER, FieldType.MONEY, FieldType.DATE):
                yield finding("PREFIX_FIELD", tag.place, tag.source, prefix="{{p")
        else:
            yield from self._faults(check_printed(node, self.scope), tag)

    def _command(self, tag: Tag) -> Iterator[Finding]:
        keyword = tag.keyword
        if keyword in COMMANDS:
            yield from self._block(tag)
        elif keyword in CELL_COMMANDS:
            if tag.paragraph.cell is None:
                yield finding("NOT_IN_TABLE", tag.place, tag.source)
            if keyword in ("colspan", "cellbg"):
                _, found = self._expression(tag.body, tag)
                yield from found
            elif tag.body:
                yield finding("SYNTAX", tag.place, tag.source, reason=keyword)
            elif not any(each.tag.keyword == "for" for each in self.open):
                yield finding("LOOP_OUTSIDE", tag.place, tag.source)
        elif keyword in _FORBIDDEN:
            yield finding("FORBIDDEN_TAG", tag.place, tag.source, keyword=keyword)
        else:
            glued = re.match(rf"({'|'.join(PREFIXES)})({'|'.join(COMMANDS)})$", keyword)
            word = tag.body.split(" ")[0] if keyword in PREFIXES else glued[2] if glued else ""
            if word in COMMANDS:
                prefix = glued[1] if glued else keyword
                yield finding("PREFIX_SPACE", tag.place, tag.source, example=f"{{%{prefix} {word} … %}}")
            else:
                near = difflib.get_close_matches(keyword.casefold(), COMMANDS, n=1, cutoff=0.6)
                shown = keyword or tag.body
                yield finding("UNKNOWN_TAG", tag.place, tag.source, near, keyword=shown)
            # What it was meant to be opens or closes all the same, so that one slip is one finding.
            tag.keyword = word
            if word in COMMANDS:
                tag.body = re.sub(rf"^{word}\b\s*", "", tag.body) if keyword in PREFIXES else tag.body
                list(self._block(tag))

    def _block(self, tag: Tag) -> Iterator[Finding]:
        match tag.keyword:
            case "if":
                yield from self._condition(tag)
                self.open.append(_Open(tag))
                if sum(1 for each in self.open if each.tag.keyword == "if") > MAX_IFS:
                    yield finding("TOO_DEEP_IF", tag.place, tag.source, limit=MAX_IFS)
            case "for":
                yield from self._for(tag)
            case _:
                yield from self._end(tag)

    def _condition(self, tag: Tag) -> Iterator[Finding]:
        if not tag.body:
            yield finding("SYNTAX", tag.place, tag.source, reason="if …")
            return
        node, found = self._expression(tag.body, tag)
        yield from found
        if node is not None and not found:
            self.expressions.append((f"if {written(node)}", tag))
            yield from self._faults(check_condition(node, self.scope), tag)
            yield from self._faults(check_filters(node, self.scope), tag)

    def _for(self, tag: Tag) -> Iterator[Finding]:
        opened = _Open(tag)
        tree, fault = self._parse("{% for " + tag.body + " %}{% endfor %}", tag)
        loop = tree.body[0] if tree is not None and len(tree.body) == 1 else None
        if fault is not None:
            yield fault
        elif not isinstance(loop, nodes.For) or not isinstance(loop.target, nodes.Name) or loop.recursive:
            yield finding("SYNTAX", tag.place, tag.source, reason="for x in y")
        elif loop.target.name == "loop" or loop.target.name.startswith("_"):
            yield finding("FORBIDDEN_NAME", tag.place, tag.source, name=loop.target.name)
        elif not (is_field(loop.iter) or isinstance(loop.iter, nodes.List)):
            yield finding("NOT_ALLOWED", tag.place, tag.source, what=sign_of(loop.iter))
        else:
            self.scope.loops = sum(1 for each in self.open if each.tag.keyword == "for")
            self.scope.used.clear()
            faults = list(check(loop.iter, self.scope))
            yield from self._faults(iter(faults), tag)
            self.uses += [(path, tag) for path in sorted(self.scope.used)]
            name = loop.target.name
            path = path_of(loop.iter, self.scope)
            self.expressions.append((f"for {name} in {written(loop.iter)}", tag))
            known = type_of(loop.iter, self.scope)
            if known is not None and known is not FieldType.LIST:
                yield finding("NOT_A_LIST", tag.place, tag.source, name=written(loop.iter))
                path = None
            opened.variable, opened.path = name, written(loop.iter)
            opened.outer = (name in self.scope.variables, self.scope.variables.get(name))
            self.scope.variables[name] = f"{path}[]" if path is not None and not faults else None
            self.scope.used_variables.discard(name)
            if loop.test is not None:
                self.scope.loops += 1
                yield from self._faults(check(loop.test, self.scope), tag)
        self.open.append(opened)
        if sum(1 for each in self.open if each.tag.keyword == "for") > MAX_LOOPS:
            yield finding("TOO_DEEP", tag.place, tag.source, limit=MAX_LOOPS)

    def _end(self, tag: Tag) -> Iterator[Finding]:
        wanted = _ENDS[tag.keyword]
        opening = f"{{% {wanted} %}}"
        if not self.open:
            yield finding("ORPHAN", tag.place, tag.source, opening=opening)
            return
        top = self.open[-1]
        if tag.keyword == "else" and top.tag.keyword == "for":
            wanted = "for"
        if top.tag.keyword != wanted:
            if any(each.tag.keyword == wanted for each in self.open) and tag.keyword.startswith("end"):
                yield finding("MISMATCH", tag.place, tag.source, opening=top.tag.source, number=top.tag.place.paragraph)
                # The inner one was forgotten: say so once, and close both.
                while self.open and self.open[-1].tag.keyword != wanted:
                    yield from self._close(self.open.pop())
                yield from self._close(self.open.pop())
            else:
                yield finding("ORPHAN", tag.place, tag.source, opening=opening)
            return
        if _across_cells(top.tag, tag):
            yield finding("CROSS_CELL", tag.place, tag.source, opening=top.tag.source, number=top.tag.place.paragraph)
        if tag.keyword == "elif":
            yield from self._condition(tag)
        elif tag.body:
            yield finding("SYNTAX", tag.place, tag.source, reason=tag.keyword)
        if tag.keyword.startswith("end"):
            yield from self._close(self.open.pop())

    def _close(self, opened: _Open) -> Iterator[Finding]:
        if not opened.variable:
            return
        if opened.variable not in self.scope.used_variables:
            yield finding(
                "UNUSED_LOOP", opened.tag.place, opened.tag.source, name=opened.path, variable=opened.variable
            )
        known, path = opened.outer
        if known:
            self.scope.variables[opened.variable] = path
        else:
            self.scope.variables.pop(opened.variable, None)


def _across_cells(opening: Tag, closing: Tag) -> bool:
    first, second = opening.paragraph, closing.paragraph
    if first.cell is second.cell:
        return False
    if opening.prefix == closing.prefix == "tr":
        return first.table is not second.table
    if opening.prefix == closing.prefix == "tc":
        return first.row is not second.row
    return True


def _eaten(paragraph: Paragraph) -> Iterator[Finding]:  # noqa: C901 - one case a prefix
    """Yield what the commands of a paragraph would take away with their surroundings."""
    for tag in paragraph.tags:
        if paragraph.in_drawing or not tag.prefix or tag.prefix == "r":
            continue
        shown = tag.source
        if tag.prefix in ("tr", "tc") and tag.kind != "{":
            place = paragraph.row if tag.prefix == "tr" else paragraph.cell
            if place is None:
                yield finding("NOT_IN_TABLE", tag.place, shown)
                continue
            others = "".join(element.text or "" for element in place.iter(w("t"))).replace(tag.source, "", 1)
            others = _REMARK.sub("", others)
            if others.strip() or place.find(f".//{w('drawing')}") is not None:
                yield finding("EATS_ROW" if tag.prefix == "tr" else "EATS_CELL", tag.place, others, tag=shown)
            elif tag.prefix == "tr" and place.find(f".//{w('tbl')}") is not None:
                yield finding("EATS_ROW", tag.place, "[ ]", tag=shown)
        elif tag.prefix == "p":
            others = paragraph.without(*(each for each in paragraph.tags if each is tag or each.kind == "#"))
            if any(each is not tag and each.prefix == "p" for each in paragraph.tags):
                if tag is next(each for each in paragraph.tags if each.prefix == "p"):
                    sources = " ".join(each.source for each in paragraph.tags)
                    yield finding("TWO_IN_PARAGRAPH", tag.place, sources)
            elif _has_objects(paragraph, others):
                yield finding("EATS_SECTION", tag.place, shown, tag=shown)
            elif others.strip():
                yield finding("EATS_TEXT", tag.place, others.strip(), tag=shown)


def _has_objects(paragraph: Paragraph, others: str) -> bool:
    section: Any = paragraph.element.find(f"{w('pPr')}/{w('sectPr')}")
    return section is not None or "\N{OBJECT REPLACEMENT CHARACTER}" in others
