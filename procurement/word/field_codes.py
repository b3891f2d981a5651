"""Word's field codes: some run programs or fetch files when the paper is opened, so only named ones may pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from procurement.word.xml import w

#: What a reader's Word may compute from the paper itself.
ALLOWED: Final = frozenset(
    """= ADVANCE AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY CITATION COMPARE EQ FORMCHECKBOX FORMDROPDOWN FORMTEXT
    HYPERLINK IF INDEX LISTNUM NEXT NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF QUOTE REF SECTION SECTIONPAGES SEQ
    SHAPE STYLEREF SUBJECT SYMBOL TA TC TITLE TOA TOC XE""".split()  # noqa: SIM905
)
#: What would change with the reader, the clock or the author's computer, and what reference managers keep for
#: themselves: in a template only the text it shows now is kept; in a file that is kept as it came it acts on nobody.
FIXED: Final = frozenset(
    """ADDIN AUTHOR COMMENTS CREATEDATE DATE DOCPROPERTY DOCVARIABLE EDITTIME FILENAME FILESIZE INFO KEYWORDS
    LASTSAVEDBY MERGEFIELD MERGEREC MERGESEQ PRINTDATE REVNUM SAVEDATE TEMPLATE TIME USERADDRESS USERINITIALS
    USERNAME""".split()  # noqa: SIM905
)
#: Stands in a code for a field inside it, since nobody knows what that computes.
NESTED: Final = "\0"
_WORD: Final = re.compile(r"\s*(=|[^\s\\\"\0]++(?!\0))")
_LINK: Final = re.compile(r'\s*HYPERLINK\s+(?:(?:\\[a-z]\s+)*)(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:|#)[^\s{}\0]*", re.IGNORECASE)
_SWITCH: Final = re.compile(r"\\[a-z]", re.IGNORECASE)


def instructions(story: Any) -> Iterator[tuple[Any, str]]:
    """Yield each field's own code and the element it begins in; a nested field is a field of its own."""
    open_fields: list[_Code] = []
    for element in story.iter(w("fldChar"), w("instrText"), w("delInstrText"), w("fldSimple")):
        kind = element.get(w("fldCharType"))
        if (element.tag == w("fldSimple") or kind == "begin") and open_fields and not open_fields[-1].shows:
            open_fields[-1].text += NESTED
        if element.tag == w("fldSimple"):
            yield element, element.get(w("instr"), "")
        elif element.tag != w("fldChar"):
            if open_fields:
                open_fields[-1].text += element.text or ""
            else:
                yield element, element.text or ""
        elif kind == "begin":
            open_fields.append(_Code(element))
        elif kind == "separate" and open_fields:
            open_fields[-1].shows = True
        elif kind == "end" and open_fields:
            field = open_fields.pop()
            yield field.begin, field.text
    yield from ((field.begin, field.text) for field in open_fields)


@dataclass(slots=True)
class _Code:
    begin: Any
    text: str = ""
    shows: bool = False


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


def refused(instruction: str, allowed: frozenset[str] = ALLOWED) -> str | None:
    """Return what to name in the finding if a code is not one of the allowed."""
    shown = instruction.replace(NESTED, "{ }").strip()
    match = _WORD.match(instruction)
    if match is None:
        # A code whose first word another field computes could be anything.
        return shown or "{ }"
    word = match[1].upper()
    if word.startswith("="):
        word = "="
    if word not in allowed:
        return match[1]
    if word == "HYPERLINK":
        link = _LINK.match(instruction)
        target = (link[1] or link[2] or "") if link else ""
        is_switch = link is not None and link[2] is not None and _SWITCH.fullmatch(target) is not None
        local = re.search(r"\\l\b", instruction) is not None
        if (
            target
            and not is_switch
            and not _SAFE_LINK.fullmatch(target)
            and not (local and instruction.partition(target)[0].rstrip(' "').endswith("\\l"))
        ):
            return shown
    return None
