"""The minutes say what happened and nothing else, and are never a contract document."""

from __future__ import annotations

import pytest

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Value
from procurement.facts.catalogue import CATALOGUE
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised, records

MINUTES = registry()["negotiation_minutes"]
CONTRACT = registry()["procurement_contract"]
#: What the minutes say of themselves.
NO_CONTRACT_DOCUMENT = {
    Language.SV: "Protokollet är inte en kontraktshandling och binder inte parterna.",
    Language.FI: "Pöytäkirja ei ole sopimusasiakirja eikä sido osapuolia.",
}
PREVIOUS = "Protokollet från den föregående förhandlingen godkändes"


def said(language: Language = Language.SV, **changes: Value | None) -> str:
    facts = complete_facts(**changes)
    document = compose(MINUTES, facts, library=library(), law=LAW, language=language, number=1)
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_minutes_say_that_they_are_no_contract_document(language: Language) -> None:
    assert NO_CONTRACT_DOCUMENT[language] in said(language)


def test_minutes_are_no_annex_of_the_contract() -> None:
    annexes = library()[str(CONTRACT.annexes)]
    assert not [passage.key for passage in annexes.passages if "minutes" in passage.key]
    assert "protokoll" not in " ".join(annexes.wordings[Language.SV].source.values()).lower()
    uploaded = CATALOGUE["annexes.uploaded"].column("kind")
    assert uploaded is not None
    assert not [choice.key for choice in uploaded.choices if "minutes" in choice.key]


def test_the_first_minutes_approve_no_earlier_ones_and_later_minutes_do_or_do_not() -> None:
    first = said(meeting__number=1, minutes__previous_approved=None)
    assert PREVIOUS not in first
    assert "2 Jäv\n" in first
    assert "öregående protokoll" not in first
    assert "3 Föregående protokoll\n" in said(meeting__number=2, minutes__previous_approved=True)
    assert f"{PREVIOUS}." in said(meeting__number=2, minutes__previous_approved=True)
    assert f"{PREVIOUS} inte." in said(meeting__number=2, minutes__previous_approved=False)
    assert "[uppgift 1 saknas: Föregående protokoll godkänt]" in said(
        meeting__number=2, minutes__previous_approved=None
    )


def test_whether_papers_were_handed_over_is_said_or_missing_and_never_assumed() -> None:
    assert "Inga handlingar lämnades över." in said(minutes__has_papers=False, minutes__papers=None)
    assert "[uppgift 1 saknas: Handlingar lämnades över]" in said(minutes__has_papers=None)
    assert "[uppgift 1 saknas: Överlämnade handlingar]" in said(minutes__papers=None)


def test_an_action_without_a_day_is_a_gap() -> None:
    action = {"topic": localised("Pris", "Hinta"), "action": localised("Räkna om", "Laske uudelleen")}
    lines = said(minutes__items=records(action)).split("\n")
    start = lines.index("Ärende 1: Pris")
    assert lines[start + 1 : start + 4] == [
        "Åtgärd\tRäkna om",
        "Ansvarig\t[uppgift 1 saknas: Behandlade ärenden, Ansvarig]",
        "Senast\t[uppgift 1 saknas: Behandlade ärenden, Senast]",
    ]
