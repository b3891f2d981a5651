"""A lawyer's way through the admin: from the list of awards to a file on the lawyer's own disk."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import ModelLogEntry

from procurement import sources
from procurement.actions.record_changes import newest_recording
from procurement.admin.forms import CaseForm, rows_form
from procurement.facts import Facts, LocalisedList
from procurement.facts.catalogue import CATALOGUE
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import Case, CaseFact, DocumentFile, DocumentVersion, GuardLift, LiftProposal, Party
from tests.factories.facts import localised, records
from tests.factories.pages import AwardPageFactory
from tests.factories.procurement import (
    CaseFactory,
    DocumentFileFactory,
    LegalUserFactory,
    PartyFactory,
    complete_case,
    record,
)
from tests.factories.records import NoticeReferenceFactory
from tests.factories.translations import translate
from tests.procurement.admin.filling import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ON_THE_FORM = [field for field in CATALOGUE.values() if field.on_case_form and not field.columns]


def address(name: str, *args: Any) -> str:
    """An address of the desk."""
    return reverse(f"procurement:{name}", args=args)


def words(response: Any) -> str:
    """What a screen says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def said(response: Any) -> list[str]:
    """What the admin tells after an action."""
    return [" ".join(unescape(str(message)).split()) for message in get_messages(response.wsgi_request)]


def filled_in(case: Case, **changes: str) -> dict[str, str]:
    """The case form as a browser sends it back, with changes."""
    form = CaseForm(facts=sources.case_facts(case))
    values = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else str(value) for name, value in values.items()}
    assert set(changes) <= set(data)
    return {**data, "shown": str(newest_recording(case)), **changes}


def party_form(**changes: str) -> dict[str, str]:
    """The party's form as a browser sends it."""
    party = PartyFactory.build(case=None, verified_by=None)
    names = [
        "name", "business_id", "legal_form", "address", "email", "extract_date", "signatory", "signatory_title_sv",
        "signatory_title_fi", "signatory_ground_sv", "signatory_ground_fi", "link", "link_evidence_sv",
        "link_evidence_fi",
    ]  # fmt: skip
    return {**{name: str(getattr(party, name)) for name in names}, **changes}


def shown(desk: Client, case: int) -> dict[str, str]:
    """What the case screen sends along with a verification: the hash of the party that it shows."""
    html = desk.get(address("case", case)).content.decode()
    return {"shown": re.findall(r'name="shown" value="(\w+)"', html)[0]}


def rows_sent(*rows: dict[str, str], before: int = 0, **changes: str) -> dict[str, str]:
    """The rows of a table as a browser sends them."""
    cells = {f"rows-{number}-{key}": value for number, row in enumerate(rows) for key, value in row.items()}
    management = {"rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": str(before)}
    return {**management, "source": "counterparty", "reference": "offer of 1.9.2026", **cells, **changes}


def errors_beside(response: Any, fact: str) -> list[str]:
    """The errors that the case form shows beside a fact."""
    return [unescape(text) for text in re.findall(r'<p class="error">(.*?)</p>', row_of(response, fact))]


def row_of(response: Any, fact: str) -> str:
    """The HTML of a fact on the case form."""
    html = response.content.decode()
    row = html[html.index(f'id="fact-{fact.replace(".", "-")}"') :]
    return re.split(r'<div class="fact[ "]|</section>', row)[0]


# -- The list ------------------------------------------------------------------------------------------


def test_the_list_shows_cases_and_awards_without_one(desk):
    case = CaseFactory(award=AwardPageFactory(title="Rapida wins", team__title="Rapida"))
    DocumentFileFactory(version__case=case)
    waiting = AwardPageFactory(title="Desperado wins")
    translate(waiting, "fi")
    screen = desk.get(address("index"))
    assert f"{case.pk} · Rapida wins" in words(screen)
    assert screen.content.decode().count("Open a case") == 1
    assert f'action="{address("open_case", waiting.pk)}"' in screen.content.decode()


def test_the_list_asks_the_database_as_often_for_many_cases_as_for_one(desk):
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            assert desk.get(address("index")).status_code == 200
        return len(context)

    def add() -> None:
        DocumentFileFactory(version__case=CaseFactory())
        AwardPageFactory()

    add()
    queries()  # the first visit fills caches
    few = queries()
    for _number in range(4):
        add()
    assert queries() == few


def test_opening_a_case_leads_to_it(desk, lawyer):
    award = AwardPageFactory()
    response = desk.post(address("open_case", award.pk))
    case = Case.objects.get()
    assert (response.status_code, response["Location"]) == (302, address("case", case.pk))
    assert (case.award, case.opened_by) == (award, lawyer)


