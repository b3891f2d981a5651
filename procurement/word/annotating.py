"""Gives the lawyer's file back with a Word comment at each fault."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run

from procurement.languages import Language
from procurement.word.archive import repack
from procurement.word.findings import Finding, Severity
from procurement.word.package import open_package

AUTHOR: Final = "Klash"
_MARKS: Final = {Severity.ERROR: "✘", Severity.WARNING: "!", Severity.NOTICE: "i"}


def annotate(template: bytes, findings: Sequence[Finding], language: Language | str = Language.SV) -> bytes:
    """Return the same Word file with a comment at each finding.

    Word has comments in the body only: findings of headers, footers and notes stand at the first paragraph, and say
    where they belong.

    Raises:
        TemplateRefused: the file itself cannot be trusted; such a file is not sent back.
    """
    language = Language(language)
    open_package(template)
    document = Document(io.BytesIO(template))
    body = document.element.body
    paragraphs = list(document.element.iter(qn("w:p")))
    if not paragraphs:
        document.add_paragraph()
        paragraphs = list(document.element.iter(qn("w:p")))
    for each in findings:
        place = each.place
        here = place.part == "body" and 0 < place.paragraph <= len(paragraphs)
        paragraph = _commentable(paragraphs[place.paragraph - 1] if here else paragraphs[0], body)
        text = f"{_MARKS[each.severity]} {each.message(language)}"
        if not here:
            where = place.describe(language)
            text = f"{where[:1].upper()}{where[1:]}: {text}"
        runs = _runs(paragraph, each.text)
        comment = document.add_comment(
            [Run(run, document) for run in runs], text=f"{text} [{each.code}]", author=AUTHOR, initials="K"
        )
        # The clock would make every copy of the same answer differ.
        comment._comment_elm.attrib.pop(qn("w:date"), None)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _commentable(paragraph: Any, body: Any) -> Any:
    """Return the paragraph, or the one around the text box it is in, where Word takes no comments."""
    outer = paragraph
    for ancestor in paragraph.iterancestors():
        if ancestor is body:
            break
        if ancestor.tag == qn("w:p"):
            outer = ancestor
    return outer


def _runs(paragraph: Any, text: str) -> list[Any]:
    """Return the first and last run that the offending text touches, or those of the whole paragraph."""
    runs = [child for child in paragraph if child.tag == qn("w:r")]
    if not runs:
        run = OxmlElement("w:r")
        paragraph.append(run)
        return [run]
    texts = ["".join(piece.text or "" for piece in run.iter(qn("w:t"))) for run in runs]
    start = "".join(texts).find(text.rstrip("…")) if text else -1
    if start < 0:
        return [runs[0], runs[-1]]
    end, position, touched = start + len(text.rstrip("…")), 0, []
    for run, words in zip(runs, texts, strict=True):
        if words and position < end and position + len(words) > start:
            touched.append(run)
        position += len(words)
    return [touched[0], touched[-1]] if touched else [runs[0], runs[-1]]
