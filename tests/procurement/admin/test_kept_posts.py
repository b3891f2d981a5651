"""What was typed when a session ended is offered again: to its account, for an hour, once, and to nobody else."""

from __future__ import annotations

import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procurement.admin import kept_posts
from procurement.facts import LocalisedList
from procurement.languages import Language
from procurement.models import CaseFact, KeptPost, LiftProposal, Party
from tests.factories.procurement import CaseFactory, LegalUserFactory, PartyFactory, record
from tests.procurement.admin.filling import form_of, send
from tests.procurement.admin.test_two_lawyers import words

SV, FI = Language.SV, Language.FI

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def browser(lawyer: Any) -> Client:
    """The admin in English with the lawyer logged in, minding tokens against forged posts."""
    client = Client(headers={"accept-language": "en"}, enforce_csrf_checks=True)
    client.force_login(lawyer)
    return client


@pytest.fixture
def place(db: None) -> str:
    """The case form of a case with 14 days for acceptance."""
    case = CaseFactory()
    record(case, {"acceptance.days": 14})
    return reverse("procurement:facts", args=[case.pk]) + "?paper=procurement_contract"


def next_of(response: Any) -> str:
    """Where a log-in leads."""
    assert response.status_code == 302
    parts = urlsplit(response["Location"])
    assert parts.path == reverse("wagtailadmin_login")
    return parse_qs(parts.query)["next"][0]


def sent_too_late(browser: Client, place: str, **typed: str) -> str:
    """Send a form after its session has ended, and return where the log-in leads."""
    sent = {**form_of(browser.get(place)), **typed}
    Session.objects.all().delete()
    response = send(browser, place, sent)
    assert response.status_code == 302
    return next_of(browser.get(response["Location"]))


def test_a_post_after_the_end_of_the_session_is_offered_again_to_its_account_and_recorded_once(browser, lawyer, place):
    back = sent_too_late(browser, place, acceptance__days="21", buyer__name__sv="Vanda stad")
    assert CaseFact.objects.count() == 1
    assert back.startswith(place)
    browser.force_login(lawyer)
    screen = browser.get(back)
    assert "What you typed is here again and not yet recorded" in words(screen)
    offered = form_of(screen)
    assert (offered["acceptance__days"], offered["buyer__name__sv"]) == ("21", "Vanda stad")
    response = send(browser, back, offered)
    assert (response.status_code, "/papers/procurement_contract/" in response["Location"]) == (302, True)
    recorded = {(row.name, row.recorded_by) for row in CaseFact.objects.all()[1:]}
    assert recorded == {("acceptance.days", lawyer), ("buyer.name", lawyer)}
    assert KeptPost.objects.count() == 0


def test_lists_that_nobody_changed_do_not_wait(browser, lawyer, place):
    """Browsers end the lines of a text with CRLF."""
    case = CaseFact.objects.get().case
    record(case, {"service.users": LocalisedList({SV: ("invånare", "personal"), FI: ("asukkaat", "henkilöstö")})})
    back = sent_too_late(
        browser,
        place,
        acceptance__days="21",
        service__users__sv="invånare\r\npersonal",
        service__users__fi="asukkaat\r\nhenkilöstö",
    )
    browser.force_login(lawyer)
    screen = browser.get(back)
    assert [row.field.name for row in screen.context["form"].held()] == ["acceptance.days"]


def test_another_account_sees_nothing_of_it(browser, place):
    back = sent_too_late(browser, place, buyer__name__sv="Hemliga stad")
    browser.force_login(LegalUserFactory())
    screen = browser.get(back)
    assert screen.status_code == 200
    assert "Hemliga stad" not in screen.content.decode()
    assert "typed is here again" not in words(screen)
    send(browser, back, form_of(screen))
    assert KeptPost.objects.count() == 1


def test_what_somebody_else_changed_meanwhile_is_told_when_it_is_offered(browser, lawyer, place):
    back = sent_too_late(browser, place, acceptance__days="21")
    record(CaseFact.objects.get().case, {"acceptance.days": 30})
    browser.force_login(lawyer)
    screen = browser.get(back)
    assert "Keep: 30" in words(screen)
    assert send(browser, back, form_of(screen)).status_code == 422
    assert CaseFact.objects.order_by("pk").last().value == 30


def test_a_form_of_an_earlier_log_in_is_kept_too_and_offered(browser, lawyer, place):
    sent = {**form_of(browser.get(place)), "acceptance__days": "21"}
    browser.cookies["csrftoken"] = "a" * 32  # As a log-in in another tab gives a new one.
    response = send(browser, place, sent)
    assert CaseFact.objects.count() == 1
    assert form_of(browser.get(response["Location"]))["acceptance__days"] == "21"


