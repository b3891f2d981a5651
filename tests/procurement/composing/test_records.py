"""Passages over one table are said record by record under a subheading; forms have lines to write and to sign on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from procurement.clauses.load import library, read_library
from procurement.clauses.model import Clause
from procurement.composed.document import ComposedDocument, Heading, Paragraph, Table, TableStyle, plain
from procurement.composing import compose
from procurement.facts import Value
from procurement.facts.catalogue import Label
from procurement.kinds import Kind, Part
from procurement.languages import Language
from procurement.law import LAW
from procurement.rendering import text
from tests.factories.facts import complete_facts, localised, records
from tests.procurement.test_faces import assert_faces_agree

ITEMS = """
note = "Why."
ground = ""

[[passages]]
key = "topic"
style = "subheading"
each = "minutes.items"

[[passages]]
key = "agreed"
style = "row"
each = "minutes.items"
when = 'known("item.agreed")'

[[passages]]
key = "open"
style = "row"
each = "minutes.items"
when = 'known("item.open")'

[sv]
heading = "Ärenden"
topic = "{row.number}. {item.topic}"
agreed = "Enades | {item.agreed}"
open = "Öppet | {item.open}"

[fi]
heading = "Asiat"
topic = "{row.number}. {item.topic}"
agreed = "Sovittiin | {item.agreed}"
open = "Avoinna | {item.open}"
"""
OPEN = """
note = "Why."
ground = ""

[[passages]]
key = "open"
style = "item"
each = "minutes.items"
when = 'known("item.open")'

[sv]
heading = "Öppna frågor"
open = "{item.topic}: {item.open}"

[fi]
heading = "Avoimet kysymykset"
open = "{item.topic}: {item.open}"
"""
FORM = """
note = "Why."
ground = ""

[[passages]]
key = "price"
style = "field"

[[passages]]
key = "validity"
style = "field"

[[passages]]
key = "signature"
style = "signature"
each = "supplier.members"

[sv]
heading = "Blankett"
price = "Pris"
validity = "Anbudet gäller till"
signature = "{item.name} | {item.signatory|optional} | | {item.ground|optional}"

[fi]
heading = "Lomake"
price = "Hinta"
validity = "Tarjous on voimassa"
signature = "{item.name} | {item.signatory|optional} | | {item.ground|optional}"
"""


@cache
def clauses() -> Mapping[str, Clause]:
    with TemporaryDirectory() as folder:
        for key, words in {"items": ITEMS, "open": OPEN, "form": FORM}.items():
            (Path(folder) / f"{key}.toml").write_text(words, encoding="utf-8")
        read, faults = read_library(Path(folder))
    assert faults == []
    return {**library(), **read}


PAPER = Kind(
    key="paper",
    title=Label("Papper", "Paperi", "Paper"),
    subject="{challenge.title}",
    date_fact="contract.date",
    outline=(Part("items"), Part("open"), Part("form")),
    needs_party=True,
)
ONE_AGREED = {"topic": localised("Pris", "Hinta"), "agreed": localised("60 dagar", "60 päivää")}
ONE_OPEN = {"topic": localised("Tid", "Aika"), "open": localised("Sluttid", "Päättyminen")}
MEMBERS = records(
    {"name": "A Oy", "signatory": "N.N. (demo)", "ground": localised("Ensam", "Yksin")},
    {"name": "B"},
)


def composed(items: Value | None, members: Value | None = MEMBERS) -> ComposedDocument:
    facts = complete_facts(minutes__items=items, supplier__members=members)
    return compose(PAPER, facts, library=clauses(), law=LAW, language=Language.SV, number=1)


def lines(document: ComposedDocument) -> list[str]:
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in text.lines(document)]


def test_a_subheading_takes_the_passages_over_its_table_along_record_by_record() -> None:
    said = lines(composed(records(ONE_AGREED, ONE_OPEN)))
    start = said.index("1 Ärenden")
    assert said[start : start + 7] == [
        "1 Ärenden", "1. Pris", "Enades\t60 dagar", "2. Tid", "Öppet\tSluttid", "2 Öppna frågor", "– Tid: Sluttid",
    ]  # fmt: skip


def test_a_clause_over_rows_is_left_out_where_it_holds_of_none_and_takes_no_number() -> None:
    document = composed(records(ONE_AGREED))
    headings = [f"{block.number} {plain(block.runs)}" for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["1 Ärenden", "2 Blankett"]
    assert "open" not in [clause.key for clause in document.clauses]


def test_a_table_of_records_that_is_missing_is_one_gap() -> None:
    document = composed(None)
    assert [gap.name for gap in document.gaps] == ["minutes.items"]
    marker = next(block for block in document.blocks if isinstance(block, Paragraph) and "saknas" in plain(block.runs))
    assert marker.label == "–"


def test_fields_are_lines_to_write_on_and_a_signature_repeats_for_each_who_signs() -> None:
    document = composed(records(ONE_AGREED))
    said = lines(document)
    assert said[said.index("2 Blankett") :] == [
        "2 Blankett", "Pris", "Anbudet gäller till",
        "A Oy", "Ort och datum", "Underskrift", "Namnförtydligande\tN.N. (demo)", "Ensam",
        "B", "Ort och datum", "Underskrift", "Namnförtydligande",
    ]  # fmt: skip
    tables = [block for block in document.blocks if isinstance(block, Table) and block.style is TableStyle.SIGNATURE]
    assert [len(table.rows) for table in tables] == [2, 3, 3]


def test_the_faces_of_records_and_forms_agree() -> None:
    assert_faces_agree(composed(records(ONE_AGREED, ONE_OPEN)))
    assert_faces_agree(composed(None, None))
