"""Makes the faces of a paper from a lawyer's Word template, in this process or in limited children."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

from django.conf import settings

from procurement.languages import Language
from procurement.rendering import pdf
from procurement.rendering.faces import Format
from procurement.rendering.printing import printer
from procurement.rendering.word_papers import Filling
from procurement.word import Properties, Template, lines, read, shared, try_out

#: What a drawn watermark says stands in an attribute.
_DRAWN = re.compile(r'<v:textpath\b[^>]*?\bstring="([^"]*)"')


def fill(loaded: Template, filling: Filling, language: Language) -> bytes:
    """Return a filled template.

    Raises:
        TemplateRefused: a value is missing or cannot be printed.
    """
    if _in_child():
        return shared().render(loaded.prepared, filling.values, language=language, properties=_properties(filling))
    return loaded.render(filling.values, _properties(filling))


def fill_marked(loaded: Template, filling: Filling, language: Language, marks: Mapping[str, str]) -> bytes:
    """Return a template filled with marks where values are missing.

    Raises:
        TemplateRefused: a value cannot be printed.
    """
    tried = shared().try_out if _in_child() else try_out
    about = _properties(filling)
    return tried(loaded.prepared, filling.values, marks=marks, language=language, properties=about).word


def render(word: bytes, name: str, facts: bytes, language: Language, day: date) -> dict[Format, bytes]:
    """Return every face of a filled template; the copy for the archive carries the Word file and the facts.

    Args:
        word: the filled template.
        name: how the names of the embedded files begin.
        facts: the facts it was made from, as JSON.
        language: of the paper.
        day: of the paper.

    Raises:
        CharactersMissingError: the paper has characters that the fonts of the PDF cannot show.
        TemplateRefused: so says a child, or a limit was met.
    """
    embedded = {f"{name}.docx": word, f"{name}.facts.json": facts}
    if _in_child():
        printed, archived = printer().faces(word, language, day, embedded)
    else:
        laid_out = pdf.lay_out_word(word, language=language, day=day)
        printed, archived = pdf.write(laid_out), pdf.write_archive(laid_out, embedded)
    return {Format.DOCX: word, Format.PDF: printed, Format.ARCHIVE: archived, Format.TXT: _text(word)}


def said_anywhere(word: bytes) -> str:
    """Return all that a Word file says: headers, footers, notes and drawn watermarks included."""
    document = read(word)
    parts = [document.header, document.first_header, document.body, document.footer, document.first_footer]
    said = [line for blocks in (*parts, *document.notes) for line in lines(blocks or [])]
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        for part in package.namelist():
            if part.startswith("word/") and part.endswith(".xml"):
                said += _DRAWN.findall(package.read(part).decode())
    return "\n".join(said)


def _in_child() -> bool:
    """Whether the operator wants approved versions too in the limited child processes."""
    return bool(getattr(settings, "PROCUREMENT_WORD_IN_CHILD", False))


def _properties(filling: Filling) -> Properties:
    return Properties(filling.title, filling.organisation, filling.day)


def _text(word: bytes) -> bytes:
    document = read(word)
    first = document.first_header or document.header or []
    return "\n".join([*lines(first), "", *lines(document.body), ""]).encode()
