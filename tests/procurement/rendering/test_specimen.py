"""The version of the faces follows from what they make, and from nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import procurement
from procurement.composed.document import (
    Block,
    Grid,
    Heading,
    Paragraph,
    ParagraphStyle,
    RunKind,
    Table,
    TableStyle,
)
from procurement.languages import Language
from procurement.rendering import columns, specimen, text
from procurement.rendering.specimen import faces_version
from procurement.word import FILTERS, errors, lint

PAPER = specimen.specimen(Language.SV)
HERE = Path(procurement.__file__).parent


def test_the_specimen_has_everything_a_paper_can_have() -> None:
    assert {type(block) for block in PAPER.blocks} == set(Block.__args__)
    paragraphs = [block for block in PAPER.blocks if isinstance(block, Paragraph)]
    assert {each.style for each in paragraphs} == set(ParagraphStyle)
    assert {bool(each.label) for each in paragraphs} == {True, False}
    assert {block.style for block in PAPER.blocks if isinstance(block, Table)} == set(TableStyle)
    assert {run.kind for run in PAPER.all_runs()} == set(RunKind)
    assert {block.new_page for block in PAPER.blocks if isinstance(block, Heading)} == {True, False}
    grids = [block for block in PAPER.blocks if isinstance(block, Grid)]
    assert {len(grid.columns) for grid in grids} == set(range(1, specimen.WIDEST_GRID + 1))
    assert all(grid.totals for grid in grids)


def test_the_template_says_every_filter_and_is_right() -> None:
    said = " ".join(specimen._FIELDS)
    assert [name for name in FILTERS if f"| {name}" not in said] == []
    assert not errors(lint(specimen.template()))


def test_an_edited_comment_gives_no_new_version(tmp_path: Path) -> None:
    copy = tmp_path / "procurement"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    edited = [path for room in ("rendering", "word") for path in (copy / room).rglob("*.py")]
    for path in edited:
        path.write_text(f"{path.read_text()}\n# Said in other words.\n")
    code = (
        "import django; django.setup()\n"
        "import procurement\n"
        "from procurement.rendering.specimen import faces_version\n"
        "print(procurement.__file__, faces_version())"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "7"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    )
    assert len(edited) > 30
    assert ran.stdout.split() == [str(copy / "__init__.py"), faces_version()]


@pytest.mark.parametrize(
    ("face", "name"), [(text, "lines"), (columns, "widths")], ids=["the lines of the text", "the widths of columns"]
)
def test_a_face_that_makes_something_else_gives_a_new_version(
    face: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = faces_version()
    made = getattr(face, name)
    monkeypatch.setattr(face, name, lambda given: list(reversed(list(made(given)))))
    assert faces_version.__wrapped__() != before
