"""Selects what a paper says: which clauses, which passages, and which rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from procurement.clauses.conditions import Outcome
from procurement.clauses.model import Clause, Passage
from procurement.clauses.wording import ROW
from procurement.facts import (
    Facts,
    Record,
    Records,
    Source,
)
from procurement.kinds import Kind
from procurement.languages import Language
from procurement.law import Law


@dataclass(slots=True)
class Selection:
    """What one paper says. `unverified` are the party's facts that nobody has verified: it marks them, and the name."""

    kind: Kind
    facts: Facts
    library: Mapping[str, Clause]
    law: Law
    day: date
    language: Language
    unverified: frozenset[str] = frozenset()
    headings: dict[str, int] = field(default_factory=dict)

    def _said(self, clause: Clause) -> bool:
        """Whether a clause is in the paper: its condition holds, or is unknown and shows as a marker."""
        return clause.when is None or clause.when.evaluate(self.facts).holds is not False

    def number_headings(self) -> None:
        """Number the clauses that are said under a heading."""
        number = 0
        for part in self.kind.outline:
            clause = self.library[part.clause]
            if not part.notice and clause.wordings[self.language].heading is not None and self._has_content(clause):
                number += 1
                self.headings[clause.key] = number

    def _has_content(self, clause: Clause) -> bool:
        return self._said(clause) and any(map(self._says_something, clause.passages))

    def _says_something(self, passage: Passage) -> bool:
        """Whether a passage is said: its condition holds or is unknown, and over rows, holds of one of them.

        A table without rows is missing, which a paper never passes over in silence.
        """
        rows = self.facts.value(str(passage.each)) if is_of_rows(passage) else None
        if isinstance(rows, Records):
            return not len(rows) or any(self._said_of(passage, row) for row in rows)
        outcome = self._outcome(passage)
        return outcome is None or outcome.holds is not False

    def _outcome(self, passage: Passage) -> Outcome | None:
        """Return what a passage's condition comes to; one over the rows of a table is asked of each row instead."""
        if passage.when is None or is_of_rows(passage):
            return None
        return passage.when.evaluate(self.facts)

    def _said_of(self, passage: Passage, row: Record) -> bool:
        """Whether a passage is said of a row; a row that does not know is said, and shows what it lacks.

        A condition can name facts of the case beside the cells of the row.
        """
        if passage.when is None or not is_of_rows(passage):
            return True
        cells = {f"{ROW}{key}": cell for key, cell in row.cells.items() if not isinstance(cell, Records)}
        known = self.facts.restricted_to(passage.when.names).with_values(Source.COMPUTED, cells)
        return passage.when.evaluate(known).holds is not False


def is_of_rows(passage: Passage) -> bool:
    """Whether the condition of a passage is asked of each row of its table."""
    return passage.when is not None and any(name.startswith(ROW) for name in passage.when.names)
