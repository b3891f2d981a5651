"""A lawyer's way through the desk: open, fill in, verify, draft, download."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from procurement.models import Case, CaseFact, DocumentFile
from tests.factories.pages import AwardPageFactory
from tests.factories.procurement import CaseFactory, LegalUserFactory, complete_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def lawyer() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(LegalUserFactory())
    return client


def form_data(client: Client, case: Case, **changes: str) -> dict[str, Any]:
    """The case form as it stands, with some fields changed."""
    form = client.get(reverse("procurement:facts", args=[case.pk])).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in {**data, **changes}.items()}


def test_a_case_is_opened_from_the_list(lawyer: Client) -> None:
    award = AwardPageFactory()
    response = lawyer.post(reverse("procurement:open_case", args=[award.pk]))
    case = Case.objects.get()
    assert case.award_id == award.pk
    assert response["Location"] == reverse("procurement:case", args=[case.pk])


def test_each_missing_fact_is_a_link_to_its_field(lawyer: Client) -> None:
    case = CaseFactory()
    page = lawyer.get(reverse("procurement:case", args=[case.pk])).content.decode()
    form = lawyer.get(reverse("procurement:facts", args=[case.pk])).content.decode()
    assert reverse("procurement:facts", args=[case.pk]) + "#fact-negotiation-place" in page
    assert 'id="fact-negotiation-place"' in form


def test_a_recorded_fact_has_its_value_source_and_person(lawyer: Client) -> None:
    case = CaseFactory()
    response = lawyer.post(
        reverse("procurement:facts", args=[case.pk]),
        form_data(lawyer, case, case__number="1/2026", term__option="no", reference="A letter"),
    )
    assert response.status_code == 302
    recorded = {fact.name: (fact.value, fact.reference) for fact in CaseFact.objects.all()}
    assert recorded == {"case.number": ("1/2026", "A letter"), "term.option": (False, "A letter")}


@pytest.mark.parametrize(
    ("field", "value"), [("price__total", "1.234"), ("term__end", "31.2.2028"), ("case__number", "A\u202eB")]
)
def test_a_wrong_value_is_told_beside_its_field_and_nothing_is_recorded(lawyer: Client, field: str, value: str) -> None:
    case = CaseFactory()
    response = lawyer.post(reverse("procurement:facts", args=[case.pk]), form_data(lawyer, case, **{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not CaseFact.objects.exists()


def test_a_refused_draft_says_what_is_missing_and_stores_nothing(lawyer: Client) -> None:
    case = CaseFactory()
    url = reverse("procurement:draft", args=[case.pk, "invitation_to_negotiate"])
    page = lawyer.post(url, {"languages": ["sv"]}, follow=True).content.decode()
    assert "Nothing was drafted." in page
    assert not DocumentFile.objects.exists()


def test_a_draft_is_listed_with_its_hash_and_downloaded_as_it_was_stored(lawyer: Client) -> None:
    case = complete_case()
    lawyer.post(reverse("procurement:draft", args=[case.pk, "invitation_to_negotiate"]), {"languages": ["fi"]})
    page = lawyer.get(reverse("procurement:case", args=[case.pk])).content.decode()
    files = DocumentFile.objects.all()
    assert [file.format for file in files] == ["docx", "pdf", "txt"]
    for file in files:
        assert file.sha256 in page
        response = lawyer.get(reverse("procurement:download", args=[case.pk, file.pk]))
        assert hashlib.sha256(response.content).hexdigest() == file.sha256
        assert response["Content-Disposition"] == f'attachment; filename="{file.file_name}"'
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        assert response["X-Content-Type-Options"] == "nosniff"
