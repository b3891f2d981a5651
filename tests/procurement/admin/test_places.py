"""A fact is typed where it is held: the link leads there, for those who may edit there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from klash_pages.models import ChallengePage
from procurement.admin.origins import origin_of, origins
from procurement.admin.places import Place
from procurement.facts.model import Holder
from procurement.models import Case
from procurement.sources import case_facts
from tests.factories.procurement import CaseFactory, PartyFactory, complete_case, record
from tests.factories.records import NoticeReferenceFactory
from tests.factories.users import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory()


def row_of(html: str, name: str) -> str:
    """What the case form shows of a fact."""
    row = html[html.index(f'id="fact-{name.replace(".", "-")}"') + 4 :]
    return row.partition('id="fact-')[0].partition("</section>")[0]


def page(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def test_a_missing_fact_of_a_page_leads_to_the_page_that_holds_it(case: Case) -> None:
    place = Place(case, case_facts(case), AdminFactory())
    challenge = case.award.get_parent().specific
    assert place.of("challenge.title") == page(challenge.pk)
    assert place.of("contest.name") == page(challenge.get_parent().pk)
    assert place.of("team.name") == page(case.award.team_id)
    assert place.of("award.announced_on") == page(case.award_id)
    assert place.of("host.name_gen") == reverse("municipality:edit", args=[challenge.municipality_id])


def test_a_fact_that_a_page_holds_is_mended_there_and_not_on_the_case_form(case: Case) -> None:
    place = Place(case, case_facts(case), AdminFactory(), "?paper=procurement_contract")
    record(case, {"notice.number": "typed"})
    typed = case_facts(case).entries["notice.number"]
    form = reverse("procurement:facts", args=[case.pk]) + "?paper=procurement_contract#fact-notice-number"
    assert place.of("notice.number", typed) == place.of("notice.number") == form
    notice = NoticeReferenceFactory(challenge=case.award.get_parent().specific, number="2019-000101")
    held = case_facts(case).entries["notice.number"]
    assert place.of("notice.number", held) == reverse("noticereference:edit", args=[notice.pk])


def test_who_may_not_edit_a_page_or_record_gets_no_link(case: Case, lawyer: Any) -> None:
    place = Place(case, case_facts(case), lawyer)
    for name in ("challenge.title", "contest.name", "team.name", "award.announced_on", "host.name"):
        assert place.of(name) == "", name
    assert place.of("value.estimate").endswith("#fact-value-estimate")


def test_what_the_system_finds_or_computes_is_typed_nowhere(case: Case) -> None:
    place = Place(case, case_facts(case), AdminFactory())
    assert (place.of("contests.near"), place.of("value.band"), place.of("approved.decision")) == ("", "", "")


HELD = Holder("challenge", 7, "Unga på studievägen", revision=34, published_on="2026-03-12")


def test_an_origin_is_told_in_the_user_s_language() -> None:
    with translation.override("sv"):
        told = origin_of(HELD, None)
        assert (told.text, told.url) == ("sidan Utmaning: Unga på studievägen, publicerad 12.3.2026, version 34", "")
        assert origin_of(Holder("award", 8, "Rapida"), None).text == "sidan Resultat: Rapida, inte publicerad"
        record_ = Holder("municipality", 9, "Vanda stad / Vantaan kaupunki", changed_on="2026-10-05")
        assert origin_of(record_, None).text == (
            "registerposten Kommun: Vanda stad / Vantaan kaupunki, ändrad 5.10.2026"
        )
    with translation.override("fi"):
        finnish = Holder("contest", 7, "Klash", language="fi", published_on="2026-03-12")
        assert origin_of(finnish, None).text == "sivu Kilpailu: Klash (suomi), julkaistu 12.3.2026"


def test_the_form_names_the_holder_of_each_value_and_links_it_for_an_editor(client: Client) -> None:
    case = complete_case()
    challenge = case.award.get_parent().specific
    moment = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
    ChallengePage.objects.filter(pk=challenge.pk).update(live=True, last_published_at=moment)
    client.force_login(AdminFactory())
    html = client.get(reverse("procurement:facts", args=[case.pk]), headers={"accept-language": "sv"}).content.decode()
    row = row_of(html, "contest_decision.number")
    assert "12.3.2026" in row or "12 March 2026" in row
    assert f'<a href="{page(challenge.pk)}">' in row


def test_a_lawyer_reads_who_holds_a_missing_fact(desk: Client, case: Case) -> None:
    html = desk.get(reverse("procurement:facts", args=[case.pk])).content.decode()
    row = row_of(html, "notice.clause_text")
    assert case.award.get_parent().title in row
    assert "<a href" not in row


def test_the_party_says_who_verified_it(desk: Client) -> None:
    party = PartyFactory()
    html = desk.get(reverse("procurement:facts", args=[party.case_id])).content.decode()
    row = row_of(html, "supplier.name")
    assert str(party.verified_by) in row
    unverified = PartyFactory(verified_by=None, verified_at=None)
    html = desk.get(reverse("procurement:facts", args=[unverified.case_id])).content.decode()
    row = row_of(html, "supplier.name")
    with translation.override("sv"):
        assert "inte kontrollerad" in row or "not verified" in row


def test_other_contests_are_shown_on_the_form_where_there_are_any(desk: Client, case: Case) -> None:
    url = reverse("procurement:facts", args=[case.pk])
    assert 'id="fact-contests-near"' not in desk.get(url).content.decode()
    record(case, {"notice.date": date(2019, 4, 11)})
    other = CaseFactory()
    record(other, {"notice.date": date(2019, 4, 11), "notice.number": "2019-7"})
    html = desk.get(url).content.decode()
    row = row_of(html, "contests.unattributed")
    assert "2019-7" in row
    assert "<input" not in row


def test_every_holder_of_a_fact_is_named(case: Case) -> None:
    fact = case_facts(case).entries["winners.names"]
    assert len(origins(fact, None)) == len(fact.provenance.holders) == 1