def test_it_is_forgotten_after_an_hour(browser, lawyer, place):
    back = sent_too_late(browser, place, acceptance__days="21")
    KeptPost.objects.update(kept_at=timezone.now() - timedelta(hours=1, seconds=1))
    browser.force_login(lawyer)
    assert form_of(browser.get(back))["acceptance__days"] == "14"
    call_command("publish_scheduled")
    assert KeptPost.objects.count() == 0


def test_nobody_lays_text_into_somebody_elses_form(browser, lawyer, place, rf):
    def left(token: str, at: str = place) -> int:
        sent = {
            "rendered_for": token,
            "acceptance__days": "1",
            "csrfmiddlewaretoken": browser.cookies["csrftoken"].value,
        }
        assert send(Client(), at, sent).status_code == 302
        return KeptPost.objects.count()

    token = form_of(browser.get(place))["rendered_for"]
    assert left("") == 0
    assert left(token[:-1] + ("A" if token[-1] != "A" else "B")) == 0
    assert left(token, reverse("procurement:party", args=[CaseFact.objects.get().case_id])) == 0
    gone = rf.get(place.partition("?")[0])
    gone.user = LegalUserFactory()
    of_nobody = kept_posts.token_for(gone)
    gone.user.delete()
    assert left(of_nobody) == 0
    assert left(token) == 1


def test_an_account_whose_key_is_a_uuid_has_forms_too(rf):
    request = rf.get("/")
    key = uuid.uuid4()
    request.user = SimpleNamespace(pk=key)
    token = kept_posts.token_for(request)
    assert signing.loads(token, salt="procurement.kept_posts") == {"user": str(key), "path": "/"}


def test_only_so_many_wait_for_one_account(browser, lawyer, place):
    token = form_of(browser.get(place))["rendered_for"]
    for number in range(22):
        send(Client(), place, {"rendered_for": token, "case__number": str(number)})
    assert KeptPost.objects.count() == 20
    assert KeptPost.objects.first().body == "case__number=2"


def test_files_and_buttons_are_not_kept(browser, place):
    case = CaseFact.objects.get().case
    browser.get(place)
    Session.objects.all().delete()
    for name in ("annexes", "verify_party", "case_pack"):
        sent = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
        assert send(browser, reverse(f"procurement:{name}", args=[case.pk]), sent).status_code == 302
    assert KeptPost.objects.count() == 0


def test_a_party_is_offered_again(browser, lawyer):
    party = PartyFactory()
    place = reverse("procurement:party", args=[party.case_id])
    back = sent_too_late(browser, place, name="Yöhoiva Oy", business_id="0000000-0")
    browser.force_login(lawyer)
    offered = form_of(browser.get(back))
    assert (offered["name"], offered["business_id"]) == ("Yöhoiva Oy", "0000000-0")
    assert send(browser, back, {**offered, "business_id": party.business_id}).status_code == 302
    assert Party.objects.get().name == "Yöhoiva Oy"


def test_rows_of_a_table_are_offered_again(browser, lawyer):
    place = reverse("procurement:fact", args=[CaseFactory().pk, "price.lines"])
    back = sent_too_late(browser, place, **{"rows-0-item__sv": "Drift", "rows-0-quantity": "2"})
    browser.force_login(lawyer)
    assert send(browser, back, form_of(browser.get(back))).status_code == 302
    assert CaseFact.objects.get().value == [{"item": {"sv": "Drift"}, "quantity": "2"}]


def test_the_reason_of_a_lift_is_offered_again(browser, lawyer):
    place = reverse("procurement:lift", args=[CaseFactory().pk, "contest_decision_served"])
    back = sent_too_late(browser, place, reason="Served by hand.")
    browser.force_login(lawyer)
    assert send(browser, back, form_of(browser.get(back))).status_code == 302
    assert LiftProposal.objects.get().reason == "Served by hand."


def test_the_words_of_a_clause_are_offered_again(browser, lawyer):
    place = reverse("procurement:wording_edit", args=["contract_price"])
    back = sent_too_late(browser, place, **{"sv-heading": "Priset i sin helhet", "reason": "Klarare"})
    browser.force_login(lawyer)
    screen = browser.get(back)
    assert "What you typed is here again" in words(screen)
    offered = form_of(screen)
    assert (offered["sv-heading"], offered["reason"]) == ("Priset i sin helhet", "Klarare")
