"""A second lawyer approves a complete version; its final files say the same words without the marks of a draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from procurement import storage
from procurement.actions.approve_document import ApprovalRefusedError, approve_document
from procurement.actions.draft_document import draft_document
from procurement.composed_json import from_json, to_json
from procurement.finalising import DRAFT_NOTICE, final
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import Approval, DocumentVersion
from procurement.permissions import NotAllowedError
from procurement.rendering import text
from procurement.rendering.faces import Format
from procurement.storage import DamagedFileError
from tests.factories.procurement import (
    INVITATION,
    DocumentFileFactory,
    DocumentVersionFactory,
    LegalUserFactory,
    complete_case,
)
from tests.factories.users import EditorFactory
from tests.procurement.admin.test_desk import address, said, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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


def test_a_version_is_approved_once(lawyer):
    version = drafted(LegalUserFactory())[0]
    approve_document(version, lawyer)
    with pytest.raises(ApprovalRefusedError, match="This version is approved already"):
        approve_document(version, LegalUserFactory())


def test_a_paper_from_a_word_template_or_with_a_damaged_file_is_not_approved(lawyer):
    with pytest.raises(ApprovalRefusedError, match="made from a Word template"):
        approve_document(DocumentFileFactory().version, lawyer)
    version = drafted(LegalUserFactory())[0]
    DocumentFileFactory(version=version, format="pdf", sha256="0" * 64, size=1)
    with pytest.raises(DamagedFileError):
        approve_document(version, lawyer)
    assert not Approval.objects.exists()


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