# -- The case ------------------------------------------------------------------------------------------


def test_a_case_lists_what_each_paper_lacks_with_the_place_to_type_it(desk):
    case = complete_case(without=["case.number"], party=False)
    html = desk.get(address("paper", case.pk, "procurement_contract")).content.decode()
    origin = "?paper=procurement_contract"
    assert f'<a href="{address("facts", case.pk)}{origin}#fact-case-number">Case number</a>' in html
    assert f'<a href="{address("party", case.pk)}{origin}">The supplier' in unescape(html)
    assert "The supplier must be verified" in html


def test_a_gap_on_a_page_leads_whoever_may_edit_it_to_the_page(desk, lawyer):
    lawyer.is_superuser = True
    lawyer.save()
    case = CaseFactory()
    html = desk.get(address("paper", case.pk, "procurement_contract")).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[case.award.get_parent().pk])
    assert f'<a href="{edit}">Title of the challenge</a>' in html


def test_a_gap_on_a_page_that_a_lawyer_may_not_edit_says_who_supplies_it():
    lawyer = LegalUserFactory()
    client = Client(headers={"accept-language": "en"})
    client.force_login(lawyer)
    case = CaseFactory()
    assert not case.award.permissions_for_user(lawyer).can_edit()
    html = words(client.get(address("paper", case.pk, "procurement_contract")))
    assert "Title of the challenge (communications staff supply this on the page)" in html


def test_a_gap_says_whom_to_ask_and_a_table_leads_to_its_rows(desk):
    case = complete_case(without=["price.lines"])
    html = desk.get(address("paper", case.pk, "procurement_contract")).content.decode()
    gaps = html[html.index('class="gaps"') :]
    row = gaps[gaps.index("/facts/price.lines/") :].split("</li>")[0]
    assert "ask the supplier" in row


def test_a_case_shows_its_rules_with_state_and_ground(desk):
    case = complete_case(without=["conflicts.all_declared"])
    contract = desk.get(address("paper", case.pk, "procurement_contract")).content.decode()
    assert contract.count('class="check check--passed"') == len(registry()["procurement_contract"].guards)
    html = desk.get(address("case", case.pk)).content.decode()
    signing = html[html.index('<section id="signing_pack"') :].split("</section>")[0]
    assert "1397/2016, 150 §" in signing
    # The rules of the pack itself are judged here too; what it would be made of nobody can supply.
    marked = (
        "The papers hold markers or are marked as drafts. Not approved: Procurement decision; Procurement contract."
    )
    assert marked in signing
    assert "Different facts hashes" not in signing


def test_a_case_shows_its_deadlines_with_rule_first_day_and_a_changed_day_with_its_reason(desk):
    case = complete_case()
    record(
        case,
        {
            "decision.recipients": records({"recipient": "A", "channel": "letter", "sent_on": date(2026, 10, 21)}),
            "deadlines.overrides": records(
                {"rule": "appeal", "day": date(2026, 11, 20), "reason": localised("Störning i posten", "Postihäiriö")}
            ),
        },
    )
    screen = words(desk.get(address("case", case.pk)))
    assert "appeal to the Market Court 1397/2016, 147 § 1 mom. 28.10.2026" in screen
    assert "20.11.2026 computed 11.11.2026: Störning i posten" in screen


def test_a_case_that_lacks_nothing_says_so(desk, case):
    assert words(desk.get(address("case", case.pk))).count("ready to draft") == len(registry())


