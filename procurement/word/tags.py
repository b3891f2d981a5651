"""Finds the tags of a story, paragraph by paragraph, and makes every other brace ordinary text.

docxtpl finds tags with patterns over the glued XML, so a stray brace can join two paragraphs. Here only what stands
whole in one paragraph is a tag; all other braces become marks that turn back into braces after Jinja has read the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from procurement.word.cleaning import NUMBER
from procurement.word.findings import Finding, Place, finding
from procurement.word.xml import w

MAX_TAGS: Final = 5_000
MAX_TAG_LENGTH: Final = 1_000
#: Noncharacters, which no document has, stand for braces that are text.
OPENING, CLOSING = "\ufdd0", "\ufdd1"
TO_MARKS: Final = str.maketrans({"{": OPENING, "}": CLOSING})
TO_BRACES: Final = str.maketrans({OPENING: "{", CLOSING: "}"})

PREFIXES: Final = ("tr", "tc", "p", "r")
COMMANDS: Final = ("if", "elif", "else", "endif", "for", "endfor")
CELL_COMMANDS: Final = ("hm", "vm", "colspan", "cellbg")
_CLOSERS: Final = {"{": "}}", "%": "%}", "#": "#}"}
_OBJECT: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
_IN_TEXT: Final = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\xad"}
_OBJECTS: Final = frozenset(
    w(name)
    for name in (
        "drawing",
        "pict",
        "object",
        "footnoteReference",
        "endnoteReference",
        "sym",
        "ptab",
        "fldChar",
        "instrText",
        "footnoteRef",
        "endnoteRef",
        "pgNum",
    )
)
_DRAWINGS: Final = (w("txbxContent"), w("drawing"), w("pict"))
#: As docxtpl reads them: these quotes become straight inside a tag.
_STRAIGHTENED: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_WRONG_QUOTES: Final = re.compile("[„‚«»‹›`´‟‛]")
_SPACES: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
#: How docxtpl writes braces that are no tag; here braces that are no tag are written as they are.
_LITERAL: Final = re.compile(r"\{_[{%]|[}%]_\}")
_OUTSIDE_STRINGS: Final = re.compile(r"""("[^"]*"|'[^']*')""")


@dataclass(slots=True)
class Tag:
    """One `{{ }}`, `{% %}` or `{# #}`."""

    kind: str
    source: str
    start: int
    end: int
    paragraph: Paragraph
    prefix: str = ""
    keyword: str = ""
    body: str = ""

    @property
    def place(self) -> Place:
        """Return where the tag stands."""
        return self.paragraph.place


@dataclass(slots=True)
class Paragraph:
    """A paragraph's own text and where each stretch of it is kept in the file."""

    element: Any
    place: Place
    text: str = ""
    pieces: list[tuple[int, int, Any]] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    in_drawing: bool = False
    row: Any = None
    cell: Any = None
    table: Any = None

    def words(self) -> str:
        """Return the text without its tags."""
        return self.without(*self.tags)

    def without(self, *tags: Tag) -> str:
        """Return the text without some of its tags."""
        kept, position = [], 0
        for tag in tags:
            kept.append(self.text[position : tag.start])
            position = tag.end
        kept.append(self.text[position:])
        return "".join(kept)


