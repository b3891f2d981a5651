"""Which paper or file stands behind each annex of the contract's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from procurement.clauses.model import Clause
from procurement.facts import Facts, Localised, Record

#: The kind of paper that is an annex, by the annex's key in the list.
WRITTEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "data_processing_agreement": "data_processing_agreement",
        "party_statement": "party_and_rights_statement",
        "service_description": "service_description",
        "price": "price_annex",
        "pilot_plan": "pilot_plan",
        "rights_annex": "rights_annex",
    }
)
#: What the table `annexes.uploaded` calls a file that is an annex, by the annex's key in the list.
UPLOADED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "subcontractors": "subcontractors",
        "programme": "programme",
        "terms": "general_terms",
        "entry": "entry",
    }
)
#: What the table calls a file that belongs to the case, and that the contract's list does not name.
BESIDE: Final = ("supplier_prices", "other")
#: What there is one of in each language. The entry, the terms and the rest may be several files, told by their titles.
_SINGLE: Final = frozenset({"subcontractors", "programme", "supplier_prices"})


def _slot(row: Record) -> tuple[object, ...]:
    kind, title = row.get("kind"), row.get("title")
    texts = title.texts if isinstance(title, Localised) and kind not in _SINGLE else {}
    return kind, row.get("language"), tuple(sorted((language, text.casefold()) for language, text in texts.items()))


def current(rows: Iterable[Record]) -> tuple[Record, ...]:
    """Return the rows of the table of uploaded files that hold, in its order.

    A later row takes the place of an earlier one of the same slot: the same type and language and, where there may be
    several, the same title. The earlier row stays in the table.
    """
    listed_rows = tuple(rows)
    last = {_slot(row): place for place, row in enumerate(listed_rows)}
    return tuple(row for place, row in enumerate(listed_rows) if last[_slot(row)] == place)


def listed(clause: Clause, facts: Facts) -> tuple[str, ...]:
    """Return the keys of the annexes that a list says of some facts, in order of precedence.

    Args:
        clause: the list of annexes.
        facts: what decides; an annex whose condition cannot be judged is listed, as the paper lists it.
    """
    return tuple(
        passage.key
        for passage in clause.passages
        if passage.when is None or passage.when.evaluate(facts).holds is not False
    )
