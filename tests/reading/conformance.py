"""Asks programs that are not ours whether a PDF is what it claims to be."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from outloud import check


def outloud_errors(content: bytes) -> list[str]:
    """What outloud, a checker of PDF/UA-1, calls an error."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(content)
        report = check(str(path))
    unread = [f"unreadable: {report.error}"] if report.error else []
    return unread + [f"{found.rule}: {found.message}" for found in report.findings if found.severity == "error"]


def archive_faults(content: bytes) -> list[str]:
    """What qpdf and the rules of PDF/A-3a (ISO 19005-3) that can be seen in the structure object to."""
    with pikepdf.open(io.BytesIO(content)) as document:
        faults = [rule for rule, holds in DOCUMENT_RULES.items() if not holds(document)]
        for entry in document.objects:
            if isinstance(entry, pikepdf.Dictionary) and (rule := OBJECT_RULES.get(str(entry.get("/Type")))):
                faults += [] if rule[1](entry) else [rule[0]]
        return [*document.check_pdf_syntax(), *faults]


def _says_its_part(document: pikepdf.Pdf) -> bool:
    with document.open_metadata() as metadata:
        return (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) == ("3", "A")


def _has_output_intent(document: pikepdf.Pdf) -> bool:
    intents = document.Root.get("/OutputIntents", [])
    return any(intent.S == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in intents)


def _is_tagged(document: pikepdf.Pdf) -> bool:
    root = document.Root
    return bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root and "/Lang" in root


def _does_nothing(document: pikepdf.Pdf) -> bool:
    root = document.Root
    return not {"/OpenAction", "/AA"} & set(root.keys()) and "/JavaScript" not in root.get("/Names", {})


def _is_shown_and_printed(annotation: pikepdf.Dictionary) -> bool:
    return int(annotation.get("/F", 0)) & 0b100111 == 0b100


DOCUMENT_RULES: dict[str, Callable[[pikepdf.Pdf], bool]] = {
    "6.1.3: a file identifier, no encryption": lambda pdf: "/ID" in pdf.trailer and not pdf.is_encrypted,
    "6.2.3: an output intent with a profile": _has_output_intent,
    "6.6.1: no actions": _does_nothing,
    "6.6.4: the metadata say PDF/A-3a": _says_its_part,
    "6.7: tagged, with a language": _is_tagged,
}
OBJECT_RULES: dict[str, tuple[str, Callable[[pikepdf.Dictionary], bool]]] = {
    "/FontDescriptor": (
        "6.2.11.4: every font is embedded",
        lambda font: bool({"/FontFile2", "/FontFile3"} & set(font.keys())),
    ),
    "/Filespec": (
        "6.8: attachments say what they are",
        lambda file: {"/AFRelationship", "/F", "/UF", "/EF"} <= set(file.keys()),
    ),
    "/Annot": ("6.3.2: annotations are shown and printed", _is_shown_and_printed),
}
