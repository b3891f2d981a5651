"""The PDF face of a composed document, tagged for screen readers (PDF/UA-1). The only importer of WeasyPrint."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from procurement.composed import ComposedDocument, Heading, Paragraph, plain
from procurement.fonts import FACES, missing_characters
from procurement.languages import LANGUAGE_TAG

# Whatever writes a time into a font or a PDF takes this one: a paper must have the same bytes whenever it is made.
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")

MEDIA_TYPE = "application/pdf"
TEMPLATE = "procurement/documents/paper.html"
STYLESHEET = "procurement/documents/paper.css"


class CharactersMissingError(ValueError):
    """The paper has characters that its fonts cannot show."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__(f"the document fonts cannot show {', '.join(characters)}")
        self.characters = characters


class _FontsOnly(URLFetcher):
    """Serves the package fonts from memory and refuses every other address, of the network and of the disk."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        for face in FACES:
            if url == face.address:
                return URLFetcherResponse(url, body=face.read(), headers={"Content-Type": "font/ttf"})
        raise FatalURLFetchingError(f"papers fetch nothing, and this one names {url}")


@cache
def _look() -> tuple[CSS, FontConfiguration]:
    """Parse the stylesheet once a process: it is the same for every paper."""
    configuration = FontConfiguration()
    css = render_to_string(STYLESHEET, {"faces": FACES})
    return CSS(string=css, font_config=configuration, url_fetcher=_FontsOnly()), configuration


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Layout makes many small objects and no garbage worth collecting half-way: 11 to 24 percent of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def html(document: ComposedDocument) -> str:
    """Return the paper as HTML, for the PDF and for a preview."""
    return render_to_string(
        TEMPLATE,
        {
            "document": document,
            "blocks": [(_type(block), block) for block in document.blocks],
            "language_tag": LANGUAGE_TAG[document.language],
            "document_title": f"{document.title}: {plain(document.subject)}",
            "author": plain(document.organisation),
        },
    )


def _type(block: object) -> str:
    if isinstance(block, Heading):
        return "heading"
    return "paragraph" if isinstance(block, Paragraph) else "table"


def check_characters(document: ComposedDocument) -> None:
    """Refuse a paper whose fonts cannot show every character.

    Raises:
        CharactersMissingError: some characters are missing.
    """
    texts = [document.title, document.status, *(run.text for run in document.all_runs())]
    if missing := missing_characters(texts):
        raise CharactersMissingError(missing)


def render(document: ComposedDocument) -> bytes:
    """Return the paper as PDF/UA-1; the same document gives the same bytes.

    Raises:
        CharactersMissingError: the paper has characters that its fonts cannot show.
    """
    check_characters(document)
    stylesheet, configuration = _look()
    with _without_garbage_collection():
        pdf: bytes = HTML(string=html(document), url_fetcher=_FontsOnly()).write_pdf(
            stylesheets=[stylesheet],
            font_config=configuration,
            pdf_variant="pdf/ua-1",
            pdf_identifier=document.digest.encode(),
        )
    return pdf
