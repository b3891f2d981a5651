"""A lawyer's way with Word templates: upload, findings, a colleague's approval, pages to look at, a paper of a case."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from procurement import storage
from procurement.actions.approve_word_template import approve_word_template
from procurement.actions.put_word_template_in_use import put_word_template_in_use
from procurement.actions.upload_word_template import upload_word_template
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import Case, DocumentFile, WordTemplate, WordTemplateVersion
from procurement.rendering import starters
from tests.factories.procurement import (
    CONTRACT,
    DocumentFileFactory,
    DocumentVersionFactory,
    HouseWordingFactory,
    HouseWordingStepFactory,
    LegalUserFactory,
    WordTemplateFactory,
    WordTemplateStepFactory,
    WordTemplateVersionFactory,
    complete_case,
    house_texts,
)
from tests.procurement.word.files import docx, p
from tests.procurement.word.files import words as words_of
from tests.reading import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

State = WordTemplateVersion.State
CONTRACT_FILE = starters.draw("contract", Language.SV)
HEADING = '<w:p><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr><w:r><w:t>Priset</w:t></w:r></w:p>'
BROKEN = docx(p("{{ supplier.nmae }}"), HEADING, p("Leverantören skall."), p("{%p if term.option %}"))


def address(name: str, *args: Any) -> str:
    """An address of the desk."""
    return reverse(f"procurement:{name}", args=args)


def at(version: WordTemplateVersion, name: str = "word_version") -> str:
    """An address of a version."""
    return address(name, version.template_id, version.number)


def words(response: Any) -> str:
    """What a screen says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def said(response: Any) -> list[str]:
    """What the admin tells after an action."""
    return [" ".join(unescape(str(message)).split()) for message in get_messages(response.wsgi_request)]


def sent(content: bytes, **changes: str) -> dict[str, Any]:
    """The form of a new template as a browser sends it."""
    form = {"name": "Contract", "kind": CONTRACT.key, "language": "sv", "reason": "The office's own"}
    return {**form, "file": SimpleUploadedFile("contract.docx", content), **changes}


def uploaded(user: Any, content: bytes = CONTRACT_FILE, template: WordTemplate | None = None) -> WordTemplateVersion:
    template = template or WordTemplateFactory.build(name="Contract")
    return upload_word_template(template, content, reason="The office's own", user=user)


def in_use(user: Any) -> WordTemplateVersion:
    version = uploaded(user)
    approve_word_template(version, LegalUserFactory())
    put_word_template_in_use(version, user)
    return version


def fresh(version: WordTemplateVersion) -> WordTemplateVersion:
    return WordTemplateVersion.objects.get(pk=version.pk)


# -- The list ------------------------------------------------------------------------------------------


def test_the_list_shows_kind_language_the_version_in_use_and_the_newest(desk):
    template = WordTemplateFactory(name="Contract of the office", language="fi")
    used = WordTemplateVersionFactory(template=template)
    for state in (State.APPROVED, State.IN_USE):
        WordTemplateStepFactory(version=used, state=state)
    WordTemplateVersionFactory(template=template, number=2, prepared_sha256="")
    screen = words(desk.get(address("word_templates")))
    assert "Contract of the office Procurement contract Finnish Version 1 Version 2 draft with faults" in screen


def test_the_list_asks_the_database_as_often_for_many_templates_as_for_one(desk):
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            assert desk.get(address("word_templates")).status_code == 200
        return len(context)

    WordTemplateStepFactory()
    queries()  # the first visit fills caches
    few = queries()
    for _number in range(4):
        WordTemplateStepFactory()
    assert queries() == few


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_every_starter_is_offered_and_handed_out(desk, language):
    screen = desk.get(address("word_templates")).content.decode()
    for key in starters.STARTERS:
        link = address("word_starter", key, language)
        assert f'href="{link}"' in screen
        response = desk.get(link)
        assert response.content == starters.draw(key, language)
        assert response["Content-Disposition"].endswith(f'.{language}.docx"')
    assert desk.get(address("word_starter", "contract", "en")).status_code == 404
    assert desk.get(address("word_starter", "treaty", "sv")).status_code == 404


