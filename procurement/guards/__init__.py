"""Guards: what must be true before a paper may be made or a step taken, on what ground, and who may lift it.

One table for all kinds and steps; what each rests on is told in docs/law-notes.md § 11. A guard reads facts and law
only. A guard over a missing fact neither passes nor blocks by itself: the missing fact is reported as a gap, and the
guard reports it too, so that no paper passes a guard by silence.
"""

import difflib
from types import MappingProxyType
from typing import Final

from procurement.guards.agreeing import GUARDS as _OF_AGREEMENT
from procurement.guards.checks import FAILED_CHECKS
from procurement.guards.checks import GUARDS as _OF_CHECKS
from procurement.guards.model import (
    Finding,
    Guard,
    Lift,
    State,
    Verdict,
    judge,
    of_kind,
    of_variants,
    sentence_of_missing_law,
    unknown_law,
)
from procurement.guards.negotiation import GUARDS as _OF_NEGOTIATION
from procurement.guards.papers import GUARDS as _OF_PAPERS
from procurement.guards.route import GUARDS as _OF_ROUTE
from procurement.guards.route import PARTY_VERIFIED
from procurement.guards.signing import APPROVAL, PROCESSING_START, SENDING, SIGNING_PACK, STEPS
from procurement.guards.signing import GUARDS as _OF_SIGNING

__all__ = [
    "ALL_GUARDS",
    "APPROVAL",
    "FAILED_CHECKS",
    "PROCESSING_START",
    "SENDING",
    "SIGNING_PACK",
    "STEPS",
    "Finding",
    "Guard",
    "Lift",
    "State",
    "UnknownGuardError",
    "Verdict",
    "guard",
    "guards_of",
    "judge",
    "sentence_of_missing_law",
    "unknown_law",
]

#: The whole table, in the order in which a lawyer meets the rules.
ALL_GUARDS: Final[tuple[Guard, ...]] = (
    *_OF_ROUTE,
    *_OF_NEGOTIATION,
    *_OF_CHECKS,
    *_OF_PAPERS,
    *_OF_AGREEMENT,
    *_OF_SIGNING,
)


_BY_KEY: Final = MappingProxyType({each.key: each for each in ALL_GUARDS})


class UnknownGuardError(LookupError):
    """The table has no guard of this key."""

    def __init__(self, key: str) -> None:
        near = difflib.get_close_matches(key, _BY_KEY, n=1)
        super().__init__(f"there is no guard “{key}”" + (f"; did you mean “{near[0]}”?" if near else ""))


def guard(key: str) -> Guard:
    """Return the guard of a key. Modules ask as they are imported, so that a wrong key is found at the start.

    Raises:
        UnknownGuardError: there is none.
    """
    if key not in _BY_KEY:
        raise UnknownGuardError(key)
    return _BY_KEY[key]


def guards_of(key: str, varies_by: str = "", *, party: bool | frozenset[str] = False) -> tuple[Guard, ...]:
    """Return the guards of a kind of paper or of a step, in the order of the table.

    Args:
        key: the key of the kind or the step.
        varies_by: the fact that decides the variants of a kind, if it has any.
        party: whether a kind needs a verified party, or the variants that do. This is not in the table: it follows
            from the kind, so that no kind with a party is forgotten.
    """
    found = (
        _of_party(guard, varies_by, party) if guard is PARTY_VERIFIED and party else of_kind(guard, key, varies_by)
        for guard in ALL_GUARDS
    )
    return tuple(guard for guard in found if guard is not None)


def _of_party(guard: Guard, varies_by: str, party: bool | frozenset[str]) -> Guard:
    return guard if isinstance(party, bool) else of_variants(guard, party, varies_by)
