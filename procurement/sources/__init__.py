"""The one door from published pages, records, parties and the case form to facts, and to the clauses in use."""

from procurement.sources.of_case import (
    case_facts,
    current_library,
    facts_shown,
    party_facts,
    recorded_facts,
    source_page,
)

__all__ = ["case_facts", "current_library", "facts_shown", "party_facts", "recorded_facts", "source_page"]
