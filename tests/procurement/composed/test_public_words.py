"""The public version of a paper says nothing that is secret, and why it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.clauses.load import library
from procurement.composed.document import ComposedDocument, Paragraph, Run, plain
from procurement.composed.public_words import (
    NothingOmittedError,
    Omission,
    OmissionIncompleteError,
    omissions,
    redact,
)
from procurement.composing import compose
from procurement.facts import Records
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised, records

GROUND = "punkt 19 i kontraktet"


def contract(language: Language = Language.SV) -> ComposedDocument:
    return compose(
        registry()["procurement_contract"], complete_facts(), library=library(), law=LAW, language=language, number=1
    )


def said(document: ComposedDocument) -> str:
    return "\n".join([text.header(document), *text.lines(document)])


def test_words_are_left_out_wherever_they_stand_and_the_ground_is_given() -> None:
    paper = contract()
    assert said(paper).count("Rapida Oy (demo)") > 1
    public = said(redact(paper, [Omission("rapida  oy (demo)", "", GROUND)]))
    assert "Rapida Oy" not in public
    assert public.count("[utelämnat 1]") == said(paper).count("Rapida Oy (demo)") + 1
    assert public.endswith(f"[utelämnat 1]\t{GROUND}")
    assert "OFFENTLIG VERSION" in public


def test_a_place_without_the_words_is_left_out_whole_with_all_below_it() -> None:
    paper = contract()
    inside = [
        plain(block.runs) for block in paper.blocks if isinstance(block, Paragraph) and block.label.startswith("9.")
    ]
    assert len(inside) > 1
    public = said(redact(paper, [Omission("prismodellen", "9", GROUND)]))
    assert not [line for line in inside if line in public]
    one = said(redact(paper, [Omission("prismodellen", "9.1", GROUND)]))
    assert [line in one for line in inside] == [False, *[True] * (len(inside) - 1)]


def test_longer_words_go_before_words_inside_them() -> None:
    public = said(redact(contract(), [Omission("Rapida", "", "a"), Omission("Rapida Oy (demo)", "", "b")]))
    assert "Rapida" not in public
    assert "Oy (demo)" not in public
    alone = replace(contract(), blocks=(Paragraph((Run("Rapida Oy (demo)"),)),))
    assert "Rapida" not in said(redact(alone, [Omission("Rapida", "", "a"), Omission("Rapida Oy (demo)", "", "b")]))


def test_a_figure_is_left_out_with_and_without_cents_and_never_inside_another() -> None:
    figures = ["60 000", "60 000,00", "160 000", "60 000 000", "60 000,50"]
    paper = replace(contract(), blocks=tuple(Paragraph((Run(f"Priset är {figure} euro."),)) for figure in figures))
    for words in ("60 000", "60 000,00"):
        lines = list(text.lines(redact(paper, [Omission(words, "", GROUND)])))[2:7]
        assert [line.removeprefix("Priset är ").removesuffix(" euro.") for line in lines] == [
            "[utelämnat 1]",
            "[utelämnat 1]",
            *figures[2:],
        ]


def test_the_public_version_carries_no_hash_that_a_secret_could_be_guessed_by() -> None:
    paper = contract()
    public = redact(paper, [Omission("Rapida Oy (demo)", "", GROUND)])
    assert (public.footer, public.digest) == ("", "")
    assert paper.digest[:12] not in said(public)


def test_an_omission_that_finds_nothing_refuses_the_public_version() -> None:
    missed = Omission("finns inte i texten", "", GROUND)
    with pytest.raises(NothingOmittedError) as refused:
        redact(contract(), [Omission("Rapida", "", GROUND), missed])
    assert refused.value.omissions == (missed,)


def test_every_row_needs_words_and_ground_in_the_language() -> None:
    row = {"item": localised("Priset", "Hinta"), "place": "9", "ground": localised("a", "b")}
    rows = records(row)
    assert isinstance(rows, Records)
    assert omissions(rows, Language.FI) == (Omission("Hinta", "9", "b"),)
    for key in ("item", "ground"):
        with pytest.raises(OmissionIncompleteError):
            omissions(records({**row, key: None}), Language.FI)  # type: ignore[arg-type]


WORDS = sorted(
    {word for line in said(contract()).splitlines() for word in line.split() if len(word) > 3 and word.isalpha()}
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True))
def test_no_word_that_is_secret_is_said_again(secret: list[str]) -> None:
    public = redact(contract(), [Omission(word, "", "…") for word in secret])
    marks = said(public).replace("[utelämnat", "").casefold()
    grounds_and_frame = {"offentlig version", "uppgifter som har utelämnats, och grunden för varje utelämnande"}
    for phrase in grounds_and_frame:
        marks = marks.replace(phrase, "")
    assert not [word for word in secret if word.casefold() in marks]
