"""Puts papers into one zip: a folder a case, an index as PDF, and a manifest that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from procurement.composed import Column, ComposedDocument, Grid, Paragraph, ParagraphStyle, Run
from procurement.languages import Language, short_date
from procurement.rendering import pdf

MANIFEST: Final = "SHA256SUMS"
INDEX: Final = "index.pdf"
#: The oldest time a zip file can say: the same papers give the same bytes.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_WORDS: Final = {
    Language.SV: (
        "Förteckning över handlingar",
        ("Handling", "Version", "Språk", "Datum", "Fil"),
        "Handlingar som inte kunde göras, och varför",
        "SHA-256 för varje fil står i SHA256SUMS.",
    ),
    Language.FI: (
        "Asiakirjaluettelo",
        ("Asiakirja", "Versio", "Kieli", "Päiväys", "Tiedosto"),
        "Asiakirjat, joita ei voitu laatia, ja syy",
        "Jokaisen tiedoston SHA-256 on tiedostossa SHA256SUMS.",
    ),
    Language.EN: (
        "Index of papers",
        ("Paper", "Version", "Language", "Date", "File"),
        "Papers that could not be made, and why",
        "The SHA-256 of every file stands in SHA256SUMS.",
    ),
}


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a pack: its path in the zip and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PackedPaper:
    """A version of a paper with its files; an uploaded annex has no number."""

    title: str
    number: int | None
    language: str
    day: date
    files: tuple[PackedFile, ...]


@dataclass(frozen=True, slots=True)
class RefusedPaper:
    """A paper that could not be made, and the sentences that say why."""

    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasePapers:
    """What a pack holds of one case."""

    title: str
    papers: tuple[PackedPaper, ...]
    refused: tuple[RefusedPaper, ...]


def write(title: str, cases: Sequence[CasePapers], *, language: Language, day: date) -> bytes:
    """Return the zip; the same papers give the same bytes.

    Args:
        title: what the pack is, for its index.
        cases: the papers, case by case.
        language: the language of the index.
        day: the day of the index.

    Raises:
        CharactersMissingError: a title has characters that the fonts of papers cannot show.
    """
    files = [
        PackedFile(INDEX, pdf.render(_index(title, cases, language, day))),
        *(file for case in cases for paper in case.papers for file in paper.files),
    ]
    manifest = "".join(f"{hashlib.sha256(file.content).hexdigest()}  {file.path}\n" for file in files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (*files, PackedFile(MANIFEST, manifest.encode())):
            info = zipfile.ZipInfo(file.path, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o100600 << 16
            archive.writestr(info, file.content)
    return packed.getvalue()


def _index(title: str, cases: Iterable[CasePapers], language: Language, day: date) -> ComposedDocument:
    name, headings, refused, hashes = _WORDS[language]
    blocks: list[Paragraph | Grid] = [Paragraph(_runs(hashes))]
    for case in cases:
        blocks.append(Paragraph(_runs(case.title), ParagraphStyle.PARTY))
        rows = tuple(
            tuple(
                _runs(cell)
                for cell in (
                    paper.title,
                    "" if paper.number is None else str(paper.number),
                    paper.language,
                    short_date(paper.day, language),
                    file.path.rpartition("/")[2],
                )
            )
            for paper in case.papers
            for file in paper.files
        )
        if rows:
            blocks.append(Grid(tuple(Column(_runs(heading)) for heading in headings), rows))
        if case.refused:
            blocks.append(Paragraph(_runs(refused), ParagraphStyle.PARTY))
        blocks += [
            Paragraph(_runs(f"{paper.title}: {' '.join(paper.reasons)}"), ParagraphStyle.ITEM, "–")
            for paper in case.refused
        ]
    return ComposedDocument(
        kind="index",
        language=language,
        date=day,
        organisation=_runs("Klash"),
        title=name,
        subject=_runs(title),
        status=short_date(day, language),
        blocks=tuple(blocks),
    )


def _runs(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()
