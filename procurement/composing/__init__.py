"""The one door to composing: kind, facts, clauses and law become a paper with every word decided. Pure."""

from procurement.composing.composer import compose
from procurement.composing.errors import ComposingError, DateMissingError, StaleLawError, UnprintableTextError
from procurement.composing.reading import PARTY_FACTS, fact_names, facts_for, facts_read, paper_facts, said_names
from procurement.composing.reasoning import Reason, Stated, reasons

__all__ = [
    "PARTY_FACTS",
    "ComposingError",
    "DateMissingError",
    "Reason",
    "StaleLawError",
    "Stated",
    "UnprintableTextError",
    "compose",
    "fact_names",
    "facts_for",
    "facts_read",
    "paper_facts",
    "reasons",
    "said_names",
]