# -- Upload --------------------------------------------------------------------------------------------


def test_a_right_file_is_checked_and_waits_for_a_second_lawyer(desk):
    response = desk.post(address("word_template_new"), sent(CONTRACT_FILE))
    version = WordTemplateVersion.objects.get()
    assert (response.status_code, response["Location"]) == (302, at(version))
    assert said(response) == ["The file is checked and waits for a second lawyer to approve it."]
    screen = words(desk.get(at(version)))
    assert f"SHA-256 {version.sha256}" in screen
    assert "Nothing was found." in screen


def test_all_faults_are_shown_at_once_with_their_places_and_what_was_meant(desk):
    response = desk.post(address("word_template_new"), sent(BROKEN))
    version = WordTemplateVersion.objects.get()
    assert said(response) == ["The file has faults. It is kept as a draft: mend it in Word and upload it again."]
    screen = words(desk.get(at(version)))
    assert "Body, paragraph 1 The field “supplier.nmae” is not in the catalogue. Did you mean “supplier.name”" in screen
    assert "Body, under “Priset”, paragraph 3" in screen
    assert "Body, under “Priset”, paragraph 4" in screen
    assert screen.index("paragraph 1 ") < screen.index("paragraph 3 ") < screen.index("paragraph 4 ")
    assert "It has errors, so nothing can be made from it." in screen
    assert "approve it" not in screen
    assert at(version, "word_trial") not in desk.get(at(version)).content.decode()


def test_the_file_comes_back_with_a_comment_at_each_fault(desk, lawyer):
    version = uploaded(lawyer, BROKEN)
    response = desk.get(at(version, "word_version_comments"))
    comments = [comment.text for comment in Document(io.BytesIO(response.content)).comments]
    assert len(comments) == len(version.findings)
    assert any("supplier.name" in comment for comment in comments)
    assert desk.get(at(version, "word_version_file")).content == BROKEN


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "The file is empty."),
        (b"MZ not a Word file", "The file is not a Word document."),
        (b"PK" + b"x" * 10 * 2**20, "The file is larger than 10 MB."),
        (docx(p("x"), more={"word/vbaProject.bin": b"macro"}), "macros"),
    ],
    ids=["empty", "no Word file", "too large", "macros"],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence_and_not_stored(desk, stored_files, file, sentence):
    response = desk.post(address("word_template_new"), sent(file))
    assert response.status_code == 422
    assert sentence in words(response)
    assert 'value="Contract"' in response.content.decode()  # What was typed is still there.
    assert stored_files() == []
    assert not WordTemplate.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "This field is required."),
        ({"kind": "treaty"}, "Select a valid choice."),
        ({"language": "en"}, "is not one of the available choices."),
        ({"name": "Taken"}, "with this Name already exists."),
    ],
)
def test_a_form_with_faults_stores_nothing(desk, stored_files, changes, sentence):
    WordTemplateFactory(name="Taken")
    response = desk.post(address("word_template_new"), sent(CONTRACT_FILE, **changes))
    assert response.status_code == 422
    assert sentence in words(response)
    assert stored_files() == []
    assert not WordTemplateVersion.objects.exists()


def test_the_mended_file_is_the_next_version(desk, lawyer):
    first = uploaded(lawyer, BROKEN)
    form = {"file": SimpleUploadedFile("x.docx", CONTRACT_FILE), "reason": "Mended"}
    response = desk.post(address("word_template", first.template_id), form)
    second = first.template.versions.first()
    assert (second.number, second.state, response["Location"]) == (2, State.CHECKED, at(second))
    screen = words(desk.get(address("word_template", first.template_id)))
    assert "Version 2 checked" in screen
    assert "Version 1 draft with faults" in screen
    assert desk.get(address("word_version", first.template_id, 3)).status_code == 404


