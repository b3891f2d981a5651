"""Two lawyers on one form: each records what each changed, and where both changed the same, both values are shown."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from klash_pages.models import ChallengePage
from procurement import sources
from procurement.models import Case, CaseFact, Party
from tests.factories.procurement import CaseFactory, LegalUserFactory, PartyFactory, record
from tests.procurement.admin.filling import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def words(response: Any) -> str:
    """What a screen says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def window(username: str) -> Client:
    """The admin in English, with a lawyer logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(LegalUserFactory(username=username))
    return client


@pytest.fixture
def first(db: None) -> Client:
    """The window of linnea."""
    return window("linnea")


@pytest.fixture
def second(db: None) -> Client:
    """The window of mikael."""
    return window("mikael")


@pytest.fixture
def place(db: None) -> str:
    """The case form of a case with 14 days for acceptance, 30 for cure and 3 months of exit."""
    case = CaseFactory()
    record(case, {"acceptance.days": 14, "termination.cure_days": 30, "exit.months": 3})
    return reverse("procurement:facts", args=[case.pk])


def recordings() -> list[tuple[str, Any, str]]:
    """What the two recorded after the case was filled."""
    rows = CaseFact.objects.filter(recorded_by__username__in=["linnea", "mikael"]).order_by("pk")
    return [(row.name, row.value, row.recorded_by.username) for row in rows.select_related("recorded_by")]


def test_a_save_takes_nothing_back_that_somebody_else_recorded_meanwhile(first, second, place):
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "acceptance__days": "21", "termination__cure_days": "45"})
    response = second.post(place, {**other, "acceptance__days": "10", "exit__months": "6"})
    assert recordings() == [
        ("acceptance.days", 21, "linnea"),
        ("termination.cure_days", 45, "linnea"),
        ("exit.months", 6, "mikael"),
    ]
    assert response.status_code == 422
    screen = words(response)
    assert "1 fact recorded. 1 fact waits and is marked." in screen
    assert re.search(r"Changed meanwhile by linnea, \d+\.\d+\.\d{4} \d\d\.\d\d Keep: 21", screen)
    now = form_of(response)
    assert (now["acceptance__days"], now["termination__cure_days"], now["exit__months"]) == ("10", "45", "6")


def test_what_was_typed_is_named_if_a_page_began_to_hold_the_fact_meanwhile(first, place):
    sent = form_of(first.get(place))
    ChallengePage.objects.update(contest_decision_number="77")
    typed = {**sent, "contest_decision__number": "12", "acceptance__days": "21"}
    response = first.post(place, typed)
    assert (response.status_code, recordings()) == (422, [("acceptance.days", 21, "linnea")])
    screen = words(response)
    assert "1 fact recorded. 1 fact waits and is marked." in screen
    assert "a page began to hold them after you opened the form" in screen
    assert re.search(r"Held by a page now .* : you typed “12”", screen)
    # It was told once; what the page holds is no input any more.
    again = form_of(response)
    assert "contest_decision__number" not in again
    assert first.post(place, again).status_code == 302
    # Who typed nothing there is told nothing.
    assert first.post(place, {**sent, "exit__months": "6"}).status_code == 302


@pytest.mark.parametrize(("choice", "days", "status"), [("mine", 10, 302), ("theirs", 21, 302), (None, 21, 422)])
def test_of_two_values_somebody_chooses_one_and_until_then_neither_is_written_over(
    choice, days, status, first, second, place
):
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "acceptance__days": "21"})
    asked = form_of(second.post(place, {**other, "acceptance__days": "10"}))
    chosen = {"take-acceptance.days": choice} if choice else {}
    response = second.post(place, {**asked, **chosen, "exit__months": "6"})
    assert response.status_code == status
    facts = sources.case_facts(Case.objects.get())
    assert (facts.value("acceptance.days"), facts.value("exit.months")) == (days, 6)


def test_a_value_that_changes_again_while_somebody_chooses_is_shown_again(first, second, place):
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "acceptance__days": "21"})
    asked = form_of(second.post(place, {**other, "acceptance__days": "10"}))
    first.post(place, {**form_of(first.get(place)), "acceptance__days": "28"})
    response = second.post(place, {**asked, "take-acceptance.days": "mine"})
    assert response.status_code == 422
    assert "Keep: 28" in words(response)
    assert [value for name, value, _by in recordings()] == [21, 28]


def test_the_same_value_typed_by_both_is_no_clash(first, second, place):
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "acceptance__days": "21"})
    assert second.post(place, {**other, "acceptance__days": "21"}).status_code == 302
    assert recordings() == [("acceptance.days", 21, "linnea")]


def test_a_withdrawal_is_not_written_over_in_silence(first, second, place):
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "acceptance__days": ""})
    response = second.post(place, {**other, "acceptance__days": "10"})
    assert "nothing; the value was withdrawn" in words(response)
    assert recordings() == [("acceptance.days", None, "linnea")]


def test_a_wrong_value_waits_and_is_compared_with_what_its_first_form_showed(first, second, place):
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "acceptance__days": "21"})
    wrong = form_of(second.post(place, {**other, "acceptance__days": "many", "exit__months": "6"}))
    assert wrong["acceptance__days"] == "many"
    response = second.post(place, {**wrong, "acceptance__days": "10"})
    assert "Keep: 21" in words(response)
    assert recordings() == [("acceptance.days", 21, "linnea"), ("exit.months", 6, "mikael")]


def test_what_a_wrong_reference_stops_is_compared_the_same_way(first, second, place):
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "acceptance__days": "21"})
    response = second.post(place, {**other, "acceptance__days": "10", "exit__months": "6", "reference": "x" * 301})
    assert "The text has 301 characters; there may be at most 300." in words(response)
    mended = {**form_of(response), "reference": "Protocol"}
    assert (mended["acceptance__days"], mended["exit__months"]) == ("10", "6")
    assert "Keep: 21" in words(second.post(place, mended))
    assert recordings() == [("acceptance.days", 21, "linnea"), ("exit.months", 6, "mikael")]


@pytest.mark.parametrize("shown", [None, "-1", "99999999999999999999"])
def test_a_post_that_does_not_say_what_it_showed_writes_over_nothing(shown, second, place):
    sent = {**form_of(second.get(place)), "acceptance__days": "10", "case__number": "7", "exit__months": ""}
    sent = {name: value for name, value in sent.items() if name != "shown"} | (
        {} if shown is None else {"shown": shown}
    )
    response = second.post(place, sent)
    assert response.status_code == 422
    assert "Keep: 14" in words(response)
    assert recordings() == [("case.number", "7", "mikael")]


def test_a_fact_whose_inputs_did_not_come_is_left_alone(second, place):
    sent = form_of(second.get(place))
    del sent["exit__months"]
    assert second.post(place, {**sent, "case__number": "7"}).status_code == 302
    assert recordings() == [("case.number", "7", "mikael")]


def test_rows_that_somebody_else_changed_meanwhile_are_shown_and_not_written_over(first, second):
    case = CaseFactory()
    place = reverse("procurement:fact", args=[case.pk, "price.lines"])
    one, other = form_of(first.get(place)), form_of(second.get(place))
    line = {"rows-0-item__sv": "Drift", "rows-0-item__fi": "Ylläpito", "rows-0-quantity": "1", "rows-0-unit_price": "5"}
    first.post(place, {**one, **line})
    asked = second.post(place, {**other, **line, "rows-0-quantity": "2"})
    assert asked.status_code == 422
    assert "Drift · Ylläpito" in words(asked).partition("Keep:")[2]
    assert form_of(asked)["rows-0-quantity"] == "2"
    assert second.post(place, form_of(asked)).status_code == 422
    assert second.post(place, {**form_of(asked), "take-price.lines": "theirs"}).status_code == 302
    assert [name for name, _value, by in recordings() if by == "mikael"] == []
    assert second.post(place, {**form_of(asked), "take-price.lines": "mine"}).status_code == 302
    assert [value[0]["quantity"] for _name, value, _by in recordings()] == ["1", "2"]


# -- The party ---------------------------------------------------------------------------------------------------------


def party_place(case: Case) -> str:
    """The address of a party's form."""
    return reverse("procurement:party", args=[case.pk])


