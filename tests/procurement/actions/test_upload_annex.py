"""An annex that the system did not write is checked, kept as it came, and recorded in the table of annexes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from procurement import sources, storage
from procurement.actions.upload_annex import AnnexDetails, upload_annex
from procurement.composed.document import ComposedDocument, Run
from procurement.languages import Language
from procurement.models import AnnexFile, CaseFact
from procurement.permissions import NotAllowedError
from procurement.rendering import pdf as pdf_face
from procurement.uploads.held_files import held_files
from tests.factories.facts import localised, records
from tests.factories.procurement import CaseFactory, DocumentFileFactory, complete_case
from tests.factories.users import EditorFactory
from tests.procurement.admin.test_desk import address, words
from tests.procurement.test_hidden_content import png_with_author, word
from tests.procurement.word.files import docx, field, p

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def png(colour: int = 0) -> bytes:
    target = BytesIO()
    Image.new("L", (4, 4), colour).save(target, "PNG")
    return target.getvalue()


def details(title: str = "Anbud") -> AnnexDetails:
    return AnnexDetails("supplier_prices", localised(title, "Tarjous"), date(2026, 9, 1), "fi", "partly_secret")


def test_an_annex_is_stored_by_its_hash_and_stands_in_the_table(lawyer):
    case = CaseFactory()
    first = upload_annex(case, png(), r"C:\Mina filer\Anbud Åbo 2026.PNG", details(), lawyer)
    second = upload_annex(case, png(1), "…png.png", details("Pris"), lawyer)
    assert (first.file_name, first.media_type, first.size) == ("anbud-abo-2026.png", "image/png", len(png()))
    assert storage.read(first.sha256) == png()
    rows = sources.case_facts(case).rows("annexes.uploaded")
    assert [row.get("sha256") for row in rows] == [first.sha256, second.sha256]
    assert rows[0] == details().row(first.sha256)


def test_the_same_file_is_one_annex_of_a_case_and_another_of_another(lawyer):
    case, other = CaseFactory(), CaseFactory()
    upload_annex(case, png(), "a.png", details(), lawyer)
    with pytest.raises(ValidationError) as refused:
        upload_annex(case, png(), "b.png", details(), lawyer)
    assert refused.value.message_dict == {"file": ["This file is an annex of the case already."]}
    upload_annex(other, png(), "a.png", details(), lawyer)
    assert AnnexFile.objects.count() == 2


@pytest.mark.parametrize("title", ["Förhandlingsprotokoll", "Pöytäkirja 2", "Minutes of the meeting"])
def test_minutes_are_refused_by_their_title(title, lawyer, stored_files):
    with pytest.raises(ValidationError) as refused:
        upload_annex(CaseFactory(), png(), "a.png", details(title), lawyer)
    assert refused.value.message_dict == {
        "title": ["Minutes are never annexes of a contract: what was agreed is written into the contract."]
    }
    assert stored_files() == []


def test_minutes_of_the_system_are_refused_under_any_name(lawyer):
    minutes = DocumentFileFactory(content=png(), version__kind="negotiation_minutes")
    with pytest.raises(ValidationError, match="Minutes are never annexes"):
        upload_annex(minutes.version.case, png(), "a.png", details(), lawyer)


def test_a_refused_file_leaves_nothing_behind(lawyer, stored_files):
    with pytest.raises(ValidationError) as refused:
        upload_annex(CaseFactory(), b"MZ", "a.exe", details(), lawyer)
    assert refused.value.message_dict == {"file": ["Only PDF, Word (.docx), PNG and JPEG files can be annexes."]}
    assert (AnnexFile.objects.count(), CaseFact.objects.count(), stored_files()) == (0, 0, [])


def test_an_editor_uploads_nothing(stored_files):
    with pytest.raises(NotAllowedError):
        upload_annex(CaseFactory(), png(), "a.png", details(), EditorFactory())
    assert stored_files() == []


def test_what_a_file_hides_is_kept_with_it_as_its_sort(lawyer):
    case = CaseFactory()
    assert upload_annex(case, png(), "a.png", details(), lawyer).hidden == []
    annex = upload_annex(case, png_with_author(), "b.png", details("Pris"), lawyer)
    assert AnnexFile.objects.get(pk=annex.pk).hidden == ["person"]


def test_a_paper_of_the_system_names_its_organisation_and_nobody_else(lawyer):
    case = complete_case()
    composed = ComposedDocument(
        kind="index",
        language=Language.SV,
        date=date(2026, 5, 4),
        organisation=(Run(next(iter(sources.case_facts(case).value("buyer.name").texts.values()))),),
        title="Annons",
        subject=(Run("Annons"),),
        status="",
        blocks=(),
    )
    assert upload_annex(case, pdf_face.render(composed), "a.pdf", details(), lawyer).hidden == []


def test_a_file_whose_place_was_taken_can_take_it_back(lawyer):
    case = CaseFactory()
    first, second = (upload_annex(case, png(colour), "a.png", details(), lawyer) for colour in (0, 1))

    def holding() -> list[AnnexFile]:
        return [held.file for held in held_files(case, sources.case_facts(case))]

    assert holding() == [second]
    assert upload_annex(case, png(), "a.png", details(), lawyer) == first
    assert (holding(), AnnexFile.objects.count()) == ([first], 2)


def test_the_screen_says_what_is_superseded_what_is_hidden_and_what_is_missing(desk, lawyer):
    case = complete_case(
        changes={
            "object.subcontractors": True,
            "object.subcontractor_list": records({"name": "Under Ab"}, {"name": "Ali Oy"}),
        }
    )
    upload_annex(case, png(), "a.png", details(), lawyer)
    screen = words(desk.get(address("annexes", case.pk)))
    assert "none found" in screen
    assert "superseded by a later file" not in screen
    for sentence in (
        "Still to be uploaded",
        "Subcontractors: the file has to name the same subcontractors as the case: Under Ab, Ali Oy",
        "Winning entry",
    ):
        assert sentence in screen
    upload_annex(case, png_with_author(), "b.png", details(), lawyer)
    screen = words(desk.get(address("annexes", case.pk)))
    assert screen.count("superseded by a later file") == 1
    assert "the name of a person Stops the signing pack. Take it out, save the file anew and upload it." in screen


FIELDS: dict[str, Any] = {
    "kind": "supplier_prices",
    "title_sv": "Anbud",
    "title_fi": "Tarjous",
    "date": "1.9.2026",
    "language": "fi",
    "publicity": "partly_secret",
}


def test_a_lawyer_uploads_an_annex_and_downloads_it(desk):
    case = CaseFactory()
    desk.post(address("annexes", case.pk), {**FIELDS, "file": SimpleUploadedFile("anbud.png", png())})
    annex = AnnexFile.objects.get()
    screen = desk.get(address("annexes", case.pk))
    assert "Anbud" in words(screen) or "Tarjous" in words(screen)
    handed = desk.get(address("download_annex", case.pk, annex.pk))
    assert (handed.content, handed["Content-Type"]) == (png(), "image/png")
    assert handed["Content-Disposition"] == 'attachment; filename="anbud.png"'
    assert handed["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("changed", "content", "sentence"),
    [
        ({}, b"MZ", "Only PDF, Word (.docx), PNG and JPEG files can be annexes."),
        ({}, b"", "The file is empty."),
        ({"title_sv": "Protokoll"}, png(), "Minutes are never annexes of a contract"),
        ({"date": "31.2.2026"}, png(), "Enter a valid date."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(changed, content, sentence, desk):
    case = CaseFactory()
    data = {**FIELDS, **changed, "file": SimpleUploadedFile("anbud.png", content)}
    response = desk.post(address("annexes", case.pk), data)
    assert response.status_code == 422
    assert sentence in words(response)
    assert AnnexFile.objects.count() == 0


def test_an_annex_that_is_marked_as_a_draft_is_kept_with_a_warning_and_the_way_out(desk):
    case = CaseFactory()
    file = SimpleUploadedFile("kontrakt.docx", word(p("Kontrakt"), header=p("UTKAST 1")))
    screen = words(desk.post(address("annexes", case.pk), {**FIELDS, "file": file}, follow=True))
    assert AnnexFile.objects.get().hidden == ["draft"]
    assert "kontrakt.docx is marked as a draft. It stops the signing pack until its row is removed." in screen
    assert "none found marked as a draft Stops the signing pack. Upload the final file, or remove the row:" in screen
    assert address("fact", case.pk, "annexes.uploaded") in desk.get(address("annexes", case.pk)).content.decode()


def test_an_annex_that_acts_on_its_reader_is_refused_with_its_sentence_and_kept_nowhere(desk, stored_files):
    case = CaseFactory()
    for code, name in ((r"DDEAUTO c:\\x", "DDEAUTO"), (r'INCLUDETEXT "\\\\10.0.0.1\\x"', "INCLUDETEXT")):
        file = SimpleUploadedFile("a.docx", docx(p("", raw=field(code))))
        refused = desk.post(address("annexes", case.pk), {**FIELDS, "file": file})
        assert refused.status_code == 422
        assert f"The field code “{name}” is not allowed." in words(refused)
    assert stored_files() == []


def test_the_screen_says_what_the_check_cannot_see(desk, lawyer):
    case = CaseFactory()
    upload_annex(case, png(), "a.png", details(), lawyer)
    screen = words(desk.get(address("annexes", case.pk)))
    assert "What the check for hidden content cannot see words in pictures and scans" in screen
