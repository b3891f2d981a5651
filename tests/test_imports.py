"""Imports say where the walls are: one inside a function says why, and no circle runs between rooms."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: Why an import may stand inside a function.
REASONS = (
    "apps are ready",  # Wagtail and Django load what settings name before there are models
    "optional",  # what a site may not have installed
    "heavy",  # what costs memory or seconds, and few processes need
    "circle in this room",  # two files of one room know each other
)
COMMENT = re.compile(rf"# lazy: ({'|'.join(REASONS)})$")


def files(package: str) -> list[Path]:
    return [path for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Return the imports of a file, and whether each stands inside a function."""
    waiting: list[tuple[ast.AST, bool]] = [(ast.parse(path.read_text(encoding="utf-8")), False)]
    while waiting:
        node, is_inside = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, is_inside
        is_inside = is_inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        waiting += [(child, is_inside) for child in ast.iter_child_nodes(node)]


def test_an_import_inside_a_function_says_why() -> None:
    silent = []
    for path in (*files("klash_pages"), *files("procurement")):
        lines = path.read_text(encoding="utf-8").splitlines()
        silent += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node, is_inside in imports(path)
            if is_inside and not COMMENT.search(lines[node.lineno - 1])
        ]
    assert silent == []


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_no_circle_runs_between_rooms() -> None:
    known = {module(path): path for path in files("klash_pages")}
    asked: dict[str, set[str]] = {}
    for name, path in known.items():
        found = set()
        for node, _is_inside in imports(path):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            else:
                above = node.module or ""
                found |= {full if (full := f"{above}.{alias.name}") in known else above for alias in node.names}
        asked[name] = found & known.keys()
    reached = {name: reach(name, asked) for name in asked}
    circles = {frozenset({name, *(other for other in reached[name] if name in reached[other])}) for name in asked}
    assert [sorted(circle) for circle in circles if len({room(name) for name in circle}) > 1] == []


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else name


def reach(start: str, asked: dict[str, set[str]]) -> set[str]:
    """Return what a file leads to, however far."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = asked[waiting.pop()] - found
        found |= new
        waiting += new
    return found
