"""Word's field codes: some run programs or fetch files when the paper is opened, so only named ones may pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from procurement.rendering.word.xml import w

#: What a reader's Word may compute from the paper itself.
ALLOWED: Final = frozenset(
    """= ADVANCE AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY CITATION COMPARE EQ FORMCHECKBOX FORMDROPDOWN FORMTEXT
    HYPERLINK IF INDEX LISTNUM NEXT NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF QUOTE REF SECTION SECTIONPAGES SEQ
    STYLEREF SUBJECT SYMBOL TA TC TITLE TOA TOC XE""".split()  # noqa: SIM905
)
#: What would change with the reader, the clock or the author's computer: only the text it shows now is kept.
FIXED: Final = frozenset(
    """AUTHOR COMMENTS CREATEDATE DATE DOCPROPERTY DOCVARIABLE EDITTIME FILENAME FILESIZE INFO KEYWORDS LASTSAVEDBY
    MERGEFIELD MERGEREC MERGESEQ PRINTDATE REVNUM SAVEDATE TEMPLATE TIME USERADDRESS USERINITIALS
    USERNAME""".split()  # noqa: SIM905
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


@dataclass(slots=True)
class _Open:
    marks: list[Any]
    code: str = ""
    shows: bool = False
    nested: bool = False


def fix(story: Any) -> list[str]:  # noqa: C901 - one case a kind of mark
    """Turn the fields of `FIXED` into the text they show, and return their codes."""
    fixed = []
    stack: list[_Open] = []
    for element in list(story.iter(w("fldChar"), w("instrText"), w("fldSimple"))):
        kind = element.get(w("fldCharType"))
        if element.tag == w("fldSimple"):
            if _first_word(element.get(w("instr"), "")) in FIXED:
                fixed.append(element.get(w("instr"), "").strip())
                _unwrap(element)
        elif kind == "begin":
            if stack and not stack[-1].shows:
                stack[-1].nested = True
            stack.append(_Open([element]))
        elif stack:
            stack[-1].marks.append(element)
            if element.tag == w("instrText"):
                stack[-1].code += element.text or ""
            elif kind == "separate":
                stack[-1].shows = True
            elif kind == "end":
                field = stack.pop()
                if not field.nested and _first_word(field.code) in FIXED:
                    fixed.append(field.code.strip())
                    for mark in field.marks:
                        _remove(mark)
    return fixed


def _first_word(instruction: str) -> str:
    match = _WORD.match(instruction)
    return match[1].upper() if match else ""


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    position = parent.index(element)
    for child in reversed(element):
        parent.insert(position, child)
    parent.remove(element)


def _remove(mark: Any) -> None:
    run = mark.getparent()
    run.remove(mark)
    if all(child.tag == w("rPr") for child in run) and run.getparent() is not None:
        run.getparent().remove(run)


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
