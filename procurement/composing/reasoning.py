"""Says why each clause of a kind is in a paper, or why not: its conditions in words, their facts, its ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procurement.clauses.conditions import Condition
from procurement.clauses.model import Clause
from procurement.clauses.saying import say
from procurement.clauses.wording import ROW
from procurement.composing.reading import facts_for
from procurement.facts import Facts
from procurement.kinds import Kind
from procurement.languages import Language
from procurement.law import Law


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition in words; whether it holds, None if nobody knows yet.

    `passage` and `number` are the key and the place of its passage, empty and 0 if it is of the whole clause.

    `facts` are the names of the facts it rests on. One that is asked of each row of a table rests on the table, and
    holds or not row by row.
    """

    passage: str
    number: int
    words: str
    holds: bool | None
    facts: tuple[str, ...]
    of_rows: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clause is said, or is not.

    Attributes:
        clause: its key.
        is_said: whether the paper says it; None if a missing fact leaves it open.
        note: what the library says it is for.
        ground: the act and section it rests on, empty if none.
        origin: whose words they are: `shipped` or `house`.
        conditions: what decides over the clause and its passages; none if it is always said.
    """

    clause: str
    is_said: bool | None
    note: str
    ground: str
    origin: str
    conditions: tuple[Stated, ...]


def reasons(
    kind: Kind, facts: Facts, *, library: Mapping[str, Clause], law: Law, language: Language, labels: Language
) -> dict[str, Reason]:
    """Return the reason of every clause of a kind's outline, in its order.

    Args:
        kind: the document kind.
        facts: the facts of the case.
        library: the clauses with their wordings.
        law: the law data.
        language: the language of the paper.
        labels: the language of the reader.
    """
    facts = facts_for(kind, facts, library, law, language)
    return {part.clause: _reason(library[part.clause], facts, language, labels) for part in kind.outline}


def _reason(clause: Clause, facts: Facts, language: Language, labels: Language) -> Reason:
    conditions = [_stated("", 0, clause.when, facts, labels)] if clause.when else []
    conditions += [
        _stated(passage.key, number, passage.when, facts, labels, passage.each or "")
        for number, passage in enumerate(clause.passages, 1)
        if passage.when is not None
    ]
    return Reason(
        clause.key,
        _is_said(clause, facts),
        clause.note,
        clause.ground,
        clause.wordings[language].origin,
        tuple(conditions),
    )


def _stated(passage: str, number: int, condition: Condition, facts: Facts, labels: Language, table: str = "") -> Stated:
    of_rows = any(name.startswith(ROW) for name in condition.names)
    names = sorted({table if name.startswith(ROW) else name for name in condition.names})
    holds = None if of_rows else condition.evaluate(facts).holds
    return Stated(passage, number, say(condition, labels, table=table), holds, tuple(names), of_rows)


def _is_said(clause: Clause, facts: Facts) -> bool | None:
    whole = True if clause.when is None else clause.when.evaluate(facts).holds
    if whole is not True:
        return whole
    parts = [
        True if passage.when is None or _asks_rows(passage.when) else passage.when.evaluate(facts).holds
        for passage in clause.passages
    ]
    return True if True in parts else None if None in parts else False


def _asks_rows(condition: Condition) -> bool:
    return any(name.startswith(ROW) for name in condition.names)
