"""What a reader and a screen reader find in the PDF, and what it can never fetch."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from procurement.composed import Paragraph, ParagraphStyle, Run
from procurement.facts.text import clean, unprintable
from procurement.fonts import characters
from procurement.kinds import registry
from procurement.languages import Language
from procurement.rendering import pdf
from procurement.rendering.pdf import CharactersMissingError, _FontsOnly
from tests.factories.facts import complete_facts
from tests.procurement.test_faces import composed
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


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "file:///etc/passwd", "data:text/plain,x", "font:other/normal"])
def test_every_address_but_the_fonts_is_refused(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        _FontsOnly().fetch(url)


@pytest.mark.parametrize(
    "style", [ParagraphStyle.BODY, ParagraphStyle.QUOTE, ParagraphStyle.PARTY, ParagraphStyle.NOTICE]
)
def test_every_character_the_fonts_hold_is_read_back_as_it_was_written(style: ParagraphStyle) -> None:
    written = [chr(code) for code in sorted(characters())]
    written = [sign for sign in written if not unprintable(sign) and clean(sign) == sign and not sign.isspace()]
    paper = replace(PAPER, blocks=tuple(Paragraph((Run(f"x{sign}x"),), style) for sign in written))
    read = {line for page in pages(pdf.render(paper)) for line in page.split("\n")}
    assert [sign for sign in written if f"x{sign}x" not in read] == []
    assert len(written) > 400


def test_a_character_that_the_fonts_lack_is_named_and_nothing_is_rendered() -> None:
    paper = replace(PAPER, blocks=(Paragraph((Run("Oy 😀 שלום"),)),))
    with pytest.raises(CharactersMissingError) as refused:
        pdf.render(paper)
    assert refused.value.characters[0] == "U+1F600 GRINNING FACE"
    assert len(refused.value.characters) == 5
