"""What a reader and a screen reader find in the PDF, and what it can never fetch."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from procurement.composed.document import Heading, Paragraph, ParagraphStyle, Run, plain
from procurement.facts.text import clean, refused
from procurement.fonts import characters
from procurement.kinds import registry
from procurement.languages import Language
from procurement.rendering import pdf
from procurement.rendering.pdf import CharactersMissingError, _FontsOnly
from tests.factories.facts import complete_facts
from tests.procurement.test_faces import composed
from tests.reading.conformance import archive_faults, outloud_errors
from tests.reading.pdf import pages

PAPER = composed(registry()["invitation_to_negotiate"], Language.SV, complete_facts())
CONTENT = pdf.render(PAPER)


def test_it_is_tagged_declares_pdf_ua_and_shows_its_title() -> None:
    with pikepdf.open(io.BytesIO(CONTENT)) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "sv-FI"
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert PdfReader(io.BytesIO(CONTENT)).metadata.title == "Inbjudan att förhandla: Unga på studievägen"  # type: ignore[union-attr]


def test_every_font_is_one_of_the_packages_and_none_of_the_machines() -> None:
    fonts = {
        str(font["/BaseFont"]).split("+")[1].split(",")[0]
        for page in PdfReader(io.BytesIO(CONTENT)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts
    assert all(name.startswith(("Source-Serif", "Schibsted-Grotesk")) for name in fonts), fonts


def test_papers_made_in_several_threads_at_once_are_the_same() -> None:
    with ThreadPoolExecutor(3) as threads:
        assert set(threads.map(pdf.render, [PAPER] * 3)) == {CONTENT}


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "file:///etc/passwd", "data:text/plain,x", "font:other/normal"])
def test_every_address_but_the_fonts_is_refused(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        _FontsOnly().fetch(url)


@pytest.mark.parametrize(
    "style", [ParagraphStyle.BODY, ParagraphStyle.QUOTE, ParagraphStyle.PARTY, ParagraphStyle.NOTICE]
)
def test_every_character_the_fonts_hold_is_read_back_as_it_was_written(style: ParagraphStyle) -> None:
    written = [chr(code) for code in sorted(characters())]
    written = [sign for sign in written if not refused(sign) and clean(sign) == sign and not sign.isspace()]
    words = [f"x{'x'.join(signs)}x" for signs in (written[at : at + 12] for at in range(0, len(written), 12))]
    paper = replace(PAPER, blocks=tuple(Paragraph((Run(word),), style) for word in words))
    read = {line for page in pages(pdf.render(paper)) for line in page.split("\n")}
    assert [word for word in words if word not in read] == []
    assert len(written) > 1500


def test_a_character_that_the_fonts_lack_is_named_and_nothing_is_rendered() -> None:
    paper = replace(PAPER, blocks=(Paragraph((Run("Oy 😀 שלום"),)),))
    with pytest.raises(CharactersMissingError) as lacking:
        pdf.render(paper)
    assert lacking.value.characters == (
        "“😀”: 😀 (U+1F600)",
        *(f"“שלום”: {sign} (U+{ord(sign):04X})" for sign in "שלום"),
    )


def test_every_header_cell_says_which_way_it_points() -> None:
    with pikepdf.open(io.BytesIO(CONTENT)) as document:
        scopes = [
            str(entry.A.Scope)
            for entry in document.objects
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/TH"
        ]
    assert scopes
    assert set(scopes) == {"/Row"}


def test_every_link_is_printed_and_says_the_heading_it_leads_to() -> None:
    contract = composed(registry()["procurement_contract"], Language.FI, complete_facts())
    headings = {f"{block.number} {plain(block.runs)}" for block in contract.blocks if isinstance(block, Heading)}
    with pikepdf.open(io.BytesIO(pdf.render(contract))) as document:
        links = [link for page in document.pages for link in page.get("/Annots", [])]
        assert links
        assert {int(link.F) for link in links} == {4}
        assert {str(link.Contents) for link in links} <= headings


def test_a_second_program_finds_no_error_against_pdf_ua() -> None:
    found = outloud_errors(CONTENT)
    assert found == []


ARCHIVE = pdf.write_archive(pdf.lay_out(PAPER), {"paper.docx": b"word", "paper.facts.json": b"{}"})


def test_the_copy_for_the_archive_is_pdf_a_3a_and_carries_what_it_was_made_from() -> None:
    assert archive_faults(ARCHIVE) == []
    with pikepdf.open(io.BytesIO(ARCHIVE)) as document:
        assert {name: file.get_file().read_bytes() for name, file in document.attachments.items()} == {
            "paper.docx": b"word",
            "paper.facts.json": b"{}",
        }
        assert [str(file.obj.AFRelationship) for file in document.attachments.values()] == ["/Source", "/Data"]


def test_the_copy_for_the_archive_has_the_same_bytes_and_words_as_the_paper_for_people() -> None:
    again = pdf.write_archive(pdf.lay_out(PAPER), {"paper.docx": b"word", "paper.facts.json": b"{}"})
    assert again == ARCHIVE
    assert pages(ARCHIVE) == pages(CONTENT)


def _pages_of(kind: str) -> list[str]:
    content = pdf.render(composed(registry()[kind], Language.SV, complete_facts()))
    return [" ".join(page.split()) for page in pages(content)]


def test_the_form_of_the_final_offer_is_a_page_that_can_be_filled_in_and_sent_alone() -> None:
    *_, form = _pages_of("final_offer_request")
    assert form.startswith("6 Anbudsblankett ")
    assert "Namnförtydligande N.N. (demo), verkställande direktör (demo)" in form


@pytest.mark.parametrize("kind", ["contest_decision", "procurement_decision"])
def test_the_instructions_of_a_decision_begin_a_page_after_its_signature(kind: str) -> None:
    (begins,) = [page for page in _pages_of(kind) if "Denna anvisning hör till beslutet" in page]
    assert begins.split(" ", 1)[1].startswith("Anvisning för sökande av ändring ")


@pytest.mark.parametrize("kind", ["contest_decision", "procurement_decision", "final_offer_request"])
def test_nobody_signs_a_page_that_says_nothing(kind: str) -> None:
    signed = [page for page in _pages_of(kind) if "Underskrift" in page]
    assert signed
    assert not [page for page in signed if page.startswith("Finlands Kommunförbund rf Ort och datum")]


def test_a_section_of_few_rows_stands_on_one_page() -> None:
    (court,) = [page for page in _pages_of("notice_field_sheets") if "6 Besvärsmyndighet" in page]
    assert "E-post (BT-506) marknadsdomstolen@oikeus.fi" in court


@pytest.mark.parametrize("before", range(27, 31))
def test_no_page_ends_with_a_clause_whose_list_stands_on_the_next(before: int) -> None:
    clauses = [Paragraph((Run("En rad."),), ParagraphStyle.CLAUSE, "1.1") for _ in range(before)]
    items = [Paragraph((Run("en sak"),), ParagraphStyle.ITEM, "–") for _ in range(3)]
    announced = Paragraph((Run("Följande:"),), ParagraphStyle.CLAUSE, "1.2")
    found = pages(pdf.render(replace(PAPER, blocks=(*clauses, announced, *items))))
    (page,) = (page for page in found if "Följande:" in page)
    assert "en sak" in page
