"""Judges a document by what it holds: its bytes have to be what its name says.

What does not show in a name, or turns its direction, Django takes out before it gets here.
"""

from __future__ import annotations

import codecs
import zipfile
from enum import StrEnum
from pathlib import PurePath
from typing import IO, Final

#: What an Office file says of its main part. Files with macros say another word.
_OFFICE: Final = {
    ".docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ".pptx": b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ".xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_ODT: Final = b"application/vnd.oasis.opendocument.text"
_TEXTS: Final = frozenset({".csv", ".txt"})
_HYPERTEXT: Final = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml", b"<head", b"<body", b"<iframe")
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_LARGEST_LIST: Final = 2**20
_PIECE: Final = 2**16


class Fault(StrEnum):
    """Why a document is not taken."""

    CONTENT = "content"
    MACROS = "macros"


def fault_of(name: str, file: IO[bytes]) -> Fault | None:
    """Return what is wrong with a document; None if its content is what its name says.

    Only types that are known here are judged; the file is read from its beginning and left there.

    Args:
        name: what its owner called it.
        file: the file, which can be sought in.
    """
    try:
        return _fault_of_content(PurePath(name).suffix.lower(), file)
    finally:
        file.seek(0)


def _fault_of_content(suffix: str, file: IO[bytes]) -> Fault | None:
    file.seek(0)
    beginning = file.read(_PIECE)
    if suffix in _OFFICE:
        return _office(file, suffix)
    right = {
        ".odt": lambda: _is_zip(beginning) and _odt(file),
        ".pdf": lambda: beginning.startswith(b"%PDF-"),
        ".rtf": lambda: beginning.startswith(b"{\\rtf"),
        ".zip": lambda: _is_zip(beginning) and zipfile.is_zipfile(file),
    }
    if suffix in _TEXTS:
        return None if _text(beginning, file) else Fault.CONTENT
    return None if suffix not in right or right[suffix]() else Fault.CONTENT


def _is_zip(beginning: bytes) -> bool:
    return beginning.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _member(file: IO[bytes], name: str) -> bytes:
    """The beginning of a member of a ZIP file; empty if there is none, or the file is damaged."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive, archive.open(name) as member:
            return member.read(_LARGEST_LIST)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, EOFError, NotImplementedError, ValueError):
        return b""


def _office(file: IO[bytes], suffix: str) -> Fault | None:
    said = _member(file, "[Content_Types].xml")
    if b"macroEnabled" in said or b"vbaProject" in said:
        return Fault.MACROS
    return None if _OFFICE[suffix] in said else Fault.CONTENT


def _odt(file: IO[bytes]) -> bool:
    return _member(file, "mimetype").strip() == _ODT


def _text(beginning: bytes, file: IO[bytes]) -> bool:
    """Whether a file is text: in UTF-8, in UTF-16 with its mark, or in the one-byte characters of older programs."""
    decoder: codecs.IncrementalDecoder
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoder = codecs.getincrementaldecoder("utf-16")()
        begins = beginning.decode("utf-16", "ignore").lstrip().lower().encode()
    else:
        decoder = codecs.getincrementaldecoder("latin-1")()
        begins = beginning.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if begins.startswith(_HYPERTEXT) or beginning.startswith(_PROGRAMS):
        return False
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            if "\0" in decoder.decode(piece):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
