"""Whatever the facts of a case hold, each kind makes a whole paper, names what is missing, or refuses with a reason.

The kinds are those of the registry and the facts those of the catalogue, so that a new kind or fact is tried by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from procurement.clauses.conditions import Condition
from procurement.clauses.load import library
from procurement.clauses.model import Style
from procurement.clauses.wording import ROW
from procurement.composed.document import ComposedDocument, Grid
from procurement.composing import StaleLawError, compose, fact_names, facts_for
from procurement.computed.facts import COMPUTED_FROM, with_computed
from procurement.facts import Cell, Facts, FactType, Localised, LocalisedList, Record, Records, Source
from procurement.facts.catalogue import CATALOGUE, Choice
from procurement.guards import ALL_GUARDS, judge
from procurement.kinds import Kind, registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW, LawError
from procurement.rendering import docx, text
from tests.factories.facts import complete_facts
from tests.procurement.test_faces import HOSTILE, PAPERS, assert_faces_agree, names
from tests.reading import word

KINDS = list(registry())
#: So many for each kind that all kinds together take a few seconds, however many there are.
EXAMPLES = max(2, 35 // len(KINDS))
#: A day whose law is in the data; what other days do is tried apart.
DAY = date(2026, 11, 2)
#: What the case form lets in at most.
AMOUNTS = [Decimal(amount) for amount in ("0.00", "0.01", "-0.01", "9999999999.99", "-9999999999.99", "1E+3")]
DAYS = [date.min, date(2019, 4, 11), date(2028, 2, 29), date.max - timedelta(1), date.max]
NUMBERS = [0, 1, 2, 10_000]


@dataclass(frozen=True)
class Hostility:
    """A few values for all facts of a case, and which facts and cells it leaves out."""

    texts: tuple[str, ...]
    amounts: tuple[Decimal, ...]
    days: tuple[date, ...]
    numbers: tuple[int, ...]
    answer: bool
    rows: int
    turn: int
    left_out: int

    def value(self, name: str, type: FactType, choices: tuple[Choice, ...]) -> Cell:
        """A value for a fact or a cell; its name decides which of the values it gets."""
        place = crc32(name.encode()) + self.turn
        match type:
            case FactType.CHOICE:
                return choices[place % len(choices)].key
            case FactType.YES_NO:
                return self.answer is (place % 3 > 0)
            case FactType.INTEGER:
                return self.numbers[place % len(self.numbers)]
            case FactType.DECIMAL | FactType.MONEY | FactType.UNIT_PRICE | FactType.PERCENT:
                return self.amounts[place % len(self.amounts)]
            case FactType.DATE:
                return self.days[place % len(self.days)]
            case FactType.LOCALISED:
                return Localised(dict.fromkeys(self.languages(place), self.texts[place % len(self.texts)]))
            case FactType.LOCALISED_LIST:
                return LocalisedList(dict.fromkeys(self.languages(place), self.texts))
        return self.texts[place % len(self.texts)]

    def languages(self, place: int) -> tuple[Language, ...]:
        """Both legal languages, or one of them."""
        return (LEGAL_LANGUAGES, LEGAL_LANGUAGES, LEGAL_LANGUAGES[:1], LEGAL_LANGUAGES[1:])[place % 4]

    def keeps(self, name: str) -> bool:
        return self.left_out == 0 or crc32(f"{self.turn} {name}".encode()) % 8 >= self.left_out

    def rows_of(self, name: str) -> Records:
        row = {
            column.key: self.value(f"{name}.{column.key}", column.type, column.choices)
            for column in CATALOGUE[name].columns
            if self.keeps(f"{name}.{column.key}")
        }
        return Records((Record(row),) * self.rows)

    def facts(self, kind: Kind) -> Facts:
        """The facts that a kind reads, its date among them."""
        return self.facts_of(fact_names(kind, library())).with_values(Source.CASE_FORM, {kind.date_fact: DAY})

    def facts_of(self, names: Iterable[str]) -> Facts:
        values = {
            name: self.rows_of(name) if field.type is FactType.TABLE else self.value(name, field.type, field.choices)
            for name in names
            if (field := CATALOGUE[name]) and self.keeps(name)
        }
        return Facts().with_values(Source.CASE_FORM, values)


hostilities = st.builds(
    Hostility,
    texts=st.lists(st.sampled_from(HOSTILE) | names, min_size=1, max_size=3).map(tuple),
    amounts=st.lists(st.sampled_from(AMOUNTS) | st.decimals(-(10**10), 10**10, places=2), min_size=1, max_size=3).map(
        tuple
    ),
    days=st.lists(st.sampled_from(DAYS) | st.dates(), min_size=1, max_size=3).map(tuple),
    numbers=st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3).map(tuple),
    answer=st.booleans(),
    rows=st.integers(0, 3),
    turn=st.integers(0, 100),
    left_out=st.integers(0, 7),
)
quickly = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def composed(kind: Kind, language: Language, facts: Facts) -> ComposedDocument:
    return compose(kind, facts, library=library(), law=LAW, language=language, number=1)


def markers(document: ComposedDocument) -> Iterator[int]:
    marker = {Language.SV: r"\[uppgift (\d+) ", Language.FI: r"\[tieto (\d+) ", Language.EN: r"\[item (\d+) "}
    for line in (text.header(document), *text.lines(document)):
        yield from map(int, re.findall(marker[document.language], line))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@settings(quickly, max_examples=EXAMPLES)
@given(hostility=hostilities, place=st.integers(0, 2))
def test_a_paper_says_its_facts_or_marks_what_is_missing_and_word_says_the_same(
    kind: Kind, hostility: Hostility, place: int
) -> None:
    document = composed(kind, kind.languages[place % len(kind.languages)], hostility.facts(kind))
    lines = list(text.lines(document))
    assert not [line for line in lines if re.search(r"\bNone\b|Decimal\(|Record|Localised|\{(item|law|ref)", line)]
    assert {gap.number for gap in document.gaps} == set(range(1, len(document.gaps) + 1))
    assert {gap.number for gap in document.gaps} <= set(markers(document))
    assert word.body_lines(docx.render(document)) == lines


@settings(quickly, max_examples=3)
@given(paper=st.sampled_from(PAPERS), hostility=hostilities)
def test_the_pdf_of_any_facts_says_the_words_of_the_other_faces(
    paper: tuple[Kind, Language], hostility: Hostility
) -> None:
    kind, language = paper
    assert_faces_agree(composed(kind, language, hostility.facts(kind)), breaks_words=True)


@settings(quickly, max_examples=25)
@given(kind=st.sampled_from(KINDS), hostility=hostilities)
def test_every_guard_judges_any_facts_and_names_only_facts_that_it_reads(kind: Kind, hostility: Hostility) -> None:
    supplied = (name for name, field in CATALOGUE.items() if field.supplied_by != "computed")
    facts = with_computed(kind, hostility.facts_of(supplied), LAW)
    for verdict in judge(ALL_GUARDS, facts, LAW):
        assert set(verdict.finding.missing) <= set(verdict.guard.reads)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_paper_of_a_day_whose_law_is_unknown_is_refused_or_cites_no_law(kind: Kind) -> None:
    cited = composed(kind, Language.SV, _dated(kind, DAY)).references
    for day in (date.min, date(2016, 12, 31)):
        with nullcontext() if all(_was_law(key, day) for key in cited) else pytest.raises(StaleLawError):
            composed(kind, Language.SV, _dated(kind, day))
    with pytest.raises(StaleLawError):
        composed(kind, Language.SV, _dated(kind, date.max))


def _was_law(key: str, day: date) -> bool:
    try:
        LAW.text(key, day)
    except LawError:
        return False
    return True


def _dated(kind: Kind, day: date) -> Facts:
    return complete_facts().with_values(Source.CASE_FORM, {kind.date_fact: day})


def _may_be_said(kind: Kind, *conditions: Condition | None) -> bool:
    """Whether a complete paper says a passage; conditions on the rows of a table are asked row by row."""
    facts = facts_for(kind, complete_facts(), library(), LAW, Language.FI)
    asked = [one for one in conditions if one is not None and not any(name.startswith(ROW) for name in one.names)]
    return all(condition.evaluate(facts).holds is not False for condition in asked)


#: The tables that a complete paper of a kind sets as grids, each once.
TABLES = [
    (kind, name)
    for kind in KINDS
    for name in dict.fromkeys(
        passage.each
        for key in kind.clauses
        for passage in library()[key].passages
        if passage.style is Style.GRID and passage.each and _may_be_said(kind, passage.when, library()[key].when)
    )
    if complete_facts().rows(COMPUTED_FROM.get(name, (name,))[0])
]


def _numbered(row: Record, number: int) -> dict[str, Cell]:
    """The number of a row, where rows are numbered."""
    return {"number": number} if isinstance(row.get("number"), int) else {}


@pytest.mark.parametrize(("kind", "name"), TABLES, ids=lambda value: getattr(value, "key", str(value)))
def test_a_table_may_hold_hundreds_of_rows_and_an_empty_one_is_a_gap(kind: Kind, name: str) -> None:
    supplied = COMPUTED_FROM.get(name, (name,))[0]
    facts = complete_facts()
    row = facts.rows(supplied)[-1]
    many = Records(tuple(Record({**row.cells, **_numbered(row, number)}) for number in range(1, 501)))
    said = composed(kind, Language.FI, facts.with_values(Source.CASE_FORM, {supplied: many, "change.number": 500}))
    assert 500 in {len(grid.rows) - grid.totals for grid in said.blocks if isinstance(grid, Grid)}
    assert said.gaps == ()
    empty = composed(kind, Language.FI, facts.with_values(Source.CASE_FORM, {supplied: Records(())}))
    assert supplied in {gap.name for gap in empty.gaps} or name not in facts
