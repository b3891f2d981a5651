"""Says which facts a paper reads, and gives it no others: personal data reach no paper without need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from procurement.clauses.load import ANNEXES
from procurement.clauses.model import Clause
from procurement.clauses.wording import PieceKind, read
from procurement.computed.facts import inputs_of, with_computed
from procurement.facts import (
    Facts,
    Localised,
    LocalisedList,
    Record,
    Records,
    Source,
    Value,
)
from procurement.facts.catalogue import CATALOGUE
from procurement.kinds import Kind
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import Law

#: What makes the party's facts right, and the one of them that a marked draft prints beside its marker.
VERIFIED: Final = "supplier.verified"
NAME: Final = "supplier.name"
#: What the party on the case supplies, which only papers that name the party are given.
PARTY_FACTS: Final = frozenset(name for name, field in CATALOGUE.items() if field.supplied_by == "party")


def fact_names(kind: Kind, library: Mapping[str, Clause]) -> frozenset[str]:
    """Return the facts a kind can read in any of its variants: those its clauses name, and those its guards need."""
    judged = {name for guard in kind.guards for name in guard.reads}
    return _supplied(kind, _said(kind, library) | judged)


def facts_read(clauses: Iterable[Clause]) -> frozenset[str]:
    """Return the facts that the words and the conditions of some clauses rest on."""
    return inputs_of(name for clause in clauses for name in _clause_facts(clause))


def said_names(kind: Kind, library: Mapping[str, Clause]) -> frozenset[str]:
    """Return the facts that the words of a kind rest on; what only its guards read is left out."""
    return _supplied(kind, _said(kind, library))


def _said(kind: Kind, library: Mapping[str, Clause]) -> set[str]:
    names = {kind.date_fact, "case.authentic_language", "case.legal_basis"}
    names |= {kind.varies_by} if kind.varies_by else set()
    for wording in (kind.organisation, kind.subject):
        names |= {piece.value for piece in read(wording) if piece.kind is PieceKind.FACT}
    for key in kind.clauses:
        names |= _clause_facts(library[key])
    return names


def _supplied(kind: Kind, names: set[str]) -> frozenset[str]:
    supplied = inputs_of(names)
    return supplied if kind.needs_party else supplied - PARTY_FACTS


def paper_facts(kind: Kind, names: frozenset[str], facts: Facts) -> Facts:
    """Return the facts a paper is given: those of its variant, so that personal data reach no paper without need."""
    return facts.restricted_to(names if kind.takes_party(facts) else names - PARTY_FACTS)


def unverified_facts(kind: Kind, facts: Facts) -> frozenset[str]:
    """Return the party's facts of a paper that needs a verified party and has none: no one takes them for right."""
    if not kind.needs_verified_party(facts) or facts.value(VERIFIED) is True:
        return frozenset()
    return PARTY_FACTS & facts.entries.keys() - {VERIFIED}


def _clause_facts(clause: Clause) -> set[str]:
    names: set[str] = set(clause.when.names) if clause.when else set()
    for passage in clause.passages:
        names |= set(passage.when.names) if passage.when else set()
        names |= {passage.each} if passage.each and passage.each != ANNEXES else set()
    for wording in clause.wordings.values():
        for pieces in (wording.heading or (), *wording.texts.values()):
            names |= {piece.value for piece in pieces if piece.kind is PieceKind.FACT}
    return names


def as_recorded(facts: Facts, language: Language) -> Facts:
    """Return the facts for a paper in a language: a translation prints what nobody has translated as it was recorded.

    Case forms ask for Swedish and Finnish alone. The authentic text comes first; the frame of a translation says so.
    """
    if language in LEGAL_LANGUAGES:
        return facts
    authentic = facts.value("case.authentic_language")
    order = sorted(LEGAL_LANGUAGES, key=lambda legal: legal != authentic)
    return Facts(
        {name: replace(fact, value=_recorded(fact.value, language, order)) for name, fact in facts.entries.items()}
    )


def _recorded(value: Value, language: Language, order: Iterable[Language]) -> Value:
    match value:
        case Localised() if value.get(language) is None:
            return Localised({language: next((text for key in order if (text := value.get(key))), "")})
        case LocalisedList() if value.get(language) is None:
            return LocalisedList({language: next((items for key in order if (items := value.get(key))), ())})
        case Records():
            return Records(tuple(_recorded_row(row, language, order) for row in value))
    return value


def _recorded_row(row: Record, language: Language, order: Iterable[Language]) -> Record:
    cells = {key: _recorded(cell, language, order) for key, cell in row.cells.items()}
    return Record({key: cell for key, cell in cells.items() if not isinstance(cell, Records)})


def facts_for(kind: Kind, facts: Facts, library: Mapping[str, Clause], law: Law, language: Language) -> Facts:
    """Return the facts that a paper of a kind is made from: those it may read, and what follows from them."""
    facts = with_computed(kind, paper_facts(kind, fact_names(kind, library), facts), law)
    authentic = facts.value("case.authentic_language")
    translation = None if authentic is None else authentic != language
    return facts.with_values(Source.COMPUTED, {"draft.gaps": 0, "document.translation": translation})
