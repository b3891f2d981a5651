"""A lawyer fills the last gap of a case, drafts the contract and downloads it as Word and as PDF."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from procurement.models import Case
from tests.factories.procurement import LegalUserFactory, complete_case, complete_values
from tests.journeys.conftest import violations, with_password
from tests.reading import pdf, word

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

GAP = "object.title"
LABEL = "Upphandlingens namn"


@pytest.fixture
def case(address: str) -> Case:
    """A case whose contract lacks one fact."""
    return complete_case(without=[GAP])


@pytest.fixture
def page(open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]) -> Page:
    """The admin in Swedish, with the lawyer Linnea logged in."""
    return log_in(open_window("sv-FI"), with_password(LegalUserFactory, "linnea"))


def download(page: Page, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator("#versions").get_by_role("link", name=label).first.click()
    return Path(waiting.value.path()).read_bytes()


def fits_a_phone(page: Page) -> bool:
    """Whether no field of the desk is cut off on a phone."""
    wide = page.viewport_size
    assert wide is not None
    page.set_viewport_size({"width": 390, "height": 800})
    # The date pickers lay themselves out after the window has changed.
    fits = "document.querySelector('.desk').scrollWidth <= document.querySelector('.desk').clientWidth"
    with suppress(TooLate):
        page.wait_for_function(fits, timeout=3_000)
    found = page.evaluate(fits)
    page.set_viewport_size(wide)
    return bool(found)


def test_the_contract_is_drafted_after_the_gap_is_filled_and_both_files_say_the_same(case: Case, page: Page) -> None:
    page.get_by_role("link", name="Upphandling", exact=True).click()
    page.locator("main").get_by_role("link", name=case.award.title).click()
    page.locator("#papers").get_by_role("link", name="Upphandlingskontrakt", exact=True).click()
    page.locator(".gaps").get_by_role("link", name=LABEL).click()

    fact = page.locator("#fact-object-title")
    expect(fact).to_be_in_viewport()
    swedish, finnish = complete_values()[GAP].texts.values()
    fact.get_by_label("På svenska").fill(swedish)
    fact.get_by_label("På finska").fill(finnish)
    page.get_by_label("Vad grundar de sig på?").fill("beslut 3.3.2026")
    page.get_by_role("button", name="Anteckna").click()
    expect(page.get_by_text("1 uppgift antecknad.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Upphandlingskontrakt")
    expect(page.locator(".gaps").get_by_role("link", name=LABEL)).to_have_count(0)

    page.goto(reverse("procurement:facts", args=[case.pk]))
    expect(fact).to_contain_text("linnea")
    expect(fact).to_contain_text("beslut 3.3.2026")
    assert fits_a_phone(page)
    assert violations(page) == []

    page.go_back()
    page.locator("main").get_by_role("link", name="Finska").click()
    expect(page.locator(".paper")).to_contain_text(finnish)
    expect(page.locator(".paper__reason").first).to_contain_text("Antal uppgifter som saknas: 0")
    assert fits_a_phone(page)
    assert violations(page) == []

    page.get_by_role("link", name="Tillbaka till handlingen").click()
    page.get_by_role("checkbox", name="Finska").uncheck()
    page.get_by_role("button", name="Skapa utkast").click()
    expect(page.get_by_text("Version 1 är färdig.")).to_be_visible()
    assert violations(page) == []

    in_word = "\n".join(word.body_lines(download(page, "Word")))
    in_pdf = "\n".join(pdf.pages(download(page, "PDF")))
    for words in ("Upphandlingskontrakt", "Rapida Oy", "9999997-6"):
        assert words in in_word
        assert words in in_pdf


def test_a_day_that_does_not_exist_is_refused_as_it_was_typed(case: Case, page: Page) -> None:
    before = case.recorded_facts.count()
    page.goto(reverse("procurement:facts", args=[case.pk]) + "#fact-term-end")  # unfolds its part of the form
    day = page.locator("[name=term__end]")
    day.fill("31.2.2028")
    page.get_by_role("button", name="Anteckna").click()
    page.get_by_role("region", name="Fält att rätta").get_by_role("link", name="Kontraktet gäller till").click()
    expect(day).to_be_in_viewport()
    expect(day).to_have_value("31.2.2028")
    assert case.recorded_facts.count() == before


def test_money_is_read_as_it_was_typed_in_a_browser_of_any_language(
    case: Case, open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]
) -> None:
    page = log_in(open_window("en-US"), with_password(LegalUserFactory, "ida"))
    page.goto(reverse("procurement:facts", args=[case.pk]) + "#fact-value-estimate")
    estimate, penalty = page.locator("[name=value__estimate]"), page.locator("[name=delay__weekly_percent]")
    estimate.fill("")
    estimate.press_sequentially("480.000,00")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("#fact-value-estimate")).to_contain_text("Write “480\N{NO-BREAK SPACE}000,00”.")
    expect(estimate).to_have_value("480.000,00")
    assert violations(page) == []
    assert fits_a_phone(page)

    estimate.fill("")
    estimate.press_sequentially("480 000,00")
    penalty.evaluate("field => field.closest('details').open = true")
    penalty.fill("0,5 %")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text("2 facts recorded.")).to_be_visible()
    recorded = dict(case.recorded_facts.order_by("pk").values_list("name", "value"))
    assert (recorded["value.estimate"], recorded["delay.weekly_percent"]) == ("480000.00", "0.5")
