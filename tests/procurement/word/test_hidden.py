"""What lies behind the words of a Word file is found, and words that nobody can see; what Word always writes is not."""

from __future__ import annotations

import pytest

from procurement.hidden_content import Hidden
from procurement.uploads.examine import hidden_in
from procurement.word import TemplateRefused
from tests.procurement.test_hidden_content import NOBODY, word
from tests.procurement.word.files import (
    STYLES,
    WORDML,
    charted,
    docx,
    field,
    override,
    p,
    parts,
    relation,
    run,
    story,
    table,
    workbook,
    zipped,
)

WHITE = '<w:color w:val="FFFFFF"/>'
STUBS = {
    "bibliography": '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography" '
    'SelectedStyle="\\APASixthEditionOfficeOnline.xsl" StyleName="APA" Version="6"/>',
    "cover page": '<CoverPageProperties xmlns="http://schemas.microsoft.com/office/2006/coverPageProps"><PublishDate/>'
    "<Abstract/><CompanyAddress/></CoverPageProperties>",
    "SharePoint's forms": '<FormTemplates xmlns="http://schemas.microsoft.com/sharepoint/v3/contenttype/forms">'
    "<Display>DocumentLibraryForm</Display></FormTemplates>",
    "what the words say": '<a xmlns="urn:x"><titel>Avtal</titel></a>',
}


def bound(xml: str) -> bytes:
    """A Word file with custom XML."""
    made = parts(p("Avtal"), rels=[relation(7, "customXml", "../customXml/item1.xml")])
    return zipped({**made, "docProps/core.xml": NOBODY, "customXml/item1.xml": xml})


def styled(properties: str, *body: str, kind: str = "character", name: str = "Vit") -> bytes:
    """A Word file with a style of its own."""
    style = f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{properties}</w:style></w:styles>'
    return word(*body, styles=STYLES.replace("</w:styles>", style))


def in_cell(content: str, properties: str = "") -> str:
    return table([content]).replace("</w:tcPr>", f"{properties}</w:tcPr>")


def block(gallery: str) -> bytes:
    about = f'<w:docPartPr><w:category><w:gallery w:val="{gallery}"/></w:category></w:docPartPr>'
    kept = f"<w:docParts><w:docPart>{about}<w:docPartBody>{p('Klicka här')}</w:docPartBody></w:docPart></w:docParts>"
    made = parts(
        p("Avtal"),
        rels=[relation(5, "glossaryDocument", "glossary/document.xml")],
        more={"word/glossary/document.xml": story("glossaryDocument", kept), "docProps/core.xml": NOBODY},
        types=[override("word/glossary/document.xml", f"{WORDML}.document.glossary+xml")],
    )
    return zipped(made)


def with_chart(book: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(charted(book))) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | {"docProps/core.xml": NOBODY})


STYLED_TABLE = '<w:tblPr><w:tblStyle w:val="Vit"/></w:tblPr>'
WATERMARK = '<w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r>'
BOX = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('', raw=run('Pris', WHITE))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"  # noqa: E501


@pytest.mark.parametrize(
    ("file", "found"),
    [
        (word(p("Avtal"), settings='<w:docVars><w:docVar w:name="pris" w:val="10 000"/></w:docVars>'), Hidden.DATA),
        (bound("<a><pris>10 000</pris></a>"), Hidden.DATA),
        (bound('<p:properties xmlns:p="urn:p"><documentManagement><Agare>Salla</Agare></documentManagement>'
               "</p:properties>"), Hidden.DATA),
        (with_chart(workbook(sheets=2)), Hidden.DATA),
        (with_chart(workbook(creator="Salla Salainen")), Hidden.PERSON),
        (word(p("Avtal", raw=run("smygord", WHITE))), Hidden.TEXT),
        (word(p("Avtal", raw=run("smygord", '<w:color w:val="FEFEFE"/>'))), Hidden.TEXT),
        (word(p("Avtal"), footer=p("", raw=run("smygord", WHITE))), Hidden.TEXT),
        (word(in_cell(p("", raw=run("smygord", WHITE)), '<w:shd w:val="clear" w:fill="FFFFFF"/>')), Hidden.TEXT),
        (word(in_cell(p("", raw=run("smygord", WHITE)), '<w:shd w:val="clear" w:fill="auto"/>')), Hidden.TEXT),
        (word(p("Avtal", raw=run("smygord", '<w:sz w:val="2"/>'))), Hidden.TEXT),
        (styled(f"<w:rPr>{WHITE}</w:rPr>", p("", raw=run("smygord", '<w:rStyle w:val="Vit"/>'))), Hidden.TEXT),
        (styled("<w:rPr><w:sz w:val='1'/></w:rPr>", p("smygord", style="Vit"), kind="paragraph"), Hidden.TEXT),
        (block("autoTxt"), Hidden.TEXT),
        (word(p("UTKAST 1")), Hidden.DRAFT),
        (word(p("Avtal"), header=p("DEMO · LUON", "NOS 2")), Hidden.DRAFT),
        (word(p("Avtal"), header=p("", raw=WATERMARK.format("DRAFT"))), Hidden.DRAFT),
    ],
)  # fmt: skip
def test_what_lies_behind_the_words_is_found(file: bytes, found: Hidden) -> None:
    assert hidden_in(file) == [found]


@pytest.mark.parametrize(
    "file",
    [
        *map(bound, STUBS.values()),
        word(p("Avtal"), settings="<w:docVars/>"),
        with_chart(workbook()),
        block("placeholder"),
        # White words on a colour: the run's, the paragraph's, the cell's, a table style's, a shape's, the page's.
        word(p("", raw=run("Pris", f'{WHITE}<w:highlight w:val="black"/>'))),
        word(p("", raw=run("Pris", f'{WHITE}<w:shd w:val="clear" w:fill="003366"/>'))),
        word(f'<w:p><w:pPr><w:shd w:val="clear" w:fill="003366"/></w:pPr>{run("Pris", WHITE)}</w:p>'),
        word(in_cell(p("", raw=run("Pris", WHITE)), '<w:shd w:val="clear" w:fill="003366"/>')),
        word(in_cell(p("", raw=run("Pris", WHITE)), '<w:shd w:val="solid" w:color="003366" w:fill="auto"/>')),
        styled(
            '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="003366"/></w:tcPr></w:tblStylePr>',
            in_cell(p("", raw=run("Pris", WHITE))).replace("<w:tblPr/>", STYLED_TABLE),
            kind="table",
        ),
        word(p("", raw=BOX)),
        word(p("", raw=run("   ", WHITE)), p("", raw=run(" ", '<w:sz w:val="2"/>'))),
        word(p("", raw=run("Not", '<w:sz w:val="12"/>'))),
        word(p("", raw=run("Pris", '<w:color w:val="auto"/>'))),
        styled('<w:basedOn w:val="Vit"/>', p("Pris", style="Vit"), kind="paragraph"),
        word(p("Detta är inget utkast"), p("Enligt UTKAST 1")),
        word(p("", raw=field("PAGE"))),
    ],
)  # fmt: skip
def test_what_word_writes_itself_and_words_on_a_colour_are_not(file: bytes) -> None:
    assert hidden_in(file) == []


def test_a_file_that_acts_on_its_reader_is_refused_here_too() -> None:
    with pytest.raises(TemplateRefused):
        hidden_in(docx(p("", raw=field("DDEAUTO excel x"))))
