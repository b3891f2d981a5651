"""Composing decides every word: conditions, numbers, references, markers and notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from procurement.clauses.load import library
from procurement.composed.document import ComposedDocument, Gap, Heading, RunKind
from procurement.composing import DateMissingError, StaleLawError, UnprintableTextError, compose
from procurement.facts import Localised, Source, Value
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts

CONTRACT = registry()["procurement_contract"]
INVITATION = registry()["invitation_to_negotiate"]


def contract(language: Language = Language.SV, **changes: Value | None) -> ComposedDocument:
    return compose(CONTRACT, complete_facts(**changes), library=library(), law=LAW, language=language, number=2)


def said(document: ComposedDocument) -> list[str]:
    return list(text.lines(document))


def test_headings_are_numbered_from_one_without_a_gap() -> None:
    numbers = [block.number for block in contract().blocks if isinstance(block, Heading)]
    assert numbers == [str(number) for number in range(1, 34)]


def test_a_reference_prints_the_number_of_its_clause_and_points_at_its_bookmark() -> None:
    document = contract()
    headings = {block.bookmark: block.number for block in document.blocks if isinstance(block, Heading)}
    references = [run for run in document.all_runs() if run.kind is RunKind.REFERENCE]
    assert references
    for run in references:
        assert headings[run.target] == run.text


def test_an_annex_that_a_fact_calls_for_takes_its_place_in_the_one_list() -> None:
    without = [line for line in said(contract(object__subcontractors=False)) if line.startswith("Bilaga ")]
    with_them = [line for line in said(contract(object__subcontractors=True)) if line.startswith("Bilaga ")]
    assert "Bilaga 7\tUnderleverantörer" not in without
    assert "Bilaga 7\tUnderleverantörer" in with_them
    assert len(with_them) == len(without) + 1


@pytest.mark.parametrize(
    ("estimate", "basis"),
    [
        ("120000.00", "100 § 2 mom. och 40 § 2 mom. 8 punkten"),
        ("240000.00", "40 § 2 mom. 8 punkten och 54 § 2 mom."),
    ],
)
def test_the_basis_sentence_follows_the_value_band_of_the_notice_date(estimate: str, basis: str) -> None:
    lines = said(contract(value__estimate=Decimal(estimate)))
    [sentence] = [line for line in lines if "med stöd av" in line]
    assert f"med stöd av {basis} i lagen" in sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_a_missing_fact_is_a_visible_numbered_marker_and_the_draft_notice_counts_it() -> None:
    document = contract(decision__date=None, liability__cap_percent=None)
    assert document.gaps == (
        Gap(1, "decision.date", "Upphandlingsbeslutets datum"),
        Gap(2, "liability.cap_percent", "Ansvarstak, procent av kontraktets värde"),
    )
    assert [run.text for run in document.all_runs() if run.kind is RunKind.MARKER] == [
        "[uppgift 1 saknas: Upphandlingsbeslutets datum]",
        "[uppgift 2 saknas: Ansvarstak, procent av kontraktets värde]",
    ]
    assert any(line.endswith("I utkastet saknas 2 uppgifter, som har märkts ut i texten.") for line in said(document))


@pytest.mark.parametrize(
    ("language", "missing", "sentence"),
    [
        (Language.SV, [], "Inga uppgifter saknas."),
        (Language.FI, [], "Tietoja ei puutu."),
        (Language.SV, ["decision__date"], "I utkastet saknas en uppgift, som har märkts ut i texten."),
        (Language.FI, ["decision__date"], "Luonnoksesta puuttuu yksi tieto, joka on merkitty tekstiin."),
    ],
)
def test_no_and_one_missing_fact_have_sentences_of_their_own(
    language: Language, missing: list[str], sentence: str
) -> None:
    assert any(line.endswith(sentence) for line in said(contract(language, **dict.fromkeys(missing))))


def test_a_missing_yes_or_no_is_a_marker_and_never_a_no() -> None:
    document = contract(object__subcontractors=None)
    assert [gap.name for gap in document.gaps] == ["object.subcontractors"]


def test_a_computed_fact_that_is_missing_names_the_facts_it_is_computed_from() -> None:
    assert [gap.name for gap in contract(value__prizes=None).gaps] == ["value.prizes"]


def test_a_text_that_lacks_one_language_is_missing_only_there() -> None:
    only_swedish = Localised({Language.SV: "Pilot"})
    assert contract(Language.SV, object__title=only_swedish).gaps == ()
    assert [gap.name for gap in contract(Language.FI, object__title=only_swedish).gaps] == ["object.title"]


def test_the_paper_in_the_other_language_says_that_it_is_a_translation() -> None:
    assert "Språk\tÖversättning från finska; den finska texten gäller" in said(contract(Language.SV))
    assert "Kieli\tSuomi, alkuperäinen teksti" in said(contract(Language.FI))
    assert "Språk\tSvenska, originaltext" in said(contract(Language.SV, case__authentic_language="sv"))


def test_demo_stands_in_the_header_if_one_fact_is_invented_and_not_otherwise() -> None:
    assert contract().status == "DEMO · UTKAST 2"
    real = complete_facts(source=Source.CASE_FORM)
    document = compose(CONTRACT, real, library=library(), law=LAW, language=Language.FI, number=1)
    assert document.status == "LUONNOS 1"
    assert not any("esittelyä varten" in line for line in said(document))


def test_several_winners_are_all_named_in_the_invitation() -> None:
    from procurement.facts import LocalisedList

    names = LocalisedList(dict.fromkeys(Language, ("Rapida", "Team & Co")))
    facts = complete_facts(winners__several=True, winners__names=names)
    lines = said(compose(INVITATION, facts, library=library(), law=LAW, language=Language.SV, number=1))
    assert any("Rapida och Team & Co" in line for line in lines)


def test_a_paper_without_a_date_is_refused() -> None:
    with pytest.raises(DateMissingError) as refused:
        contract(contract__date=None)
    assert refused.value.fact == "contract.date"


def test_law_data_that_were_not_reviewed_in_time_refuse_to_print() -> None:
    with pytest.raises(StaleLawError) as refused:
        contract(contract__date=date(2027, 11, 25))
    assert refused.value.blocks == ("references", "thresholds")


def test_a_reference_that_is_not_law_on_the_papers_date_refuses_to_print() -> None:
    repealed = replace(LAW.references["basis_national"], valid_to=date(2026, 10, 31))
    law = replace(LAW, references={**LAW.references, "basis_national": repealed})
    with pytest.raises(StaleLawError) as refused:
        compose(CONTRACT, complete_facts(), library=library(), law=law, language=Language.SV, number=1)
    assert refused.value.blocks == ("basis_national",)


def test_a_name_that_would_be_read_in_another_order_is_refused() -> None:
    with pytest.raises(UnprintableTextError) as refused:
        contract(supplier__name="Oy \u202eAbc")
    assert refused.value.fact == "supplier.name"
    assert refused.value.characters == ("“Abc”: U+202E",)


@pytest.mark.parametrize("typed", ["avdelningen", "avdelningen.", "avdelning m.m."])
def test_a_sentence_ends_in_one_full_stop_whatever_the_fact_ends_in(typed: str) -> None:
    paper = "\n".join(said(contract(buyer__invoice_address=typed)))
    assert typed.rstrip(".") + "." in paper
    assert ".." not in paper


def test_letters_of_two_alphabets_in_one_word_are_refused_wherever_they_come_from() -> None:
    with pytest.raises(UnprintableTextError) as refused:
        contract(team__name="Rapid\u0430")
    assert (refused.value.fact, refused.value.characters) == ("team.name", ("“Rapid\u0430”: \u0430 (U+0430)",))


def test_the_hash_of_the_facts_is_the_same_in_both_languages_and_changes_with_a_fact() -> None:
    assert contract(Language.SV).digest == contract(Language.FI).digest
    assert contract().digest != contract(price__total=Decimal("1.00")).digest


def test_a_fact_that_the_kind_does_not_name_changes_nothing() -> None:
    assert contract() == contract(negotiation__time="10.00")
