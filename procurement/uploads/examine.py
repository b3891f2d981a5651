"""Files from outside that are kept as they came: what each is, and why one cannot be trusted.

They are read in a child process that is limited in time and memory. A file says what it is by its bytes, and its name
has to agree. PDF: no script, no action that opens or sends anything, no other file inside, no encryption, no damage.
Word: what a Word template may be, in every story (`word/foreign.py`).
"""

from __future__ import annotations

import base64
import io
import sys
import warnings
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import Any, Final

from procurement.hidden_content import Hidden, of_picture
from procurement.uploads.hidden_in_pdf import of_pdf
from procurement.word import Finding, TemplateRefused, Worker, hidden_in_word, open_foreign, serve

MAX_FILE: Final = 25 * 2**20
MAX_PIXELS: Final = 60_000_000
SECONDS: Final = 20.0

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
#: How the name of a file of each type may end; the first is how we end it.
SUFFIXES: Final = {PDF: (".pdf",), DOCX: (".docx",), PNG: (".png",), JPEG: (".jpg", ".jpeg")}
_BEGINNINGS: Final = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", DOCX),
    (b"\xd0\xcf\x11\xe0", DOCX),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
)

#: What a PDF may hold only to act on its reader: kinds of actions and of annotations.
_ACTIONS: Final = frozenset(
    {"/GoToE", "/GoToR", "/ImportData", "/Movie", "/Rendition", "/RichMediaExecute", "/SubmitForm", "/Sound", "/Thread"}
)
_MEDIA: Final = frozenset({"/3D", "/Movie", "/RichMedia", "/Screen", "/Sound"})
_LINKS: Final = ("http://", "https://", "mailto:")


