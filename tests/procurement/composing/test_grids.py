"""Tables of facts: said row by row in a clause, the same in every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.clauses.load import library, read_library
from procurement.clauses.model import Clause
from procurement.composed.document import ComposedDocument, Grid, plain
from procurement.composing import compose
from procurement.facts import Localised, Record, Records, Value
from procurement.facts.catalogue import Label
from procurement.kinds import Kind, Part
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.rendering import docx, pdf, text
from tests.factories.facts import complete_facts
from tests.procurement.test_faces import assert_faces_agree
from tests.reading import word
from tests.reading.pdf import pages

CLAUSE = """
note = "Why."
ground = ""

[[passages]]
key = "lines"
style = "grid"
each = "price.lines"

[[passages]]
key = "items"
style = "item"
each = "price.lines"

[sv]
heading = "Priser"
lines = '''
Post | Antal | À-pris, euro | Slag
{item.item} | {item.quantity} {item.unit|optional} | {item.unit_price} | {item.kind|optional}
Sammanlagt | | {price.total} | '''
items = "{item.item}: {item.unit_price} euro"

[fi]
heading = "Hinnat"
lines = '''
Nimike | Määrä | Yksikköhinta, euroa | Laji
{item.item} | {item.quantity} {item.unit|optional} | {item.unit_price} | {item.kind|optional}
Yhteensä | | {price.total} | '''
items = "{item.item}: {item.unit_price} euroa"
"""


def _of_lines(style: str, wording: str, more: str = "") -> str:
    """A clause of one passage that is said for each price line."""
    passage = f'[[passages]]\nkey = "lines"\nstyle = "{style}"\neach = "price.lines"\n{more}\n'
    words = "".join(f"[{language}]\nlines = '''{wording}'''\n" for language in LEGAL_LANGUAGES)
    return f'note = "Why."\nground = ""\n{passage}{words}'


def both(text_: str) -> Localised:
    return Localised(dict.fromkeys(LEGAL_LANGUAGES, text_))


@cache
def clauses() -> Mapping[str, Clause]:
    with TemporaryDirectory() as folder:
        (Path(folder) / "lines.toml").write_text(CLAUSE, encoding="utf-8")
        (Path(folder) / "rates.toml").write_text(_of_lines("grid", "Post | Moms\n{item.item} | {item.vat_rate}"))
        (Path(folder) / "options.toml").write_text(
            _of_lines("item", "{item.item}", "when = 'term.option and item.kind == \"option\"'")
        )
        read, faults = read_library(Path(folder))
    assert faults == []
    return {**library(), **read}


PAPER = Kind(
    key="paper",
    title=Label("Papper", "Paperi", "Paper"),
    subject="{challenge.title}",
    date_fact="contract.date",
    outline=(Part("lines"),),
)


def composed(
    lines: Value | None, language: Language = Language.SV, outline: str = "lines", **changes: Value
) -> ComposedDocument:
    return compose(
        replace(PAPER, outline=(Part(outline),)),
        complete_facts(price__lines=lines, **changes),
        library=clauses(),
        law=LAW,
        language=language,
        number=1,
    )


SERVICE = Record(
    {
        "item": both("Tjänst & stöd"),
        "quantity": Decimal(12),
        "unit": both("mån."),
        "unit_price": Decimal("5000.50"),
        "kind": "fixed",
    }
)
EMPTY = Record({"item": both("Utbildning"), "quantity": Decimal("0.5")})


def test_a_row_is_said_for_each_row_of_the_table_and_the_totals_close_it() -> None:
    document = composed(Records((SERVICE, replace(SERVICE, cells={**SERVICE.cells, "kind": "option"}))))
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in text.lines(document)]
    start = lines.index("Post\tAntal\tÀ-pris, euro\tSlag")
    assert lines[start + 1 : start + 6] == [
        "Tjänst & stöd\t12 mån.\t5 000,50\tfast",
        "Tjänst & stöd\t12 mån.\t5 000,50\toption",
        "Sammanlagt\t\t118 400,50",
        "– Tjänst & stöd: 5 000,50 euro",
        "– Tjänst & stöd: 5 000,50 euro",
    ]
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [column.is_figures for column in grid.columns] == [False, False, True, False]
    assert grid.totals == 1


def test_the_sums_of_a_table_have_cents_and_stand_below_each_other() -> None:
    document = composed(
        Records((SERVICE, Record({**SERVICE.cells, "unit_price": Decimal(60000)}))), price__total=Decimal(65000)
    )
    said = "\n".join(text.lines(document)).replace("\N{NO-BREAK SPACE}", " ")
    assert "5 000,50\tfast\n" in said
    assert "60 000,00\tfast\n" in said
    assert "Sammanlagt\t\t65 000,00\n" in said
    assert "– Tjänst & stöd: 60 000 euro" in said


@pytest.mark.parametrize(
    ("rates", "printed"),
    [(("25.5", "14", "0"), ["25,5", "14,0", "0,0"]), (("24", "10"), ["24", "10"]), (("13.55", "1"), ["13,55", "1,00"])],
)
def test_a_column_of_figures_has_as_many_decimals_as_its_longest(rates: tuple[str, ...], printed: list[str]) -> None:
    rows = Records(tuple(Record({**SERVICE.cells, "vat_rate": Decimal(rate)}) for rate in rates))
    (grid,) = [block for block in composed(rows, outline="rates").blocks if isinstance(block, Grid)]
    assert [plain(cells[1]) for cells in grid.rows] == printed
    assert [column.is_figures for column in grid.columns] == [False, True]


def test_a_condition_of_a_row_can_name_facts_of_the_case_beside_its_cells() -> None:
    rows = Records((SERVICE, Record({**SERVICE.cells, "kind": "option", "item": both("Option")})))
    said = {
        option: [line for line in text.lines(composed(rows, outline="options", term__option=option)) if line[0] == "–"]
        for option in (True, False)
    }
    assert said == {True: ["– Option"], False: []}


def test_an_empty_cell_is_a_gap_unless_its_wording_is_optional() -> None:
    document = composed(Records((EMPTY,)), Language.FI)
    assert [gap.name for gap in document.gaps] == ["price.lines"]
    assert "Utbildning\t0,5\t[tieto 1 puuttuu: Hintarivit, Yksikköhinta, euroa ilman alv:tä]" in [
        line.replace("\N{NO-BREAK SPACE}", " ").strip() for line in text.lines(document)
    ]


def test_a_table_that_is_missing_is_one_gap() -> None:
    document = composed(None)
    assert [gap.name for gap in document.gaps] == ["price.lines"]
    assert not [block for block in document.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("language", LEGAL_LANGUAGES)
def test_the_faces_of_a_table_agree(language: Language) -> None:
    assert_faces_agree(composed(Records((SERVICE, EMPTY, SERVICE)), language))


def test_a_table_that_goes_on_says_its_heading_again_on_the_next_page() -> None:
    document = composed(Records((SERVICE,) * 60))
    assert_faces_agree(document)
    (first, second, *_rest) = pages(pdf.render(document))
    assert "Post Antal" in first
    assert "Post Antal" in second


def test_two_hundred_rows_stand_in_the_word_file_as_in_the_text() -> None:
    document = composed(Records((SERVICE,) * 200))
    assert word.body_lines(docx.render(document)) == list(text.lines(document))


@settings(max_examples=8, deadline=None)
@given(
    items=st.lists(st.text(alphabet="aåäö&<>{}%|'\" ", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=4)
)
def test_a_cell_says_what_was_written_in_it(items: list[str]) -> None:
    rows = Records(
        tuple(Record({"item": both(item), "quantity": Decimal(1), "unit_price": Decimal(2)}) for item in items)
    )
    document = composed(rows)
    lines = word.body_lines(docx.render(document))
    assert lines == list(text.lines(document))
    assert [line.split("\t")[0] for line in lines if line.count("\t") > 1][1:-1] == items


@pytest.mark.parametrize(
    ("wording", "fault"),
    [
        ("A | B", "a grid is a header and at least one more line, all of the same 2 to 7 cells"),
        ("A | B\n{item.item}", "a grid is a header and at least one more line, all of the same 2 to 7 cells"),
        ("A | B\n{item.item} | {item.colour}", "unknown placeholder “{item.colour}”"),
        (
            "A | B\n{item.item} | {price.total|optional}",
            "“price.total” is no cell of a table, and a fact is never optional",
        ),
    ],
)
def test_a_grid_that_cannot_be_set_is_named(tmp_path: Path, wording: str, fault: str) -> None:
    clause = 'note = ""\nground = ""\n[[passages]]\nkey = "lines"\nstyle = "grid"\neach = "price.lines"\n'
    clause += "".join(f"[{language}]\nlines = '''{wording}'''\n" for language in LEGAL_LANGUAGES)
    (tmp_path / "prices.toml").write_text(clause)
    assert f"prices.toml, sv.lines: {fault}" in [str(found) for found in read_library(tmp_path)[1]]
