"""Reads a Word file of our own making into paragraphs and tables, with the numbers Word itself would compute."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from procurement.word import xml
from procurement.word.cleaning import clean_story, hidden_styles
from procurement.word.package import Package, open_package
from procurement.word.xml import MC, R, w

_OFF: Final = frozenset({"0", "false", "off", "none"})
#: Bullets of Word's symbol fonts, as letters every font has.
_BULLETS: Final = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf02d": "–", "\uf0fc": "✓", "o": "○"}
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_PROPERTIES: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_EXTENT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_PICTURES: Final = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
_MAX_SPAN: Final = 63


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    highlight: bool = False
    raised: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one look; `link` is where they lead."""

    text: str
    look: Look = Look()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a data address, with its words for those who do not see it and its width in millimetres."""

    source: str
    alternative: str
    width: float


@dataclass(frozen=True, slots=True)
class Page:
    """The number of the page, or of pages, which only the layout knows."""

    total: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to."""

    name: str


Inline = Text | Picture | Page | Anchor


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its computed number, its level as a heading (0 if it is none), its alignment and indent."""

    inlines: list[Inline] = field(default_factory=list)
    label: str = ""
    level: int = 0
    title: bool = False
    align: str = ""
    indent: float = 0.0
    hanging: float = 0.0
    breaks: bool = False

    @property
    def text(self) -> str:
        """Return the words, with the number before them."""
        words = "".join(each.text for each in self.inlines if isinstance(each, Text))
        return f"{self.label} {words}" if self.label else words


@dataclass(slots=True)
class Cell:
    """A cell and how many columns and rows it takes."""

    blocks: list[Block]
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class Table:
    """Rows of cells; the first `headers` rows are headings. `widths` are shares of the whole.

    `labelled` says that the first column tells what stands in each row, as Word marks it.
    """

    rows: list[list[Cell]]
    headers: int = 0
    ruled: bool = True
    widths: list[float] = field(default_factory=list)
    labelled: bool = False


Block = Paragraph | Table


@dataclass(slots=True)
class WordDocument:
    """A Word file's words in reading order."""

    body: list[Block]
    header: list[Block]
    footer: list[Block]
    first_header: list[Block] | None
    first_footer: list[Block] | None
    notes: list[list[Block]]
    language: str
    title: str


