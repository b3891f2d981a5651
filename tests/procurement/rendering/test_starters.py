"""The starters are right as they are: they lint clean, fill with either answer to every question, and never change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.kinds import Kind
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.rendering import starters, word_papers
from procurement.rendering.word import Template, lint, prepare
from procurement.rendering.word.reading import lines, read
from tests.factories.procurement import CONTRACT

each_starter = pytest.mark.parametrize("key", starters.STARTERS)
each_language = pytest.mark.parametrize("language", LEGAL_LANGUAGES)


def kind_of(key: str) -> Kind:
    """The kind a starter is for; the others than the contract take no clauses, so any kind with a party will do."""
    return CONTRACT if key == "contract" else replace(CONTRACT, key=key, outline=(), annexes=None)


def filled(key: str, language: Language, *, answer: bool) -> list[str]:
    kind = kind_of(key)
    prepared = prepare(starters.draw(key, language), word_papers.catalogue(kind, language), language=language)
    values = word_papers.sample_values(kind, language, answer=answer)
    return list(lines(read(Template(prepared, language).render(values)).body))


@each_starter
@each_language
def test_nothing_is_wrong_with_a_starter(key: str, language: Language) -> None:
    kind = kind_of(key)
    found = lint(starters.draw(key, language), word_papers.catalogue(kind, language), language=language)
    assert word_papers.judged(kind, found) == []


@each_starter
@each_language
def test_a_starter_fills_with_either_answer_to_every_question(key: str, language: Language) -> None:
    yes, no = filled(key, language, answer=True), filled(key, language, answer=False)
    assert starters.STARTERS[key].title[language] in yes[0]
    assert len(no) < len(yes)
    assert not [line for line in (*yes, *no) if "{{" in line or "{%" in line]


@each_starter
def test_a_starter_is_drawn_alike_each_time(key: str) -> None:
    first = starters.draw(key, Language.SV)
    starters.draw.cache_clear()
    assert starters.draw(key, Language.SV) == first


def test_an_option_is_said_only_where_there_is_one() -> None:
    asked = "Beställaren har rätt till en option på 12 månader"
    assert [line for line in filled("contract", Language.SV, answer=True) if line.startswith(asked)]
    assert not [line for line in filled("contract", Language.SV, answer=False) if line.startswith(asked)]
