"""Each outcome of the procurement decision says its own things, and only an award names a supplier and a contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composed.document import ComposedDocument
from procurement.composing import compose, fact_names, paper_facts
from procurement.facts import Cell, LocalisedList, Record, Records, Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised

KIND = registry()["procurement_decision"]
DISCONTINUED = {
    "decision__outcome": "discontinue",
    "decision__discontinue_reason": localised("Anslaget ströks.", "Määräraha poistettiin."),
}
EXCLUDED = {
    "decision__outcome": "exclude",
    "decision__excluded": localised("Exempel Ab, obetalda skatter", "Esimerkki Oy, maksamattomat verot"),
}
RECTIFIED = {
    "decision__outcome": "rectify",
    "decision__own_initiative": True,
    "decision__rectified_on": date(2026, 10, 1),
    "decision__rectifies": localised("§ 40, fel värde", "§ 40, väärä arvo"),
    "decision__rectified": localised("Beslutet undanröjs.", "Päätös poistetaan."),
}


def composed(**changes: Value | None) -> ComposedDocument:
    return compose(KIND, complete_facts(**changes), library=library(), law=LAW, language=Language.SV, number=1)


def said(**changes: Value | None) -> str:
    document = composed(**changes)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def headings(paper: str) -> list[str]:
    return [line.split(" ", 1)[1] for line in paper.splitlines() if line[:1].isdigit() and line.split()[0].isdigit()]


OF_EVERY = ["Ärendet och föremålet", "Bakgrund", "Beslut", "Motivering", "Delgivning och upplysningar"]
INSTRUCTIONS = ["Anvisning för sökande av ändring", "Besvärsanvisning", "Rättelseanvisning", "Hur tiden räknas"]


@pytest.mark.parametrize("changes", [DISCONTINUED, EXCLUDED, RECTIFIED], ids=lambda each: each["decision__outcome"])
def test_a_decision_that_does_not_award_needs_neither_party_nor_clause_nor_price(changes: dict[str, Value]) -> None:
    without = dict.fromkeys(
        ("supplier__name", "supplier__business_id", "supplier__link", "notice__clause_text", "notice__clause_source",
         "price__total", "decision__max_value", "decision__term_end", "decision__option_months", "decision__meetings",
         "checks__rows", "direct_notice__kind", "decision__condition_winner")
    )  # fmt: skip
    paper = said(**without, **changes)
    assert headings(paper) == [*OF_EVERY, *INSTRUCTIONS]
    assert "Rapida Oy" not in paper.replace("Rapida Oy (demo)\tfinska", "")  # the recipient alone
    assert "147 § 5 mom." not in paper
    assert "kontraktet" not in paper.lower()


def test_an_award_says_on_what_ground_of_whom_and_at_most_for_how_much() -> None:
    paper = said()
    assert headings(paper) == [
        "Ärendet och föremålet", "Bakgrund", "Förhandlingarna", "Grund för direktupphandlingen", "Utredningar och jäv",
        "Beslut", "Motivering", "När kontraktet kan ingås", "Delgivning och upplysningar", *INSTRUCTIONS,
    ]  # fmt: skip
    assert "av leverantören Rapida Oy (demo) (FO-nummer 9999997-6)." in paper
    assert "högst 118 400,50 euro exklusive mervärdesskatt" in paper
    assert "ingen väntetid" in paper
    assert "detta beslut medför att ett kontrakt har ingåtts" in paper
    assert "straffregister" not in paper


def checks(*rows: dict[str, Cell]) -> Records:
    made: dict[str, Cell] = {"checked_on": date(2026, 10, 9)}
    return Records((*complete_facts().rows("checks.rows"), *(Record({**made, **row}) for row in rows)))


def test_a_failed_check_is_said_with_the_ground_of_the_exception_and_is_missed_without_one() -> None:
    failed: dict[str, Cell] = {"check": "tax_debt", "result": "failed"}
    assert [gap.name for gap in composed(checks__rows=checks(failed)).gaps] == ["checks.rows"]
    excepted = {**failed, "exception": localised("Skulden är betald.", "Velka on maksettu.")}
    paper = said(checks__rows=checks(excepted))
    assert "skatteskuld: inte godkänd (9.10.2026). Grund för undantag: Skulden är betald." in paper
    assert "skatteskuld" not in said()


def test_a_check_of_somebody_else_is_said_with_the_name() -> None:
    failed: dict[str, Cell] = {
        "check": "tax_debt",
        "result": "failed",
        "subject": "Underlev Ab",
        "exception": localised("Skulden är betald.", "Velka on maksettu."),
    }
    paper = said(checks__rows=checks(failed, {"check": "suitability", "result": "ok", "subject": "Underlev Ab"}))
    assert "Underlev Ab, skatteskuld: inte godkänd (9.10.2026). Grund för undantag: Skulden är betald." in paper
    assert "Underlev Ab, lämplighetskrav: utan anmärkning (9.10.2026)" in paper
    assert "grunder för uteslutning: utan anmärkning (2.10.2026)" in paper


def test_failed_sanctions_are_said_with_the_permit() -> None:
    failed = {"checks__rows": checks({"check": "sanctions", "result": "failed"})}
    permits = ("checks.permit_authority", "checks.permit_number", "checks.permit_date")
    assert {gap.name for gap in composed(**failed).gaps} == set(permits)
    paper = said(
        **failed,
        checks__permit_authority=localised("utrikesministeriet", "ulkoministeriö"),
        checks__permit_number="UM-1/2026",
        checks__permit_date=date(2026, 10, 12),
    )
    assert (
        "EU-sanktioner: inte godkänd (9.10.2026). Tillstånd: utrikesministeriet, UM-1/2026, den 12 oktober 2026"
        in paper
    )


def test_the_decision_says_the_newest_row_of_a_check_and_not_the_one_it_replaced() -> None:
    again = checks(
        {"check": "sanctions", "result": "failed", "checked_on": date(2026, 10, 5)},
        {"check": "sanctions", "result": "ok"},
    )
    paper = said(checks__rows=again)
    assert paper.count("EU-sanktioner:") == 1
    assert "EU-sanktioner: utan anmärkning (9.10.2026)" in paper


def test_why_this_winner_is_said_when_there_are_several_and_missed_when_it_is_not_known() -> None:
    several = {
        "winners__several": True,
        "winners__names": LocalisedList(dict.fromkeys(Language, ("Rapida", "Toinen"))),
    }
    assert "Vinnarna har jämförts" not in said()
    assert [gap.name for gap in composed(**several).gaps] == ["decision.comparison"]
    paper = said(**several, decision__comparison=localised("Priset.", "Hinta."))
    assert "Vinnarna har jämförts på följande sätt: Priset." in paper
    assert "Alla vinnare är: Rapida och Toinen." in paper


def test_the_option_is_a_ceiling_and_none_is_said_too() -> None:
    assert "en option på högst 12 månader" in said()
    assert "får inte innehålla någon option" in said(decision__option_months=0)


@pytest.mark.parametrize(
    ("notice", "estimate", "expected"),
    [
        ("national", "120000.00", "131 § 2 mom."),
        ("oj", "240000.00", "131 § 1 mom."),
        ("none", "120000.00", ""),
    ],
)
def test_the_wait_after_a_direct_award_notice_is_that_of_its_band(notice: str, estimate: str, expected: str) -> None:
    paper = said(direct_notice__kind=notice, value__estimate=Decimal(estimate))
    assert {each for each in ("131 § 1 mom.", "131 § 2 mom.") if each in paper} == ({expected} if expected else set())
    assert ("tidigast 14 dagar efter" in paper) is bool(expected)


def test_discontinuing_cites_the_act_only_where_it_is_applied() -> None:
    assert "avbryta upphandlingen (125 §" in said(**DISCONTINUED)
    small = said(**DISCONTINUED, value__estimate=Decimal("20000.00"))
    assert "125 §" not in small
    assert "avbryta upphandlingen." in small
    assert "125 §" not in said(**DISCONTINUED, case__legal_basis="rd_excluded")


def test_a_procurement_of_another_basis_can_be_discontinued_and_tells_of_no_contest() -> None:
    paper = said(**DISCONTINUED, case__legal_basis="negotiated")
    assert headings(paper) == [*(each for each in OF_EVERY if each != "Bakgrund"), *INSTRUCTIONS]
    assert "projekttävling" not in paper


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        ("40000.00", "är mindre än det nationella tröskelvärdet (25 § i"),
        ("120000.00", "mindre än EU-tröskelvärdet (25 och 26 § i"),
        ("240000.00", "är minst lika stort som EU-tröskelvärdet (26 § i"),
    ],
)
def test_every_decision_after_a_contest_says_the_value_band_and_the_day_it_was_judged_by(
    estimate: str, expected: str
) -> None:
    paper = said(**DISCONTINUED, value__estimate=Decimal(estimate))
    assert expected in paper
    assert "per den 11 april 2019, då projekttävlingen annonserades" in paper
    assert ("nationell upphandling (99 och 100 §" in paper) is (estimate == "120000.00")


def test_buyers_and_ceiling_are_decided_only_where_others_may_order() -> None:
    assert "– Joensuu stad (demo)" in said()
    assert "högst 20 000 euro exklusive mervärdesskatt, och det ingår i kontraktets högsta värde" in said()
    alone = said(reuse__basis="rights_only")
    assert "ramavtal" not in alone
    assert "Joensuu stad" not in alone


def test_other_contests_are_named_or_told_or_denied() -> None:
    assert "– Mobilitetsservice i glesbygden (annons 2019-000101, 11.4.2019) (demo)" in said()
    told = said(contests__near=None)
    assert "också annonserat andra tävlingar om liknande tjänster" in told
    assert "(31 § i upphandlingslagen)" in told
    assert "har inte annonserat andra tävlingar" in said(contests__near=None, case__other_contests=False)


def test_a_rectification_says_on_whose_initiative() -> None:
    assert "Beställaren rättar på eget initiativ ett beslut som fattades den 1 oktober 2026" in said(**RECTIFIED)
    claimed = said(**{**RECTIFIED, "decision__own_initiative": False})
    assert "Beställaren rättar med anledning av en parts yrkande ett beslut" in claimed


def test_only_an_award_is_given_the_party() -> None:
    names = fact_names(KIND, library())
    assert "supplier.business_id" in paper_facts(KIND, names, complete_facts())
    assert not [name for name in paper_facts(KIND, names, complete_facts(**DISCONTINUED)) if name[:9] == "supplier."]
