"""The PDF of a Word file says the same words as the file, with the numbers Word would compute."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from pypdf import PdfReader

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.rendering import docx as word_face
from procurement.rendering import pdf, text
from procurement.word import render
from procurement.word.html import to_html
from procurement.word.reading import Table, lines, read
from tests.factories.facts import complete_facts
from tests.procurement.word.files import docx, field, p, parts, relation, run, story, table, zipped

LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
    for level, (form, shown) in enumerate((("decimal", "%1."), ("lowerLetter", "%1.%2)"), ("upperRoman", "%3")))
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def item(words: str, number: int = 1, level: int = 0) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{run(words)}</w:p>'
    )


def numbered(*body: str) -> bytes:
    return zipped(
        parts(
            *body,
            rels=[relation(8, "numbering", "numbering.xml")],
            more={"word/numbering.xml": story("numbering", NUMBERING)},
        )
    )


def said(page: str) -> str:
    """The words of HTML."""
    body = page.partition("<body")[2].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_lists_are_numbered_as_word_numbers_them():
    data = numbered(
        item("ett"), item("två"), item("a", level=1), item("b", level=1), item("rom", level=2), item("tre"),
        item("åter a", level=1), item("punkt", 2), item("ny lista", 3), item("fortsätter", 3),
    )  # fmt: skip
    assert list(lines(read(data).body)) == [
        "1. ett", "2. två", "2.a) a", "2.b) b", "I rom", "3. tre", "3.a) åter a", "• punkt", "1. ny lista",
        "2. fortsätter",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
@pytest.mark.parametrize("kind", list(registry()), ids=[kind.key for kind in registry()])
def test_every_number_of_our_own_papers_is_computed_as_the_composer_did(kind, language):
    paper = compose(kind, complete_facts(), library=library(), law=LAW, language=language, number=1)
    read_back = " ".join(" ".join(lines(read(word_face.render(paper)).body)).split())
    assert read_back == " ".join(" ".join(text.lines(paper)).split())


def test_headers_footers_notes_links_and_pages_are_kept():
    body = f'<w:p>{run("Se {{ x }}")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    header, footer = (
        f'<w:{kind}Reference w:type="default" r:id="{number}"/>'
        for kind, number in (("header", "rId90"), ("footer", "rId91"))
    )
    section = f"<w:sectPr>{header}{footer}</w:sectPr>"
    contents = parts(
        body,
        header=p("Huvud {{ x }}"),
        footer=p("Sida ", raw=field("PAGE") + field("NUMPAGES")),
        footnotes=f'<w:footnote w:id="2">{p("Noten {{ x }}")}</w:footnote>',
    )
    contents["word/document.xml"] = str(contents["word/document.xml"]).replace("<w:sectPr/>", section)
    document = read(render(zipped(contents), {"x": "A & B"}))
    page = to_html(document)
    assert list(lines(document.header)) == ["Huvud A & B"]
    assert said(page) == "Huvud A & B Sida Se A & B 1 1 Noten A & B"
    assert '<span class="page"></span>' in page
    assert '<span class="pages"></span>' in page


def test_tables_keep_their_merged_cells_and_header_rows():
    merged = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
        '<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        f"{p('Rubrik')}</w:tc></w:tr>"
        f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("hög")}</w:tc><w:tc>{p("1")}</w:tc></w:tr>'
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc><w:tc>{p('2')}</w:tc></w:tr></w:tbl>"
    )
    (found,) = [each for each in read(docx(merged)).body if isinstance(each, Table)]
    assert found.headers == 1
    assert [[(cell.columns, cell.rows) for cell in row] for row in found.rows] == [[(2, 1)], [(1, 2), (1, 1)], [(1, 1)]]
    assert '<th scope="col" colspan="2">' in to_html(read(docx(merged)))


def test_hidden_text_and_deletions_are_not_read():
    deleted = '<w:del w:id="1"><w:r><w:delText>bort</w:delText></w:r></w:del>'
    hidden = f"<w:p>{run('syns')}{run('göms', '<w:vanish/>')}{deleted}</w:p>"
    assert list(lines(read(docx(hidden)).body)) == ["syns"]


def test_data_is_text_in_the_html():
    page = to_html(read(render(docx(p("{{ x }}")), {"x": "<script>alert('&')</script>"})))
    assert "<script>" not in page
    assert said(page) == "<script>alert('&')</script>"


def test_the_pdf_says_the_words_of_the_file_and_has_the_same_bytes_each_time():
    data = render(
        docx(p("Avtal", style="Rubrik1"), p("{{ x }}"), table(["Namn", "{{ x }}"]), p("{{ y }}")),
        {"x": "Ann & Åke <b>", "y": "två\nrader\toch"},
    )
    made = pdf.render_word(data, language=Language.SV)
    assert made == pdf.render_word(data, language=Language.SV)
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
    assert words == " ".join(" ".join(lines(read(data).body)).split())
    assert PdfReader(io.BytesIO(made)).trailer["/Root"]["/Lang"] == "sv-FI"


def test_a_character_the_fonts_lack_is_refused():
    with pytest.raises(pdf.CharactersMissingError, match=r"U\+1F4A2"):
        pdf.render_word(render(docx(p("{{ x }}")), {"x": "💢"}), language=Language.SV)


@pytest.mark.parametrize(
    ("look", "cells"),
    [
        ('<w:tblLook w:val="04A0"/>', ["th", "td"]),
        ('<w:tblLook w:val="0000" w:firstColumn="1"/>', ["th", "td"]),
        ('<w:tblLook w:val="04A0" w:firstColumn="0"/>', ["td", "td"]),
        ('<w:tblLook w:val="?"/>', ["td", "td"]),
        ("", ["td", "td"]),
    ],
)
def test_the_first_column_is_headings_where_word_says_so_and_no_row_is(look: str, cells: list[str]) -> None:
    file = docx(table(["Datum", "1.3.2026"]).replace("<w:tblPr/>", f"<w:tblPr>{look}</w:tblPr>"))
    found = re.findall(r"<(t[dh])(?: scope=\"row\")?>", to_html(read(file)))
    assert found == cells
