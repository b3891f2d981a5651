"""Reads a Word file as a person does: paragraphs with the numbers Word would compute, rows with a tab."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn


class _Numbering:
    """Counts as Word does: a deeper level starts again after a shallower one."""

    def __init__(self, document: Any) -> None:
        root = document.part.numbering_part.element
        abstract = {
            element.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): (
                    level.find(qn("w:numFmt")).get(qn("w:val")),
                    level.find(qn("w:lvlText")).get(qn("w:val")),
                )
                for level in element.findall(qn("w:lvl"))
            }
            for element in root.findall(qn("w:abstractNum"))
        }
        self.lists = {
            element.get(qn("w:numId")): abstract[element.find(qn("w:abstractNumId")).get(qn("w:val"))]
            for element in root.findall(qn("w:num"))
        }
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0] * 9)

    def label(self, style: Any) -> str:
        properties = style.element.pPr
        if properties is None or properties.numPr is None or properties.numPr.numId is None:
            return ""
        identifier, level = str(properties.numPr.numId.val), properties.numPr.ilvl.val
        kind, text = self.lists[identifier][level]
        if kind == "bullet":
            return str(text)
        counts = self.counts[identifier]
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        return re.sub(r"%(\d)", lambda match: str(counts[int(match[1]) - 1]), text)


def _text(paragraph: Any) -> str:
    return "".join(
        node.text or "" if node.tag == qn("w:t") else "\t"
        for node in paragraph.iter(qn("w:t"), qn("w:tab"))
        if node.getparent().tag == qn("w:r")
    )


def body_lines(content: bytes) -> list[str]:
    """Return the words of the body, a line for each paragraph and row, numbers computed."""
    return list(_lines(Document(io.BytesIO(content))))


def _lines(document: Any) -> Iterator[str]:
    numbering = _Numbering(document)
    styles = {style.style_id: style for style in document.styles}
    for element in document.element.body:
        if element.tag == qn("w:p"):
            text = _text(element)
            style = (
                styles[element.pPr.pStyle.val] if element.pPr is not None and element.pPr.pStyle is not None else None
            )
            label = numbering.label(style) if style is not None else ""
            if text or label:
                yield f"{label} {text}" if label else text
        elif element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                cells = ["".join(_text(p) for p in cell.iter(qn("w:p"))) for cell in row.findall(qn("w:tc"))]
                yield "\t".join(cells).rstrip("\t")


def header_lines(content: bytes) -> list[str]:
    """Return the words of the running header."""
    return [_text(paragraph._p) for paragraph in Document(io.BytesIO(content)).sections[0].header.paragraphs]


def bookmarks(content: bytes) -> list[tuple[str, str]]:
    """Return the bookmarks as (id, name), in order."""
    body = Document(io.BytesIO(content)).element.body
    return [(node.get(qn("w:id")), node.get(qn("w:name"))) for node in body.iter(qn("w:bookmarkStart"))]


def references(content: bytes) -> list[tuple[str, str]]:
    """Return the REF fields as (bookmark, cached number), in order."""
    found = []
    for paragraph in Document(io.BytesIO(content)).element.body.iter(qn("w:p")):
        target, shown, inside = "", "", False
        for run in paragraph.iter(qn("w:r")):
            mark = run.find(qn("w:fldChar"))
            kind = None if mark is None else mark.get(qn("w:fldCharType"))
            code = run.find(qn("w:instrText"))
            if code is not None and code.text.split()[0] == "REF":
                target = code.text.split()[1]
            if kind == "separate":
                inside = True
            elif kind == "end":
                if target:
                    found.append((target, shown))
                target, shown, inside = "", "", False
            elif inside:
                shown += "".join(node.text or "" for node in run.iter(qn("w:t")))
    return found
