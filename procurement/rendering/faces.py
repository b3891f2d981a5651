"""Makes all faces of a paper at once."""

from __future__ import annotations

from enum import StrEnum

from procurement.composed.document import ComposedDocument
from procurement.rendering import docx, pdf, text


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
