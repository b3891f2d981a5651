"""Rows that carry a case are written once; a party is checked before it is believed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from procurement.models import AnnexFile, AppendOnlyError, Case, CaseFact, DocumentVersion, GuardLift, Party
from tests.factories.procurement import (
    AnnexFileFactory,
    ApprovalFactory,
    ApprovedFileFactory,
    CaseFactFactory,
    CaseFactory,
    DocumentFileFactory,
    DocumentVersionFactory,
    GuardLiftFactory,
    LegalUserFactory,
    LiftProposalFactory,
    PartyFactory,
    WordTemplateStepFactory,
    WordTemplateVersionFactory,
)
from tests.factories.translations import translate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

written_once = pytest.mark.parametrize(
    ("factory", "field", "value"),
    [
        (CaseFactFactory, "value", "another"),
        (DocumentVersionFactory, "number", 2),
        (DocumentFileFactory, "size", 1),
        (AnnexFileFactory, "file_name", "another"),
        (ApprovalFactory, "read_files", {"txt": "another"}),
        (ApprovedFileFactory, "size", 1),
        (GuardLiftFactory, "reason", "another"),
        (LiftProposalFactory, "reason", "another"),
        (WordTemplateVersionFactory, "number", 2),
        (WordTemplateStepFactory, "state", "retired"),
    ],
)


def values(row: Any) -> dict[str, Any]:
    """The row as the database holds it."""
    return type(row).objects.filter(pk=row.pk).values().get()


# -- Written once --------------------------------------------------------------------------------------


@written_once
def test_a_row_is_not_saved_again(factory, field, value):
    row = factory()
    before = values(row)
    setattr(row, field, value)
    with pytest.raises(AppendOnlyError, match="is never changed"):
        row.save()
    assert values(row) == before


@written_once
def test_a_row_is_not_deleted(factory, field, value):
    row = factory()
    with pytest.raises(AppendOnlyError, match="is never deleted"):
        row.delete()
    assert values(row)


@written_once
def test_rows_are_not_updated_together(factory, field, value):
    row = factory()
    before = values(row)
    for rows in (type(row).objects, type(row).objects.filter(pk=row.pk)):
        with pytest.raises(AppendOnlyError, match="is never changed"):
            rows.update(**{field: value})
    setattr(row, field, value)
    with pytest.raises(AppendOnlyError, match="is never changed"), transaction.atomic():
        type(row).objects.bulk_update([row], [field])
    assert values(row) == before


@written_once
def test_rows_are_not_deleted_together(factory, field, value):
    row = factory()
    with pytest.raises(AppendOnlyError, match="is never deleted"):
        type(row).objects.filter(pk=row.pk).delete()
    assert values(row)


@written_once
def test_a_new_row_does_not_take_the_place_of_another(factory, field, value):
    row = factory()
    before = values(row)
    usurper = type(row)(**{**before, field: value})
    with pytest.raises(IntegrityError), transaction.atomic():
        usurper.save()
    assert values(row) == before


@written_once
def test_rows_are_not_written_over_in_bulk(factory, field, value):
    row = factory()
    before = values(row)
    usurper = type(row)(**{**before, field: value})
    with pytest.raises(AppendOnlyError, match="is never changed"):
        type(row).objects.bulk_create([usurper], update_conflicts=True, update_fields=[field], unique_fields=["id"])
    assert values(row) == before


def test_what_a_file_hides_is_written_once_where_nothing_stands():
    file = AnnexFileFactory(hidden=None)
    same = AnnexFile.objects.get(pk=file.pk)
    file.answer(["changes"])
    same.answer([])
    assert (file.hidden, same.hidden) == (["changes"], ["changes"])
    assert values(file)["hidden"] == ["changes"]


def test_rows_are_not_updated_through_their_case():
    row = CaseFactFactory()
    with pytest.raises(AppendOnlyError):
        row.case.recorded_facts.update(value="another")
    with pytest.raises(AppendOnlyError):
        row.case.recorded_facts.all().delete()
    assert values(row)["value"] == "123/02.08.00/2026"


@pytest.mark.parametrize("factory", [CaseFactFactory, DocumentVersionFactory, GuardLiftFactory, PartyFactory])
def test_a_case_that_holds_something_is_not_deleted(factory):
    case = factory().case
    with pytest.raises(ProtectedError):
        case.delete()
    with pytest.raises(ProtectedError):
        Case.objects.filter(pk=case.pk).delete()


def test_a_person_who_opened_a_case_is_not_deleted():
    case = CaseFactory()
    with pytest.raises(ProtectedError):
        case.opened_by.delete()


# -- One of each ---------------------------------------------------------------------------------------


def test_an_award_has_one_case_whatever_the_language():
    case = CaseFactory()
    finnish = translate(case.award, "fi")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFactory(award=finnish)
    assert Case.objects.count() == 1


def test_a_number_has_one_version_in_each_language():
    version = DocumentVersionFactory()
    DocumentVersionFactory(case=version.case, language="fi")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersionFactory(case=version.case, inputs_digest="9" * 64)


def test_an_input_has_one_version_in_each_language():
    version = DocumentVersionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersionFactory(case=version.case, number=2)


def test_each_case_and_each_kind_counts_for_itself():
    version = DocumentVersionFactory()
    DocumentVersionFactory()
    DocumentVersionFactory(case=version.case, kind="procurement_contract")
    assert list(DocumentVersion.objects.values_list("number", flat=True)) == [1, 1, 1]


def test_a_version_has_one_file_of_each_format():
    file = DocumentFileFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFileFactory(version=file.version, content=b"Another.\n")


def test_a_lift_has_a_reason():
    with pytest.raises(IntegrityError), transaction.atomic():
        GuardLiftFactory(reason="")


def test_a_lift_is_by_two_people():
    lawyer = LegalUserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        GuardLiftFactory(proposed_by=lawyer, confirmed_by=lawyer)
    assert GuardLift.objects.count() == 0


def test_a_case_has_one_party():
    party = PartyFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyFactory(case=party.case)


# -- Facts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["no.such_fact", "value.band", "supplier.name", "team.name"])
def test_a_fact_that_is_not_of_the_case_form_is_not_recorded(name):
    with pytest.raises(ValidationError) as refusal:
        CaseFactFactory(name=name)
    assert refusal.value.messages == [f"“{name}” is not a fact of the case form."]
    assert CaseFact.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("value.estimate", "much"),
        ("value.estimate", 90000),
        ("notice.date", "1.9.2026"),
        ("value.disclosed", "yes"),
        ("acceptance.days", "14"),
        ("case.legal_basis", "because"),
        ("buyer.name", "Kommunförbundet"),
        ("buyer.name", {"se": "Kommunförbundet"}),
        ("negotiation.topics", {"sv": 1}),
    ],
)
def test_a_value_of_another_type_is_not_recorded(name, value):
    with pytest.raises(ValidationError) as refusal:
        CaseFactFactory(name=name, value=value)
    assert refusal.value.messages == [f"The value does not fit the fact “{name}”."]
    assert CaseFact.objects.count() == 0


# -- Names ---------------------------------------------------------------------------------------------


def test_a_version_is_called_what_its_paper_is_called_in_its_language():
    assert DocumentVersionFactory.build(language="sv", case=None, created_by=None).title == "Inbjudan att förhandla"
    assert DocumentVersionFactory.build(language="fi", case=None, created_by=None).title == "Neuvottelukutsu"


def test_a_file_is_named_by_case_kind_number_language_and_format():
    file = DocumentFileFactory(version__number=3, version__language="fi")
    assert file.file_name == f"{file.version.case_id}-invitation_to_negotiate-3.fi.txt"


# -- Parties -------------------------------------------------------------------------------------------


def errors_of(party: Party) -> dict[str, list[str]]:
    """What is wrong with a party, by field."""
    with pytest.raises(ValidationError) as refusal:
        party.full_clean()
    return refusal.value.message_dict


def test_a_whole_party_is_accepted():
    PartyFactory(business_id="0926151-4").full_clean()


@pytest.mark.parametrize("value", ["0000000-0", "FI0926151", "092615-4", "09261514"])
def test_a_business_id_of_another_form_is_refused(value):
    assert errors_of(PartyFactory(business_id=value)) == {
        "business_id": ["Write the business ID as seven digits, a hyphen and a check digit: 1234567-1."]
    }


def test_a_vat_number_is_refused():
    messages = errors_of(PartyFactory.build(case=CaseFactory(), verified_by=None, business_id="FI09261514"))[
        "business_id"
    ]
    assert "Write the business ID as seven digits, a hyphen and a check digit: 1234567-1." in messages


def test_a_business_id_with_a_wrong_check_digit_is_refused():
    assert errors_of(PartyFactory(business_id="0926151-5")) == {
        "business_id": ["The check digit of this business ID is wrong. Compare it with the register."]
    }


def test_an_extract_from_the_future_is_refused():
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert errors_of(PartyFactory(extract_date=tomorrow)) == {"extract_date": ["The extract has a date in the future."]}


def test_an_extract_of_today_is_accepted():
    PartyFactory(extract_date=timezone.localdate()).full_clean()


@pytest.mark.parametrize(
    "field",
    [
        "name",
        "address",
        "signatory",
        "signatory_title_sv",
        "signatory_title_fi",
        "signatory_ground_sv",
        "signatory_ground_fi",
        "link_evidence_sv",
        "link_evidence_fi",
    ],
)
def test_a_mark_that_turns_the_text_around_is_refused_beside_its_field(field):
    assert errors_of(PartyFactory(**{field: "Rapida\u202e Oy"})) == {
        field: [
            (
                "“Rapida” holds an unseen mark, U+202E, that changes how the text is read. "
                "Delete the word and type it again."
            )
        ]
    }


def test_a_character_that_the_fonts_lack_is_refused():
    assert errors_of(PartyFactory(name="Rapida 😀 Oy")) == {
        "name": ["“😀” holds 😀 (U+1F600), which papers cannot print. Leave it out, or say it in words."]
    }


def test_accents_may_be_written_in_two_parts():
    PartyFactory(name="So\u0308dra A\u030angbatar Ab").full_clean()


@pytest.mark.parametrize("field", ["name", "business_id", "address", "email", "extract_date", "signatory", "link"])
def test_a_party_lacks_nothing(field):
    party = PartyFactory.build(case=CaseFactory(), verified_by=None, **{field: None if field == "extract_date" else ""})
    assert set(errors_of(party)) == {field}


def test_a_party_is_verified_when_somebody_has_verified_it():
    assert PartyFactory().is_verified
    assert not PartyFactory(verified_by=None, verified_at=None).is_verified


def test_a_case_begins_without_a_party():
    case = CaseFactory()
    assert case.party_or_none is None
    party = PartyFactory(case=case, extract_date=date(2026, 8, 20))
    assert case.party_or_none == party
