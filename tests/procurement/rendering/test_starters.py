"""The starters are right as they are: they lint clean, fill with either answer to every question, and never change."""

from __future__ import annotations

import io

import pytest
from docx import Document

from procurement.clauses.load import library
from procurement.composing import compose
from procurement.facts import Value
from procurement.kinds import Kind, registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.rendering import starters, text, word_papers
from procurement.word import Template, lint, prepare
from procurement.word.reading import lines, read
from tests.factories.facts import complete_facts

each_starter = pytest.mark.parametrize("key", starters.STARTERS)
each_language = pytest.mark.parametrize("language", LEGAL_LANGUAGES)


def kind_of(key: str) -> Kind:
    return registry()[starters.STARTERS[key].kind]


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


def from_facts(key: str, language: Language = Language.SV, **changes: Value | None) -> list[str]:
    """What a starter says of the facts of a case."""
    kind = kind_of(key)
    prepared = prepare(starters.draw(key, language), word_papers.catalogue(kind, language), language=language)
    filled_in = word_papers.filling(kind, prepared.fields, complete_facts(**changes), language, 1, library())
    assert filled_in.gaps == ()
    return list(lines(read(Template(prepared, language).render(filled_in.values)).body))


@pytest.mark.parametrize(
    ("key", "passage"), [("minutes", "minutes_effect"), ("minutes", "before_contract"), ("nda", "nda_openness")]
)
def test_a_starter_without_a_passage_that_the_law_wants_is_refused(key: str, passage: str) -> None:
    document = Document(io.BytesIO(starters.draw(key, Language.SV)))
    field = next(paragraph for paragraph in document.paragraphs if paragraph.text == f"{{{{p clauses.{passage} }}}}")
    field._p.getparent().remove(field._p)
    out = io.BytesIO()
    document.save(out)
    kind = kind_of(key)
    found = lint(out.getvalue(), word_papers.catalogue(kind, Language.SV), language=Language.SV)
    refused = [each for each in word_papers.judged(kind, found) if each.code == "PASSAGE_MISSING"]
    assert [each.params["name"] for each in refused] == [f"clauses.{passage}"]


def test_the_minutes_say_of_each_item_what_is_known_of_it_and_are_no_contract_document() -> None:
    said = from_facts("minutes")
    start = said.index("Ärende 2: Priset och betalningsposterna (demo)")
    assert [line.split(":")[0] for line in said[start + 1 : start + 5]] == [
        "Diskussion", "Öppet", "Förbehåll", "Punkt i kontraktsutkastet",
    ]  # fmt: skip
    assert any(line.startswith("Protokollet är inte en kontraktshandling") for line in said)
    assert "Överlämnade handlingar" not in from_facts("minutes", minutes__has_papers=False, minutes__papers=None)


@each_language
def test_the_undertaking_says_the_words_of_the_library_and_each_person_signs(language: Language) -> None:
    said = from_facts("nda", language)
    facts = complete_facts()
    kind = kind_of("nda")
    whole = list(text.lines(compose(kind, facts, library=library(), law=LAW, language=language, number=1)))
    shared = {line for line in said if len(line) > 60}
    assert shared <= set(whole)
    assert len(shared) > 15
    signature = {Language.SV: "Underskrift", Language.FI: "Allekirjoitus"}[language]
    assert sum(line.startswith(signature) for line in said) == len(facts.rows("nda.persons"))


def test_an_option_is_said_only_where_there_is_one() -> None:
    asked = "Beställaren har rätt till en option på 12 månader"
    assert [line for line in filled("contract", Language.SV, answer=True) if line.startswith(asked)]
    assert not [line for line in filled("contract", Language.SV, answer=False) if line.startswith(asked)]
