"""Says which version of the faces a paper was made by: the hash of a specimen that has everything a paper can have.

What is hashed is what the faces make, never how they are written: an edited comment gives no paper a new number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from itertools import chain
from types import MappingProxyType
from typing import Final

from procurement import fonts, word
from procurement.composed.document import (
    WIDEST_GRID,
    Block,
    Column,
    ComposedDocument,
    Grid,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Run,
    RunKind,
    Runs,
    Table,
    TableStyle,
)
from procurement.languages import Language
from procurement.rendering import docx, faces, pdf

_DAY: Final = date(2026, 3, 9)
#: A word that breaks, letters of both languages, and signs of business: what lines and fonts depend on.
_WORDS: Final = "Hankintasopimusluonnoksen öljynvaihtolisäpöytäkirja & Ångström § 58 – 12 345,60 €"
_PARAGRAPH: Final = " ".join([_WORDS] * 4)
_KINDS: Final[Runs] = tuple(
    Run(f" {kind}: {_WORDS}", kind, "clause_last" if kind is RunKind.REFERENCE else "") for kind in RunKind
)
#: What a lawyer's own template says.
_FIELDS: Final = (
    "{{ text | upper }} {{ text | lower }} {{ text | capitalize }} {{ text | title }} {{ text | trim }}",
    "{{ items | listed }} {{ items | join('; ') }} {{ items | first }} {{ items | last }} {{ items | length }}",
    "{{ items | count }} {{ sum | number }} {{ sum | money }} {{ share | percent }} {{ none | default('–') }}",
    "{{ day | date }} {{ day | date('long') }}",
    "{% if holds %}{{ text }}{% else %}–{% endif %}",
    "{%p for item in items %}",
    "{{ item }}",
    "{%p endfor %}",
)
_VALUES: Final = MappingProxyType(
    {
        "text": _WORDS,
        "items": ["Å & ä", "b", "ö"],
        "sum": Decimal("1234567.80"),
        "share": Decimal("25.5"),
        "day": _DAY,
        "holds": True,
        "none": "",
    }
)


def specimen(language: Language) -> ComposedDocument:
    """Return a paper that has every block, style and kind of run, and enough of them for a second page."""
    return ComposedDocument(
        kind="specimen",
        language=language,
        date=_DAY,
        organisation=(Run("Klash & Ö"),),
        title="Specimen",
        subject=(Run(_WORDS),),
        status="UTKAST 1",
        blocks=tuple(_blocks()),
        footer="0123456789ab",
        digest="0" * 64,
    )


def _blocks() -> Iterator[Block]:
    for style in ParagraphStyle:
        yield Paragraph((Run(f"{style}: {_PARAGRAPH}"),), style, "1.1" if style is ParagraphStyle.CLAUSE else "")
    yield Heading("1", (Run("Ensimmäinen"),), "clause_first")
    yield Paragraph(_KINDS, ParagraphStyle.CLAUSE)
    yield Paragraph((Run(_WORDS),), ParagraphStyle.ITEM, "–")
    for rows in TableStyle:
        yield Table((Row((Run(_WORDS),), _KINDS), Row((Run("–"),), ())), rows)
    for count in range(1, WIDEST_GRID + 1):
        columns = tuple(Column((Run(f"Sarake {place}"),), place > 1) for place in range(1, count + 1))
        cells = tuple((Run("1 234,50" if column.is_figures else _WORDS),) for column in columns)
        yield Grid(columns, (cells, cells, cells), totals=1)
    yield Heading("2", (Run("Viimeinen"),), "clause_last", new_page=True)


def template() -> bytes:
    """Return a Word template, which lawyers could have written, that says every filter, a condition and a loop."""
    fields = tuple(Paragraph((Run(line),)) for line in _FIELDS)
    some = [block for block in _blocks() if not isinstance(block, Grid) or len(block.columns) == len(TableStyle)]
    return docx.render(replace(specimen(Language.SV), blocks=(*some, *fields)))


def _faces() -> Iterator[bytes]:
    for language in Language:
        yield from faces.render(specimen(language), b"{}").values()


def _faces_of_template() -> Iterator[bytes]:
    about = word.Properties("Specimen", "Klash", _DAY)
    filled = word.render(template(), _VALUES, language=Language.SV, properties=about)
    yield filled
    yield pdf.write_archive(pdf.lay_out_word(filled, language=Language.SV, day=_DAY), {"specimen.docx": filled})


@cache
def faces_version() -> str:
    """Return the SHA-256 of the specimen's faces in every language, of the fonts, and of both libraries' versions."""
    digest = hashlib.sha256()
    for content in chain(_faces(), _faces_of_template()):
        digest.update(content)
    for face in fonts.FACES:
        digest.update(face.read())
    for package in ("docxtpl", "weasyprint"):
        digest.update(f"{package} {version(package)}".encode())
    return digest.hexdigest()
