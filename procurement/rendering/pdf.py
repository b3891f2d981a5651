"""The PDF face of a composed document, tagged for screen readers (PDF/UA-1). The only importer of WeasyPrint."""

from __future__ import annotations

import base64
import gc
import hashlib
import os
import re
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, partial
from typing import Any, Final
from xml.etree import ElementTree

import pydyf
from cssselect2 import ElementWrapper
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from procurement import word
from procurement.composed.document import ComposedDocument, Heading, plain
from procurement.fonts import FACES, missing_characters
from procurement.languages import LANGUAGE_TAG, Language
from procurement.rendering import text
from procurement.rendering.html import html
from procurement.rendering.side_by_side import html as sides_html
from procurement.rendering.side_by_side import in_column

# Whatever writes a time into a font or a PDF takes this one: a paper must have the same bytes whenever it is made.
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")

MEDIA_TYPE = "application/pdf"
STYLESHEET = "procurement/documents/paper.css"
SIDES_STYLESHEET = "procurement/documents/side_by_side.css"
WORD_STYLESHEET = "procurement/documents/word.css"
#: How hard streams are compressed: pydyf's own 9 takes three times as long for files that are 3 percent smaller.
_EFFORT: Final = 6
#: The flag of an annotation that stands in print as it does on the screen (ISO 32000-1, table 165).
_PRINTED: Final = 4


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


class _FontsAndPictures(_FontsOnly):
    """Also reads the pictures that a Word file carries inside itself."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if kind := re.match(r"data:(image/(?:png|jpeg|gif));base64,", url):
            body = base64.b64decode(url[kind.end() :])
            return URLFetcherResponse(url, body=body, headers={"Content-Type": kind[1]})
        return super().fetch(url, headers)


@cache
def stylesheet(name: str = STYLESHEET) -> str:
    """Return a stylesheet with the addresses of the fonts."""
    return render_to_string(name, {"faces": FACES})


class _Page(HTML):
    """A page that is well-formed XML, read as such: that takes a tenth of the time that the rules of HTML take."""

    def __init__(self, source: str) -> None:
        self.base_url = None
        self.url_fetcher = _FontsOnly()
        self.media_type = "print"
        # The tags are those of our own template, and what stands between them is escaped.
        root = ElementTree.fromstring(source)  # noqa: S314
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class _Looks(threading.local):
    """The stylesheets a thread has parsed, with their fonts: Pango's map of fonts may not be used by two at once."""

    def __init__(self) -> None:
        self._by_css: dict[str, tuple[CSS, FontConfiguration]] = {}

    def look(self, css: str) -> tuple[CSS, FontConfiguration]:
        """Parse a stylesheet once a thread: it is the same for every paper."""
        if css not in self._by_css:
            configuration = FontConfiguration()
            parsed = CSS(string=css, font_config=configuration, url_fetcher=_FontsOnly())
            self._by_css[css] = parsed, configuration
        return self._by_css[css]


_LOOKS: Final = _Looks()


