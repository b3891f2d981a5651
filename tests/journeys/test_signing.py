"""Two lawyers take a case from what stops its signing to the signing pack; an editor sees nothing of it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pypdf import PdfReader

from procurement.actions.approve_document import approve_document
from procurement.actions.draft_document import draft_document
from procurement.actions.make_signing_pack import CONTRACT, DECISION
from procurement.kinds import registry
from procurement.languages import Language
from procurement.models import Case, Pack
from procurement.uploads.slots import WRITTEN
from tests.factories.facts import records
from tests.factories.procurement import AnnexFileFactory, LegalUserFactory, PackFactory, complete_case
from tests.factories.users import EditorFactory
from tests.journeys.conftest import violations, with_password
from tests.journeys.test_lawyer import fits_a_phone
from tests.journeys.test_word_templates import without_spaces
from tests.procurement.actions.test_make_signing_pack import SIGNING, upload
from tests.procurement.uploads.test_examine import pdf as foreign_pdf
from tests.reading import pdf

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

#: The mark of a draft, and its notice. The contract itself says that earlier drafts are no part of it.
DRAFTS = re.compile(r"DRAFT|UTKAST|LUONNOS|Detta är ett utkast|Detta utkast|Tämä on luonnos|Tämä luonnos")
UNANSWERED = "checks.contractor_liability"
OTHER = "Esimerkki Oy"
REASON = "Marknadsdomstolen har avslagit yrkandet om förbud mot verkställighet 5.11.2026."


@pytest.fixture
def case(address: str) -> Case:
    """A case whose signing an appeal, a wait, a recipient, a missing answer and missing papers stop."""
    return complete_case(
        changes={
            **{name: value for name, value in SIGNING.items() if name != UNANSWERED},
            "appeal.registered": True,
            "signing.planned_on": date(2026, 10, 8),
            "decision.recipients": records(
                {"recipient": "Rapida Oy", "language": "sv", "channel": "email", "sent_on": date(2026, 10, 1)},
                {"recipient": OTHER, "language": "fi", "channel": "letter"},
            ),
        },
        without=[UNANSWERED],
    )


@pytest.fixture
def lawyers(open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]) -> list[Page]:
    """The admin in Swedish, twice: Linnea drafts, Kaarina approves."""
    return [log_in(open_window("sv-FI"), with_password(LegalUserFactory, name)) for name in ("linnea", "kaarina")]


def open_signing(page: Page, case: Case) -> Locator:
    """Open the case at its signing."""
    page.goto("about:blank")
    page.goto(reverse("procurement:case", args=[case.pk]) + "#signing_pack")
    return page.locator("#signing_pack")


def make_the_pack(page: Page) -> str:
    """Ask for the signing pack; return what the system says."""
    page.get_by_role("button", name="Gör underteckningspaketet").click()
    return page.locator(".messages").inner_text()


def rule(signing: Locator, words: str) -> Locator:
    return signing.locator(".check").filter(has_text=words)


def recorded(page: Page) -> None:
    """Record one fact of a form, which leads back to the signing."""
    page.get_by_role("button", name="Anteckna").click()
    expect(page.get_by_text("1 uppgift antecknad.")).to_be_visible()
    assert page.url.endswith("#signing_pack")


def draft_and_approve(lawyer: Page, colleague: Page, case: Case, kind: str) -> None:
    """Draft a paper in both languages; who drafted it may not approve it, and a colleague does."""
    lawyer.goto(reverse("procurement:paper", args=[case.pk, kind]))
    lawyer.get_by_role("button", name="Skapa utkast", exact=True).click()
    expect(lawyer.get_by_text("Version 1 är färdig.").first).to_be_visible()
    expect(
        lawyer.get_by_text("Den som har gjort utkastet till en handling kan inte godkänna den.").first
    ).to_be_visible()
    expect(lawyer.get_by_role("button", name="godkänn")).to_have_count(0)
    colleague.goto(lawyer.url)
    for language in ("svenska", "finska"):
        colleague.get_by_role("button", name=f"Jag har läst version 1, {language}: godkänn den").click()
        expect(colleague.get_by_text("Version 1, " + language + ": godkänd av kaarina")).to_be_visible()


def annexes_but_the_entry(case: Case) -> None:
    """The written annexes, approved in Swedish, and the uploaded ones but for the entry."""
    drafter, approver = LegalUserFactory(), LegalUserFactory()
    for kind in WRITTEN.values():
        for version in draft_document(case, registry()[kind], (Language.SV,), drafter):
            approve_document(version, approver)
    upload(case, "subcontractors", "programme", "general_terms")


def upload_the_entry(page: Page) -> None:
    page.locator("[name=file]").set_input_files(
        {"name": "bidrag.pdf", "mimeType": "application/pdf", "buffer": foreign_pdf()}
    )
    page.locator("[name=kind]").select_option("entry")
    page.locator("[name=title_sv]").fill("Vinnande bidraget")
    page.locator("[name=title_fi]").fill("Voittanut ehdotus")
    page.locator("[name=date]").fill("4.5.2026")
    page.locator("[name=language]").select_option("sv")
    page.locator("[name=publicity]").select_option("public")
    page.get_by_role("button", name="Ladda upp och kontrollera").click()
    expect(page.get_by_text("Bilagan är sparad och står i bilagetabellen.")).to_be_visible()


def test_two_lawyers_take_a_case_from_what_stops_it_to_the_signing_pack(case: Case, lawyers: list[Page]) -> None:
    page, colleague = lawyers
    signing = open_signing(page, case)
    expect(signing.get_by_text("8 regler hindrar detta steg.")).to_be_visible()
    said = make_the_pack(page)
    for sentence in (
        "Underteckningspaketet gjordes inte.",
        "Ärendet är anhängigt i marknadsdomstolen. Domstolen kan förbjuda verkställigheten. (1397/2016, 151–152 §)",
        f"Den sista mottagaren räknas. (1397/2016, 127 §) {OTHER}.",
        "den 14:e dagen från annonsen. (1397/2016, 131 §) 16.10.2026.",
        "Inte godkända: Upphandlingsbeslut; Upphandlingskontrakt.",
        "10 Det vinnande bidraget (laddas upp under Uppladdade bilagor).",
        "Saknas: Beställaransvarslagen tillämpas (Utredningar före kontraktet).",
    ):
        assert sentence in said, (sentence, said)
    assert not Pack.objects.exists()
    assert fits_a_phone(page)
    assert violations(page) == []

    # What is missing is a link to its field, and recording it leads back.
    signing.get_by_role("link", name="Beställaransvarslagen tillämpas").click()
    page.locator("[name=checks__contractor_liability]").select_option("yes")
    recorded(page)
    rule(signing, "den 14:e dagen från annonsen").get_by_role("link", name="Planerad undertecknandedag").click()
    expect(page.locator("#fact-signing-planned_on")).to_be_in_viewport()
    page.locator("[name=signing__planned_on]").fill("27.11.2026")
    recorded(page)
    expect(signing.locator(".check--blocked").filter(has_text="den 14:e dagen från annonsen")).to_have_count(0)

    for title, kind in (("Upphandlingsbeslut", DECISION), ("Upphandlingskontrakt", CONTRACT)):
        expect(open_signing(page, case).get_by_role("row", name=title).first).to_contain_text("saknas")
        draft_and_approve(page, colleague, case, kind)
    annexes_but_the_entry(case)

    # The decision is served after it was made.
    signing = open_signing(page, case)
    expect(signing.get_by_role("row", name="Upphandlingskontrakt").first).to_contain_text("godkänd version 1")
    rule(signing, "Den sista mottagaren räknas").get_by_role("link", name="Beslutets mottagare").click()
    page.locator("[name=rows-1-sent_on]").fill("1.10.2026")
    recorded(page)

    rule(signing, "anhängigt i marknadsdomstolen").get_by_role("link", name="Föreslå").click()
    page.get_by_label("Skäl").fill(REASON)
    page.get_by_role("button", name="Föreslå hävning").click()
    assert page.url.endswith("#signing_pack")
    signing.get_by_role("link", name="läs och bekräfta").click()
    expect(page.get_by_role("button", name="Jag godtar skälet")).to_have_count(0)
    colleague_signing = open_signing(colleague, case)
    colleague_signing.get_by_role("link", name="läs och bekräfta").click()
    expect(colleague.get_by_text(REASON)).to_be_visible()
    colleague.get_by_role("button", name="Jag godtar skälet").click()
    expect(rule(colleague_signing, "anhängigt i marknadsdomstolen").first).to_contain_text(REASON)

    signing = open_signing(page, case)
    expect(signing.get_by_text("1 regel hindrar detta steg.")).to_be_visible()
    signing.get_by_role("link", name="Det vinnande bidraget").click()
    upload_the_entry(page)
    assert violations(page) == []

    signing = open_signing(page, case)
    expect(signing.get_by_text("Ingen regel hindrar detta steg.")).to_be_visible()
    assert fits_a_phone(page)
    assert violations(page) == []
    assert "Underteckningspaketet är klart." in make_the_pack(page)
    assert fits_a_phone(page)
    assert violations(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Underteckningspaket").first.click()
    check(zipfile.ZipFile(waiting.value.path()), case)
    expect(open_signing(page, case).get_by_role("link", name="Underteckningspaket")).to_be_visible()


def check(pack: zipfile.ZipFile, case: Case) -> None:
    """The index, the manifest, what the papers rest on, and that nothing is marked as a draft."""
    files = {name: pack.read(name) for name in pack.namelist()}
    manifest = files.pop("SHA256SUMS").decode()
    assert manifest == "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    index = without_spaces("".join(pdf.pages(files["index.pdf"])))
    facts: dict[str, Any] = {}
    archives = 0
    for name, content in files.items():
        if name == "index.pdf":
            continue
        assert without_spaces(name.rpartition("/")[2]) in index
        if ".approved." not in name:
            continue
        text = "".join(pdf.pages(content))
        said = [text[max(0, found.start() - 60) : found.end() + 40] for found in DRAFTS.finditer(text)]
        assert said == [], name
        if name.endswith(".archive.pdf"):
            archives += 1
            (held,) = (
                found[0]
                for title, found in PdfReader(io.BytesIO(content)).attachments.items()
                if title.endswith(".facts.json")
            )
            for fact, value in json.loads(held).items():
                assert facts.setdefault(fact, value) == value, (name, fact)
    assert archives == 4 + len(WRITTEN)
    kinds = {name.partition("-")[2].partition("-")[2].partition("-")[0] for name in files if ".approved." in name}
    assert kinds == {DECISION, CONTRACT, *WRITTEN.values()}
    assert [name.rpartition("-")[2] for name in files][-1] == "bidrag.pdf"


def test_an_editor_without_the_role_gets_nothing(
    case: Case, open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]
) -> None:
    pack = PackFactory(cases=[case])
    annex = AnnexFileFactory(case=case)
    editor = log_in(open_window("sv-FI"), with_password(EditorFactory, "elin"))
    expect(editor.get_by_role("link", name="Upphandling", exact=True)).to_have_count(0)
    token = next(cookie["value"] for cookie in editor.context.cookies() if cookie["name"] == "csrftoken")
    for name, arguments in (
        ("case", [case.pk]),
        ("packs", []),
        ("pack", [pack.pk]),
        ("annexes", [case.pk]),
        ("download_annex", [case.pk, annex.pk]),
        ("facts", [case.pk]),
        ("lift", [case.pk, "appeal_registered"]),
    ):
        assert editor.request.get(reverse(f"procurement:{name}", args=arguments)).status == 404, name
    answer = editor.request.post(
        reverse("procurement:signing_pack", args=[case.pk]), form={"csrfmiddlewaretoken": token}
    )
    assert answer.status == 404
    assert list(Pack.objects.all()) == [pack]
