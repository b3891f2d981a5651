"""Word files made by hand, part by part, so that a test can have exactly the fault it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN = f"{WORDML}.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (
    f'<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="sv-FI"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Gomd"><w:name w:val="Gömd"/><w:rPr><w:vanish/></w:rPr></w:style>'
    "</w:styles>"
)
CORE_TYPE = "vnd.openxmlformats-package.core-properties+xml"
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:creator>Salla Salainen</dc:creator></cp:coreProperties>"
)


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*texts: str, style: str = "", raw: str = "") -> str:
    """A paragraph whose texts are a run each."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(map(run, texts))}{raw}</w:p>"


def table(*rows: Iterable[str]) -> str:
    listed = [list(row) for row in rows]
    grid = "".join('<w:gridCol w:w="2000"/>' for _ in listed[0])
    body = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{cell if cell.startswith("<") else p(cell)}</w:tc>'
            for cell in row
        )
        + "</w:tr>"
        for row in listed
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def field(code: str, shown: str = "1", split: bool = False) -> str:
    half = len(code) // 2
    codes = [code[:half], code[half:]] if split else [code]
    texts = "".join(f'<w:r><w:instrText xml:space="preserve">{escape(each)}</w:instrText></w:r>' for each in codes)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return mark.format("begin") + texts + mark.format("separate") + run(shown) + mark.format("end")


def story(name: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{name} {NS}>{content}</w:{name}>'


def relation(number: int, kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    kind = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{escape(target)}"{mode}/>'


def relations(*rows: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def parts(
    *body: str,
    header: str | None = None,
    footer: str | None = None,
    footnotes: str | None = None,
    endnotes: str | None = None,
    comments: str | None = None,
    settings: str = "",
    title: str = "Avtal",
    rels: Iterable[str] = (),
    more: Mapping[str, str | bytes] | None = None,
    types: Iterable[str] = (),
    main: str = MAIN,
    styles: str = STYLES,
) -> dict[str, str | bytes]:
    """The parts of a Word file, ready to be spoilt."""
    found: dict[str, str | bytes] = {}
    links = [relation(1, "styles", "styles.xml"), relation(2, "settings", "settings.xml"), *rels]
    overrides = [
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>',
        f'<Override PartName="/word/styles.xml" ContentType="{WORDML}.styles+xml"/>',
        f'<Override PartName="/word/settings.xml" ContentType="{WORDML}.settings+xml"/>',
        f'<Override PartName="/docProps/core.xml" ContentType="application/{CORE_TYPE}"/>',
        *types,
    ]
    named = {
        "header": ("hdr", header),
        "footer": ("ftr", footer),
        "footnotes": ("footnotes", footnotes),
        "endnotes": ("endnotes", endnotes),
        "comments": ("comments", comments),
    }
    for number, (name, (element, content)) in enumerate(named.items(), start=90):
        if content is not None:
            found[f"word/{name}.xml"] = story(element, content)
            links.append(relation(number, name, f"{name}.xml"))
            overrides.append(f'<Override PartName="/word/{name}.xml" ContentType="{WORDML}.{name}+xml"/>')
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{"".join(overrides)}</Types>',
        "_rels/.rels": relations(
            relation(1, "officeDocument", "word/document.xml"),
            relation(2, f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": story("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relations(*links),
        "word/styles.xml": styles,
        "word/settings.xml": f"<w:settings {NS}>{settings}</w:settings>",
        "docProps/core.xml": CORE.format(title=escape(title)),
        **found,
        **(more or {}),
    }


def zipped(contents: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return out.getvalue()


def docx(*body: str, **options: object) -> bytes:
    """A Word file with the given body."""
    return zipped(parts(*body, **options))  # type: ignore[arg-type]


def words(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of each paragraph of a part."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(name))
    found = []
    for paragraph in root.iter(f"{{{W}}}p"):
        pieces = paragraph.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}br")
        shown = ({"tab": "\t", "br": "\n"}.get(each.tag.rpartition("}")[2]) or each.text or "" for each in pieces)
        found.append("".join(shown))
    return found


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def override(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{kind}"/>'


def workbook(
    *, macros: bool = False, hidden: bool = False, creator: str = "", sheets: int = 1, link: str = ""
) -> bytes:
    """An Excel file, as one lies behind a chart."""
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macros else f"{SHEET}.sheet.main+xml"
    state = ' state="hidden"' if hidden else ""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}"{state if n > 1 else ""}/>' for n in range(1, sheets + 1))
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{override('xl/workbook.xml', kind)}"
        f"{override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>",
        "_rels/.rels": relations(relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheets>{listed}</sheets></workbook>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{creator}</dc:creator></cp:coreProperties>',
    }
    if macros:
        found["xl/vbaProject.bin"] = b"macro"
    if link:
        found["xl/_rels/workbook.xml.rels"] = relations(relation(1, "externalLinkPath", link, external=True))
    return zipped(found)


def charted(book: bytes, name: str = "word/embeddings/bok.xlsx") -> bytes:
    """A Word file with a chart and the workbook behind it."""
    made = parts(
        p("Diagram"),
        rels=[relation(5, "chart", "charts/chart1.xml")],
        more={
            "word/charts/chart1.xml": '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>',
            "word/charts/_rels/chart1.xml.rels": relations(relation(1, "package", f"../{name.removeprefix('word/')}")),
            name: book,
        },
        types=[
            override("word/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"),
            override(name, f"{SHEET}.sheet"),
        ],
    )
    return zipped(made)
