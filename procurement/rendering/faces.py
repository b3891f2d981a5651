"""Makes all faces of a paper at once, and says with which version of their templates: a stored paper names it."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.template.loader import get_template

from procurement import fonts
from procurement.composed import ComposedDocument
from procurement.rendering import docx, pdf, text
from procurement.rendering.html import PARTS, TEMPLATE
from procurement.rendering.pdf import STYLESHEET, WORD_STYLESHEET


class Format(StrEnum):
    """The files of a paper: to negotiate in, to send, to keep, and to compare."""

    DOCX = "docx"
    PDF = "pdf"
    ARCHIVE = "pdfa"
    TXT = "txt"


def render(document: ComposedDocument, facts: bytes) -> dict[Format, bytes]:
    """Return every face of a paper; the copy for the archive carries its Word file and its facts.

    Args:
        document: the paper.
        facts: the facts it was made from, as JSON.

    Raises:
        CharactersMissingError: the paper has characters that the fonts of the PDF cannot show.
    """
    laid_out = pdf.lay_out(document)
    word = docx.render(document)
    name = f"{document.kind}.{document.language}"
    return {
        Format.DOCX: word,
        Format.PDF: pdf.write(laid_out),
        Format.ARCHIVE: pdf.write_archive(laid_out, {f"{name}.docx": word, f"{name}.facts.json": facts}),
        Format.TXT: text.render(document),
    }


@cache
def faces_version() -> str:
    """Return the SHA-256 of the faces' code templates and fonts, and of the versions of their two libraries."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    for name in (TEMPLATE, *PARTS, STYLESHEET, WORD_STYLESHEET):
        digest.update(Path(str(get_template(name).template.origin.name)).read_bytes())  # type: ignore[attr-defined]
    for face in fonts.FACES:
        digest.update(face.read())
    for package in ("docxtpl", "weasyprint"):
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()
