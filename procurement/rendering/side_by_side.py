"""A paper in two languages in parallel columns, for reading: clause stands against clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from procurement.composed.document import (
    Block,
    ComposedDocument,
    Grid,
    Heading,
    Paragraph,
    Row,
    Runs,
    Table,
    plain,
)
from procurement.languages import LANGUAGE_TAG, Language
from procurement.rendering.html import blocks_html

TEMPLATE = "procurement/documents/side_by_side.html"

#: What stands above a column: the text that holds, and a translation of it.
_HOLDS: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.SV: "Svenska. Denna text gäller.",
        Language.FI: "Suomi. Tätä tekstiä noudatetaan.",
        Language.EN: "English",
    }
)
_TRANSLATION: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.SV: "Svenska. Översättning.",
        Language.FI: "Suomi. Käännös.",
        Language.EN: "English. A translation for information.",
    }
)


class NotTheSamePaperError(ValueError):
    """Two papers cannot stand side by side: they are of different kinds, or in one language."""


def html(left: ComposedDocument, right: ComposedDocument, *, authentic: str) -> str:
    """Return both papers as one page of HTML.

    Raises:
        NotTheSamePaperError: they are not one paper in two languages.
    """
    if left.kind != right.kind or left.language == right.language:
        raise NotTheSamePaperError(f"{left.kind} ({left.language}) and {right.kind} ({right.language})")
    papers = (left, right)
    return render_to_string(
        TEMPLATE,
        {
            "title": " · ".join(paper.title for paper in papers),
            "subject": " · ".join(dict.fromkeys(plain(paper.subject) for paper in papers)),
            "organisation": " · ".join(dict.fromkeys(plain(paper.organisation) for paper in papers)),
            "status": " · ".join(dict.fromkeys(paper.status for paper in papers)),
            "footer": left.footer,
            "date": left.date,
            "language_tag": LANGUAGE_TAG[left.language],
            "sides": [
                {
                    "tag": LANGUAGE_TAG[paper.language],
                    "head": (_HOLDS if paper.language == authentic else _TRANSLATION)[paper.language],
                    "paper": paper,
                }
                for paper in papers
            ],
            "rows": list(_rows(left, right)),
        },
    )


def _rows(left: ComposedDocument, right: ComposedDocument) -> Iterator[list[tuple[str, SafeString]]]:
    """Yield both languages of each clause; where one has nothing to say, its place stays empty."""
    said = [dict(in_column(paper).by_clause()) for paper in (left, right)]
    tags = [LANGUAGE_TAG[paper.language] for paper in (left, right)]
    for clause in _in_order([section.clause for section in left.sections], [one.clause for one in right.sections]):
        yield [(tag, blocks_html(side.get(clause, ()))) for tag, side in zip(tags, said, strict=True)]


def _in_order(left: list[str], right: list[str]) -> list[str]:
    """Return the clauses of both in their common order; what one has alone stands where that one has it."""
    ordered = list(left)
    for at, clause in enumerate(right):
        if clause not in ordered:
            before = [ordered.index(one) for one in right[:at] if one in ordered]
            ordered.insert(max(before, default=-1) + 1, clause)
    return ordered


def in_column(document: ComposedDocument) -> ComposedDocument:
    """Return a paper whose bookmarks are its own, so that two languages can stand on one page."""
    return replace(document, blocks=tuple(_own(block, document.language) for block in document.blocks))


def _own(block: Block, language: Language) -> Block:
    match block:
        case Heading():
            return replace(block, bookmark=f"{language}_{block.bookmark}", runs=_own_runs(block.runs, language))
        case Paragraph():
            return replace(block, runs=_own_runs(block.runs, language))
        case Table():
            rows = (Row(_own_runs(row.label, language), _own_runs(row.value, language)) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case Grid():
            return replace(block, rows=tuple(tuple(_own_runs(cell, language) for cell in row) for row in block.rows))


def _own_runs(runs: Runs, language: Language) -> Runs:
    return tuple(replace(run, target=f"{language}_{run.target}") if run.target else run for run in runs)
