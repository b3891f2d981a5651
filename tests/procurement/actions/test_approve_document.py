"""A second lawyer approves a complete version; its final files say the same words without the marks of a draft."""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf
import pytest
from django.test import Client

from procurement import storage
from procurement.actions.approve_document import ApprovalRefusedError, _final_faces, approve_document
from procurement.actions.draft_document import draft_document
from procurement.actions.draft_from_word_template import draft_from_word_template
from procurement.actions.retire_word_template import retire_word_template
from procurement.composed.document_json import from_json, to_json
from procurement.composed.final_words import DRAFT_NOTICE, final
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import Approval, DocumentFile, DocumentVersion
from procurement.permissions import NotAllowedError
from procurement.rendering import starters, text, word_faces
from procurement.rendering.faces import Format
from procurement.storage import DamagedFileError
from tests.factories.facts import localised
from tests.factories.procurement import (
    CONTRACT,
    INVITATION,
    DocumentFileFactory,
    DocumentVersionFactory,
    HouseWordingStepFactory,
    LegalUserFactory,
    WordTemplateVersionFactory,
    complete_case,
    record,
    word_template_in_use,
)
from tests.factories.users import EditorFactory
from tests.procurement.admin.test_desk import address, said, words
from tests.procurement.word.files import docx, p, table
from tests.reading import conformance
from tests.reading import pdf as pdf_reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

CONTRACT_FILE = starters.draw("contract", Language.SV)


@pytest.fixture(autouse=True)
def text_alone(monkeypatch, text_only) -> None:
    """Make the text face only, of approved papers too."""
    monkeypatch.setattr(
        "procurement.actions.approve_document.render", lambda document, _facts: {Format.TXT: text.render(document)}
    )


def drafted(by: Any, **options: Any) -> list[DocumentVersion]:
    case = complete_case(without=options.pop("without", ()))
    return draft_document(case, INVITATION, LEGAL_LANGUAGES, by, **options)


def test_an_approval_names_what_was_read_and_makes_files_without_the_marks_of_a_draft(lawyer):
    version = drafted(LegalUserFactory())[0]
    approval = approve_document(version, lawyer)
    draft = version.files.get()
    assert (approval.approved_by, approval.read_files) == (lawyer, {"txt": draft.sha256})
    before = storage.read(draft.sha256).decode().splitlines()
    after = storage.read(approval.files.get().sha256).decode().splitlines()
    assert before[0].endswith("UTKAST 1")
    assert after[0].endswith("Version 1")
    left_out = [line for line in before[1:] if line not in after]
    assert len(left_out) == 1
    assert left_out[0].startswith("UTKAST 1, ")
    assert [line for line in after[1:] if line not in before] == []


def test_whoever_drafted_may_not_approve_and_an_editor_neither(lawyer):
    version = drafted(lawyer)[0]
    for user in (lawyer, EditorFactory()):
        with pytest.raises(NotAllowedError):
            approve_document(version, user)
    assert not Approval.objects.exists()


def test_a_version_with_markers_is_not_approved(lawyer):
    version = drafted(LegalUserFactory(), without=["case.number"], incomplete=True)[0]
    with pytest.raises(ApprovalRefusedError) as refused:
        approve_document(version, lawyer)
    assert refused.value.reasons == ("The papers hold markers or are marked as drafts.",)


def test_a_version_with_words_of_another_route_is_not_approved_and_they_are_named(lawyer):
    good = drafted(LegalUserFactory())[0]
    composed = to_json(from_json(good.composed))
    composed["title"] = "Inbjudan till förhandlat förfarande, avtalsspärr"
    spoilt = DocumentVersionFactory(case=good.case, number=9, composed=composed, facts=good.facts)
    with pytest.raises(ApprovalRefusedError) as refused:
        approve_document(spoilt, lawyer)
    assert refused.value.reasons == (
        "The text holds words of another procedure. (1397/2016, 40 §): avtalsspärr, förhandlat förfarande",
    )
    # What a notice says is quoted as it was published.
    quoted = {**good.facts, "notice.clause_text": {"value": "avtalsspärr; förhandlat förfarande"}}
    spoilt = DocumentVersionFactory(case=good.case, number=10, inputs_digest="9" * 64, composed=composed, facts=quoted)
    assert approve_document(spoilt, lawyer).pk


def test_a_version_from_before_papers_kept_their_words_is_drafted_again_and_not_approved(lawyer):
    with pytest.raises(ApprovalRefusedError) as refused:
        approve_document(DocumentVersionFactory(), lawyer)
    assert refused.value.reasons == ("This version does not hold its words any more. Draft the paper again.",)
    assert not Approval.objects.exists()


def test_a_version_is_approved_once(lawyer):
    version = drafted(LegalUserFactory())[0]
    approve_document(version, lawyer)
    with pytest.raises(ApprovalRefusedError, match="This version is approved already"):
        approve_document(version, LegalUserFactory())


