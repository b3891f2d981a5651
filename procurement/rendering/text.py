"""The text face: one line a paragraph, which tests and comparisons read."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.composed.document import ComposedDocument, Grid, Heading, Paragraph, Table, plain


def lines(document: ComposedDocument) -> Iterator[str]:
    """Yield the words of the paper below its running header, a line for each paragraph, heading and row."""
    yield document.title
    yield plain(document.subject)
    for block in document.blocks:
        match block:
            case Heading():
                yield f"{block.number} {plain(block.runs)}"
            case Paragraph():
                yield f"{block.label} {plain(block.runs)}" if block.label else plain(block.runs)
            case Table():
                for row in block.rows:
                    yield f"{plain(row.label)}\t{plain(row.value)}".rstrip("\t")
            case Grid():
                yield "\t".join(plain(column.heading) for column in block.columns).rstrip("\t")
                for cells in block.rows:
                    yield "\t".join(plain(cell) for cell in cells).rstrip("\t")


def header(document: ComposedDocument) -> str:
    """Return the words of the running header, without the page number."""
    return f"{plain(document.organisation)}\t{document.title}\t{document.status}"


def render(document: ComposedDocument) -> bytes:
    """Return the paper as UTF-8 text, its running header first."""
    return "\n".join([header(document), "", *lines(document), ""]).encode()