def paragraphs(story: Any, part: str, member: str, headings: frozenset[str]) -> list[Paragraph]:
    """Return the paragraphs of a story in order, each with its place."""
    tables = {table: number for number, table in enumerate(story.iter(w("tbl")), start=1)}
    cells: dict[Any, tuple[Any, Any, int, int, int]] = {}
    for table, number in tables.items():
        for row_number, row in enumerate(_rows(table), start=1):
            for cell_number, cell in enumerate(row.iter(w("tc")), start=1):
                if cell not in cells or number >= cells[cell][2]:
                    cells[cell] = (table, row, number, row_number, cell_number)
    found = []
    heading = ""
    for element in story.iter(w("p")):
        drawing = cell = None
        for ancestor in element.iterancestors():
            if drawing is None and ancestor.tag in _DRAWINGS:
                drawing = ancestor
            elif cell is None and ancestor.tag == w("tc"):
                cell = ancestor
        table, row, *numbers = cells[cell] if cell is not None and cell in cells else (None, None, 0, 0, 0)
        text, pieces = _text(element)
        if drawing is None and _is_heading(element, headings):
            heading = " ".join(text.replace(_OBJECT, "").split())[:80]
        place = Place(part, member, int(element.get(NUMBER) or 0), heading, *numbers)
        found.append(Paragraph(element, place, text, pieces, [], drawing is not None, row, cell, table))
    return found


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table itself, also those in content controls."""
    for row in table.iter(w("tr")):
        if next(row.iterancestors(w("tbl"))) is table:
            yield row


def _is_heading(element: Any, headings: frozenset[str]) -> bool:
    style = element.find(f"{w('pPr')}/{w('pStyle')}")
    if style is not None and style.get(w("val")) in headings:
        return True
    return element.find(f"{w('pPr')}/{w('outlineLvl')}") is not None


def heading_styles(styles: Any | None) -> frozenset[str]:
    """Return the ids of the paragraph styles that make headings."""
    if styles is None:
        return frozenset()
    found = set()
    for style in styles.iter(w("style")):
        name = style.find(w("name"))
        named = name is not None and re.match(
            r"(?:heading|rubrik|otsikko) ?\d|title$", name.get(w("val"), ""), re.IGNORECASE
        )
        level = style.find(f"{w('pPr')}/{w('outlineLvl')}")
        if named or (level is not None and level.get(w("val")) != "9"):
            found.add(style.get(w("styleId"), ""))
    return frozenset(found)


def _text(paragraph: Any) -> tuple[str, list[tuple[int, int, Any]]]:
    parts: list[str] = []
    pieces: list[tuple[int, int, Any]] = []
    length = 0
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in (w("p"), w("pPr"), w("rPr"), w("sdtPr")):
            continue
        if tag == w("t"):
            text = element.text or ""
            pieces.append((length, length + len(text), element))
        elif tag in _OBJECTS:
            text = _OBJECT
        else:
            text = _IN_TEXT.get(tag, "")
            stack.extend(reversed(element))
        parts.append(text)
        length += len(text)
    return "".join(parts), pieces


def find_tags(paragraph: Paragraph) -> list[Finding]:
    """Find the tags of a paragraph, and return what is wrong with the way they are written."""
    text, found = paragraph.text, list[Finding]()
    position, last = 0, {"{": True, "%": True, "#": True}
    while (start := text.find("{", position)) >= 0:
        kind = text[start + 1 : start + 2]
        closer = _CLOSERS.get(kind)
        end = text.find(closer, start + 2) if closer and last[kind] else -1
        if closer is None:
            position = start + 1
            continue
        if end < 0:
            if kind != "#" and last[kind]:
                found.append(finding("UNCLOSED", paragraph.place, text[start : start + 60], closing=closer))
            last[kind] = False
            position = start + 2
            continue
        inner = min(
            (at for at in (text.find("{{", start + 2, end), text.find("{%", start + 2, end)) if at >= 0), default=-1
        )
        if inner >= 0 and kind != "#":
            found.append(finding("UNCLOSED", paragraph.place, text[start:inner], closing=closer))
            position = inner
            continue
        tag = Tag(kind, text[start : end + 2], start, end + 2, paragraph)
        paragraph.tags.append(tag)
        found += _read(tag)
        position = end + 2
    if match := _LITERAL.search(paragraph.words()):
        found.append(finding("LITERAL_BRACES", paragraph.place, match[0]))
    for match in re.finditer(r"\}\}|%\}", paragraph.words()) if not found else ():
        # JSON and formulas in the text end so too, with their opening brace before it.
        words = paragraph.words()
        if words.count("{", 0, match.start()) - words.count("}", 0, match.start()) < len(match[0].strip("%")):
            found.append(finding("STRAY_CLOSING", paragraph.place, words[max(0, match.start() - 40) : match.end()]))
            break
    return found


def _read(tag: Tag) -> Iterator[Finding]:  # noqa: C901 - one check after another
    """Take a tag apart."""
    content = tag.source[2:-2]
    place = tag.place
    if tag.kind == "#":
        match = re.match(r"(tr|tc|p)\s", content)
        tag.prefix = match[1] if match else ""
        return
    if len(tag.source) > MAX_TAG_LENGTH or content.count("(") + content.count("[") > 30:
        yield finding("TAG_TOO_LONG", place, tag.source)
        return
    if re.search("[\t\n\u2011\xad]|" + _OBJECT, content):
        yield finding("BREAK_IN_TAG", place, tag.source)
    if "{" in content or "}" in content or (tag.kind == "%" and "%" in content):
        yield finding("BRACE_IN_TAG", place, tag.source)
        return
    outside = "".join(_OUTSIDE_STRINGS.split(content)[::2])
    if _WRONG_QUOTES.search(outside):
        yield finding("WRONG_QUOTES", place, tag.source)
        return
    if content != content.translate(_STRAIGHTENED):
        yield finding("SMART_QUOTES", place, tag.source)
        content = content.translate(_STRAIGHTENED)
    content = _SPACES.sub(" ", content)
    match = re.match(r"(tr|tc|p|r)\s(.*)", content, re.DOTALL)
    if match:
        tag.prefix, content = match[1], match[2]
        if "%" in content:
            yield finding("BRACE_IN_TAG", place, tag.source)
            return
    content = content.removeprefix("-").removesuffix("-").strip()
    if not content:
        yield finding("EMPTY_TAG", place, tag.source)
        return
    if tag.kind == "{":
        tag.body = content
        return
    word = re.match(r"\w*", content)
    tag.keyword = word[0] if word else ""
    tag.body = content[len(tag.keyword) :].strip()


def rewrite(paragraph: Paragraph) -> None:
    """Write tags in plain characters and every other brace as a mark, in the file's own text elements."""
    if "{" not in paragraph.text and "}" not in paragraph.text:
        return
    written, position = [], 0
    for tag in paragraph.tags:
        written.append(paragraph.text[position : tag.start].translate(TO_MARKS))
        if tag.kind == "#":
            written.append("{#" + tag.source[2:-2].translate(TO_MARKS) + "#}")
        else:
            written.append(_SPACES.sub(" ", tag.source.translate(_STRAIGHTENED)))
        position = tag.end
    written.append(paragraph.text[position:].translate(TO_MARKS))
    text = "".join(written)
    for start, end, element in paragraph.pieces:
        element.text = text[start:end]


