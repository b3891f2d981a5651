"""Compose a paper for reading on the screen, with the reason of every clause; nothing is stored and no number taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement import permissions, sources
from procurement.actions.draft_document import inputs_digest, number_of
from procurement.composed.document import ComposedDocument
from procurement.composing import (
    DateMissingError,
    Reason,
    StaleLawError,
    UnprintableTextError,
    compose,
    fact_names,
    paper_facts,
    reasons,
)
from procurement.facts import Facts
from procurement.interface import interface_language
from procurement.kinds import Kind
from procurement.languages import Language
from procurement.law import LAW
from procurement.models import Case, HouseWording
from procurement.readiness.refusals import Refusal, explain


@dataclass(frozen=True, slots=True)
class Preview:
    """What a paper would say, or why it cannot be composed; the reasons of all its clauses, said or not; its facts."""

    document: ComposedDocument | None
    refusal: Refusal | None
    reasons: Mapping[str, Reason]
    facts: Facts


def preview_document(
    case: Case, kind: Kind, language: Language, user: Any, *, trial: HouseWording | None = None
) -> Preview:
    """Return what a draft would say now, gaps as markers, whatever the guards hold against it.

    Args:
        case: the procurement case.
        kind: the document kind.
        language: one that the kind is offered in.
        user: who reads.
        trial: a house wording to read in context before it is in use.

    Raises:
        NotAllowedError: the user may not draft.
    """
    permissions.may_draft_document(user).require()
    clauses = sources.current_library(trial).clauses
    known = sources.case_facts(case)
    facts = paper_facts(kind, fact_names(kind, clauses), known)
    why = reasons(kind, facts, library=clauses, law=LAW, language=language, labels=interface_language())
    # What has not changed since a draft carries that draft's number.
    number = number_of(case, kind, inputs_digest(kind, facts, clauses))
    try:
        document = compose(kind, facts, library=clauses, law=LAW, language=language, number=number)
    except (DateMissingError, StaleLawError, UnprintableTextError) as error:
        return Preview(None, explain(error), why, known)
    return Preview(document, None, why, known)
