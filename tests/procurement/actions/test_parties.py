"""A party is saved by a lawyer, verified by a lawyer, and any change takes the verification away."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from procurement.actions.save_party import save_party
from procurement.actions.verify_party import verify_party
from procurement.models import Party
from procurement.permissions import NotAllowedError
from tests.factories.procurement import CaseFactory, PartyFactory
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_saved_party_waits_to_be_verified(lawyer):
    party = save_party(PartyFactory.build(case=CaseFactory(), verified_by=lawyer, verified_at=timezone.now()), lawyer)
    stored = Party.objects.get()
    assert (stored, stored.verified_by, stored.verified_at) == (party, None, None)


def test_what_word_leaves_unseen_in_a_party_is_taken_away_before_it_is_saved(lawyer):
    save_party(
        PartyFactory.build(case=CaseFactory(), name="Ra\u00adpida\ufeff Oy", signatory="Mu\u0308ller\u2011Ek"), lawyer
    )
    stored = Party.objects.get()
    assert (stored.name, stored.signatory) == ("Rapida Oy", "Müller-Ek")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Another Oy"),
        ("business_id", "9999998-4"),
        ("legal_form", "osk"),
        ("address", "Another street"),
        ("email", "another@example.org"),
        ("signatory", "M.M."),
        ("link", "formed_by"),
        ("link_evidence_fi", "valtakirja"),
        ("signatory_ground_sv", "Fullmakt"),
    ],
)
def test_any_change_takes_the_verification_away(field, value, lawyer):
    party = PartyFactory()
    setattr(party, field, value)
    save_party(party, lawyer)
    stored = Party.objects.get()
    assert (getattr(stored, field), stored.verified_by, stored.verified_at) == (value, None, None)


def test_a_wrong_party_is_not_saved_and_keeps_its_verification(lawyer):
    party = PartyFactory()
    party.business_id = "0000000-0"
    with pytest.raises(ValidationError):
        save_party(party, lawyer)
    stored = Party.objects.get()
    assert (stored.business_id, stored.is_verified) == ("9999997-6", True)


def test_a_verified_party_names_who_verified_it_and_when(lawyer):
    party = PartyFactory(verified_by=None, verified_at=None)
    before = timezone.now()
    verify_party(party, lawyer, shown=party.content_digest)
    stored = Party.objects.get()
    assert stored.verified_by == lawyer
    assert before <= stored.verified_at <= timezone.now()


def test_a_wrong_party_is_not_verified(lawyer):
    party = PartyFactory(verified_by=None, verified_at=None, business_id="0000000-0")
    with pytest.raises(ValidationError):
        verify_party(party, lawyer, shown=party.content_digest)
    assert not Party.objects.get().is_verified


def test_saving_and_verifying_are_logged(lawyer):
    party = save_party(PartyFactory.build(case=CaseFactory(), verified_by=None, verified_at=None), lawyer)
    verify_party(party, lawyer, shown=party.content_digest)
    entries = ModelLogEntry.objects.filter(object_id=str(party.case_id)).order_by("pk")
    assert [(entry.action, entry.user, entry.data) for entry in entries] == [
        ("procurement.save_party", lawyer, {"party": "Rapida Oy", "fields": Party.typed_fields()}),
        ("procurement.verify_party", lawyer, {"party": "Rapida Oy"}),
    ]


def test_an_editor_saves_no_party():
    with pytest.raises(NotAllowedError) as refusal:
        save_party(PartyFactory.build(case=CaseFactory(), verified_by=None), EditorFactory())
    assert str(refusal.value) == "Only legal staff may record facts of a procurement case."
    assert Party.objects.count() == 0


def test_an_editor_verifies_no_party():
    party = PartyFactory(verified_by=None, verified_at=None)
    with pytest.raises(NotAllowedError) as refusal:
        verify_party(party, EditorFactory(), shown=party.content_digest)
    assert str(refusal.value) == "Only legal staff may verify a party."
    assert not Party.objects.get().is_verified
