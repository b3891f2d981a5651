"""Which paper or file stands behind each annex of the contract's list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from procurement.clauses.model import Clause
from procurement.facts import Facts

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