def split_badly(tag: Tag) -> bool:
    """Tell whether a tag begins and ends in different surroundings, such as half in a link."""
    pieces = tag.paragraph.pieces
    first = bisect_right(pieces, tag.start, key=lambda piece: piece[1])
    parents = set()
    for start, _, element in pieces[first:]:
        if start >= tag.end:
            break
        parents.add(id(element.getparent().getparent()))
    return len(parents) > 1


def mark_other_braces(story: Any) -> Iterator[tuple[Any, str, str]]:
    """Turn braces outside the words into marks; yield element, code and text where a tag would have been read."""
    for element in story.iter():
        for name, value in element.attrib.items():
            if "{" in value or "}" in value:
                if "{{" in value or "{%" in value:
                    yield element, "TAG_IN_ATTRIBUTE", value
                element.set(name, value.translate(TO_MARKS))
        if element.tag != w("t") and element.text and ("{" in element.text or "}" in element.text):
            if "{{" in element.text or "{%" in element.text:
                in_code = etree.QName(element).localname == "instrText"
                yield element, "TAG_IN_FIELD_CODE" if in_code else "MISPLACED", element.text
            element.text = element.text.translate(TO_MARKS)
        if element.tail and ("{" in element.tail or "}" in element.tail):
            if "{{" in element.tail or "{%" in element.tail:
                yield element, "MISPLACED", element.tail
            element.tail = element.tail.translate(TO_MARKS)
