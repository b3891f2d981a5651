"""System checks: a missing storage, a fault in the clause library or in a kind is found before anything is drafted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning

from procurement import fonts
from procurement.clauses.load import read_library
from procurement.clauses.model import Clause
from procurement.clauses.wording import PieceKind, WordingError, read
from procurement.facts.catalogue import CATALOGUE
from procurement.kinds import FRAME, Kind, registry
from procurement.kinds.registry import KindError

FAULTS = "procurement.admin.faults.FaultMiddleware"
#: Where the frame's words are used by name.
_FRAME_PASSAGES = {
    "status",
    "demo",
    "marker",
    "annex",
    "annexes",
    "place_and_date",
    "signature",
    "printed_name",
}


@register
def check_document_fonts(**_options: Any) -> list[CheckMessage]:
    """Report document fonts that have not been made, or were made from other packages than those installed."""
    if fonts.are_made():
        return []
    return [
        CheckWarning(
            "The document fonts have not been made from the installed packages; no paper can be drafted.",
            hint="Run `manage.py build_document_fonts`.",
            id="procurement.W001",
        )
    ]


@register
def check_fault_middleware(**_options: Any) -> list[CheckMessage]:
    """Warn if a full disk, a lost database or a damaged file would be answered without a word."""
    if FAULTS in settings.MIDDLEWARE:
        return []
    return [
        CheckWarning(
            "A full disk, a lost database or a damaged file is answered with a bare error page.",
            hint=f"Add “{FAULTS}” to MIDDLEWARE.",
            id="procurement.W002",
        )
    ]


@register
def check_storage(**_options: Any) -> list[CheckMessage]:
    """Report that papers have nowhere to go."""
    if "procurement" in settings.STORAGES:
        return []
    return [
        Error(
            "STORAGES has no alias “procurement”: no paper can be stored.",
            hint='Add "procurement": {"BACKEND": "procurement.storage.PrivateFileStorage", "OPTIONS": {"location": …}} '
            "with a private folder outside MEDIA_ROOT.",
            id="procurement.E003",
        )
    ]


@register
def check_clause_library(**_options: Any) -> list[CheckMessage]:
    """Report every fault of the clause library, with its file and key."""
    clauses, faults = read_library()
    messages: list[CheckMessage] = [Error(str(fault), id="procurement.E001") for fault in faults]
    frame = clauses.get(FRAME)
    passages = {passage.key for passage in frame.passages} if frame else set()
    messages += [
        Error(f"{FRAME}.toml, {key}: the passage is missing", id="procurement.E001")
        for key in sorted(_FRAME_PASSAGES - passages)
    ]
    try:
        kinds = registry()
    except KindError as error:
        return [*messages, Error(str(error), id="procurement.E002")]
    for kind in kinds:
        messages += [Error(fault, id="procurement.E002") for fault in kind_faults(kind, clauses)]
    return messages


def kind_faults(kind: Kind, clauses: Mapping[str, Clause]) -> Iterable[str]:
    """Yield what is wrong in a kind's outline: unknown clauses, broken references, its subject and organisation."""
    outline = [part.clause for part in kind.outline]
    unknown = [key for key in kind.clauses if key != FRAME and key not in clauses]
    for key in unknown:
        yield f"kinds/{kind.key}.py: there is no clause “{key}”"
    for name, wording in (("organisation", kind.organisation), ("subject", kind.subject)):
        for fault in _wording_faults(wording):
            yield f"kinds/{kind.key}.py, {name}: {fault}"
    annexes = (
        {passage.key for passage in clauses[kind.annexes].passages}
        if kind.annexes is not None and kind.annexes in clauses
        else set()
    )
    yield from _untranslated(kind, clauses)
    for key in outline:
        if key in clauses:
            yield from _broken_references(kind, clauses[key], set(outline), annexes)


def _wording_faults(wording: str) -> Iterable[str]:
    try:
        pieces = read(wording)
    except WordingError as error:
        yield str(error)
        return
    for piece in pieces:
        if piece.kind is not PieceKind.TEXT and (piece.kind is not PieceKind.FACT or piece.value not in CATALOGUE):
            yield f"unknown placeholder “{{{piece.value}}}”"


def _untranslated(kind: Kind, clauses: Mapping[str, Clause]) -> Iterable[str]:
    """Yield each clause of a kind that lacks a language in which the kind is offered."""
    for key in kind.clauses:
        for language in kind.languages:
            if key in clauses and language not in clauses[key].wordings:
                yield f"kinds/{kind.key}.py: {key}.toml has no wording in “{language}”"


def _broken_references(kind: Kind, clause: Clause, outline: set[str], annexes: set[str]) -> Iterable[str]:
    for language, wording in clause.wordings.items():
        for key, pieces in wording.texts.items():
            for piece in pieces:
                place = f"kinds/{kind.key}.py: {clause.key}.toml, {language}.{key}"
                if piece.kind is PieceKind.CLAUSE and piece.value not in outline:
                    yield f"{place} refers to the clause “{piece.value}”, which this kind does not say"
                if piece.kind is PieceKind.ANNEX and piece.value not in annexes:
                    yield f"{place} refers to the annex “{piece.value}”, which this kind does not have"