# -- The case form -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form_of_a_new_case(django_db_setup, django_db_blocker):
    """The HTML of the case form of a case whose pages hold as little as they can."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        client = Client(headers={"accept-language": "en"})
        client.force_login(LegalUserFactory())
        award = AwardPageFactory(parent__decided=False)
        yield client.get(address("facts", CaseFactory(award=award).pk)).content.decode()
        transaction.set_rollback(True)


@pytest.mark.parametrize("field", ON_THE_FORM, ids=lambda field: field.name)
def test_each_fact_has_its_field_with_a_label(field, form_of_a_new_case):
    key = field.name.replace(".", "__")
    localised = "localised" in field.type
    for name in [f"{key}__{language}" for language in LEGAL_LANGUAGES] if localised else [key]:
        assert len(re.findall(rf'<(?:input|select|textarea)[^>]* name="{name}"', form_of_a_new_case)) == 1
        assert f'<label for="id_{name}"' in form_of_a_new_case
    assert f'id="fact-{field.name.replace(".", "-")}"' in form_of_a_new_case


def test_what_papers_lack_is_marked_and_what_is_known_is_not(desk):
    html = desk.get(address("facts", complete_case(without=["case.number"]).pk)).content.decode()
    assert re.search(r'class="fact fact--missing" id="fact-case-number"', html)
    assert re.search(r'class="fact" id="fact-buyer-email"', html)


def test_facts_are_recorded_with_who_supplied_them(desk, lawyer):
    case = CaseFactory()
    data = filled_in(
        case,
        source="counterparty",
        reference="letter of 1.9.2026",
        value__estimate="90000.5",
        invitation__date="2026-09-01",
        value__disclosed="no",
        negotiation__topics__sv="Priset\n\n  Tiden  \n",
        buyer__name__fi="Suomen  Kuntaliitto ry",
    )
    response = desk.post(address("facts", case.pk), data)
    assert (response.status_code, response["Location"]) == (302, address("case", case.pk))
    assert said(response) == ["5 facts recorded."]
    assert {row.name: row.value for row in CaseFact.objects.all()} == {
        "value.estimate": "90000.50",
        "invitation.date": "2026-09-01",
        "value.disclosed": False,
        "negotiation.topics": {"sv": ["Priset", "Tiden"]},
        "buyer.name": {"fi": "Suomen Kuntaliitto ry"},
    }
    assert set(CaseFact.objects.values_list("source", "reference", "recorded_by")) == {
        ("counterparty", "letter of 1.9.2026", lawyer.pk)
    }


def test_sending_the_form_back_unchanged_records_nothing(desk, case):
    before = CaseFact.objects.count()
    response = desk.post(address("facts", case.pk), filled_in(case))
    assert said(response) == ["0 facts recorded."]
    assert CaseFact.objects.count() == before


def test_emptying_a_field_withdraws_the_fact(desk, case):
    desk.post(address("facts", case.pk), filled_in(case, case__number="", value__disclosed=""))
    facts = sources.case_facts(case)
    assert "case.number" not in facts
    assert "value.disclosed" not in facts


def test_a_question_left_unanswered_is_missing_and_not_no(desk):
    case = CaseFactory()
    desk.post(address("facts", case.pk), filled_in(case, case__number="123", value__disclosed=""))
    assert "value.disclosed" not in sources.case_facts(case)


def test_a_clause_pasted_in_several_lines_is_recorded_in_one(desk):
    case = CaseFactory()
    pasted = "Sopimus tehdään\r\n\tvoittajan\u00a0kanssa."
    response = desk.post(address("facts", case.pk), filled_in(case, notice__clause_text=pasted))
    assert response.status_code == 302
    assert sources.case_facts(case).value("notice.clause_text") == "Sopimus tehdään voittajan\u00a0kanssa."


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("value__estimate", "90000.123", ("“90000.123” can be read in two ways: decimals stand after a comma, "
         "thousands before a space. Write “90\u00a0000\u00a0123”.")),
        ("value__estimate", "480.000,00", ("“480.000,00” has several points or commas and can be read in more than one "
         "way. Write “480\u00a0000,00”.")),
        ("value__estimate", "0,035", "“0,035” has more than 2 decimals."),
        ("value__estimate", "-1", "“-1” is below nought."),
        ("value__estimate", "much", "“much” is not a number. Write it as 1 234,50."),
        ("value__estimate", "NaN", "“NaN” is not a number. Write it as 1 234,50."),
        ("value__estimate", "1e400", "Write out the number “1e400”, without a power of ten."),
        ("value__estimate", "99 999 999 999", ("“99 999 999 999” is more than can be written here: the limit is "
         "9\u00a0999\u00a0999\u00a0999,99.")),
        ("delay__weekly_percent", "0,125 %", "“0,125 %” has more than 2 decimals."),
        ("invitation__date", "2026-02-30", "Enter a valid date."),
        ("invitation__date", "soon", "Enter a valid date."),
        ("acceptance__days", "1.5", "“1.5” is not a whole number."),
        ("case__legal_basis", "because",
         "Select a valid choice. because is not one of the available choices."),
        ("buyer__signatory", "N.N. \u202e",
         "“N.N.” holds an unseen mark, U+202E, that changes how the text is read. Delete the word and type it again."),
        ("buyer__name__fi", "Kuntaliitto 😀",
         "“😀” holds 😀 (U+1F600), which papers cannot print. Leave it out, or say it in words."),
        ("negotiation__topics__sv", "Priset\n😀",
         "“😀” holds 😀 (U+1F600), which papers cannot print. Leave it out, or say it in words."),
        ("buyer__signatory", "محمد علي", ("“محمد” holds م (U+0645), ح (U+062D), د (U+062F), which papers cannot print. "
         "Write a name in the Latin letters of the passport or the population register.")),
        ("buyer__signatory", "N.N. \u041ey",
         ("“\u041ey” mixes two alphabets: \u041e (U+041E) is not the Latin letter it "
         "looks like. Type the word again.")),
        ("buyer__signatory", "del Ⅳ", "“Ⅳ” holds Ⅳ (U+2163), which papers cannot print. Type “IV” instead."),
        ("buyer__signatory", "N" * 1001,
         "The text has 1001 characters; there may be at most 1000."),
    ],
)  # fmt: skip
def test_the_form_refuses_a_wrong_value(key, value, message):
    form = CaseForm({"source": "case_form", key: value}, facts=Facts())
    assert not form.is_valid()
    assert message in form.errors[key]
    assert set(form.errors) == {key}


def test_wrong_values_are_told_beside_their_fields_and_the_right_ones_are_recorded(desk):
    case = CaseFactory()
    wrong = {"value__estimate": "90000,123", "invitation__date": "2026-02-30", "buyer__name__fi": "Kuntaliitto 😀"}
    response = desk.post(address("facts", case.pk), filled_in(case, case__number="123", **wrong))
    assert response.status_code == 422
    assert errors_beside(response, "value.estimate") == [
        "“90000,123” has more than 2 decimals. Write “90\u00a0000\u00a0123”."
    ]
    assert errors_beside(response, "invitation.date") == ["Enter a valid date."]
    assert errors_beside(response, "buyer.name") == [
        "“😀” holds 😀 (U+1F600), which papers cannot print. Leave it out, or say it in words."
    ]
    assert errors_beside(response, "case.number") == []
    assert "1 fact recorded. 3 facts wait and are marked." in words(response)
    assert [(row.name, row.value) for row in CaseFact.objects.all()] == [("case.number", "123")]
    kept = form_of(response)
    assert {name: kept[name] for name in wrong} == wrong


def test_what_was_typed_is_kept_when_another_field_is_wrong(desk):
    case = CaseFactory()
    response = desk.post(address("facts", case.pk), filled_in(case, case__number="123/2026", value__estimate="much"))
    assert 'value="123/2026"' in response.content.decode()


def test_what_a_page_holds_is_shown_with_its_page_and_cannot_be_typed(desk):
    case = CaseFactory()
    record(case, {"notice.number": "typed"})
    NoticeReferenceFactory(challenge=case.award.get_parent().specific, number="2019-000101")
    row = row_of(desk.get(address("facts", case.pk)), "notice.number")
    assert "2019-000101" in row
    assert "From:" in row
    assert "the record Notice reference: 2019-000101" in row
    assert "<input" not in row
    before = CaseFact.objects.count()
    desk.post(address("facts", case.pk), {**filled_in(case), "notice__number": "forged"})
    assert CaseFact.objects.count() == before


def test_lists_come_back_to_the_form_one_item_a_line(case):
    form = CaseForm(facts=sources.case_facts(case))
    topics = sources.case_facts(case).value("negotiation.topics")
    assert isinstance(topics, LocalisedList)
    assert form["negotiation__topics__fi"].value().split("\n") == list(topics.get(Language.FI) or ())


# -- The rows of a table, and the history of a fact -------------------------------------------------------------------

LINE = {"item__sv": "Drift", "item__fi": "Ylläpito", "quantity": "12", "unit_price": "1500.5", "vat_rate": "25.5"}


def test_the_rows_of_a_table_are_recorded_with_who_supplied_them(desk, lawyer):
    case = CaseFactory()
    empty = dict.fromkeys(LINE, "")
    response = desk.post(address("fact", case.pk, "price.lines"), rows_sent(LINE, empty, {**LINE, "kind": "option"}))
    assert response["Location"] == address("facts", case.pk) + "#fact-price-lines"
    first = {
        "item": {"sv": "Drift", "fi": "Ylläpito"}, "quantity": "12", "unit_price": "1500.50", "vat_rate": "25.5",
    }  # fmt: skip
    stored = CaseFact.objects.get()
    assert stored.value == [first, {**first, "kind": "option"}]
    assert (stored.source, stored.reference, stored.recorded_by) == ("counterparty", "offer of 1.9.2026", lawyer)


def test_rows_come_back_to_their_form_and_sent_unchanged_record_nothing(desk, case):
    form = rows_form(CATALOGUE["price.lines"], sources.case_facts(case).value("price.lines"))
    sent = {field.html_name: "" if (value := field.value()) is None else str(value) for row in form for field in row}
    management = {"rows-TOTAL_FORMS": str(len(form.forms)), "rows-INITIAL_FORMS": str(len(form.initial))}
    before = CaseFact.objects.count()
    response = desk.post(address("fact", case.pk, "price.lines"), {**sent, **management, "source": "case_form"})
    assert said(response) == ["0 facts recorded."]
    assert CaseFact.objects.count() == before


def test_a_row_that_is_taken_away_is_gone_and_without_rows_the_fact_is_withdrawn(desk):
    case = CaseFactory()
    place = address("fact", case.pk, "price.lines")
    desk.post(place, rows_sent(LINE, {**LINE, "quantity": "1"}))
    newest = str(newest_recording(case))
    desk.post(place, rows_sent({**LINE, "DELETE": "on"}, {**LINE, "quantity": "1"}, before=2, shown=newest))
    assert [str(row.get("quantity")) for row in sources.case_facts(case).rows("price.lines")] == ["1"]
    newest = str(newest_recording(case))
    desk.post(place, rows_sent({**LINE, "DELETE": "on"}, before=1, shown=newest))
    assert "price.lines" not in sources.case_facts(case)


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("price.lines", {"quantity": "many"}, "“many” is not a number. Write it as 1 234,50."),
        ("price.lines", {"quantity": "-1"}, "“-1” is below nought."),
        ("price.lines", {"unit_price": "0,00001"}, "“0,00001” has more than 4 decimals."),
        ("price.lines", {"kind": "gift"}, "Select a valid choice. gift is not one of the available choices."),
        ("price.lines", {"item__sv": "Drift 😀"},
         "“😀” holds 😀 (U+1F600), which papers cannot print. Leave it out, or say it in words."),
        ("decision.recipients", {"sent_on": "31.2.2026"}, "Enter a valid date."),
        ("decision.recipients", {"sent_on": "1.2.9999"}, "The year must be between 1900 and 2199."),
        ("nda.persons", {"business_id": "0926151-5"},
         "The check digit of this business ID is wrong. Compare it with the register."),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_told_beside_it_and_nothing_is_recorded(name, row, message, desk):
    case = CaseFactory()
    response = desk.post(address("fact", case.pk, name), rows_sent(row))
    assert response.status_code == 422
    assert f'<p class="error">{message}</p>' in unescape(response.content.decode())
    assert CaseFact.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "recorded"), [("480 000,00", "480000.00"), ("480000,5", "480000.50"), ("480\u00a0000,00 €", "480000.00")]
)
def test_money_is_typed_as_people_of_finland_type_it(typed, recorded, desk):
    case = CaseFactory()
    screen = desk.get(address("facts", case.pk)).content.decode()
    assert 'type="number"' not in screen
    assert re.search(r'<input type="text" name="value__estimate"[^>]*inputmode="decimal"', screen)
    desk.post(address("facts", case.pk), filled_in(case, value__estimate=typed))
    assert CaseFact.objects.get(name="value.estimate").value == recorded
    assert 'value="480\u00a0000,' in desk.get(address("facts", case.pk)).content.decode()


def test_percentages_can_be_halves_and_a_unit_price_part_of_a_cent_or_a_discount(desk):
    case = CaseFactory()
    desk.post(address("facts", case.pk), filled_in(case, delay__weekly_percent="0,5 %", price__index_cap="2,5"))
    lines = [{**LINE, "unit_price": "0,035"}, {**LINE, "unit_price": "\N{MINUS SIGN}500"}]
    desk.post(address("fact", case.pk, "price.lines"), rows_sent(*lines))
    facts = sources.case_facts(case)
    assert (facts.value("delay.weekly_percent"), facts.value("price.index_cap")) == (Decimal("0.5"), Decimal("2.5"))
    assert [row.get("unit_price") for row in facts.rows("price.lines")] == [Decimal("0.035"), Decimal(-500)]


def test_the_section_sign_and_what_word_leaves_unseen_are_taken_away(desk):
    case = CaseFactory()
    typed = {
        "decision__number": "§ 131",
        "object__title__sv": "Hand\u00adledning.",
        "buyer__name__sv": "A\u2011B\ufeff",
    }
    desk.post(address("facts", case.pk), filled_in(case, **typed))
    facts = sources.case_facts(case)
    assert facts.value("decision.number") == "131"
    assert facts.text("object.title", Language.SV) == "Handledning"
    assert facts.text("buyer.name", Language.SV) == "A-B"


def test_a_percentage_recorded_as_a_whole_number_is_read_shown_and_not_recorded_again(desk, lawyer):
    case = CaseFactory()
    CaseFact.objects.create(case=case, name="delay.max_percent", value=10, recorded_by=lawyer)
    assert sources.case_facts(case).value("delay.max_percent") == Decimal(10)
    response = desk.post(address("facts", case.pk), filled_in(case))
    assert said(response) == ["0 facts recorded."]


def test_a_price_effect_of_a_change_can_be_negative(desk):
    case = CaseFactory()
    desk.post(address("fact", case.pk, "change.rows"), rows_sent({"number": "1", "effect": "-150"}))
    assert CaseFact.objects.get().value == [{"number": 1, "effect": "-150.00"}]


def test_rows_without_their_management_data_are_refused_and_not_an_error(desk):
    case = CaseFactory()
    assert desk.post(address("fact", case.pk, "price.lines"), {"source": "case_form"}).status_code == 422
    assert CaseFact.objects.count() == 0


def test_a_fact_shows_every_recording_the_newest_first(desk):
    case = CaseFactory()
    for number in ("1/2026", "2/2026", None):
        record(case, {"case.number": number})
    screen = words(desk.get(address("fact", case.pk, "case.number")))
    assert screen.index("withdrawn") < screen.index("2/2026") < screen.index("1/2026")


@pytest.mark.parametrize("name", ["no.fact", "contest.name", "supplier.name", "value.band"])
def test_what_the_case_form_does_not_hold_has_no_screen(name, desk):
    assert desk.get(address("fact", CaseFactory().pk, name)).status_code == 404


def test_a_fact_that_is_no_table_is_not_recorded_by_rows(desk):
    case = CaseFactory()
    assert desk.post(address("fact", case.pk, "case.number"), rows_sent(LINE)).status_code == 404


def test_a_business_id_is_checked_wherever_it_is_typed(desk):
    case = CaseFactory()
    response = desk.post(address("facts", case.pk), filled_in(case, buyer__business_id="0926151-5"))
    assert errors_beside(response, "buyer.business_id") == [
        "The check digit of this business ID is wrong. Compare it with the register."
    ]


# -- Lifting a guard --------------------------------------------------------------------------------------------------


def test_one_lawyer_proposes_a_lift_and_another_confirms_it(desk, lawyer):
    late = {"contest_decision.served_on": date(2026, 9, 2)}
    case = complete_case(without=["contest_decision.recipients"], changes=late)
    place = address("lift", case.pk, "contest_decision_served")
    paper = address("paper", case.pk, "invitation_to_negotiate")
    assert f"{place}?paper=invitation_to_negotiate" in desk.get(paper).content.decode()
    assert said(desk.post(place, {"reason": "Served by hand."}))[-1] == (
        "The lift is proposed. Another lawyer must confirm it."
    )
    proposal = LiftProposal.objects.get()
    assert "A second lawyer must confirm the lift." in words(desk.get(place))
    desk.post(place, {"confirm": proposal.pk})
    assert GuardLift.objects.count() == 0
    second = LegalUserFactory()
    desk.force_login(second)
    assert "Served by hand." in words(desk.get(place))
    desk.post(place, {"confirm": proposal.pk})
    lift = GuardLift.objects.get()
    assert (lift.reason, lift.proposed_by, lift.confirmed_by) == ("Served by hand.", lawyer, second)
    assert 'class="check check--lifted"' in desk.get(paper).content.decode()


def test_a_proposal_that_was_replaced_is_not_confirmed(desk):
    case = CaseFactory()
    place = address("lift", case.pk, "contest_decision_served")
    desk.post(place, {"reason": "One reason."})
    seen = LiftProposal.objects.get().pk
    desk.post(place, {"reason": "Another reason."})
    desk.force_login(LegalUserFactory())
    response = desk.post(place, {"confirm": seen})
    assert said(response)[-1] == "The proposal was changed after you opened the page. Read it again."
    assert GuardLift.objects.count() == 0


def test_a_lift_without_a_reason_is_told_beside_the_field(desk):
    response = desk.post(address("lift", CaseFactory().pk, "contest_decision_served"), {"reason": " "})
    assert response.status_code == 422
    assert LiftProposal.objects.count() == 0


def test_nobody_proposes_to_lift_what_nobody_may_lift(desk):
    response = desk.post(address("lift", CaseFactory().pk, "route"), {"reason": "Because."})
    assert said(response)[-1] == "Nobody may lift this guard."


def test_the_screen_of_a_guard_that_nobody_may_lift_says_so_and_offers_no_field(desk):
    screen = desk.get(address("lift", CaseFactory().pk, "check_failed_sanctions"))
    assert "Nobody may lift this guard." in words(screen)
    assert 'name="reason"' not in screen.content.decode()
    assert LiftProposal.objects.count() == 0


def test_a_guard_that_does_not_exist_has_no_screen(desk):
    assert desk.get(address("lift", CaseFactory().pk, "no_guard")).status_code == 404


# -- The party -----------------------------------------------------------------------------------------


def test_a_party_is_registered_verified_and_loses_its_verification_when_it_changes(desk, lawyer):
    case = CaseFactory()
    response = desk.post(address("party", case.pk), party_form())
    assert (response.status_code, response["Location"]) == (302, address("case", case.pk))
    assert "not verified" in words(desk.get(address("case", case.pk)))
    response = desk.post(address("verify_party", case.pk), shown(desk, case.pk))
    assert said(response)[-1] == "The party is verified."
    assert Party.objects.get().verified_by == lawyer
    assert f"verified by {lawyer}" in words(desk.get(address("case", case.pk)))
    sent = form_of(desk.get(address("party", case.pk)))
    desk.post(address("party", case.pk), {**sent, "address": "Another street"})
    party = Party.objects.get()
    assert (party.address, party.is_verified) == ("Another street", False)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("business_id", "0000000-0", "Write the business ID as seven digits, a hyphen and a check digit: 1234567-1."),
        ("business_id", "0926151-5", "The check digit of this business ID is wrong. Compare it with the register."),
        ("extract_date", "2999-01-01", "The extract has a date in the future."),
        (
            "name",
            "Rapida \u202eOy",
            "“Oy” holds an unseen mark, U+202E, that changes how the text is read. Delete the word and type it again.",
        ),
        ("email", "rapida", "Enter a valid email address."),
    ],
)
def test_a_wrong_party_is_told_beside_its_field_and_is_not_saved(field, value, message, desk):
    case = CaseFactory()
    response = desk.post(address("party", case.pk), party_form(**{field: value}))
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}
    assert message in words(response)
    assert Party.objects.count() == 0


def test_what_somebody_changed_meanwhile_is_not_verified(desk):
    party = PartyFactory(verified_by=None, verified_at=None)
    seen = shown(desk, party.case_id)
    Party.objects.update(address="Another street")
    response = desk.post(address("verify_party", party.case_id), seen)
    assert said(response)[-1] == "The party was changed after you opened the page. Compare it again."
    assert not Party.objects.get().is_verified
    assert desk.post(address("verify_party", party.case_id)).status_code == 302
    assert not Party.objects.get().is_verified


def test_the_case_shows_everything_that_a_verification_is_about(desk):
    party = PartyFactory(verified_by=None, verified_at=None)
    screen = words(desk.get(address("case", party.case_id)))
    for value in (party.name, party.business_id, party.address, party.email, party.signatory, "20 August 2026"):
        assert value in screen


def test_nobody_verifies_by_typing(desk):
    case = CaseFactory()
    desk.post(address("party", case.pk), party_form(verified_at="2026-09-01", verified_by="1", is_demo="on"))
    party = Party.objects.get()
    assert (party.verified_at, party.verified_by, party.is_demo) == (None, None, False)


def test_there_is_nothing_to_verify_without_a_party(desk):
    assert desk.post(address("verify_party", CaseFactory().pk)).status_code == 404


def test_a_party_that_became_wrong_is_not_verified(desk):
    party = PartyFactory(verified_by=None, verified_at=None)
    Party.objects.filter(pk=party.pk).update(business_id="0000000-0")
    response = desk.post(address("verify_party", party.case_id), shown(desk, party.case_id))
    assert said(response)[-1:] == ["Write the business ID as seven digits, a hyphen and a check digit: 1234567-1."]
    assert not Party.objects.get().is_verified


# -- Papers --------------------------------------------------------------------------------------------


def test_drafting_leads_back_to_the_paper_and_names_the_version(desk, text_only, case, lawyer):
    response = desk.post(address("draft", case.pk, "invitation_to_negotiate"), {"languages": ["sv", "fi"]})
    assert response["Location"] == address("paper", case.pk, "invitation_to_negotiate")
    assert said(response) == ["Version 1 is ready."]
    assert {(version.language, version.created_by) for version in DocumentVersion.objects.all()} == {
        ("sv", lawyer),
        ("fi", lawyer),
    }


def test_a_refused_draft_names_every_reason(desk, text_only):
    case = complete_case(without=["case.number", "buyer.email"])
    response = desk.post(address("draft", case.pk, "invitation_to_negotiate"), {"languages": ["sv"]})
    told = said(response)
    assert told[0] == "Nothing was drafted."
    assert sorted(told[1:]) == ["Missing: Case number (The case).", "Missing: The buyer's e-mail (The buyer)."]
    assert DocumentVersion.objects.count() == 0


def test_an_incomplete_draft_says_how_much_it_lacks(desk, text_only):
    case = complete_case(without=["case.number"])
    form = {"languages": ["sv"], "incomplete": "on"}
    desk.post(address("draft", case.pk, "invitation_to_negotiate"), form)
    assert "1 fact missing" in words(desk.get(address("case", case.pk)))


@pytest.mark.parametrize(
    ("languages", "messages"),
    [
        ([], ["Choose at least one language."]),
        (["de"], ["Select a valid choice. de is not one of the available choices."]),
        (
            ["en"],
            ["Nothing was drafted.", "“Instructions for appeal and rectification” is not made in this language: en."],
        ),
    ],
)
def test_a_paper_is_drafted_in_the_languages_of_its_kind_only(languages, messages, desk, case):
    response = desk.post(address("draft", case.pk, "appeal_instructions"), {"languages": languages})
    assert said(response) == messages
    assert DocumentVersion.objects.count() == 0


def test_every_version_is_listed_with_its_files_and_their_hashes(desk, text_only, case):
    for hours in ("9.00", "10.00"):
        record(case, {"negotiation.time": hours})
        desk.post(address("draft", case.pk, "invitation_to_negotiate"), {"languages": ["sv", "fi"]})
    html = desk.get(address("paper", case.pk, "invitation_to_negotiate")).content.decode()
    rows = re.findall(r'<a href="([^"]+/files/\d+/)">.*?<td class="hash">([0-9a-f]{64})</td>', html, re.DOTALL)
    files = DocumentFile.objects.order_by("-version__number", "version__language")
    assert rows == [(address("download", case.pk, file.pk), file.sha256) for file in files]
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("format_", "media_type"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", "application/pdf"),
        ("txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_download_is_the_file_and_may_be_neither_shown_nor_kept(format_, media_type, desk, lawyer):
    file = DocumentFileFactory(format=format_, content=b"<script>\n", version__language="fi")
    response = desk.get(address("download", file.version.case_id, file.pk))
    assert (response.status_code, response.content) == (200, b"<script>\n")
    name = f"{file.version.case_id}-invitation_to_negotiate-1.fi.{format_}"
    headers = {
        "Content-Type": media_type,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": "9",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store, max-age=0, no-cache, must-revalidate",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    assert {key: response.get(key) for key in headers} == headers
    assert ModelLogEntry.objects.get(action="procurement.download_document").user == lawyer


def test_a_damaged_file_is_not_handed_out(desk, stored_files):
    file = DocumentFileFactory()
    stored_files()[0].write_bytes(b"Another paper.\n")
    response = desk.get(address("download", file.version.case_id, file.pk))
    assert response.status_code == 503
    assert "A stored file is missing or damaged" in words(response)
    assert "Another paper" not in words(response)


@pytest.mark.parametrize("name", ["index", "case", "facts", "party"])
def test_no_screen_is_kept_by_browsers_or_proxies(name, desk):
    args = [] if name == "index" else [CaseFactory().pk]
    assert "no-store" in desk.get(address(name, *args))["Cache-Control"]


def test_the_whole_way_from_an_award_to_a_contract(desk, text_only):
    complete = complete_case()
    award = AwardPageFactory()
    translate(award.get_parent().specific, "fi")
    desk.post(address("open_case", award.pk))
    case = Case.objects.get(award=award)
    form = CaseForm(facts=sources.case_facts(complete))
    typed = {name: form[name].value() for name in form.fields}
    desk.post(address("facts", case.pk), {name: "" if value is None else value for name, value in typed.items()})
    tables = ("price.lines", "object.subcontractor_list", "data.subprocessors")
    record(case, {name: sources.case_facts(complete).value(name) for name in tables})
    desk.post(address("party", case.pk), party_form())
    desk.post(address("verify_party", case.pk), shown(desk, case.pk))
    desk.post(address("draft", case.pk, "procurement_contract"), {"languages": ["sv", "fi"]})
    assert DocumentVersion.objects.filter(case=case).count() == 2
    paper = desk.get(address("paper", case.pk, "procurement_contract")).content.decode()
    (download, *_rest) = re.findall(r'href="([^"]+/files/\d+/)"', paper)
    assert "118\u00a0400,50\u00a0euro" in desk.get(download).content.decode()
