"""A composed document as HTML: for the PDF, and block by block for the screen."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from procurement.composed.document import (
    Block,
    Column,
    ComposedDocument,
    Grid,
    Heading,
    Paragraph,
    RunKind,
    Runs,
    plain,
)
from procurement.languages import LANGUAGE_TAG
from procurement.rendering import columns

TEMPLATE = "procurement/documents/paper.html"
#: What TEMPLATE is put together from.
PARTS = ("procurement/documents/_blocks.html", "procurement/documents/_runs.html")


def html(document: ComposedDocument) -> str:
    """Return the whole paper as a page of its own, which is well-formed XML too."""
    return render_to_string(
        TEMPLATE,
        {
            "document": document,
            "blocks": _typed(document.blocks),
            "language_tag": LANGUAGE_TAG[document.language],
            "document_title": f"{document.title}: {plain(document.subject)}",
            "author": plain(document.organisation),
        },
    )


def blocks_html(blocks: Iterable[Block], *, on_screen: bool = False) -> SafeString:
    """Return some blocks of a paper, to stand in another page.

    Args:
        blocks: the blocks.
        on_screen: whether every number gets an element of its own, to hang beside the text without a tab.
    """
    return render_to_string(PARTS[0], {"blocks": _typed(blocks), "on_screen": on_screen})


_Printed = tuple[str, bool, Block, list[list[tuple[Column, Runs]]], list[float]]


def _typed(blocks: Iterable[Block]) -> list[_Printed]:
    return [(_type(block), _is_plain(block), block, *_grid(block)) for block in blocks]


def _type(block: Block) -> str:
    match block:
        case Heading():
            return "heading"
        case Paragraph():
            return "paragraph"
        case Grid():
            return "grid"
        case _:
            return "table"


def _is_plain(block: Block) -> bool:
    """Whether a block is mere text, so that its number needs no element of its own: on paper each costs time."""
    return isinstance(block, Heading | Paragraph) and [run.kind for run in block.runs] == [RunKind.TEXT]


def _grid(block: Block) -> tuple[list[list[tuple[Column, Runs]]], list[float]]:
    """Return the rows of a grid with each cell's column, which a template cannot pair, and the widths in percent."""
    if not isinstance(block, Grid):
        return [], []
    rows = [list(zip(block.columns, cells, strict=True)) for cells in block.rows]
    widths = columns.widths(block)
    return rows, [round(100 * width / sum(widths), 3) for width in widths]