def test_a_paper_with_a_damaged_file_is_not_approved(lawyer):
    version = drafted(LegalUserFactory())[0]
    DocumentFileFactory(version=version, format="pdf", sha256="0" * 64, size=1)
    with pytest.raises(DamagedFileError):
        approve_document(version, lawyer)
    assert not Approval.objects.exists()


# -- Papers from Word templates ------------------------------------------------------------------------


def drafted_in_word(file: bytes = CONTRACT_FILE, kind: str = CONTRACT.key, **options: Any) -> DocumentVersion:
    drafter = LegalUserFactory()
    case = options.pop("case", None) or complete_case(without=options.pop("without", ()))
    return draft_from_word_template(case, word_template_in_use(drafter, file, kind=kind), drafter, **options)


def plan(*said: str) -> bytes:
    """A template of the pilot plan, of which little is asked."""
    rows = table(["{%tr for row in paper.rows %}"], ["{{ row.label }} {{ row.value }}"], ["{%tr endfor %}"])
    notice = (p("{{ paper.status }}"), p("{{p clauses.draft_notice }}"))
    return docx(*notice, rows, *(each if each.startswith("<") else p(each) for each in said))


def stored(files: Any) -> dict[str, bytes]:
    return {file.format: storage.read(file.sha256) for file in files.all()}


def test_a_paper_from_a_word_template_is_filled_again_without_the_marks_of_a_draft(lawyer):
    version = drafted_in_word()
    draft, final_ = stored(version.files), stored(approve_document(version, lawyer).files)
    assert set(final_) == set(DocumentFile.Format)
    before, after = (files["txt"].decode().splitlines() for files in (draft, final_))
    assert before[0].endswith("UTKAST 1")
    assert after[0].endswith("Version 1")
    left_out = [line for line in before[1:] if line not in after]
    assert len(left_out) == 1
    assert left_out[0].startswith("UTKAST 1, ")
    assert [line for line in after[1:] if line not in before] == []
    printed = " ".join(" ".join(pdf_reading.pages(final_["pdf"])).split())
    assert "Rapida Oy" in printed
    assert "UTKAST" not in printed + word_faces.said_anywhere(final_["docx"])
    assert conformance.archive_faults(final_["pdfa"]) == []
    assert conformance.outloud_errors(final_["pdf"]) == []
    with pikepdf.open(io.BytesIO(final_["pdfa"])) as kept:
        attached = {name: each.get_file().read_bytes() for name, each in kept.attachments.items()}
    assert attached["procurement_contract.sv.docx"] == final_["docx"]
    facts = json.loads(attached["procurement_contract.sv.facts.json"])
    assert facts["supplier.name"] == "Rapida Oy"
    # What only its rules read does not leave the house with it.
    assert "checks.rows" in version.facts
    assert "checks.rows" not in facts


def test_the_final_word_file_rests_on_what_the_version_keeps_and_on_nothing_that_came_later(lawyer, settings):
    version = drafted_in_word()
    at_once = _final_faces(version)
    record(version.case, {"object.title": localised("Något annat", "Jotain muuta")})
    HouseWordingStepFactory(wording__clause="contract_parties")
    retire_word_template(version.word_template, lawyer, reason="Replaced")
    settings.PROCUREMENT_WORD_IN_CHILD = True
    assert stored(approve_document(version, lawyer).files) == {str(face): file for face, file in at_once.items()}


def test_nobody_but_a_second_lawyer_approves_a_paper_from_a_word_template(lawyer):
    version = drafted_in_word()
    for user in (version.created_by, EditorFactory()):
        with pytest.raises(NotAllowedError):
            approve_document(version, user)
    assert not Approval.objects.exists()


def test_a_paper_from_a_word_template_with_markers_is_not_approved(lawyer):
    version = drafted_in_word(without=["price.total"], incomplete=True)
    with pytest.raises(ApprovalRefusedError) as refused:
        approve_document(version, lawyer)
    assert refused.value.reasons == ("The papers hold markers or are marked as drafts.",)


def test_a_paper_that_would_still_say_that_it_is_a_draft_makes_no_final_paper(lawyer):
    # A template that types the word itself is refused when it is uploaded; a fact can still say it.
    case = complete_case(changes={"object.title": localised("UTKAST av staden", "Suunnitelma")})
    version = drafted_in_word(plan("{{ object.title }}"), "pilot_plan", case=case)
    with pytest.raises(ApprovalRefusedError) as refused:
        approve_document(version, lawyer)
    (reason,) = refused.value.reasons
    assert reason == (
        "The final paper would still say “UTKAST”. Take the word out of the Word template, where {{ paper.status }} "
        "prints it on drafts only."
    )
    assert not Approval.objects.exists()


