"""A field of a party is saved only where its form showed what is saved now; what waits stops the verification."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from procurement.actions.change_party import PartyChange, TypedField, change_party
from procurement.actions.verify_party import verify_party
from procurement.models import Party
from procurement.permissions import NotAllowedError
from tests.factories.procurement import CaseFactory, PartyFactory
from tests.factories.users import EditorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_field_that_was_changed_meanwhile_is_not_saved_and_stops_the_verification(lawyer):
    party = PartyFactory()
    change = change_party(
        party.case,
        {"name": TypedField("Mine Oy", "Earlier Oy"), "address": TypedField("Gata 1", party.address)},
        lawyer,
    )
    assert (change.saved, list(change.clashes), change.clashes["name"].saved) == (["address"], ["name"], "Rapida Oy")
    party.refresh_from_db()
    assert (party.name, party.address, party.waiting, party.is_verified) == ("Rapida Oy", "Gata 1", ["name"], False)
    with pytest.raises(ValidationError) as refusal:
        verify_party(party, lawyer, shown=party.content_digest)
    assert refusal.value.messages == [
        "Fields of the party were refused and wait: registered name. Open the party, mend or keep them, and save."
    ]


def test_a_clash_names_who_changed_the_field_and_not_who_changed_another(lawyer):
    party = PartyFactory()
    other = type(lawyer).objects.create(username="mikael", is_superuser=True)
    change_party(party.case, {"name": TypedField("Theirs Oy", party.name)}, lawyer)
    change_party(party.case, {"address": TypedField("Gata 1", party.address)}, other)
    change = change_party(party.case, {"name": TypedField("Mine Oy", party.name)}, other)
    assert (change.clashes["name"].saved, change.clashes["name"].by) == ("Theirs Oy", lawyer.get_username())


def test_a_wrong_field_alone_takes_no_verification_away(lawyer):
    party = PartyFactory()
    assert change_party(party.case, {}, lawyer, refused=["business_id"]) == PartyChange()
    party.refresh_from_db()
    assert (party.waiting, party.is_verified) == ([], True)


def test_a_field_that_waits_is_settled_when_it_is_saved(lawyer):
    party = PartyFactory(waiting=["email", "name"])
    change_party(party.case, {"name": TypedField("Yöhoiva Oy", party.name)}, lawyer)
    party.refresh_from_db()
    assert party.waiting == ["email"]


def test_an_editor_changes_no_party():
    party = PartyFactory()
    with pytest.raises(NotAllowedError):
        change_party(party.case, {"name": TypedField("X Oy", party.name)}, EditorFactory())
    assert Party.objects.get().name == "Rapida Oy"


def test_a_party_without_all_its_fields_is_not_registered(lawyer):
    case = CaseFactory()
    with pytest.raises(ValidationError):
        change_party(case, {"name": TypedField("X Oy", "")}, lawyer)
    assert change_party(case, {"name": TypedField("X Oy", "")}, lawyer, refused=["email"]) == PartyChange()
    assert Party.objects.count() == 0
