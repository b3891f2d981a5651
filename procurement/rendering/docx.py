"""The Word face of a composed document: native numbering, REF fields and a bookmark for each clause."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from procurement.composed import Block, ComposedDocument, Grid, Heading, Paragraph, Runs, plain
from procurement.languages import LANGUAGE_TAG
from procurement.rendering import columns
from procurement.rendering.compiled import CompiledTemplate
from procurement.rendering.shell import shell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _runs(runs: Runs) -> list[dict[str, str]]:
    return [{"text": run.text, "kind": str(run.kind), "target": run.target} for run in runs]


def _block(block: Block, identifier: int) -> dict[str, Any]:
    match block:
        case Heading():
            kind = "heading_on_new_page" if block.new_page else "heading"
            return {"type": kind, "id": identifier, "bookmark": block.bookmark, "runs": _runs(block.runs)}
        case Paragraph():
            return {"type": str(block.style), "runs": _runs(block.runs)}
        case Grid():
            return _grid(block)
        case _:
            rows = [{"label": _runs(row.label), "value": _runs(row.value)} for row in block.rows]
            return {"type": str(block.style), "rows": rows}


def _grid(block: Grid) -> dict[str, Any]:
    """The cells of a grid, and what its columns look like."""
    sides = ["right" if column.is_figures else "left" for column in block.columns]
    return {
        "type": f"grid{len(block.columns)}",
        "widths": list(columns.widths(block)),
        "sides": sides,
        "headings": [_runs(column.heading) for column in block.columns],
        "rows": [
            {"cells": [_runs(cell) for cell in cells], "is_total": int(number > len(block.rows) - block.totals)}
            for number, cells in enumerate(block.rows, start=1)
        ],
    }


@cache
def _template(tag: str) -> CompiledTemplate:
    return CompiledTemplate(shell(tag))


@lru_cache(maxsize=8192)
def _printed(tag: str, block: Block, identifier: int) -> str:
    """The XML of a block: most blocks of a kind say the same in every case."""
    return _template(tag).print_block(_block(block, identifier))


def render(document: ComposedDocument) -> bytes:
    """Return the paper as a Word file; the same document gives the same bytes."""
    tag = LANGUAGE_TAG[document.language]
    values = {
        "organisation": _runs(document.organisation),
        "title": document.title,
        "subject": _runs(document.subject),
        "status": document.status,
        "footer": document.footer,
    }
    blocks = [
        # Only a heading has a bookmark, and a bookmark has a number of its own in the file.
        _printed(tag, block, number if isinstance(block, Heading) else 0)
        for number, block in enumerate(document.blocks, start=1)
    ]
    return _template(tag).fill(
        values,
        blocks,
        title=f"{document.title}: {plain(document.subject)}",
        author=plain(document.organisation),
        language=tag,
        day=document.date,
    )
