"""What a PDF hides: remarks, layers, names, words that cannot be seen, and what an earlier version of it said."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from procurement.hidden_content import DRAFT_LINE, Hidden, names_somebody, of_picture
from procurement.uploads.pdf_pages import OPAQUE, Account, Box, Page, read_page

#: Remarks of a reader on a PDF. A link's words are what a screen reader says, and a field's belong to the form.
_REMARKS: Final = frozenset(
    {
        "/Caret",
        "/Circle",
        "/FreeText",
        "/Highlight",
        "/Ink",
        "/Line",
        "/PolyLine",
        "/Polygon",
        "/Popup",
        "/Redact",
        "/Square",
        "/Squiggly",
        "/Stamp",
        "/StrikeOut",
        "/Text",
        "/Underline",
    }
)
#: Remarks that can lie over words as a box.
_BOXES: Final = frozenset({"/FreeText", "/Polygon", "/Square", "/Stamp"})
#: Where a version of a file ends; what was changed afterwards follows it.
_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF(?:\r\n|\r|\n)?")
#: A file that was saved so many times is a form somebody filled in; only the last of them are compared.
_MAX_VERSIONS: Final = 20


def of_pdf(data: bytes, organisations: frozenset[str] = frozenset()) -> Iterator[Hidden]:
    """Yield what a PDF that is in order hides, a sort perhaps more than once."""
    import pikepdf  # lazy: heavy

    account = Account()
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
        for author in (pdf.docinfo.get("/Author"), pdf.open_metadata().get("dc:creator")):
            if names_somebody(author, organisations):
                yield Hidden.PERSON
        for page in pdf.pages:
            yield from _of_remarks(page, organisations)
        if _hides_layers(pdf.Root.get("/OCProperties")):
            yield Hidden.LAYERS
        for each in pdf.objects:
            # A photograph stands in a PDF as it came out of the camera.
            if isinstance(each, pikepdf.Stream) and each.get("/Filter") == pikepdf.Name.DCTDecode:
                yield from of_picture(each.read_raw_bytes(), organisations)
        pages = [read_page(page, account, tuple(_boxes(page))) for page in pdf.pages]
        said = _said(pdf, pages)
    yield from _of_pages(pages)
    if any(_differs(earlier, said, account) for earlier in _earlier(data)):
        yield Hidden.REVISIONS
    if account.left < 0:
        yield Hidden.UNREAD


def _of_pages(pages: list[Page]) -> Iterator[Hidden]:
    for page in pages:
        if page.hides:
            yield Hidden.TEXT
        if not page.is_whole:
            yield Hidden.UNREAD
        if any(DRAFT_LINE.match(string) for string in page.strings):
            yield Hidden.DRAFT


def _earlier(data: bytes) -> Iterator[bytes]:
    """Yield the file as it was each time it was saved before, the newest first."""
    ends = [match.end() for match in _END.finditer(data)]
    for end in reversed(ends[-1 - _MAX_VERSIONS : -1]):
        yield data[:end]


def _differs(earlier: bytes, said: _Said, account: Account) -> bool:
    """Whether an earlier version of a file says something that the file no longer says.

    A file that is made to be read over a network ends twice and has no earlier version: what comes before its first
    end cannot be read alone.
    """
    import pikepdf  # lazy: heavy

    try:
        with pikepdf.open(io.BytesIO(earlier), attempt_recovery=False, suppress_warnings=True) as pdf:
            before = _said(pdf, [read_page(page, account) for page in pdf.pages])
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, RuntimeError):
        return False
    return before.is_more_than(said)


class _Said:
    """What a version of a file says: the words of its pages, its remarks, and its pictures by their length and hash."""

    def __init__(self, pages: list[Page], others: Counter[object]) -> None:
        self.pages = [page.text for page in pages]
        self.strings = {"".join(string.split()) for page in pages for string in page.strings}
        self.others = others

    def is_more_than(self, later: _Said) -> bool:
        """Whether something of it is gone from a later version, whatever that has added."""
        if self.others - later.others:
            return True
        everything = "\0".join(later.pages)
        if all(page in everything for page in self.pages):
            return False
        if any(len(string) > 1 and string not in everything for string in self.strings):
            return True
        return bool(Counter("".join(self.pages)) - Counter(everything))


def _said(pdf: Any, pages: list[Page]) -> _Said:
    import pikepdf  # lazy: heavy

    others: Counter[object] = Counter()
    for page in pdf.pages:
        for each in _annotations(page):
            if words := str(each.get("/Contents", "")).strip():
                others[words] += 1
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream) and str(each.get("/Subtype", "")) == "/Image":
            others[hash(each.read_raw_bytes())] += 1
    return _Said(pages, others)


def _annotations(page: Any) -> Iterator[Any]:
    import pikepdf  # lazy: heavy

    listed = page.get("/Annots")
    for each in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(each, pikepdf.Dictionary):
            yield each


def _boxes(page: Any) -> Iterator[Box]:
    """Yield the remarks that lie over the words of a page as filled boxes."""
    for each in _annotations(page):
        kind, corners = str(each.get("/Subtype", "")), each.get("/Rect", [])
        filled = each.get("/C" if kind == "/FreeText" else "/IC", [])
        is_box = kind == "/Redact" or (kind in _BOXES and len(filled) > 0)
        if is_box and float(each.get("/CA", 1)) >= OPAQUE and len(corners) == 4:
            a, b, c, d = map(float, corners)
            yield Box(min(a, c), min(b, d), max(a, c), max(b, d))


def _of_remarks(page: Any, organisations: frozenset[str]) -> Iterator[Hidden]:
    for each in _annotations(page):
        if str(each.get("/Subtype", "")) in _REMARKS:
            if str(each.get("/Contents", "")).strip() or "/RC" in each:
                yield Hidden.COMMENTS
            if names_somebody(each.get("/T"), organisations):
                yield Hidden.PERSON


def _hides_layers(properties: Any) -> bool:
    """Whether a layer is not shown when the file is opened."""
    import pikepdf  # lazy: heavy

    if not isinstance(properties, pikepdf.Dictionary):
        return False
    first = properties.get("/D", pikepdf.Dictionary())
    if str(first.get("/BaseState", "/ON")) == "/OFF":
        return len(properties.get("/OCGs", [])) > len(first.get("/ON", []))
    return len(first.get("/OFF", [])) > 0
