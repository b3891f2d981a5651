"""A condition is said as a lawyer reads it, in each language, and a negation is said of each part."""

from __future__ import annotations

import re

import pytest

from procurement.clauses.conditions import parse
from procurement.clauses.load import library
from procurement.clauses.saying import say
from procurement.languages import Language


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("term.option", "Optionstid: ja"),
        ("not term.option", "Optionstid: nej"),
        ('buyer.type == "authority"', "Typ av beställare: Myndighet"),
        ('buyer.type in ("association", "company")', "Typ av beställare: Förening eller Bolag"),
        ('buyer.type != "authority"', "Typ av beställare: annat än Myndighet"),
        ('known("negotiation.bring")', "Handlingar att ta med: känd"),
        ('not known("negotiation.bring")', "Handlingar att ta med: inte känd"),
        ("exit.months > 1", "Hjälp vid kontraktets slut, månader: mer än 1"),
        ("not exit.months > 1", "Hjälp vid kontraktets slut, månader: högst 1"),
        (
            'term.option and (winners.several or value.band == "eu")',
            "Optionstid: ja och (Flera vinnare: ja eller Värdeklass vid annonsdagen: EU-tröskelvärdet eller mer)",
        ),
        ("not (term.option and winners.several)", "Optionstid: nej eller Flera vinnare: nej"),
    ],
)
def test_a_condition_reads_as_a_sentence(source: str, words: str) -> None:
    assert say(parse(source), Language.SV) == words


def test_a_condition_over_rows_says_the_column() -> None:
    assert say(parse("item.secret"), Language.FI, table="minutes.papers") == "Sisältää liikesalaisuuksia: kyllä"


@pytest.mark.parametrize("language", Language)
def test_every_condition_of_the_library_can_be_said(language: Language) -> None:
    for clause in library().values():
        conditions = [(clause.when, ""), *((passage.when, passage.each or "") for passage in clause.passages)]
        for condition, table in conditions:
            if condition is not None:
                assert "==" not in say(condition, language, table=table)


def test_no_ground_of_a_clause_has_words_of_one_language() -> None:
    words = {word for clause in library().values() for word in re.findall(r"[^\W\d_]{2,}", clause.ground)}
    assert words == {"EU", "JIT", "JYSE", "KHO", "mom"}