def test_a_party_keeps_what_somebody_else_changed_meanwhile(first, second):
    party = PartyFactory()
    place = party_place(party.case)
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "address": "Linneas gata 1", "email": "linnea@example.org"})
    response = second.post(place, {**other, "address": "Mikaels gata 2", "signatory": "M.M."})
    party.refresh_from_db()
    assert (party.address, party.email, party.signatory) == ("Linneas gata 1", "linnea@example.org", "M.M.")
    assert not party.is_verified
    assert "1 field saved. 1 field waits and is marked." in words(response)
    assert re.search(r"Changed meanwhile by linnea, [\d. ]+ Keep: Linneas gata 1", words(response))
    asked = form_of(response)
    assert asked["address"] == "Mikaels gata 2"
    assert second.post(place, asked).status_code == 422
    assert second.post(place, {**asked, "take-address": "mine"}).status_code == 302
    party.refresh_from_db()
    assert party.address == "Mikaels gata 2"


def test_what_somebody_else_chose_and_the_day_are_shown_in_words(first, second):
    place = party_place(PartyFactory().case)
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, "legal_form": "osk", "extract_date": "3.9.2026"})
    screen = words(second.post(place, {**other, "legal_form": "ry", "extract_date": "4.9.2026"}))
    assert "Keep: Co-operative" in screen
    assert "Keep: 3.9.2026" in screen


