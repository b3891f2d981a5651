"""What Word finds in a paper: bookmarks, references, languages, repeated headings of nothing."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from docxtpl import DocxTemplate
from lxml import etree

from procurement.composed.document import ComposedDocument, Heading
from procurement.kinds import Kind, registry
from procurement.languages import LANGUAGE_TAG, Language
from procurement.rendering import docx
from procurement.rendering.shell import shell
from procurement.word.template import environment
from tests.factories.facts import complete_facts
from tests.procurement.test_faces import composed
from tests.reading import word

CONTRACT = registry()["procurement_contract"]
PAPER = composed(CONTRACT, Language.FI, complete_facts())
CONTENT = docx.render(PAPER)
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def test_each_clause_is_a_bookmark_with_an_id_of_its_own() -> None:
    found = word.bookmarks(CONTENT)
    assert [name for _, name in found] == [block.bookmark for block in PAPER.blocks if isinstance(block, Heading)]
    assert len({identifier for identifier, _ in found}) == len(found)
    assert all(len(name) <= 40 for _, name in found)


def test_the_form_of_the_final_offer_begins_a_page_and_no_other_heading_does() -> None:
    content = docx.render(composed(registry()["final_offer_request"], Language.SV, complete_facts()))
    begins = [each.text for each in Document(io.BytesIO(content)).paragraphs if each.paragraph_format.page_break_before]
    assert begins == ["Anbudsblankett"]


def test_each_reference_is_a_field_whose_cached_number_is_the_clauses_number() -> None:
    numbers = {block.bookmark: block.number for block in PAPER.blocks if isinstance(block, Heading)}
    found = word.references(CONTENT)
    assert found
    assert all(numbers[target] == shown for target, shown in found)


def test_the_text_is_marked_finnish_and_carries_no_comment_and_no_tracked_change() -> None:
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as archive:
        names = archive.namelist()
        body = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    assert 'w:val="fi-FI"' in styles
    assert not [name for name in names if "comments" in name]
    assert not re.search(r"<w:(ins|del|moveFrom|moveTo|vanish)\b", body)
    assert "{{" not in body
    assert "{%" not in body


def test_the_author_is_the_organisation_and_the_dates_are_the_papers() -> None:
    properties = Document(io.BytesIO(CONTENT)).core_properties
    assert properties.author == properties.last_modified_by == "Suomen Kuntaliitto ry"
    assert properties.created is not None
    assert properties.created.date() == PAPER.date


def kept_with_next(paragraph: etree._Element) -> bool:
    kept = paragraph.find("w:pPr/w:keepNext", WORD)
    return kept is not None and kept.get(f"{{{WORD['w']}}}val", "1") == "1"


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find("w:pPr/w:pStyle", WORD)
    return "" if style is None else style.get(f"{{{WORD['w']}}}val", "")


def test_a_clause_stays_with_the_list_it_announces_and_the_last_one_with_the_signatures() -> None:
    body = etree.fromstring(parts(CONTENT)["word/document.xml"])
    kept = [
        "".join(paragraph.itertext())
        for paragraph in body.iterfind(".//w:p", WORD)
        if style_of(paragraph) == "KlashClause" and kept_with_next(paragraph)
    ]
    assert [text[-40:] for text in kept] == [
        "Ilmoituksessa todetaan (kohta II.2.14 (demo)):"[-40:],
        "noudatetaan seuraavaa pätevyysjärjestystä:"[-40:],
        "sopimus on ehtoihin nähden etusijalla muissakin asioissa:"[-40:],
        "Sopimus allekirjoitetaan sähköisesti. Kumpikin osapuoli saa allekirjoitetun tiedoston."[-40:],
    ]


def test_a_signature_stays_on_one_page_with_the_party_and_the_ground() -> None:
    body = etree.fromstring(parts(CONTENT)["word/document.xml"])
    tables = [table for table in body.iterfind(".//w:tbl", WORD) if "Allekirjoitus" in "".join(table.itertext())]
    assert len(tables) == 2
    for table in tables:
        # The party above, every row, and the low paragraph under the table that leads to the ground.
        paragraphs = [*table.iterfind(".//w:p", WORD), table.getnext()]
        assert all(kept_with_next(paragraph) for paragraph in paragraphs)
        assert all(row.find("w:trPr/w:cantSplit", WORD) is not None for row in table.iterfind("w:tr", WORD))
        assert style_of(table.getprevious()) == "KlashParty"
        assert kept_with_next(table.getprevious())


def test_a_list_of_annexes_leaves_no_row_and_no_empty_page_behind() -> None:
    body = etree.fromstring(parts(CONTENT)["word/document.xml"])
    table = [*body.iterfind(".//w:tbl", WORD)][-1]
    assert all(kept_with_next(paragraph) for paragraph in table.iterfind(".//w:p", WORD))
    spacing = table.getnext().find("w:pPr/w:spacing", WORD)
    # One point, in twentieths: Word wants a paragraph after the last table, and this one fits on any page.
    assert spacing.get(f"{{{WORD['w']}}}line") == "20"
    assert spacing.get(f"{{{WORD['w']}}}lineRule") == "exact"


def stock(document: ComposedDocument) -> dict[str, bytes]:
    """The parts that stock docxtpl makes of the same template and data, with escaping on."""
    tag = LANGUAGE_TAG[document.language]
    template = DocxTemplate(io.BytesIO(shell(tag)))
    template.render(stock_values(document), environment(), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return parts(out.getvalue())


def stock_values(document: ComposedDocument) -> dict[str, Any]:
    return {
        "organisation": docx._runs(document.organisation),
        "title": document.title,
        "subject": docx._runs(document.subject),
        "status": document.status,
        "footer": document.footer,
        "blocks": [docx._block(*placed) for placed in docx._placed(document)],
    }


def parts(content: bytes) -> dict[str, bytes]:
    """Each part in canonical form; the properties apart, into which the library writes the clock."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: etree.tostring(etree.fromstring(archive.read(name)), method="c14n", with_comments=False)
            if name.endswith((".xml", ".rels"))
            else archive.read(name)
            for name in archive.namelist()
            if name != "docProps/core.xml"
        }


@pytest.mark.parametrize("kind", registry(), ids=lambda kind: kind.key)
def test_every_part_equals_what_the_stock_library_makes_of_the_same_template(kind: Kind) -> None:
    document = composed(kind, Language.SV, complete_facts())
    assert parts(docx.render(document)) == stock(document)


def test_what_was_printed_for_one_case_does_not_stand_in_the_next() -> None:
    ours = docx.render(PAPER)
    docx.render(composed(CONTRACT, Language.FI, complete_facts(supplier__name="Toinen Oy", price__total=None)))
    assert docx.render(PAPER) == ours
