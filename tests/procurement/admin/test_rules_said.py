"""Screens say of each rule what is true of it now, and a Swedish or Finnish reader meets no English."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from procurement.guards import ALL_GUARDS, guard
from procurement.kinds import registry
from procurement.languages import Language
from tests.factories.facts import localised
from tests.factories.procurement import CaseFactory, LegalUserFactory, PartyFactory, complete_case, record
from tests.procurement.admin.test_desk import address, words

pytestmark = pytest.mark.django_db

DECISION_DATES = guard("decision_dates")
SERVICES_DOMINATE = guard("services_dominate")
#: Words that are English alone: none of them is Swedish or Finnish.
ENGLISH = {
    "sv": {"and", "or", "the", "of", "with", "must", "which", "is", "are", "this"},
    "fi": {"and", "or", "the", "of", "with", "must", "band", "which", "is", "are", "this"},
}


def desk(language: str) -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(LegalUserFactory())
    return client


def text_of(response: Any) -> str:
    """What a screen of the desk says itself: no code, no text that is marked as of another language, no typed data."""
    assert response.status_code == 200
    html = response.content.decode()
    html = html[html.index("<main") :] if "<main" in html else html
    for tag in ("script", "style", "template", "svg", "code", "select", "textarea"):
        html = re.sub(rf"<{tag}\b.*?</{tag}>", " ", html, flags=re.DOTALL)
    html = re.sub(r'<(\w+)[^>]*\blang="[^"]*"[^>]*>.*?</\1>', " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_no_screen_of_a_case_has_english_words_in_swedish_or_finnish(language: str) -> None:
    case = complete_case(without=["notice.date", "decision.option_months"])
    client = desk(language)
    screens = [
        address("case", case.pk),
        address("facts", case.pk),
        address("fact", case.pk, "checks.rows"),
        address("party", case.pk),
        address("annexes", case.pk),
        address("lift", case.pk, "contest_decision_served"),
        *(address("paper", case.pk, kind.key) for kind in registry()),
        *(address("preview", case.pk, kind, language) for kind in ("procurement_contract", "invitation_to_negotiate")),
        address("wordings"),
        *(address("wording", clause) for clause in ("contract_liability", "paper_draft_notice")),
        address("wording_edit", "contract_liability"),
    ]
    found = {}
    for screen in screens:
        said = text_of(client.get(screen))
        assert len(said) > 200, screen
        english = {word for word in re.findall(r"[^\W\d_]+", said.casefold()) if word in ENGLISH[language]}
        if english:
            found[screen] = {word: re.findall(rf".{{0,40}}\b{word}\b.{{0,40}}", said)[:2] for word in english}
    assert found == {}


@pytest.mark.parametrize("language", list(Language))
def test_a_rule_says_what_is_fulfilled_what_is_wrong_or_what_cannot_be_judged_yet(language: Language) -> None:
    case = complete_case(without=["decision.outcome"])
    client = desk(str(language))
    page = address("paper", case.pk, "procurement_contract")
    guard = SERVICES_DOMINATE
    fulfilled = words(client.get(page))
    assert guard.fulfilled[language] in fulfilled
    assert guard.message[language] not in fulfilled
    record(case, {"object.mostly_services": False})
    assert guard.message[language] in words(client.get(page))
    assert guard.fulfilled[language] not in words(client.get(page))
    unknown = words(client.get(address("paper", case.pk, "procurement_decision")))
    assert f"“{DECISION_DATES.fulfilled.en}”" in unknown or f"”{DECISION_DATES.fulfilled[language]}”" in unknown
    assert DECISION_DATES.message[language] not in unknown


def test_no_rule_that_has_no_objection_says_its_objection() -> None:
    client, case = desk("sv"), complete_case()
    for screen in (address("case", case.pk), address("paper", case.pk, "procurement_contract")):
        page = words(client.get(screen))
        assert "i sin ordning" in page
        assert not any(f"i sin ordning {guard.message.sv}" in page for guard in ALL_GUARDS)


def test_a_notice_is_called_voluntary_only_once_the_value_is_known() -> None:
    case = complete_case()
    client = desk("sv")
    assert "frivillig" in words(client.get(address("case", case.pk)))
    record(case, {"value.estimate": None})
    page = words(client.get(address("case", case.pk)))
    assert "frivillig" not in page
    assert "om den är en skyldighet vet man när värdet är känt" in page


def test_a_computed_fact_says_what_it_follows_from_and_nobody_fills_it_in() -> None:
    """No instructions fit a national notice of a direct award above the EU threshold."""
    case = complete_case()
    record(case, {"case.legal_basis": "annex_e", "case.annex_e_category": None})
    page = words(desk("sv").get(address("paper", case.pk, "procurement_decision")))
    assert "kommunikationen fyller i detta på sidan" not in page
    assert "Värdeklass vid annonsdagen: av följande uppgifter följer ännu ingenting:" in page


def test_a_lawyer_is_not_told_to_ask_the_lawyer() -> None:
    case = CaseFactory()
    client = desk("sv")
    for page in (address("paper", case.pk, "procurement_contract"), address("facts", case.pk)):
        said = words(client.get(page))
        assert "råga juristen" not in said
        assert "råga leverantören" in said


def test_a_paper_says_why_its_party_need_not_be_verified() -> None:
    case = complete_case(party=False)
    PartyFactory(case=case, verified_by=None, verified_at=None)
    client = desk("fi")
    because = "Osapuolen ei tarvitse olla tarkistettu tätä asiakirjaa varten: Asiakirjaan merkitään itse osapuolen"
    assert because in words(client.get(address("paper", case.pk, "pre_contract_checks")))
    assert "Osapuolen ei tarvitse" not in words(client.get(address("paper", case.pk, "procurement_contract")))


def test_the_form_has_no_result_of_a_criminal_record_and_records_the_act() -> None:
    case = CaseFactory()
    client = desk("sv")
    assert "straffregister" not in words(client.get(address("fact", case.pk, "checks.rows"))).casefold()
    record(case, {"checks.criminal_record_by": localised("jurist", "juristi")})
    assert "Straffregisterutdraget visades upp, granskades och återlämnades den" in words(
        client.get(address("facts", case.pk))
    )
