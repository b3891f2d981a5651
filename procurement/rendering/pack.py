"""Puts papers into one zip: a folder a case, an index as PDF, and a manifest that `sha256sum -c` reads."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from procurement.composed.document import Column, ComposedDocument, Grid, Paragraph, ParagraphStyle, Run
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
        "Uppladdade filer",
        ("Fil", "Offentlighet", "Språk", "Datum", "Namn i paketet"),
        "Uppladdade filer som inte ingår, och varför",
        "Handlingar som inte kunde göras, och varför",
        "SHA-256 för varje fil står i SHA256SUMS.",
    ),
    Language.FI: (
        "Asiakirjaluettelo",
        ("Asiakirja", "Versio", "Kieli", "Päiväys", "Tiedosto"),
        "Ladatut tiedostot",
        ("Tiedosto", "Julkisuus", "Kieli", "Päiväys", "Nimi paketissa"),
        "Ladatut tiedostot, jotka eivät sisälly pakettiin, ja syy",
        "Asiakirjat, joita ei voitu laatia, ja syy",
        "Jokaisen tiedoston SHA-256 on tiedostossa SHA256SUMS.",
    ),
    Language.EN: (
        "Index of papers",
        ("Paper", "Version", "Language", "Date", "File"),
        "Uploaded files",
        ("File", "Publicity", "Language", "Date", "Name in the pack"),
        "Uploaded files that are not included, and why",
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
    """A version of a paper with its files, or an uploaded file, which has no number but a class of publicity."""

    title: str
    number: int | None
    language: str
    day: date
    files: tuple[PackedFile, ...]
    publicity: str = ""


@dataclass(frozen=True, slots=True)
class RefusedPaper:
    """A paper that could not be made, or a file that is withheld, and the sentences that say why."""

    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasePapers:
    """What a pack holds of one case."""

    title: str
    papers: tuple[PackedPaper, ...]
    refused: tuple[RefusedPaper, ...]
    withheld: tuple[RefusedPaper, ...] = ()


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
        *_files(paper for case in cases for paper in case.papers),
    ]
    manifest = "".join(f"{_hash(file)}  {file.path}\n" for file in files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (*files, PackedFile(MANIFEST, manifest.encode())):
            info = zipfile.ZipInfo(file.path, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o100600 << 16
            archive.writestr(info, file.content)
    return packed.getvalue()


def _index(title: str, cases: Iterable[CasePapers], language: Language, day: date) -> ComposedDocument:
    name, headings, uploads, upload_headings, withheld, refused, hashes = _WORDS[language]
    blocks: list[Paragraph | Grid] = [Paragraph(_runs(hashes))]
    for case in cases:
        blocks.append(Paragraph(_runs(case.title), ParagraphStyle.PARTY))
        blocks += _table(headings, [paper for paper in case.papers if not paper.publicity], language)
        uploaded = [paper for paper in case.papers if paper.publicity]
        if uploaded:
            blocks.append(Paragraph(_runs(uploads), ParagraphStyle.PARTY))
            blocks += _table(upload_headings, uploaded, language)
            # These came from outside: whoever reads the index sees which file is meant, without the manifest.
            blocks += _items(f"{file.path.rpartition('/')[2]}: SHA-256 {_hash(file)}" for file in _files(uploaded))
        for heading, left_out in ((withheld, case.withheld), (refused, case.refused)):
            if left_out:
                blocks.append(Paragraph(_runs(heading), ParagraphStyle.PARTY))
                blocks += _items(f"{paper.title}: {' '.join(paper.reasons)}" for paper in left_out)
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


def _table(headings: Iterable[str], papers: Sequence[PackedPaper], language: Language) -> Iterator[Grid]:
    rows = tuple(
        tuple(
            _runs(cell)
            for cell in (
                paper.title,
                paper.publicity or str(paper.number),
                paper.language,
                short_date(paper.day, language),
                file.path.rpartition("/")[2],
            )
        )
        for paper in papers
        for file in paper.files
    )
    if rows:
        yield Grid(tuple(Column(_runs(heading)) for heading in headings), rows)


def _items(lines: Iterable[str]) -> Iterator[Paragraph]:
    return (Paragraph(_runs(line), ParagraphStyle.ITEM, "–") for line in lines)


def _files(papers: Iterable[PackedPaper]) -> Iterator[PackedFile]:
    return (file for paper in papers for file in paper.files)


def _hash(file: PackedFile) -> str:
    return hashlib.sha256(file.content).hexdigest()


def _runs(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()
