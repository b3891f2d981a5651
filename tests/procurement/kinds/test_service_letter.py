"""The service letter serves one decision and states each recipient's days."""

from __future__ import annotations

from procurement.clauses.load import library
from procurement.composing import compose, fact_names, paper_facts
from procurement.facts import Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts

KIND = registry()["service_letter"]


def said(language: Language = Language.SV, **changes: Value | None) -> str:
    document = compose(KIND, complete_facts(**changes), library=library(), law=LAW, language=language, number=1)
    assert document.gaps == ()
    return "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")


def test_a_letter_counts_from_the_seventh_day_and_a_message_from_its_own() -> None:
    paper = said()
    assert "Rapida Oy (demo)\te-post\t21.10.2026\t21.10.2026\t4.11.2026" in paper
    assert "Esimerkki (demo)\tvanligt brev\t21.10.2026\t28.10.2026\t11.11.2026" in paper


def test_it_serves_the_contest_decision_on_its_own_participants() -> None:
    paper = said(instructions__decision="contest_decision", decision__recipients=None, decision__outcome=None)
    assert "Beslut\tBeslut om resultatet av projekttävlingen, 17.8.2026, § 14 (demo)" in paper
    assert "Rapida\te-post\t18.8.2026\t18.8.2026\t1.9.2026" in paper
    assert "upphandlingen" not in paper


def test_the_original_is_in_one_language_and_a_translation_never_replaces_it() -> None:
    assert "Beslutet har fattats på finska. En översättning kan bifogas, men den ersätter inte beslutet." in said()
    assert "Päätös on tehty ruotsiksi." in said(Language.FI, case__authentic_language="sv")


def test_the_addresses_are_not_printed_and_the_party_is_not_known() -> None:
    assert "Exempelgatan 6" not in said()
    given = paper_facts(KIND, fact_names(KIND, library()), complete_facts())
    assert not [name for name in given if name.startswith("supplier.")]
