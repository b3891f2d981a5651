"""Draws the Word template of the clause-built kinds: page, styles, native numbering, and docxtpl's tags.

The template is code and not a binary file, so that a change to it shows in a diff.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from procurement.composed.document import WIDEST_GRID, ParagraphStyle, RunKind, TableStyle

FONT: Final = "Calibri"
INK: Final = RGBColor(0x17, 0x21, 0x1D)
SOFT: Final = RGBColor(0x4A, 0x57, 0x50)
_HEADING_NUMBERING: Final = "1"
_ITEM_NUMBERING: Final = "2"

#: The Word style of each style of paragraph.
PARAGRAPH_STYLES: Final = {
    ParagraphStyle.BODY: "Klash Body",
    ParagraphStyle.CLAUSE: "Klash Clause",
    ParagraphStyle.QUOTE: "Klash Quote",
    ParagraphStyle.ITEM: "Klash Item",
    ParagraphStyle.SMALL: "Klash Small",
    ParagraphStyle.PARTY: "Klash Party",
    ParagraphStyle.NOTICE: "Klash Notice",
}


@cache
def shell(language_tag: str) -> bytes:
    """Return the template as a `.docx` file whose text is marked with a language."""
    document = Document()
    for element in list(document.element.body)[:-1]:
        document.element.body.remove(element)
    _page(document)
    _numbering(document)
    _styles(document, language_tag)
    _running_header(document)
    _body(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3.2), Cm(2.3)
    section.header_distance, section.footer_distance = Cm(1.3), Cm(1.1)


def _numbering(document: Any) -> None:
    """Replace python-docx's sample lists by ours: headings 1 and clauses 1.1 in one list, and dashes."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>'
        '<w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="794"/></w:tabs><w:ind w:left="794" w:hanging="794"/></w:pPr></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="KlashClause"/>'
        '<w:lvlText w:val="%1.%2"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:tabs><w:tab w:val="num" w:pos="794"/></w:tabs><w:ind w:left="794" w:hanging="794"/></w:pPr></w:lvl>'
    )
    dash = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="KlashItem"/>'
        '<w:lvlText w:val="–"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="1191" w:hanging="397"/></w:pPr></w:lvl>'
    )
    for identifier, kind, xml in (
        (_HEADING_NUMBERING, "multilevel", levels),
        (_ITEM_NUMBERING, "hybridMultilevel", dash),
    ):
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identifier}">'
                f'<w:multiLevelType w:val="{kind}"/>{xml}</w:abstractNum>'
            )
        )
    for identifier in (_HEADING_NUMBERING, _ITEM_NUMBERING):
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{identifier}"><w:abstractNumId w:val="{identifier}"/></w:num>')
        )


def _styles(document: Any, language_tag: str) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    run_defaults = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for tag in ("w:lang", "w:rFonts"):
        for old in run_defaults.findall(qn(tag)):
            run_defaults.remove(old)
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
    run_defaults.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {fonts}/>"))
    run_defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{language_tag}" w:eastAsia="{language_tag}"/>'))
    normal = styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(11), INK
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for name, size, before, after in (("Title", 22, 4, 2), ("Subtitle", 14, 0, 12), ("Heading 1", 13, 16, 4)):
        style = styles[name]
        _plain_font(style)
        style.font.size, style.font.bold, style.font.italic = Pt(size), name != "Subtitle", False
        style.font.color.rgb = INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
        for sample in (*style.element.pPr.findall(qn("w:pBdr")), *style.element.pPr.findall(qn("w:numPr"))):
            style.element.pPr.remove(sample)
    _number(styles["Heading 1"], _HEADING_NUMBERING, 0)
    for name in PARAGRAPH_STYLES.values():
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
    _number(styles["Klash Clause"], _HEADING_NUMBERING, 1)
    _number(styles["Klash Item"], _ITEM_NUMBERING, 0)
    styles["Klash Item"].paragraph_format.space_after = Pt(2)
    styles["Klash Clause"].paragraph_format.space_before = Pt(4)
    styles["Klash Clause"].paragraph_format.space_after = Pt(4)
    quote = styles["Klash Quote"]
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(1.4)
    quote.font.italic = True
    small = styles["Klash Small"]
    small.font.size, small.font.color.rgb = Pt(10), SOFT
    cell = styles.add_style("Klash Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style, cell.font.size = normal, Pt(9.5)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(3)
    party = styles["Klash Party"]
    party.font.bold = True
    party.paragraph_format.space_before, party.paragraph_format.keep_with_next = Pt(18), True
    notice = styles["Klash Notice"]
    notice.font.size = Pt(10)
    notice.element.get_or_add_pPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FDEFD8"/>')
    )
    header = styles["Header"]
    header.font.size, header.font.color.rgb = Pt(9), SOFT
    header.paragraph_format.space_after = Pt(0)
    header.paragraph_format.tab_stops.clear_all()


