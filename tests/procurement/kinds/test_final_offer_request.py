"""The request for the final offer, and the form in it that the supplier fills in."""

from __future__ import annotations

import pytest

from procurement import guards
from procurement.clauses.load import library
from procurement.composed.document import ComposedDocument, Table, TableStyle, plain
from procurement.composing import compose
from procurement.facts import LocalisedList, Value
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts

REQUEST = registry()["final_offer_request"]
FORM = {
    Language.SV: [
        "Totalpris, euro",
        "Gäller till och med",
        "Tjänstebeskrivning, datum",
        "Prisbilaga, datum",
        "Företagshemligheter",
        "Förbehåll",
    ],
    Language.FI: [
        "Kokonaishinta, euroa",
        "Voimassa saakka",
        "Palvelukuvaus, päiväys",
        "Hintaliite, päiväys",
        "Liikesalaisuudet",
        "Varaumat",
    ],
}


def composed(language: Language = Language.SV, **changes: Value | None) -> ComposedDocument:
    facts = complete_facts(**changes)
    return compose(REQUEST, facts, library=library(), law=LAW, language=language, number=1)


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_the_form_has_a_line_to_write_on_for_everything_the_supplier_says(language: Language) -> None:
    tables = [block for block in composed(language).blocks if isinstance(block, Table)]
    form = next(table for table in tables if table.style is TableStyle.SIGNATURE and len(table.rows) > 3)
    assert [plain(row.label) for row in form.rows] == FORM[language]
    assert [row.value for row in form.rows] == [()] * len(form.rows)


def test_other_winners_are_asked_at_once_and_only_where_there_are_others() -> None:
    several = LocalisedList(dict.fromkeys(Language, ("Rapida", "Toinen")))
    asked = "sänds samtidigt och på samma villkor till de andra vinnare"
    assert asked in "\n".join(text.lines(composed(winners__several=True, winners__names=several)))
    assert asked not in "\n".join(text.lines(composed()))


def test_nobody_is_asked_for_a_final_offer_before_the_party_is_verified() -> None:
    assert guards.guard("party_verified") in REQUEST.guards


@pytest.mark.parametrize(("buyer", "is_authority"), [("authority", True), ("association", False), ("company", False)])
def test_an_offer_to_an_authority_is_public_when_the_contract_is_made(buyer: str, is_authority: bool) -> None:
    paper = "\n".join(text.lines(composed(buyer__type=buyer))).replace("\N{NO-BREAK SPACE}", " ")
    assert ("Anbudet blir offentligt när kontraktet har ingåtts (7 § 2 mom. i lagen" in paper) is is_authority
    assert ("138 § 2 mom." in paper) is not is_authority