# -- Life ----------------------------------------------------------------------------------------------


def test_the_uploader_is_told_that_a_second_lawyer_must_approve(desk, lawyer):
    version = uploaded(lawyer)
    screen = words(desk.get(at(version)))
    assert "A second lawyer must approve the template." in screen
    assert "approve it" not in screen
    response = desk.post(at(version), {"step": "approve"})
    assert said(response) == ["A second lawyer must approve the template."]
    assert fresh(version).state is State.CHECKED


def step(desk: Client, version: WordTemplateVersion, name: str, reason: str = "") -> str:
    """What is told after a step."""
    return said(desk.post(at(version), {"step": name, "reason": reason}))[-1]


def test_a_version_is_approved_put_in_use_and_retired_with_a_reason(desk):
    version = uploaded(LegalUserFactory(username="uploader"))
    assert step(desk, version, "use") == "Only an approved version can be put in use."
    assert step(desk, version, "approve", "Read whole") == "The version is approved."
    assert step(desk, version, "use") == "The version is in use: cases can draft from it."
    silent = desk.post(at(version), {"step": "retire", "reason": " "})
    assert (silent.status_code, fresh(version).state) == (422, State.IN_USE)
    assert step(desk, version, "retire", "The law changed") == "The version is retired."
    screen = words(desk.get(at(version)))
    assert re.search(
        "uploader The office's own checked approved .* Read whole in use .* retired .* The law changed", screen
    )
    assert "Retire it" not in screen


def test_a_version_shows_the_cases_that_used_it(desk):
    version = WordTemplateVersionFactory()
    paper = DocumentVersionFactory(word_template=version, kind=CONTRACT.key, number=3)
    screen = desk.get(at(version))
    assert f"{paper.case_id} · {paper.case.award.title} 3 1.9.2026" in words(screen)
    assert f'href="{address("case", paper.case_id)}#{CONTRACT.key}"' in screen.content.decode()


def test_a_lost_file_is_said_and_not_handed_out(desk):
    version = WordTemplateVersionFactory()
    response = desk.get(at(version, "word_version_file"))
    assert response.status_code == 503
    assert "missing or damaged" in words(response)


# -- Fields --------------------------------------------------------------------------------------------


def test_every_field_has_its_labels_its_type_and_what_to_copy(desk):
    screen = words(desk.get(address("word_fields")))
    assert "{{ supplier.business_id }}" in screen
    assert "{{ price.total|money }}" in screen
    assert "{{p clauses.contract_parties }}" in screen
    assert "{%tr for row in price.milestones %} … {%tr endfor %}" in screen
    assert "{%p if term.option %} … {%p endif %}" in screen
    assert "FO-nummer · Y-tunnus" in screen


def test_fields_are_found_by_words_of_any_language(desk):
    paths = []
    for words_ in ("FO-nummer leverantör", "Y-tunnus toimittaja", "supplier.business_id"):
        screen = desk.get(address("word_fields"), {"q": words_}).content.decode()
        paths.append(re.findall(r"<code>([\w.\[\]]+)</code> ·", screen))
    assert all("supplier.business_id" in found for found in paths)
    assert all(len(found) < 5 for found in paths)
    assert "No field has these words." in words(desk.get(address("word_fields"), {"q": "qqqq"}))


def test_a_passage_is_called_as_the_house_words_it(desk):
    labelled = {"q": "contract_parties"}
    assert "Parterna i saken" not in words(desk.get(address("word_fields"), labelled))
    texts = house_texts("contract_parties", sv_heading="Parterna i saken")
    HouseWordingStepFactory(wording=HouseWordingFactory(clause="contract_parties", texts=texts))
    assert "Parterna i saken" in words(desk.get(address("word_fields"), labelled))