def _plain_font(style: Any) -> None:
    """Take away the theme fonts and letter-spacing of python-docx's sample styles."""
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)
    style.font.name = FONT


def _number(style: Any, numbering: str, level: int) -> None:
    properties = style.element.get_or_add_pPr()
    number = properties.get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = int(numbering)


def _run(text: str, properties: str = "") -> Any:
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return parse_xml(f'<w:r {nsdecls("w")}>{rpr}<w:t xml:space="preserve">{text}</w:t></w:r>')


def _field(instruction: str, shown: str) -> list[Any]:
    """Return a field with its result cached, so that it is right before Word updates it."""

    def mark(kind: str) -> Any:
        return parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="{kind}"/></w:r>')

    code = parse_xml(f'<w:r {nsdecls("w")}><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>')
    return [mark("begin"), code, mark("separate"), _run(shown), mark("end")]


def _append_runs(paragraph: Any, name: str, look: str = "") -> None:
    """Append docxtpl's loop over the runs that `name` holds, with the look of each kind of run."""
    element = paragraph._p
    element.append(_run(f"{{%r for run in {name} %}}"))
    looks = {
        RunKind.TEXT: look,
        RunKind.EMPHASIS: f"{look}<w:i/>",
        RunKind.MARKER: f'{look}<w:highlight w:val="yellow"/>',
    }
    for position, (kind, shown) in enumerate(looks.items()):
        element.append(_run(f'{{%r {"elif" if position else "if"} run.kind == "{kind}" %}}'))
        element.append(_run("{{ run.text }}", shown))
    element.append(_run("{%r else %}"))
    for part in _field(r"REF {{ run.target }} \r \h", "{{ run.text }}"):
        element.append(part)
    element.append(_run("{%r endif %}"))
    element.append(_run("{%r endfor %}"))


def _running_header(document: Any) -> None:
    header = document.sections[0].header
    first = header.paragraphs[0]
    first.style = document.styles["Header"]
    second = header.add_paragraph(style="Header")
    for paragraph in (first, second):
        stops = paragraph.paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
    _append_runs(first, "organisation")
    first._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:tab/></w:r>"))
    first._p.append(_run("{{ status }}", "<w:b/>"))
    second._p.append(_run("{{ title }}"))
    second._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:tab/></w:r>"))
    for part in (*_field("PAGE", "1"), _run(" ("), *_field("NUMPAGES", "1"), _run(")")):
        second._p.append(part)
    footer = document.sections[0].footer.paragraphs[0]
    footer.style = document.styles["Header"]
    footer._p.append(_run("{{ footer }}"))


def _tag(document: Any, text: str) -> None:
    document.add_paragraph(text)


def _look(table: Any, borders: str, margins: str = "") -> None:
    """Give a table its rules and the margins of its cells, where the order of the schema wants them."""
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
    if margins:
        layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))


def _gap(document: Any, keeps: bool = False) -> None:
    """The paragraph that Word wants after a table: so low that it never fills a page of its own."""
    gap = document.add_paragraph(style="Klash Small").paragraph_format
    gap.line_spacing_rule, gap.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    gap.space_before, gap.space_after, gap.keep_with_next = Pt(0), Pt(12), keeps or None


def _table(document: Any, label_width: float, borders: str, height: str = "", keeps: bool = False) -> None:
    """A table of labels and values; one that `keeps` stands on one page, with what follows a signature's last line."""
    table = document.add_table(rows=3, cols=2)
    table.autofit = False
    _look(table, borders)
    table.rows[0].cells[0].text = "{%tr for row in block.rows %}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    row = table.rows[1]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, name in zip(row.cells, ("row.label", "row.value"), strict=True):
        cell.paragraphs[0].style = document.styles["Klash Body"]
        cell.paragraphs[0].paragraph_format.space_after = Pt(4)
        cell.paragraphs[0].paragraph_format.space_before = Pt(4)
        cell.paragraphs[0].paragraph_format.keep_with_next = keeps or None
        _append_runs(cell.paragraphs[0], name)
    if height:
        row._tr.get_or_add_trPr().append(parse_xml(height))
    for table_row in table.rows:
        table_row.cells[0].width, table_row.cells[1].width = Cm(label_width), Cm(16 - label_width)
    table.columns[0].width, table.columns[1].width = Cm(label_width), Cm(16 - label_width)
    # The ground of a signature follows its table, and belongs to it.
    _gap(document, keeps=bool(height))