def test_words_of_another_route_in_a_fact_of_a_word_paper_are_named_and_a_template_keeps_what_its_upload_let_pass(
    lawyer,
):
    case = complete_case(changes={"object.title": localised("Plan efter överprövning", "Suunnitelma")})
    refusing = drafted_in_word(plan("{{ object.title }} enligt avtalet"), "pilot_plan", case=case)
    with pytest.raises(ApprovalRefusedError) as refused:
        approve_document(refusing, lawyer)
    assert refused.value.reasons == ("The text holds words of another procedure. (1397/2016, 40 §): överprövning",)
    assert approve_document(drafted_in_word(plan("Enligt avtalet"), "pilot_plan"), lawyer).pk


def test_a_word_paper_is_not_approved_without_its_template_or_what_that_was_filled_with(lawyer):
    version, lost = drafted_in_word(plan("Plan"), "pilot_plan"), WordTemplateVersionFactory(prepared_sha256="0" * 64)
    same: dict[str, Any] = {"case": version.case, "kind": "pilot_plan", "facts": version.facts}
    unfilled = DocumentVersionFactory(number=8, word_template=version.word_template, **same)
    with pytest.raises(ApprovalRefusedError, match=r"filled with\. Draft the paper again"):
        approve_document(unfilled, lawyer)
    homeless = DocumentVersionFactory(
        number=9, word_template=lost, filling=version.filling, inputs_digest="9" * 64, **same
    )
    with pytest.raises(DamagedFileError):
        approve_document(homeless, lawyer)
    assert not Approval.objects.exists()


def test_the_second_lawyer_approves_word_papers_of_both_languages_on_the_screen(desk, lawyer):
    drafter, case = LegalUserFactory(), complete_case()
    drafts = [
        draft_from_word_template(
            case, word_template_in_use(drafter, plan(said_), kind="pilot_plan", language=language), drafter
        )
        for language, said_ in {"sv": "Plan", "fi": "Suunnitelma"}.items()
    ]
    assert [version.number for version in drafts] == [1, 2]
    place = address("paper", case.pk, "pilot_plan")
    buttons = [address("approve", case.pk, version.pk) for version in drafts]
    own = Client(headers={"accept-language": "en"})
    own.force_login(drafter)
    assert [button for button in buttons if button in own.get(place).content.decode()] == []
    assert [button for button in buttons if button in desk.get(place).content.decode()] == buttons
    for button in buttons:
        assert said(desk.post(button))[-1:] == [
            "The version is approved. Its files without the marks of a draft are ready."
        ]
    screen = desk.get(place).content.decode()
    files = [file for approval in Approval.objects.all() for file in approval.files.all()]
    assert len(files) == 8
    editor = Client()
    editor.force_login(EditorFactory())
    for file in files:
        link = address("download_approved", case.pk, file.pk)
        assert link in screen
        assert desk.get(link).content == storage.read(file.sha256)
        assert editor.get(link).status_code == 404
    assert editor.post(buttons[0]).status_code == 404


def test_a_later_paper_takes_the_place_of_a_word_paper_to_approve(desk, text_only):
    version = drafted_in_word(plan("Plan"), "pilot_plan")
    draft_document(version.case, registry()["pilot_plan"], LEGAL_LANGUAGES, LegalUserFactory())
    screen = desk.get(address("paper", version.case_id, "pilot_plan")).content.decode()
    assert address("approve", version.case_id, version.pk) not in screen


# -- What every kind has -------------------------------------------------------------------------------


def test_every_kind_has_one_draft_notice_that_its_final_words_lack():
    for kind in registry():
        notices = [part.clause for part in kind.outline if part.clause.endswith(DRAFT_NOTICE)]
        assert len(notices) == 1, kind.key


def test_a_demonstration_stays_one_when_it_is_final(lawyer):
    version = drafted(LegalUserFactory())[0]
    composed = from_json({**version.composed, "status": "DEMO · LUONNOS 3", "language": "fi"})
    assert final(composed, 3).status == "DEMO · Versio 3"
    assert final(composed, 3).language is Language.FI


def test_the_second_lawyer_approves_on_the_screen_of_the_paper(desk, lawyer):
    drafter = LegalUserFactory()
    version = drafted(drafter)[0]
    place = address("paper", version.case_id, INVITATION.key)
    own = Client(headers={"accept-language": "en"})
    own.force_login(drafter)
    assert "Whoever drafted a paper cannot approve it." in words(own.get(place))
    button = address("approve", version.case_id, version.pk)
    assert button not in own.get(place).content.decode()
    assert button in desk.get(place).content.decode()
    response = desk.post(button)
    assert said(response) == ["The version is approved. Its files without the marks of a draft are ready."]
    file = Approval.objects.get().files.get()
    screen = desk.get(place)
    assert f"approved by {lawyer}" in words(screen)
    link = address("download_approved", version.case_id, file.pk)
    assert link in screen.content.decode()
    assert desk.get(link).content == storage.read(file.sha256)
    assert said(desk.post(button)) == ["Nothing was approved.", "This version is approved already."]
