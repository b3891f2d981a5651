"""The Word face of a composed document: native numbering, REF fields and a bookmark for each clause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from procurement.composed.document import (
    Block,
    ComposedDocument,
    Grid,
    Heading,
    Paragraph,
    ParagraphStyle,
    Runs,
    Table,
    plain,
)
from procurement.languages import LANGUAGE_TAG
from procurement.rendering import columns
from procurement.rendering.shell import shell
from procurement.word import CompiledTemplate

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _runs(runs: Runs) -> list[dict[str, str]]:
    return [{"text": run.text, "kind": str(run.kind), "target": run.target} for run in runs]


#: What a clause leads into: what it announces, and the first who signs.
_LED_INTO: Final = frozenset({ParagraphStyle.ITEM, ParagraphStyle.QUOTE, ParagraphStyle.PARTY})


def _leads(block: Block, following: Block | None) -> bool:
    """Say whether no page may end after a block: what it announces follows, or a signature that may not stand alone.

    The stylesheet of the PDF says the same of what follows.
    """
    match block, following:
        case Paragraph(style=ParagraphStyle.PARTY), _:
            return True
        case Paragraph(style=ParagraphStyle.CLAUSE | ParagraphStyle.BODY), Grid() | Table():
            return True
        case Paragraph(style=ParagraphStyle.CLAUSE | ParagraphStyle.BODY), Paragraph(style=style):
            return style in _LED_INTO
        case _:
            return False


def _block(block: Block, identifier: int, leads: bool) -> dict[str, Any]:
    match block:
        case Heading():
            kind = "heading_on_new_page" if block.new_page else "heading"
            return {"type": kind, "id": identifier, "bookmark": block.bookmark, "runs": _runs(block.runs)}
        case Paragraph():
            return {"type": str(block.style), "leads": int(leads), "runs": _runs(block.runs)}
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
def _printed(tag: str, block: Block, identifier: int, leads: bool) -> str:
    """The XML of a block: most blocks of a kind say the same in every case."""
    return _template(tag).print_block(_block(block, identifier, leads))


def _placed(document: ComposedDocument) -> Iterator[tuple[Block, int, bool]]:
    """Yield each block with its number in the file, and whether the next one stays with it."""
    for number, (block, following) in enumerate(pairwise([*document.blocks, None]), start=1):
        if block is not None:
            # Only a heading has a bookmark, and a bookmark has a number of its own in the file.
            yield block, number if isinstance(block, Heading) else 0, _leads(block, following)


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
    blocks = [_printed(tag, *placed) for placed in _placed(document)]
    return _template(tag).fill(
        values,
        blocks,
        title=f"{document.title}: {plain(document.subject)}",
        author=plain(document.organisation),
        language=tag,
        day=document.date,
    )