class _Serialised(pydyf.Object):
    """An object of a PDF as it is written: pydyf would turn it into bytes, and compress it, once more for the hash."""

    def __init__(self, made_from: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation, self.free = made_from.number, made_from.generation, made_from.free
        if isinstance(made_from, pydyf.Stream) and made_from.compress:
            pieces = [piece for piece in made_from.stream if isinstance(piece, bytes)]
            if len(pieces) == len(made_from.stream):
                packed = zlib.compress(b"\n".join(pieces), _EFFORT)
                made_from = pydyf.Stream([packed], {**made_from.extra, "Filter": "/FlateDecode"})
        self._compressible, self._data = made_from.compressible, made_from.data if made_from.free == "n" else b""

    @property
    def compressible(self) -> bool:
        """Whether the object can be included in an object stream."""
        return self._compressible

    @property
    def data(self) -> bytes:
        """The bytes of the object."""
        return self._data


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


def check_characters(document: ComposedDocument) -> None:
    """Refuse a paper whose fonts cannot show every character.

    Raises:
        CharactersMissingError: some characters are missing.
    """
    texts = [document.title, document.status, *(run.text for run in document.all_runs())]
    if missing := missing_characters(texts):
        raise CharactersMissingError(missing)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A paper whose pages are made, ready to be written; laying out is the dearest half and is done once.

    Attributes:
        pages: the pages.
        identifier: the hash of what the paper was made from.
        day: the paper's own date.
        finish: adds the tags that WeasyPrint leaves out.
    """

    pages: Document
    identifier: str
    day: date
    finish: Callable[[Document, Any], None]


def lay_out(document: ComposedDocument) -> LaidOut:
    """Make the pages of a paper.

    Raises:
        CharactersMissingError: the paper has characters that its fonts cannot show.
    """
    check_characters(document)
    return _laid_out(
        _Page(html(document)),
        stylesheet(),
        # A public version has no hash of its facts; what it says identifies it.
        document.digest or hashlib.sha256(text.render(document)).hexdigest(),
        document.date,
        partial(_complete_tags, _headings(document)),
    )


def _laid_out(source: HTML, css: str, identifier: str, day: date, finish: Callable[[Document, Any], None]) -> LaidOut:
    look, configuration = _LOOKS.look(css)
    with _without_garbage_collection():
        pages = source.render(stylesheets=[look], font_config=configuration)
    return LaidOut(pages, identifier, day, finish)


def _write(laid_out: LaidOut, variant: str, attachments: Sequence[Attachment] = ()) -> bytes:
    def finish(pages: Document, pdf: Any) -> None:
        laid_out.finish(pages, pdf)
        pdf.objects = [_Serialised(each) for each in pdf.objects]

    with _without_garbage_collection():
        pdf: bytes = laid_out.pages.write_pdf(
            pdf_variant=variant,
            pdf_identifier=laid_out.identifier.encode(),
            attachments=attachments,
            finisher=finish,
        )
    return pdf


def write(laid_out: LaidOut) -> bytes:
    """Return the paper as PDF/UA-1, for people; the same document gives the same bytes."""
    return _write(laid_out, "pdf/ua-1")


def write_archive(laid_out: LaidOut, files: Mapping[str, bytes]) -> bytes:
    """Return the paper as PDF/A-3a, for the archive, with files embedded; the same input gives the same bytes.

    Args:
        laid_out: the paper.
        files: what the paper was made from and its other faces, by file name.
    """
    day = laid_out.day
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    attachments = [
        Attachment(
            string=content,
            name=name,
            created=moment,
            modified=moment,
            relationship="Data" if name.endswith(".json") else "Source",
        )
        for name, content in files.items()
    ]
    return _write(laid_out, "pdf/a-3a", attachments)


def render(document: ComposedDocument) -> bytes:
    """Return the paper as PDF/UA-1; the same document gives the same bytes.

    Raises:
        CharactersMissingError: the paper has characters that its fonts cannot show.
    """
    return write(lay_out(document))


def lay_out_word(filled: bytes, *, language: Language, day: date = date(1980, 1, 1), css: str = "") -> LaidOut:
    """Make the pages of a filled Word template, with the same words.

    Args:
        filled: the Word file.
        language: of its text.
        day: the paper's own date.
        css: the stylesheet of such papers; a process without Django is given it.

    Raises:
        TemplateRefused: the file cannot be read.
        CharactersMissingError: it has characters that the fonts cannot show.
    """
    document = word.read(filled)
    margins = (document.header, document.footer, document.first_header or [], document.first_footer or [])
    blocks = [*document.body, *(block for each in (*margins, *document.notes) for block in each)]
    if missing := missing_characters(" ".join(line.split()) for line in word.lines(blocks)):
        raise CharactersMissingError(missing)
    return _laid_out(
        HTML(string=word.to_html(document, language=LANGUAGE_TAG[language]), url_fetcher=_FontsAndPictures()),
        css or stylesheet(WORD_STYLESHEET),
        hashlib.sha256(filled).hexdigest(),
        day,
        _complete_word_tags,
    )


def render_word(filled: bytes, *, language: Language) -> bytes:
    """Return a filled Word template as PDF/UA-1 with the same words; the same file gives the same bytes.

    Raises:
        TemplateRefused: the file cannot be read.
        CharactersMissingError: it has characters that the fonts cannot show.
    """
    return write(lay_out_word(filled, language=language))


def _complete_word_tags(_pages: Document, pdf: Any) -> None:
    """Say which way header cells point, and that links stand in print."""
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("S") == "/TH":
            entry["A"]["Scope"] = _scope(pdf, entry)
        elif isinstance(entry, dict) and entry.get("Subtype") == "/Link":
            entry["F"] = _PRINTED


def render_side_by_side(left: ComposedDocument, right: ComposedDocument, *, authentic: str) -> bytes:
    """Return a paper in two languages, clause against clause, as PDF/UA-1; the same input gives the same bytes.

    Args:
        left: the paper in one language.
        right: the same version of it in another.
        authentic: the language whose text holds, empty if that is not decided.

    Raises:
        CharactersMissingError: the papers have characters that the fonts cannot show.
    """
    check_characters(left)
    check_characters(right)
    source = sides_html(left, right, authentic=authentic)
    pages = _laid_out(
        _Page(source),
        stylesheet(SIDES_STYLESHEET),
        hashlib.sha256(source.encode()).hexdigest(),
        left.date,
        partial(_complete_tags, {**_headings(in_column(left)), **_headings(in_column(right))}),
    )
    return write(pages)


def _headings(document: ComposedDocument) -> dict[str, str]:
    return {
        block.bookmark: f"{block.number} {plain(block.runs)}" for block in document.blocks if isinstance(block, Heading)
    }


def _complete_tags(headings: Mapping[str, str], _pages: Document, pdf: Any) -> None:
    """Add what WeasyPrint 70 leaves out: which way a table's header cells point, and that links are printed.

    A link says the heading it leads to, and not the name of its bookmark, to those who hear it.
    """
    for entry in pdf.objects:
        if not isinstance(entry, dict):
            continue
        if entry.get("S") == "/TH":
            entry["A"]["Scope"] = _scope(pdf, entry)
        elif entry.get("Subtype") == "/Link":
            entry["F"] = _PRINTED
            entry["Contents"] = pydyf.String(headings[entry["Dest"].string])


def _scope(pdf: Any, cell: Any) -> str:
    """Return which way a header cell points: down from the head of its table, otherwise along its row."""
    return "/Column" if _above(pdf, _above(pdf, cell))["S"] == "/THead" else "/Row"


def _above(pdf: Any, element: Any) -> Any:
    """Return the parent of an element of structure; references look like `12 0 R`."""
    return pdf.objects[int(element["P"].split()[0])]