def test_two_who_register_the_same_party_do_not_write_over_each_other(first, second):
    case = CaseFactory()
    place, written = party_place(case), PartyFactory.build(case=None)
    fields = {name: written.written(name) for name in Party.typed_fields()}
    one, other = form_of(first.get(place)), form_of(second.get(place))
    first.post(place, {**one, **fields})
    response = second.post(place, {**other, **fields, "name": "Another Oy"})
    assert response.status_code == 422
    assert Party.objects.get().name == written.name
    assert form_of(response)["name"] == "Another Oy"


def test_a_party_sent_unchanged_keeps_its_verification(second):
    party = PartyFactory()
    place = party_place(party.case)
    assert second.post(place, form_of(second.get(place))).status_code == 302
    party.refresh_from_db()
    assert party.is_verified
    assert ModelLogEntry.objects.filter(action="procurement.save_party").count() == 0


@pytest.mark.parametrize(
    "shown", [None, "", "[1]", '{"fields": 3}', '{"fields": {"name": [1]}, "waiting": [{}]}', "[" * 20000]
)
def test_a_party_post_that_does_not_say_what_it_showed_writes_over_nothing(shown, second):
    party = PartyFactory()
    sent = {**form_of(second.get(party_place(party.case))), "name": "Another Oy", "shown": shown}
    sent = {name: value for name, value in sent.items() if value is not None}
    assert second.post(party_place(party.case), sent).status_code == 422
    party.refresh_from_db()
    assert (party.name, party.is_verified) == ("Rapida Oy", True)


def test_right_fields_of_a_party_are_saved_and_it_is_not_verified_while_wrong_ones_wait(second):
    party = PartyFactory()
    place, verify = party_place(party.case), reverse("procurement:verify_party", args=[party.case_id])
    sent = form_of(second.get(place))
    response = second.post(place, {**sent, "name": "Yöhoiva Oy", "business_id": "0000000-0"})
    party.refresh_from_db()
    assert (party.name, party.business_id, party.waiting) == ("Yöhoiva Oy", "9999997-6", ["business_id"])
    assert "1 field saved. 1 field waits and is marked." in words(response)
    assert form_of(response)["business_id"] == "0000000-0"
    told = second.post(verify, {"shown": party.content_digest}, follow=True)
    assert "Fields of the party were refused and wait: business ID." in words(told)
    party.refresh_from_db()
    assert not party.is_verified
    # Whoever saw that it waits may keep the old ID by saving; a form that did not tell of it changes nothing of this.
    second.post(place, {**sent, "email": "new@example.org"})
    party.refresh_from_db()
    assert party.waiting == ["business_id"]
    screen = second.get(place)
    assert "Another value was typed here and not saved." in words(screen)
    second.post(place, form_of(screen))
    party.refresh_from_db()
    assert party.waiting == []
    second.post(verify, {"shown": party.content_digest})
    party.refresh_from_db()
    assert party.is_verified


def test_a_first_party_is_registered_whole_and_what_was_typed_stays(second):
    case = CaseFactory()
    place, written = party_place(case), PartyFactory.build(case=None)
    fields = {name: written.written(name) for name in Party.typed_fields()}
    response = second.post(place, {**form_of(second.get(place)), **fields, "business_id": "0000000-0"})
    assert response.status_code == 422
    assert Party.objects.count() == 0
    sent = form_of(response)
    assert {name: sent[name] for name in fields} == {**fields, "business_id": "0000000-0"}
    assert second.post(place, {**sent, "business_id": written.business_id}).status_code == 302
    assert Party.objects.get().waiting == []


# -- Limits and leaving ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["facts", "party"])
def test_no_field_of_the_desk_is_cut_by_the_browser(name, second):
    html = second.get(reverse(f"procurement:{name}", args=[CaseFactory().pk])).content.decode()
    assert "maxlength" not in html


def test_a_text_that_is_too_long_is_refused_with_its_count_and_stays(second, place):
    typed = "N" * 1100
    response = second.post(place, {**form_of(second.get(place)), "buyer__signatory": typed, "case__number": "7"})
    assert "The text has 1100 characters; there may be at most 1000." in words(response)
    assert form_of(response)["buyer__signatory"] == typed
    assert recordings() == [("case.number", "7", "mikael")]


def test_leaving_a_form_warns_and_most_of_all_when_something_waits(second, place):
    fresh = second.get(place)
    assert 'data-w-unsaved-confirmation-value="true"' in fresh.content.decode()
    assert 'data-w-unsaved-force-value="false"' in fresh.content.decode()
    refused = second.post(place, {**form_of(fresh), "acceptance__days": "many"})
    assert 'data-w-unsaved-force-value="true"' in refused.content.decode()
