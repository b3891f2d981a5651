"""A lawyer breaks a starter in three ways, mends it, has it approved by a colleague, and drafts a contract from it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from playwright.sync_api import BrowserContext, Page, expect

from procurement.models import Case
from procurement.word.reading import lines, read
from tests.factories.procurement import LegalUserFactory, complete_case
from tests.journeys.conftest import violations, with_password
from tests.reading import pdf

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAME = "Upphandlingskontrakt för pilotförsök"


@pytest.fixture
def case(address: str) -> Case:
    """A case whose contract can be drafted."""
    return complete_case()


@pytest.fixture
def lawyers(open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]) -> list[Page]:
    """The admin in Swedish, twice: Linnea uploads, Kaarina approves."""
    return [log_in(open_window("sv-FI"), with_password(LegalUserFactory, name)) for name in ("linnea", "kaarina")]


def downloaded(page: Page, act: Callable[[], None]) -> bytes:
    with page.expect_download() as waiting:
        act()
    return Path(waiting.value.path()).read_bytes()


def broken(starter: bytes) -> bytes:
    """The starter with a misspelt field, a condition that never ends, and a word of Sweden's law."""
    document = Document(io.BytesIO(starter))
    (subject,) = [each for each in document.paragraphs if "{{ object.title }}" in each.text]
    subject.runs[0].text = subject.text.replace("object.title", "object.titel")
    (end,) = [each for each in document.paragraphs if each.text.startswith("Beställaren har rätt till en option")]
    end._p.getnext().getparent().remove(end._p.getnext())
    (price,) = [each for each in document.paragraphs if "{{ price.total|money }}" in each.text]
    price.runs[0].text = f"{price.text} Leverantören skall sända en faktura."
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def upload(page: Page, file: bytes, reason: str) -> None:
    page.get_by_label("Word-fil").set_input_files({"name": "kontrakt.docx", "mimeType": WORD, "buffer": file})
    page.get_by_label("Varför laddas den upp?").fill(reason)
    page.get_by_role("button", name="Ladda upp och kontrollera").click()


def without_spaces(text: str) -> str:
    """A text for comparison: a PDF breaks its lines where Word does not."""
    return "".join(text.split())


def test_a_template_is_broken_mended_approved_and_a_contract_drafted_from_it(case: Case, lawyers: list[Page]) -> None:
    page, colleague = lawyers
    page.get_by_role("link", name="Upphandling", exact=True).click()
    page.locator("main").get_by_role("link", name="Word-mallar").click()
    swedish = page.get_by_role("row", name="Upphandlingskontrakt").get_by_role("link", name="svenska")
    starter = downloaded(page, swedish.click)
    page.get_by_role("link", name="Ny Word-mall").click()
    page.get_by_label("Namn").fill(NAME)
    page.get_by_label("Slag").select_option("Upphandlingskontrakt")
    page.get_by_label("Språk").select_option("svenska")
    upload(page, broken(starter), "Vår egen mall")

    findings = page.locator(".finding")
    expect(findings).to_have_count(3)
    expect(findings.nth(0)).to_contain_text("under ”Föremål”, stycke 16")
    expect(findings.nth(0)).to_contain_text("Menade du ”object.title”?")
    expect(findings.nth(1)).to_contain_text("under ”Pris och betalning”, stycke 18")
    expect(findings.nth(1)).to_contain_text("skall")
    expect(findings.nth(2)).to_contain_text("under ”Kontraktstid”")
    expect(findings.nth(2)).to_contain_text("{%p if term.option %}")
    assert violations(page) == []
    commented = downloaded(page, page.get_by_role("link", name="Ladda ner filen med en kommentar").click)
    assert len(list(Document(io.BytesIO(commented)).comments)) == 3

    page.get_by_role("link", name="Ladda upp den rättade filen").click()
    upload(page, starter, "Felen rättade")
    expect(page.get_by_text("Filen är kontrollerad och väntar på att en annan jurist godkänner den.")).to_be_visible()
    expect(page.get_by_text("En annan jurist ska godkänna mallen.")).to_be_visible()

    colleague.goto(page.url)
    colleague.get_by_role("button", name="Jag har läst mallen: godkänn den").click()
    colleague.get_by_role("button", name="Ta i bruk").click()
    expect(colleague.get_by_text("Versionen är i bruk: utkast kan skapas från den.")).to_be_visible()
    assert violations(colleague) == []

    page.goto(reverse("procurement:paper", args=[case.pk, "procurement_contract"]))
    contract = page.locator("main")
    contract.get_by_label("Word-mall").select_option(f"{NAME} 2 (svenska)")
    contract.get_by_role("button", name="Skapa utkast från mallen").click()
    expect(page.get_by_text("Version 1 är färdig.")).to_be_visible()
    expect(contract.get_by_role("link", name=f"{NAME} 2")).to_be_visible()
    files = [
        downloaded(
            page, contract.get_by_role("link", name=f"{label} {case.pk}-procurement_contract-1.sv.{suffix}").click
        )
        for label, suffix in (("Word", "docx"), ("PDF", "pdf"))
    ]
    in_pdf = without_spaces("".join(pdf.pages(files[1])))
    in_word = [without_spaces(line) for line in lines(read(files[0]).body) if line.strip()]
    assert "RapidaOy" in in_pdf
    assert [line for line in in_word if line not in in_pdf] == []