def test_fields_show_their_values_in_a_case(desk, case):
    screen = words(desk.get(address("word_fields"), {"case": case.pk, "q": "supplier.business_id"}))
    assert "9999997-6" in screen
    line = words(desk.get(address("word_fields"), {"case": case.pk, "q": "supplier.display"}))
    assert "Rapida Oy (Business ID 9999997-6)" in line
    assert desk.get(address("word_fields"), {"case": "x", "kind": "treaty"}).status_code == 200


def test_a_kind_without_a_party_offers_none_of_its_fields(desk):
    screen = words(desk.get(address("word_fields"), {"kind": "appeal_instructions"}))
    assert "supplier.business_id" not in screen


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_the_fields_can_be_taken_along_as_word_and_as_json_schema(desk, language):
    sheet = desk.get(address("word_fields_file", CONTRACT.key, language, "docx")).content
    cells = [cell.text for table in Document(io.BytesIO(sheet)).tables for row in table.rows for cell in row.cells]
    assert "{{ supplier.business_id }}" in cells
    described = json.loads(desk.get(address("word_fields_file", CONTRACT.key, language, "json")).content)
    properties = described["properties"]
    assert properties["term"]["properties"]["option"]["type"] == "boolean"
    rows = properties["price"]["properties"]["milestones"]
    assert (rows["type"], rows["items"]["properties"]["due"]["format"]) == ("array", "date")
    label = {"sv": "Leverantörens FO-nummer", "fi": "Toimittajan Y-tunnus"}[language]
    assert properties["supplier"]["properties"]["business_id"]["title"] == label
    assert desk.get(address("word_fields_file", CONTRACT.key, language, "odt")).status_code == 404


# -- Try-out -------------------------------------------------------------------------------------------


def test_a_version_is_shown_as_pages_in_each_branch_with_sample_facts(desk, lawyer):
    version = uploaded(lawyer)
    screen = words(desk.get(at(version, "word_trial")))
    assert "if term.option yes" in screen
    assert "View 1 of 2" in screen
    assert "if term.option no" in words(desk.get(at(version, "word_trial"), {"view": "1"}))
    pages = [desk.get(at(version, "word_trial_pages"), {"view": view}) for view in (0, 1)]
    assert {response["X-Frame-Options"] for response in pages} == {"SAMEORIGIN"}
    options = ["Beställaren har rätt till en option" in " ".join(pdf.pages(page.content)[0:]) for page in pages]
    assert options == [True, False]


def test_a_version_is_shown_with_the_facts_of_a_case_and_what_they_lack(desk, lawyer):
    version = uploaded(lawyer)
    case = complete_case(without=["term.end", "term.option"])
    screen = words(desk.get(at(version, "word_trial"), {"case": case.pk}))
    assert "2 values missing, marked in the pages" in screen
    assert "As the facts of the case decide" in screen
    response = desk.get(at(version, "word_trial_word"), {"case": case.pk})
    text = "\n".join(words_of(response.content))
    assert "Rapida Oy" in text
    assert "[Kontraktet gäller till och med]" in text
    assert not case.versions.exists()


