"""Words that a Finnish municipal lawyer rejects on sight (docs/law-notes.md § 12)."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from procurement.clauses.load import library
from procurement.clauses.rejected import REJECTED, TYPED_LAW, rejected_in
from procurement.clauses.wording import PieceKind
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts
from tests.procurement.test_approved import PAPERS, Paper
from tests.procurement.test_faces import composed

#: What a program prints when it has nothing to say.
BLANKS = ("None", "0,00 euro", "0.00")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.path.name)
def test_no_paper_uses_a_word_that_a_lawyer_rejects(paper: Paper) -> None:
    said = "\n".join(text.lines(composed(paper.kind, paper.language, paper.facts)))
    assert rejected_in(said, paper.language) == []
    assert [blank for blank in BLANKS if re.search(rf"(?<!\w){re.escape(blank)}", said)] == []


@pytest.mark.parametrize("word", ["överprövning", "skall", "upphandlande myndighet", "avtalsspärr"])
def test_the_words_of_swedens_law_are_on_the_list(word: str) -> None:
    assert word in REJECTED[Language.SV]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.path.name)
def test_no_paper_inflects_a_name_with_a_colon(paper: Paper) -> None:
    said = "\n".join(text.lines(composed(paper.kind, paper.language, paper.facts)))
    assert re.findall(r"\w+(?<!§):n\b", said) == []


def test_no_finnish_wording_hangs_a_case_ending_on_a_placeholder() -> None:
    faults = [
        (clause.key, key)
        for clause in library().values()
        for key, pieces in clause.wordings[Language.FI].texts.items()
        for first, second in pairwise(pieces)
        if first.kind is PieceKind.FACT and re.match(r":?[a-zåäö]", second.value) and second.kind is PieceKind.TEXT
    ]
    assert faults == []


def test_no_section_number_and_no_act_number_stands_in_prose() -> None:
    prose = [
        (clause.key, language, key, piece.value)
        for clause in library().values()
        for language, wording in clause.wordings.items()
        for key, pieces in wording.texts.items()
        for piece in pieces
        if piece.kind is PieceKind.TEXT and TYPED_LAW.search(piece.value)
    ]
    assert prose == []


def test_every_reference_is_used_and_has_its_source_and_both_languages() -> None:
    used = {
        piece.value
        for clause in library().values()
        for wording in clause.wordings.values()
        for pieces in (wording.heading or (), *wording.texts.values())
        for piece in pieces
        if piece.kind is PieceKind.LAW
    }
    assert used - LAW.printed.keys() == set(LAW.references)
    for reference in LAW.references.values():
        assert reference.source
        assert {Language.SV, Language.FI} <= set(reference.texts)


def test_every_law_text_of_an_english_wording_exists_in_english() -> None:
    absent = {
        piece.value
        for clause in library().values()
        if Language.EN in clause.wordings
        for pieces in clause.wordings[Language.EN].texts.values()
        for piece in pieces
        if piece.kind is PieceKind.LAW and Language.EN not in LAW.text(piece.value, date(2026, 11, 24)).texts
    }
    assert absent == set()


def test_every_english_paper_says_that_another_text_is_authentic() -> None:
    for kind in registry():
        if Language.EN in kind.languages:
            said = text.lines(composed(kind, Language.EN, complete_facts()))
            assert any("only the Finnish text is authentic" in line for line in said)
