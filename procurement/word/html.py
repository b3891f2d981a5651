"""Writes a filled Word file as HTML for its PDF: same words, same numbers, headers and footers kept."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from procurement.word.reading import (
    Anchor,
    Block,
    Inline,
    Page,
    Paragraph,
    Picture,
    Table,
    Text,
    WordDocument,
)

_ALIGNED: Final = {"center": "center", "right": "right", "end": "right", "both": "justify"}
_LINK: Final = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


def to_html(document: WordDocument, *, language: str = "", title: str = "") -> str:
    """Return a page of HTML whose looks come from the stylesheet of the paper."""
    tag = language or document.language or "sv-FI"
    margins = [
        _margin(document.first_header, "first-running"),
        _margin(document.first_footer, "first-footer"),
        _margin(document.header, "running"),
        _margin(document.footer, "footer"),
    ]
    first = document.first_header is not None or document.first_footer is not None
    notes = "".join(
        f'<div class="note" id="note{number}"><sup>{number}</sup> {_blocks(blocks)}</div>'
        for number, blocks in enumerate(document.notes, start=1)
    )
    return (
        f'<!DOCTYPE html><html lang="{escape(tag)}"><head><meta charset="utf-8">'
        f"<title>{escape(title or document.title or _first_words(document))}</title></head>"
        f'<body class="word{" first" if first else ""}">{"".join(margins)}<main>{_blocks(document.body)}</main>'
        f"{f'<section>{notes}</section>' if notes else ''}</body></html>"
    )


def _first_words(document: WordDocument) -> str:
    return next((each.text for each in document.body if isinstance(each, Paragraph) and each.text.strip()), "–")


def _margin(blocks: list[Block] | None, name: str) -> str:
    if blocks is None:
        return ""
    words = "".join(_spread(each) if _has_tab(each) else _blocks([each]) for each in blocks)
    return f'<div class="{name}">{words}</div>'


def _has_tab(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(isinstance(each, Text) and each.text == "\t" for each in block.inlines)


def _spread(block: Block) -> str:
    """Write a line of a header with its tabs as room between: left, middle, right."""
    stretches: list[list[Inline]] = [[]]
    for each in block.inlines if isinstance(block, Paragraph) else ():
        if isinstance(each, Text) and each.text == "\t":
            stretches.append([])
        else:
            stretches[-1].append(each)
    return f'<p class="spread">{" ".join(f"<span>{_inlines(each)}</span>" for each in stretches)}</p>'


def _blocks(blocks: list[Block]) -> str:
    return "".join(_paragraph(each) if isinstance(each, Paragraph) else _table(each) for each in blocks)


def _paragraph(paragraph: Paragraph) -> str:
    name = "h1" if paragraph.title else f"h{min(paragraph.level + 1, 6)}" if paragraph.level else "p"
    styles = []
    if paragraph.align in _ALIGNED:
        styles.append(f"text-align: {_ALIGNED[paragraph.align]}")
    hang = max(paragraph.hanging, 5.0) if paragraph.label else 0.0
    if indent := max(paragraph.indent, hang):
        styles.append(f"padding-left: {indent}mm")
    if paragraph.breaks:
        styles.append("break-before: page")
    style = f' style="{"; ".join(styles)}"' if styles else ""
    kind = ' class="numbered"' if paragraph.label else ""
    place = f"min-width: {hang - 1}mm; margin-left: -{hang}mm"
    label = f'<span class="number" style="{place}">{escape(paragraph.label)} </span>' if paragraph.label else ""
    words = _inlines(paragraph.inlines)
    return f"<{name}{kind}{style}>{label}{words}</{name}>"


def _inlines(inlines: list[Inline]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Anchor():
            return f'<span id="{escape(inline.name)}"></span>'
        case Page():
            return f'<span class="{"pages" if inline.total else "page"}"></span>'
        case Picture():
            width = f' style="width: {inline.width:.1f}mm"' if inline.width else ""
            return f'<img src="{escape(inline.source)}" alt="{escape(inline.alternative)}"{width}>'
    if inline.text == "\n":
        return "<br>"
    if inline.text == "\t":
        return '<span class="tab">\t</span>'
    words, look = escape(inline.text), inline.look
    for on, element in (
        (look.bold, "strong"),
        (look.italic, "em"),
        (look.underline and not inline.link, "u"),
        (look.strike, "s"),
        (look.highlight, "mark"),
    ):
        if on:
            words = f"<{element}>{words}</{element}>"
    if look.raised:
        element = "sup" if look.raised == "super" else "sub"
        words = f"<{element}>{words}</{element}>"
    if inline.link and _LINK.match(inline.link):
        words = f'<a href="{escape(inline.link)}">{words}</a>'
    return words


def _table(table: Table) -> str:
    widths = "".join(f'<col style="width: {share * 100:.2f}%">' for share in table.widths)
    rows = []
    for number, row in enumerate(table.rows):
        cells = []
        for place, cell in enumerate(row):
            # A screen reader needs headings; the labels of the first column are, where no row is.
            labels = table.labelled and not table.headers and place == 0 and len(row) > 1
            element = 'th scope="col"' if number < table.headers else 'th scope="row"' if labels else "td"
            spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            cells.append(f"<{element}{spans}>{_blocks(cell.blocks)}</{element[:2]}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = f"<thead>{''.join(rows[: table.headers])}</thead>" if table.headers else ""
    kind = "ruled" if table.ruled else "plain"
    columns = f"<colgroup>{widths}</colgroup>" if widths else ""
    return f'<table class="{kind}">{columns}{head}<tbody>{"".join(rows[table.headers :])}</tbody></table>'