def test_nothing_is_tried_of_a_version_with_faults(desk, lawyer):
    version = uploaded(lawyer, BROKEN)
    assert "The version has errors" in words(desk.get(at(version, "word_trial")))
    pages = desk.get(at(version, "word_trial_pages"))
    assert (pages.status_code, pages["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert desk.get(at(version, "word_trial_pages"), {"view": "x"}).status_code == 400


# -- A paper from a case -------------------------------------------------------------------------------


def drafted(desk: Client, case: Case, version: WordTemplateVersion | int) -> Any:
    """The answer to drafting from a template."""
    chosen = version if isinstance(version, int) else version.pk
    return desk.post(address("draft_from_template", case.pk, CONTRACT.key), {"word_template": chosen})


def test_a_case_offers_the_templates_in_use_and_drafts_from_one(desk, lawyer, case):
    uploaded(lawyer, template=WordTemplateFactory(name="Not approved"))
    version = in_use(lawyer)
    screen = desk.get(address("paper", case.pk, CONTRACT.key)).content.decode()
    assert re.findall(r'<option value="(\d+)">', screen) == [str(version.pk)]
    assert said(drafted(desk, case, version)) == ["Version 1 is ready."]
    paper = case.versions.get()
    assert paper.word_template == version
    assert "Contract 1" in words(desk.get(address("paper", case.pk, CONTRACT.key)))
    files = {file.format: file for file in paper.files.all()}
    assert set(files) == set(DocumentFile.Format)
    assert desk.get(address("download", case.pk, files["docx"].pk)).content == storage.read(files["docx"].sha256)


def test_a_draft_that_is_refused_says_every_reason(desk, lawyer):
    version, case = in_use(lawyer), complete_case(without=["term.end"])
    response = drafted(desk, case, version)
    assert said(response) == ["Nothing was drafted.", "Missing: Contract in force until (Price and term)."]
    assert not case.versions.exists()


def test_a_draft_with_markers_is_made_when_it_is_asked_for(desk, lawyer):
    version, case = in_use(lawyer), complete_case(without=["term.end"])
    form = {"word_template": version.pk, "incomplete": "on"}
    response = desk.post(address("draft_from_template", case.pk, CONTRACT.key), form)
    assert said(response) == ["Version 1 is ready."]
    assert case.versions.get().gaps == ["term.end"]
    assert "1 fact missing" in words(desk.get(address("paper", case.pk, CONTRACT.key)))


def test_a_template_of_another_kind_or_none_is_not_found(desk, lawyer, case):
    other = WordTemplateVersionFactory(template__kind="invitation_to_negotiate")
    for chosen in (other.pk, 0, 10**30):
        assert drafted(desk, case, chosen).status_code == 404


def test_a_retired_version_drafts_nothing(desk, lawyer, case):
    version = in_use(lawyer)
    step(desk, version, "retire", "Old")
    assert said(drafted(desk, case, version))[-2:] == [
        "Nothing was drafted.",
        "This version of the template is not in use.",
    ]
    assert "draft_from_template" not in desk.get(address("paper", case.pk, CONTRACT.key)).content.decode()


# -- As Word would lay it out --------------------------------------------------------------------------


@pytest.fixture
def word_face(db):
    """The Word file of a paper."""
    return DocumentFileFactory(format=DocumentFile.Format.DOCX, content=docx(p("x")))


def pages_of(desk: Client, file: DocumentFile) -> Any:
    return desk.get(address("as_word", file.version.case_id, file.pk))


def test_pages_as_word_would_lay_them_out_are_off_by_default(desk, word_face):
    assert (
        "as-word" not in desk.get(address("paper", word_face.version.case_id, word_face.version.kind)).content.decode()
    )
    assert said(pages_of(desk, word_face)) == ["Pages as Word would lay them out are not offered here."]


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (None, "LibreOffice is not where the settings say."),
        ("sleep 60", "LibreOffice took longer than 1 seconds and was stopped."),
        ("exit 1", "LibreOffice could not lay the file out."),
    ],
)
def test_why_there_are_no_pages_is_said(desk, word_face, settings, tmp_path, script, sentence):
    program = tmp_path / "soffice"
    if script:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
    settings.PROCUREMENT_SOFFICE, settings.PROCUREMENT_SOFFICE_SECONDS = str(program), 1
    assert "as-word" in desk.get(address("paper", word_face.version.case_id, word_face.version.kind)).content.decode()
    (message,) = said(pages_of(desk, word_face))
    assert message.startswith(sentence)


def test_the_pages_are_handed_out_and_not_stored(desk, word_face, settings, tmp_path, stored_files):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho pages > paper.pdf\n")
    program.chmod(0o700)
    settings.PROCUREMENT_SOFFICE = str(program)
    before = stored_files()
    response = pages_of(desk, word_face)
    assert (response.content, response["Content-Type"]) == (b"pages\n", "application/pdf")
    assert stored_files() == before