def lines(blocks: list[Block]) -> Iterator[str]:
    """Yield the words of blocks, a line for each paragraph."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                for cell in row:
                    yield from lines(cell.blocks)


def read(data: bytes) -> WordDocument:
    """Return what a Word file says.

    Raises:
        TemplateRefused: the file cannot be trusted or read.
    """
    return _Reader(open_package(data)).document()


class _Reader:
    def __init__(self, package: Package) -> None:
        self.package = package
        styles = self._root("styles")
        self.hidden = hidden_styles(styles)
        self.styles = {} if styles is None else {each.get(w("styleId"), ""): each for each in styles.iter(w("style"))}
        self.default = next(
            (
                name
                for name, each in self.styles.items()
                if each.get(w("type")) == "paragraph" and each.get(w("default"), "0") not in _OFF
            ),
            "",
        )
        language = None if styles is None else styles.find(f".//{w('docDefaults')}//{w('lang')}")
        self.language = "" if language is None else language.get(w("val"), "")
        self.numbering = _Numbering(self._root("numbering"))
        self.notes: list[list[Block]] = []
        self.links: dict[str, str] = {}
        self.pictures: dict[str, str] = {}
        self.note_roots = {kind: self._root(f"{kind}s") for kind in ("footnote", "endnote")}

    def _root(self, kind: str) -> Any | None:
        name = next(self.package.targets(kind), None)
        if name is None:
            return None
        return xml.parse(self.package.members[name])

    def document(self) -> WordDocument:
        root = xml.parse(self.package.members[self.package.main])
        clean_story(root, self.hidden)
        body = root.find(w("body"))
        self._enter(self.package.main)
        blocks = self._blocks(body)
        found = {
            (kind, which): self._margin(root, kind, which)
            for kind in ("header", "footer")
            for which in ("default", "first")
        }
        different = root.find(f".//{w('sectPr')}/{w('titlePg')}")
        first = different is not None and different.get(w("val"), "1") not in _OFF
        core = next((name for name in self.package.members if name.casefold() == "docprops/core.xml"), "")
        title = ""
        if core:
            element = xml.parse(self.package.members[core]).find("{http://purl.org/dc/elements/1.1/}title")
            title = "" if element is None else element.text or ""
        return WordDocument(
            blocks,
            found["header", "default"] or [],
            found["footer", "default"] or [],
            found["header", "first"] or [] if first else None,
            found["footer", "first"] or [] if first else None,
            self.notes,
            self.language,
            title,
        )

    def _enter(self, member: str) -> None:
        rows = self.package.relationships.get(member, [])
        self.links = {each.id: each.target for each in rows if each.external and each.kind == "hyperlink"}
        self.pictures = {each.id: each.member for each in rows if not each.external and each.kind == "image"}

    def _margin(self, root: Any, kind: str, which: str) -> list[Block] | None:
        for reference in root.iter(w(f"{kind}Reference")):
            if reference.get(w("type"), "default") == which:
                identifier = reference.get(f"{{{R}}}id")
                for each in self.package.relationships.get(self.package.main, []):
                    if each.id == identifier and each.member in self.package.members:
                        story = xml.parse(self.package.members[each.member])
                        clean_story(story, self.hidden)
                        self._enter(each.member)
                        return self._blocks(story)
        return None

    def _blocks(self, parent: Any) -> list[Block]:
        found: list[Block] = []
        for element in parent:
            if element.tag == w("p"):
                found += self._paragraph(element)
            elif element.tag == w("tbl"):
                found.append(self._table(element))
            elif element.tag in (w("sdt"), w("sdtContent"), w("customXml")):
                found += self._blocks(element)
        return found

    def _chain(self, style: str) -> Iterator[Any]:
        seen = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            element = self.styles[style]
            yield element
            base = element.find(w("basedOn"))
            style = "" if base is None else base.get(w("val"), "")

    def _property(self, paragraph: Any, style: str, name: str) -> Any | None:
        own = paragraph.find(f"{w('pPr')}/{w(name)}")
        if own is not None:
            return own
        return next(
            (found for each in self._chain(style) if (found := each.find(f"{w('pPr')}/{w(name)}")) is not None), None
        )

    def _paragraph(self, element: Any) -> list[Block]:
        style_element = element.find(f"{w('pPr')}/{w('pStyle')}")
        style = self.default if style_element is None else style_element.get(w("val"), "")
        paragraph = Paragraph()
        name = next((each.find(w("name")).get(w("val"), "") for each in self._chain(style)), "").casefold()
        outline = self._property(element, style, "outlineLvl")
        if name == "title":
            paragraph.title = True
        elif outline is not None and outline.get(w("val"), "9").isdigit() and int(outline.get(w("val"))) < 9:
            paragraph.level = min(int(outline.get(w("val"))) + 1, 6)
        paragraph.label = self._label(element, style)
        align = self._property(element, style, "jc")
        paragraph.align = "" if align is None else align.get(w("val"), "")
        paragraph.indent, paragraph.hanging = self._indents(element, style)
        breaks = self._property(element, style, "pageBreakBefore")
        paragraph.breaks = breaks is not None and breaks.get(w("val"), "1") not in _OFF
        run_look = self._style_look(style)
        boxes: list[Block] = []
        self._inlines(element, paragraph, run_look, "", boxes)
        return [paragraph, *boxes]

    def _indents(self, element: Any, style: str) -> tuple[float, float]:
        """Return left indent and hang: the paragraph's own, or its list level's, or its style's."""
        own = element.find(f"{w('pPr')}/{w('ind')}")
        found = own if own is not None else self.numbering.indent
        if found is None:
            found = self._property(element, style, "ind")
        if found is None:
            return 0.0, 0.0
        left = found.get(w("left")) or found.get(w("start")) or "0"
        return _millimetres(left), _millimetres(found.get(w("hanging"), "0"))

    def _label(self, element: Any, style: str) -> str:
        self.numbering.indent = None
        number = element.find(f"{w('pPr')}/{w('numPr')}")
        identifier = level = None
        for source in [number, *(each.find(f"{w('pPr')}/{w('numPr')}") for each in self._chain(style))]:
            if source is None:
                continue
            if identifier is None and (found := source.find(w("numId"))) is not None:
                identifier = found.get(w("val"))
            if level is None and (found := source.find(w("ilvl"))) is not None:
                level = found.get(w("val"))
            if identifier is not None:
                break
        if identifier is None or identifier == "0":
            return ""
        if level is None or number is None:
            level = self.numbering.level_of(
                identifier, [each.get(w("styleId"), "") for each in self._chain(style)], level
            )
        return self.numbering.next(identifier, int(level or 0))

    def _style_look(self, style: str) -> Look:
        look = Look()
        for each in reversed(list(self._chain(style))):
            look = _look(each.find(w("rPr")), look)
        return look

    def _inlines(self, parent: Any, paragraph: Paragraph, look: Look, link: str, boxes: list[Block]) -> None:
        fields: list[list[str]] = []
        self._walk(parent, paragraph, look, link, boxes, fields)

    def _walk(
        self, parent: Any, paragraph: Paragraph, look: Look, link: str, boxes: list[Block], fields: list[list[str]]
    ) -> None:
        for element in parent:
            tag = element.tag
            if tag == w("r"):
                self._run(element, paragraph, look, link, boxes, fields)
            elif tag == w("hyperlink"):
                target = self.links.get(element.get(f"{{{R}}}id", ""), "")
                anchor = element.get(w("anchor"))
                self._walk(element, paragraph, look, target or (f"#{anchor}" if anchor else link), boxes, fields)
            elif tag == w("bookmarkStart"):
                paragraph.inlines.append(Anchor(element.get(w("name"), "")))
            elif tag == w("fldSimple"):
                code = element.get(w("instr"), "").split()
                if code and code[0].upper() in ("PAGE", "NUMPAGES"):
                    paragraph.inlines.append(Page(code[0].upper() == "NUMPAGES"))
                else:
                    self._walk(element, paragraph, look, link, boxes, fields)
            elif tag == f"{{{MC}}}AlternateContent":
                choice = element.find(f"{{{MC}}}Choice")
                if choice is not None:
                    self._walk(choice, paragraph, look, link, boxes, fields)
            elif tag in (w("sdt"), w("sdtContent"), w("smartTag"), w("customXml"), w("ins"), w("dir"), w("bdo")):
                self._walk(element, paragraph, look, link, boxes, fields)

    def _run(
        self, run: Any, paragraph: Paragraph, look: Look, link: str, boxes: list[Block], fields: list[list[str]]
    ) -> None:
        properties = run.find(w("rPr"))
        style = None if properties is None else properties.find(w("rStyle"))
        if style is not None:
            for each in reversed(list(self._chain(style.get(w("val"), "")))):
                look = _look(each.find(w("rPr")), look)
        look = _look(properties, look)
        for element in run:
            self._piece(element, paragraph, look, link, boxes, fields)

    def _piece(  # noqa: C901 - one case a kind of element
        self, element: Any, paragraph: Paragraph, look: Look, link: str, boxes: list[Block], fields: list[list[str]]
    ) -> None:
        tag = element.tag
        if tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                fields.append(["", ""])
            elif fields and kind == "separate":
                fields[-1][1] = "shown"
                code = fields[-1][0].split()
                if code and code[0].upper() in ("PAGE", "NUMPAGES"):
                    paragraph.inlines.append(Page(code[0].upper() == "NUMPAGES"))
                    fields[-1][1] = "computed"
            elif fields and kind == "end":
                fields.pop()
        elif tag == w("instrText"):
            if fields:
                fields[-1][0] += element.text or ""
        elif fields and fields[-1][1] != "shown":
            return
        elif tag == w("t"):
            paragraph.inlines.append(Text(element.text or "", look, link))
        elif tag == w("tab"):
            paragraph.inlines.append(Text("\t", look, link))
        elif tag in (w("br"), w("cr")):
            if element.get(w("type")) == "page":
                paragraph.breaks = paragraph.breaks or not paragraph.text.strip()
            else:
                paragraph.inlines.append(Text("\n", look, link))
        elif tag == w("noBreakHyphen"):
            paragraph.inlines.append(Text("\u2011", look, link))
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            self._note(element, paragraph, look)
        elif tag in (w("drawing"), w("pict"), f"{{{MC}}}AlternateContent"):
            self._drawing(element, paragraph, boxes)

    def _note(self, element: Any, paragraph: Paragraph, look: Look) -> None:
        kind = "footnote" if element.tag == w("footnoteReference") else "endnote"
        root = self.note_roots[kind]
        if root is None:
            return
        for note in root.iter(w(kind)):
            if note.get(w("id")) == element.get(w("id")):
                number = str(len(self.notes) + 1)
                paragraph.inlines.append(Text(number, Look(raised="super"), f"#note{number}"))
                self.notes.append([])
                clean_story(note, self.hidden)
                self.notes[int(number) - 1] = self._blocks(note)
                return

    def _drawing(self, element: Any, paragraph: Paragraph, boxes: list[Block]) -> None:
        if element.tag == f"{{{MC}}}AlternateContent":
            element = element.find(f"{{{MC}}}Choice")
        if element is None:
            return
        for content in element.iter(w("txbxContent")):
            boxes += self._blocks(content)
        blip = next(element.iter(_BLIP), None)
        member = "" if blip is None else self.pictures.get(blip.get(f"{{{R}}}embed", ""), "")
        kind = _PICTURES.get(member.rpartition(".")[2].casefold())
        if kind and member in self.package.members:
            source = base64.b64encode(self.package.members[member]).decode()
            about, extent = next(element.iter(_PROPERTIES), None), next(element.iter(_EXTENT), None)
            alternative = "" if about is None else about.get("descr") or ""
            width = 0.0 if extent is None else int(extent.get("cx", "0")) / 36_000
            paragraph.inlines.append(Picture(f"data:{kind};base64,{source}", alternative, min(width, 160.0)))

    def _table(self, element: Any) -> Table:
        rows: list[list[Cell]] = []
        headers, growing = 0, True
        above: dict[int, Cell] = {}
        for row in (each for each in element.iter(w("tr")) if next(each.iterancestors(w("tbl"))) is element):
            mark = row.find(f"{w('trPr')}/{w('tblHeader')}")
            growing = growing and mark is not None and mark.get(w("val"), "1") not in _OFF
            headers += growing
            cells: list[Cell] = []
            column = 0
            for cell in (each for each in row.iter(w("tc")) if next(each.iterancestors(w("tr"))) is row):
                span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
                width = 1 if span is None else min(int(span.get(w("val"), "1") or 1), _MAX_SPAN)
                merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
                if merge is not None and merge.get(w("val"), "continue") == "continue" and column in above:
                    above[column].rows += 1
                else:
                    found = Cell(self._blocks(cell), max(width, 1))
                    cells.append(found)
                    above[column] = found
                    if merge is None:
                        above.pop(column)
                column += max(width, 1)
            rows.append(cells)
        grid = [float(each.get(w("w"), "0") or 0) for each in element.findall(f"{w('tblGrid')}/{w('gridCol')}")]
        total = sum(grid)
        widths = [each / total for each in grid] if total else []
        return Table(rows, headers, self._ruled(element), widths, _labelled(element))

    def _ruled(self, table: Any) -> bool:
        borders = table.find(f"{w('tblPr')}/{w('tblBorders')}")
        if borders is None:
            style = table.find(f"{w('tblPr')}/{w('tblStyle')}")
            chain = () if style is None else self._chain(style.get(w("val"), ""))
            borders = next((b for e in chain if (b := e.find(f"{w('tblPr')}/{w('tblBorders')}")) is not None), None)
        return borders is not None and any(each.get(w("val"), "none") not in ("none", "nil") for each in borders)