class Fault(StrEnum):
    """Why a file cannot be trusted."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    NAME = "name"
    OVERRUN = "overrun"
    PDF_DAMAGED = "pdf_damaged"
    PDF_ENCRYPTED = "pdf_encrypted"
    PDF_SCRIPT = "pdf_script"
    PDF_LAUNCH = "pdf_launch"
    PDF_FILES = "pdf_files"
    PDF_ACTIVE = "pdf_active"
    PICTURE_DAMAGED = "picture_damaged"
    PICTURE_TOO_LARGE = "picture_too_large"


class ForeignFileRefusedError(ValueError):
    """A file cannot be trusted. It has faults, or, if it is a Word file, findings of the engine of Word templates."""

    def __init__(self, faults: tuple[Fault, ...] = (), findings: tuple[Finding, ...] = ()) -> None:
        self.faults = faults
        self.findings = findings
        super().__init__(", ".join([*faults, *(each.code for each in findings)]))


def media_type_of(data: bytes) -> str | None:
    """Return what a file says it is by its first bytes; None for what nobody may upload."""
    return next((media_type for beginning, media_type in _BEGINNINGS if data.startswith(beginning)), None)


def examine(data: bytes, name: str) -> str:
    """Return the media type of a file that can be trusted.

    Args:
        data: the file.
        name: what its owner called it.

    Raises:
        ForeignFileRefusedError: it cannot be trusted; every reason is listed.
    """
    if not data:
        raise ForeignFileRefusedError((Fault.EMPTY,))
    if len(data) > MAX_FILE:
        raise ForeignFileRefusedError((Fault.TOO_LARGE,))
    media_type = media_type_of(data)
    if media_type is None:
        raise ForeignFileRefusedError((Fault.UNKNOWN_TYPE,))
    if PurePath(name).suffix.casefold() not in SUFFIXES[media_type]:
        raise ForeignFileRefusedError((Fault.NAME,))
    if faults := _EXAMINER.faults(data):
        raise ForeignFileRefusedError(faults)
    return media_type


def hidden_content(data: bytes, organisations: Iterable[str] = ()) -> tuple[Hidden, ...]:
    """Return what a file that was examined holds and does not show, each sort once.

    Args:
        data: the file.
        organisations: names that may stand as its author, since they are no person's.

    Raises:
        ForeignFileRefusedError: it cannot be trusted, or reading it took too much.
    """
    return _EXAMINER.hidden(data, organisations)


class Examiner(Worker):
    """The child process that reads the files."""

    module = "procurement.uploads.examine"

    def faults(self, data: bytes) -> tuple[Fault, ...]:
        """Return what is wrong with a file of a known type.

        Raises:
            ForeignFileRefusedError: it is a Word file that the engine of Word templates refuses.
        """
        try:
            return tuple(Fault(code) for code in self._call("examine", data, None, None))
        except TemplateRefused as refused:
            if _is_overrun(refused):
                return (Fault.OVERRUN,)
            raise ForeignFileRefusedError(findings=refused.findings) from refused

    def hidden(self, data: bytes, organisations: Iterable[str] = ()) -> tuple[Hidden, ...]:
        """Return what a file of a known type holds and does not show.

        Raises:
            ForeignFileRefusedError: it cannot be read, or that takes too much.
        """
        try:
            found = self._call("hidden", data, None, None, organisations=list(organisations))
        except TemplateRefused as refused:
            faults = (Fault.OVERRUN,) if _is_overrun(refused) else ()
            raise ForeignFileRefusedError(faults, () if faults else refused.findings) from refused
        if Fault.PDF_DAMAGED in found:
            raise ForeignFileRefusedError((Fault.PDF_DAMAGED,))
        return tuple(Hidden(code) for code in found)


def _is_overrun(refused: TemplateRefused) -> bool:
    return any(each.code == "TIME_OR_MEMORY" for each in refused.findings)


_EXAMINER: Final = Examiner(seconds=SECONDS)


# -- In the child -----------------------------------------------------------------------------------------------------


def faults_of(data: bytes) -> list[Fault]:
    """Return what is wrong with a file, each fault once.

    Raises:
        TemplateRefused: it is a Word file that cannot be trusted.
    """
    match media_type_of(data):
        case "application/pdf":
            return list(dict.fromkeys(_faults_of_pdf(data)))
        case "image/png" | "image/jpeg":
            return list(_faults_of_picture(data))
    open_foreign(data)
    return []


def hidden_in(data: bytes, organisations: Iterable[str] = ()) -> list[Hidden | Fault]:
    """Return what a file holds and does not show, each sort once, in the order of the sorts; or that it is damaged.

    Raises:
        TemplateRefused: it is a Word file that cannot be trusted.
    """
    names = frozenset(name.strip().casefold() for name in organisations)
    match media_type_of(data):
        case "application/pdf":
            import pikepdf  # lazy: heavy

            try:
                found = set(of_pdf(data, names))
            except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, RuntimeError):
                return [Fault.PDF_DAMAGED]
        case "image/png" | "image/jpeg":
            found = set(of_picture(data, names))
        case _:
            found = set(hidden_in_word(data, names))
    return [each for each in Hidden if each in found]


def _faults_of_pdf(data: bytes) -> Iterator[Fault]:
    import pikepdf  # lazy: heavy

    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                yield Fault.PDF_ENCRYPTED
            if not len(pdf.pages):
                yield Fault.PDF_DAMAGED
            for each in pdf.objects:
                yield from _faults_of_object(each)
    except pikepdf.PasswordError:
        yield Fault.PDF_ENCRYPTED
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, RuntimeError):
        yield Fault.PDF_DAMAGED


def _faults_of_object(top: Any) -> Iterator[Fault]:
    """Yield the faults of an object and of all that stands in it; what it refers to is an object of its own."""
    import pikepdf  # lazy: heavy

    waiting = [top]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Stream):
            value = value.stream_dict
        if isinstance(value, pikepdf.Dictionary):
            yield from _faults_of_dictionary(value)
            waiting.extend(each for _key, each in value.items() if _stands_here(each))
        elif isinstance(value, pikepdf.Array):
            waiting.extend(each for each in value if _stands_here(each))


def _stands_here(value: Any) -> bool:
    import pikepdf  # lazy: heavy

    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _faults_of_dictionary(found: Any) -> Iterator[Fault]:
    keys = set(found.keys())
    subtype = str(found.get("/Subtype", ""))
    action = "" if str(found.get("/Type", "")) == "/StructElem" else str(found.get("/S", ""))
    if keys & {"/JS", "/JavaScript"} or action == "/JavaScript":
        yield Fault.PDF_SCRIPT
    if action == "/Launch":
        yield Fault.PDF_LAUNCH
    if keys & {"/EF", "/EmbeddedFiles"} or str(found.get("/Type", "")) == "/EmbeddedFile":
        yield Fault.PDF_FILES
    if subtype == "/FileAttachment":
        yield Fault.PDF_FILES
    if action in _ACTIONS or subtype in _MEDIA or "/XFA" in keys:
        yield Fault.PDF_ACTIVE
    if action == "/URI" and not str(found.get("/URI", "")).casefold().startswith(_LINKS):
        yield Fault.PDF_ACTIVE


def _faults_of_picture(data: bytes) -> Iterator[Fault]:
    from PIL import Image  # lazy: heavy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    yield Fault.PICTURE_TOO_LARGE
                    return
                picture.verify()
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:  # A verified one cannot be loaded.
                picture.load()
    except Image.DecompressionBombError:
        yield Fault.PICTURE_TOO_LARGE
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        yield Fault.PICTURE_DAMAGED


def _do(request: dict[str, Any]) -> list[str]:
    data = base64.b64decode(request["template"])
    found = hidden_in(data, request["organisations"]) if request["do"] == "hidden" else faults_of(data)
    return [str(each) for each in found]


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, int(sys.argv[1]), _do)