def _grid(document: Any, count: int) -> None:
    """A table of so many columns with a header row that is repeated on every page; widths come with the data."""
    table = document.add_table(rows=8, cols=count)
    table.autofit = False
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="D6D3C7"'
    line = 'w:val="single" w:sz="6" w:space="0" w:color="17211D"'
    narrow = 'w:w="80" w:type="dxa"'
    _look(
        table,
        f"<w:top {line}/><w:bottom {rule}/><w:insideH {rule}/>",
        f"<w:left {narrow}/><w:right {narrow}/>",
    )
    for place, column in enumerate(table._tbl.tblGrid.gridCol_lst):
        column.set(qn("w:w"), f"{{{{ block.widths[{place}] }}}}")
    header, each, if_total, total, otherwise, usual, end_if, end_each = table.rows
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _fill_cells(document, header, "block.headings", "<w:b/>")
    each.cells[0].text = "{%tr for row in block.rows %}"
    if_total.cells[0].text = "{%tr if row.is_total %}"
    _fill_cells(document, total, "row.cells", "<w:b/>")
    otherwise.cells[0].text = "{%tr else %}"
    _fill_cells(document, usual, "row.cells", "")
    end_if.cells[0].text = "{%tr endif %}"
    end_each.cells[0].text = "{%tr endfor %}"
    _gap(document)


def _fill_cells(document: Any, row: Any, name: str, look: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for place, cell in enumerate(row.cells):
        properties = cell._tc.get_or_add_tcPr()
        for old in properties.findall(qn("w:tcW")):
            properties.remove(old)
        properties.insert(0, parse_xml(f'<w:tcW {nsdecls("w")} w:w="{{{{ block.widths[{place}] }}}}" w:type="dxa"/>'))
        paragraph = cell.paragraphs[0]
        paragraph.style = document.styles["Klash Cell"]
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:jc {nsdecls("w")} w:val="{{{{ block.sides[{place}] }}}}"/>')
        )
        _append_runs(paragraph, f"{name}[{place}]", look)


def _heading(document: Any) -> Any:
    heading = document.add_paragraph(style="Heading 1")
    heading._p.append(
        parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{{{{ block.id }}}}" w:name="{{{{ block.bookmark }}}}"/>')
    )
    _append_runs(heading, "block.runs")
    heading._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{{{{ block.id }}}}"/>'))
    return heading


def _body(document: Any) -> None:
    document.add_paragraph("{{ title }}", style="Title")
    _append_runs(document.add_paragraph(style="Subtitle"), "subject")
    _tag(document, "{%p for block in blocks %}")
    _tag(document, '{%p if block.type == "heading" %}')
    _heading(document)
    _tag(document, '{%p elif block.type == "heading_on_new_page" %}')
    _heading(document).paragraph_format.page_break_before = True
    for style, name in PARAGRAPH_STYLES.items():
        _tag(document, f'{{%p elif block.type == "{style}" %}}')
        paragraph = document.add_paragraph(style=name)
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:keepNext {nsdecls("w")} w:val="{{{{ block.leads }}}}"/>'))
        _append_runs(paragraph, "block.runs")
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="D6D3C7"'
    line = 'w:val="single" w:sz="6" w:space="0" w:color="17211D"'
    borders = {
        TableStyle.FACTS: f"<w:top {rule}/><w:bottom {rule}/><w:insideH {rule}/>",
        TableStyle.ANNEXES: f"<w:top {rule}/><w:bottom {rule}/><w:insideH {rule}/>",
        TableStyle.SIGNATURE: f"<w:bottom {line}/><w:insideH {line}/>",
    }
    for table, width in ((TableStyle.FACTS, 4.0), (TableStyle.ANNEXES, 3.0), (TableStyle.SIGNATURE, 4.5)):
        _tag(document, f'{{%p elif block.type == "{table}" %}}')
        tall = f'<w:trHeight {nsdecls("w")} w:val="680" w:hRule="atLeast"/>' if table is TableStyle.SIGNATURE else ""
        # Nobody signs over a page break, and a list of annexes does not leave its last row behind.
        _table(document, width, borders[table], tall, keeps=table is not TableStyle.FACTS)
    for count in range(2, WIDEST_GRID + 1):
        _tag(document, f'{{%p elif block.type == "grid{count}" %}}')
        _grid(document, count)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")
