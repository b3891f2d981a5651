"""A later file takes the place of an earlier one of its slot, and of no other."""

from __future__ import annotations

from procurement.facts import Record
from procurement.facts.catalogue import CATALOGUE
from procurement.uploads.slots import BESIDE, UPLOADED, current
from tests.factories.facts import localised


def row(kind: str, title: str = "a", language: str = "sv") -> Record:
    return Record({"kind": kind, "title": localised(title, title), "language": language})


def test_the_later_of_two_price_files_in_one_language_holds() -> None:
    first, second, finnish = row("supplier_prices"), row("supplier_prices", "b"), row("supplier_prices", "a", "fi")
    assert current([first, finnish, second]) == (finnish, second)


def test_an_entry_may_be_several_files_told_by_their_titles() -> None:
    text, picture, newer = row("entry", "Text"), row("entry", "Bild"), row("entry", "TEXT")
    assert current([text, picture]) == (text, picture)
    assert current([text, picture, newer]) == (picture, newer)


def test_types_do_not_take_the_place_of_each_other() -> None:
    rows = tuple(row(kind) for kind in (*UPLOADED.values(), *BESIDE))
    assert current(rows) == rows


def test_every_type_of_uploaded_file_has_a_place_in_the_pack() -> None:
    column = CATALOGUE["annexes.uploaded"].column("kind")
    assert column is not None
    assert {choice.key for choice in column.choices} == {*UPLOADED.values(), *BESIDE}
