"""Word's field codes: some run programs or fetch files when the paper is opened, so only named ones may pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from procurement.rendering.word.xml import w

ALLOWED: Final = frozenset(
    [
        "=",
        "ADVANCE",
        "AUTHOR",
        "AUTONUM",
        "AUTONUMLGL",
        "AUTONUMOUT",
        "BIBLIOGRAPHY",
        "CITATION",
        "COMPARE",
        "CREATEDATE",
        "DATE",
        "DOCPROPERTY",
        "EQ",
        "FILENAME",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "FORMTEXT",
        "HYPERLINK",
        "IF",
        "INDEX",
        "LISTNUM",
        "MERGEFIELD",
        "NEXT",
        "NOTEREF",
        "NUMCHARS",
        "NUMPAGES",
        "NUMWORDS",
        "PAGE",
        "PAGEREF",
        "PRINTDATE",
        "QUOTE",
        "REF",
        "REVNUM",
        "SAVEDATE",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "STYLEREF",
        "SUBJECT",
        "SYMBOL",
        "TA",
        "TC",
        "TIME",
        "TITLE",
        "TOA",
        "TOC",
        "XE",
    ]
)
_WORD: Final = re.compile(r"\s*(=|[^\s\\\"]+)")
_LINK: Final = re.compile(r'\s*HYPERLINK\s+(?:(?:\\[a-z]\s+)*)(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:|#)[^\s{}]*", re.IGNORECASE)


def instructions(story: Any) -> Iterator[tuple[Any, str]]:
    """Yield each field's own code and the paragraph or element it begins in; a nested field is a field of its own."""
    open_fields: list[tuple[Any, list[str], bool]] = []
    for element in story.iter(w("fldChar"), w("instrText"), w("fldSimple")):
        if element.tag == w("fldSimple"):
            yield element, element.get(w("instr"), "")
        elif element.tag == w("instrText"):
            if open_fields:
                open_fields[-1][1].append(element.text or "")
            else:
                yield element, element.text or ""
        else:
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                open_fields.append((element, [], True))
            elif kind == "end" and open_fields:
                begin, texts, _ = open_fields.pop()
                yield begin, "".join(texts)
    for begin, texts, _ in open_fields:
        yield begin, "".join(texts)


def refused(instruction: str) -> str | None:
    """Return what to name in the finding if a code is not allowed."""
    match = _WORD.match(instruction)
    if match is None:
        # A code whose first word another field computes could be anything.
        return instruction.strip() or "{ }"
    word = match[1].upper()
    if word.startswith("="):
        word = "="
    if word not in ALLOWED:
        return match[1]
    if word == "HYPERLINK":
        link = _LINK.match(instruction)
        target = (link[1] or link[2] or "") if link else ""
        local = re.search(r"\\l\b", instruction) is not None
        if (
            target
            and not target.startswith("\\")
            and not _SAFE_LINK.fullmatch(target)
            and not (local and instruction.partition(target)[0].rstrip(' "').endswith("\\l"))
        ):
            return instruction.strip()
    return None
