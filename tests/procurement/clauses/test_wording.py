"""Wordings are read into pieces once, and a fault names what is wrong."""

from __future__ import annotations

import pytest

from procurement.clauses.wording import Piece, PieceKind, WordingError, read


def test_a_wording_is_read_into_text_facts_references_and_emphasis() -> None:
    assert read("Pris {price.total}, nedan *priset*; {ref:a}, {annex:b}, {law:c}, {term.end|short}") == (
        Piece(PieceKind.TEXT, "Pris "),
        Piece(PieceKind.FACT, "price.total"),
        Piece(PieceKind.TEXT, ", nedan "),
        Piece(PieceKind.TEXT, "priset", emphasis=True),
        Piece(PieceKind.TEXT, ";\N{NO-BREAK SPACE}"),
        Piece(PieceKind.CLAUSE, "a"),
        Piece(PieceKind.TEXT, ",\N{NO-BREAK SPACE}"),
        Piece(PieceKind.ANNEX, "b"),
        Piece(PieceKind.TEXT, ", "),
        Piece(PieceKind.LAW, "c"),
        Piece(PieceKind.TEXT, ", "),
        Piece(PieceKind.FACT, "term.end", "short"),
    )


@pytest.mark.parametrize("text", ["a { b", "a } b", "{}", "{A.b}", "{a|b.c}", "{a|long}", "{other:a}", "*a", "{{a}}"])
def test_a_wording_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(WordingError):
        read(text)