def _labelled(table: Any) -> bool:
    """Whether Word's marks say that a table's first column holds labels: a flag of its own, or a bit of the sum."""
    marks = table.find(f"{w('tblPr')}/{w('tblLook')}")
    if marks is None:
        return False
    flag = marks.get(w("firstColumn"))
    if flag is not None:
        return flag in ("1", "true", "on")
    try:
        return bool(int(marks.get(w("val"), "0"), 16) & 0x80)
    except ValueError:
        return False


def _look(properties: Any | None, look: Look) -> Look:
    if properties is None:
        return look

    def switch(name: str, before: bool) -> bool:
        element = properties.find(w(name))
        return before if element is None else element.get(w("val"), "1").casefold() not in _OFF

    raised = properties.find(w("vertAlign"))
    marks = {"superscript": "super", "subscript": "sub"}
    return Look(
        switch("b", look.bold),
        switch("i", look.italic),
        switch("u", look.underline),
        switch("strike", look.strike),
        switch("highlight", look.highlight),
        look.raised if raised is None else marks.get(raised.get(w("val"), ""), ""),
    )


def _millimetres(twips: str) -> float:
    try:
        return round(max(0.0, min(float(twips) / 56.7, 80.0)), 1)
    except ValueError:
        return 0.0


class _Numbering:
    """Word's list numbers: levels, restarts, and lists that share a definition and so a count."""

    def __init__(self, root: Any | None) -> None:
        self.levels: dict[str, dict[int, Any]] = {}
        self.abstract: dict[str, str] = {}
        self.overrides: dict[str, dict[int, int]] = {}
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[tuple[str, int]] = set()
        #: The indent of the level that was counted last.
        self.indent: Any | None = None
        if root is None:
            return
        for each in root.iter(w("abstractNum")):
            levels = {int(level.get(w("ilvl"), "0")): level for level in each.iter(w("lvl"))}
            self.levels[each.get(w("abstractNumId"), "")] = levels
        for each in root.iter(w("num")):
            identifier = each.get(w("numId"), "")
            self.abstract[identifier] = each.find(w("abstractNumId")).get(w("val"), "")
            for override in each.iter(w("lvlOverride")):
                start = override.find(w("startOverride"))
                if start is not None:
                    level = int(override.get(w("ilvl"), "0"))
                    self.overrides.setdefault(identifier, {})[level] = int(start.get(w("val"), "1"))

    def level_of(self, identifier: str, styles: list[str], given: str | None) -> str:
        """Return the level a style is linked to, which counts for more than the one it names."""
        for number, level in self.levels.get(self.abstract.get(identifier, ""), {}).items():
            linked = level.find(w("pStyle"))
            if linked is not None and linked.get(w("val")) in styles[:1]:
                return str(number)
        return given or "0"

    def next(self, identifier: str, level: int) -> str:
        """Count one paragraph and return its number or bullet."""
        abstract = self.abstract.get(identifier, "")
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        self.indent = levels[level].find(f"{w('pPr')}/{w('ind')}")
        counts = self.counts.setdefault(abstract, [None] * 9)
        start = self.overrides.get(identifier, {}).get(level)
        if start is not None and (identifier, level) not in self.begun:
            self.begun.add((identifier, level))
            counts[level] = start
        else:
            before = counts[level]
            counts[level] = self._start(levels, level) if before is None else before + 1
        for deeper in range(level + 1, 9):
            counts[deeper] = None
        return self._written(levels, counts, level)

    def _start(self, levels: dict[int, Any], level: int) -> int:
        element = None if level not in levels else levels[level].find(w("start"))
        return 1 if element is None else int(element.get(w("val"), "1"))

    def _written(self, levels: dict[int, Any], counts: list[int | None], level: int) -> str:
        kind = _value(levels[level], "numFmt", "decimal")
        pattern = _value(levels[level], "lvlText", "")
        if kind == "bullet":
            return _BULLETS.get(pattern, pattern if pattern.isprintable() else "•")
        legal = levels[level].find(w("isLgl")) is not None
        for other in range(level + 1):
            count = counts[other]
            shown = self._start(levels, other) if count is None else count
            form = "decimal" if legal or other not in levels else _value(levels[other], "numFmt", "decimal")
            pattern = pattern.replace(f"%{other + 1}", _figure(shown, form))
        return pattern


def _value(level: Any, name: str, default: str) -> str:
    element = level.find(w(name))
    found: str = default if element is None else element.get(w("val"), default)
    return found


def _figure(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            roman = _roman(number)
            return roman if form == "upperRoman" else roman.lower()
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
        case "ordinal":
            return f"{number}."
        case _:
            return str(number)


def _roman(number: int) -> str:
    pairs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    written = ""
    for value, sign in pairs:
        while number >= value:
            written, number = written + sign, number - value
    return written
