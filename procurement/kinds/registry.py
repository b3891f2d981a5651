"""The contract a document kind fulfils, and the registry every other part reads."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from procurement.facts import Facts, Value
from procurement.facts.catalogue import CATALOGUE, Label
from procurement.guards import ALL_GUARDS, Guard, guards_of
from procurement.languages import LEGAL_LANGUAGES, Language

#: The clause with the words around every paper.
FRAME: Final = "frame"


class KindError(ValueError):
    """A kind that cannot be registered."""


class Phase(StrEnum):
    """When in a case a paper is made, from the jury's choice to the years of the contract."""

    CONTEST = "contest"
    NEGOTIATION = "negotiation"
    DECISION = "decision"
    CONTRACT = "contract"
    AFTERWARDS = "afterwards"


PHASE_LABELS: Final[Mapping[Phase, Label]] = MappingProxyType(
    {
        Phase.CONTEST: Label("Tävlingen", "Kilpailu", "The contest"),
        Phase.NEGOTIATION: Label("Förhandlingen", "Neuvottelu", "The negotiation"),
        Phase.DECISION: Label("Upphandlingsbeslutet", "Hankintapäätös", "The procurement decision"),
        Phase.CONTRACT: Label("Kontraktet och dess bilagor", "Sopimus liitteineen", "The contract and its annexes"),
        Phase.AFTERWARDS: Label("Efter kontraktet", "Sopimuksen jälkeen", "After the contract"),
    }
)


@dataclass(frozen=True, slots=True)
class Part:
    """A clause in the outline of a kind.

    Attributes:
        clause: its key.
        notice: whether it stands above the numbered text and carries no number.
        new_page: whether it begins a page, as what is filled in or served beside the signed text does.
    """

    clause: str
    notice: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. What can block it stands in the table of guards, by its key.

    Attributes:
        key: its name in addresses, file names and the API.
        title: what the paper is called.
        subject: a wording printed under the title.
        date_fact: the fact that is the paper's date. Its law is the law of that day.
        outline: its clauses, in order.
        phase: when in a case it is made.
        rank: its place among the papers of its phase; the lowest comes first.
        organisation: a wording that names whose paper it is, for the header.
        numbered_paragraphs: whether passages are numbered 1.1, 1.2 under their heading.
        annexes: the clause whose passages are the annexes, in order of precedence; None if it has none.
        varies_by: the fact whose choice decides which variant of the paper is written; empty if there is one.
        needs_party: whether the paper names the party, which must then be verified; or the variants that do.
        party_unverified_because: why the party need not be verified although the paper names it; nothing if it must.
        sets: facts that the kind decides by itself, such as which decision its instructions belong to.
        has_served_original: whether it is served on people as one original in one language, never two side by side.
        languages: the languages it is offered in: the legal ones, and English as a translation, never authentic.
        law_blocks: blocks of law data whose review its clauses rest on, beside those whose words they print.
    """

    key: str
    title: Label
    subject: str
    date_fact: str
    outline: tuple[Part, ...]
    phase: Phase = Phase.CONTRACT
    rank: int = 0
    organisation: str = "{buyer.name}"
    numbered_paragraphs: bool = False
    annexes: str | None = None
    varies_by: str = ""
    needs_party: bool | frozenset[str] = False
    party_unverified_because: Label | None = None
    sets: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    law_blocks: tuple[str, ...] = ()
    has_served_original: bool = False
    languages: tuple[Language, ...] = LEGAL_LANGUAGES

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands among all kinds."""
        return [*Phase].index(self.phase), self.rank, self.key

    @property
    def guards(self) -> tuple[Guard, ...]:
        """What can block a paper of this kind."""
        party = False if self.party_unverified_because else self.needs_party
        return guards_of(self.key, self.varies_by, party=party)

    def needs_verified_party(self, facts: Facts) -> bool:
        """Return whether the party of the paper that these facts make must be verified."""
        return self.party_unverified_because is None and self.takes_party(facts)

    def takes_party(self, facts: Facts) -> bool:
        """Return whether the paper that these facts make names the party; it is told of none before it is known."""
        if isinstance(self.needs_party, bool):
            return self.needs_party
        return facts.value(self.varies_by) in self.needs_party

    @property
    def clauses(self) -> tuple[str, ...]:
        """The keys of every clause whose words a paper of this kind can hold: the frame, the outline, the annexes."""
        return (FRAME, *(part.clause for part in self.outline), *((self.annexes,) if self.annexes else ()))


class KindRegistry:
    """The document kinds there are, by key, and in the order in which a case needs them."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}

    def register(self, kind: Kind) -> Kind:
        """Add a kind and return it.

        Raises:
            KindError: the key is taken or no identifier, a clause stands twice, the date is no fact, a variant is no
                choice of the fact that decides it, or it excepts a party that it does not need.
        """
        if not kind.key.isidentifier():
            raise KindError(f"“{kind.key}” is no identifier")
        if kind.party_unverified_because and not kind.needs_party:
            raise KindError(f"“{kind.key}” needs no party, so it excepts none")
        if kind.key in self._kinds:
            raise KindError(f"the kind “{kind.key}” is registered twice")
        clauses = [part.clause for part in kind.outline]
        if len(clauses) != len(set(clauses)):
            raise KindError(f"a clause stands twice in the outline of “{kind.key}”")
        for name in (kind.date_fact, *kind.sets):
            if name not in CATALOGUE:
                raise KindError(f"“{name}” is not in the catalogue")
        if unknown := _variants(kind) - _choices(kind.varies_by):
            raise KindError(f"“{', '.join(sorted(unknown))}” is no choice of “{kind.varies_by}”")
        self._kinds[kind.key] = kind
        self._kinds = dict(sorted(self._kinds.items(), key=lambda item: item[1].place))
        return kind

    def __getitem__(self, key: str) -> Kind:
        return self._kinds[key]

    def __contains__(self, key: object) -> bool:
        return key in self._kinds

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def __len__(self) -> int:
        return len(self._kinds)


def _variants(kind: Kind) -> frozenset[str]:
    """Return the variants of a kind that it or a guard names."""
    named = {block for guard in ALL_GUARDS for block in guard.blocks if block.startswith(f"{kind.key}:")}
    of_party = frozenset() if isinstance(kind.needs_party, bool) else kind.needs_party
    return of_party | {block.partition(":")[2] for block in named}


def _choices(fact: str) -> frozenset[str]:
    return frozenset(choice.key for choice in CATALOGUE[fact].choices) if fact in CATALOGUE else frozenset()


@cache
def registry() -> KindRegistry:
    """Return the registry with every kind of this package: each module with a `KIND`."""
    import procurement.kinds as package  # lazy: circle in this room

    kinds = KindRegistry()
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        kind = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "KIND", None)
        if kind is not None:
            kinds.register(kind)
    return kinds
