"""Composes a paper: facts, clauses, law and a kind become one composed document, with every word decided.

Pure: no database, no clock, no framework. The same arguments give the same document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from procurement.clauses.model import Clause
from procurement.composed.document import (
    ComposedDocument,
    Gap,
    Section,
    plain,
)
from procurement.composing.blocks import Blocks
from procurement.composing.errors import DateMissingError, StaleLawError
from procurement.composing.reading import NAME, as_recorded, fact_names, facts_for, unverified_facts
from procurement.facts import (
    Facts,
    Source,
)
from procurement.facts.catalogue import CATALOGUE
from procurement.kinds import Kind
from procurement.languages import Language
from procurement.law import Law

#: Law data that every paper rests on: its references, and the thresholds its value is judged by.
_ALWAYS_READ: Final = frozenset({"references", "thresholds"})


def compose(
    kind: Kind,
    facts: Facts,
    *,
    library: Mapping[str, Clause],
    law: Law,
    language: Language,
    number: int,
    missing: Iterable[str] = (),
) -> ComposedDocument:
    """Compose a paper in one language.

    Args:
        kind: the document kind.
        facts: the facts of the case; what the kind does not name is not read.
        library: the clauses with their wordings.
        law: the law data.
        language: the language of the words.
        number: the version number that the paper carries.
        missing: facts that the rest of a longer paper lacks; their markers are numbered first, in this order.

    Raises:
        DateMissingError: the paper has no date.
        StaleLawError: law data used were not reviewed in time, or are not law on the paper's date.
        UnprintableTextError: a fact holds characters that no paper can carry.
        ComposingError: the outline or a wording contradicts itself.
    """
    facts = facts_for(kind, facts, library, law, language).with_values(Source.COMPUTED, {"version.number": number})
    day = facts.value("document.date")
    if not isinstance(day, date):
        raise DateMissingError(kind.date_fact)
    unverified = unverified_facts(kind, facts)
    said = as_recorded(facts.restricted_to(facts.entries.keys() - (unverified - {NAME})), language)
    composer = Blocks(kind, said, library, law, day, language, unverified)
    for name in missing:
        composer.markers.number(name)
    composer.number_headings()
    composer.number_annexes()
    organisation = composer.runs(kind.organisation)
    subject = composer.runs(kind.subject)
    composer.sections()
    # The draft notice stands first and counts the gaps of the whole, so all is composed twice.
    composer.facts = said.with_values(Source.COMPUTED, {"draft.gaps": len(composer.markers.numbers)})
    sections = composer.sections()
    used = {*_ALWAYS_READ, *kind.law_blocks, *(law.block_of(key) for key in composer.references)}
    if stale := tuple(block for block in law.stale_blocks(day) if block in used):
        raise StaleLawError(stale, day)
    if composer.out_of_force:
        raise StaleLawError(tuple(composer.out_of_force), day)
    status = [composer.frame("status")]
    if facts.value("case.demo"):
        status.insert(0, composer.frame("demo"))
    digest = facts.restricted_to(fact_names(kind, library)).digest()
    gaps = tuple(
        Gap(number, name, CATALOGUE[name].label[language]) for name, number in composer.markers.numbers.items()
    )
    return ComposedDocument(
        kind=kind.key,
        language=language,
        date=day,
        organisation=organisation,
        title=kind.title[language],
        subject=subject,
        status=" · ".join(plain(runs) for runs in status),
        blocks=tuple(block for _, blocks in sections for block in blocks),
        gaps=gaps,
        clauses=tuple(composer.used.values()),
        references=tuple(composer.references),
        footer=f"{plain(composer.frame('facts_hash'))} {digest[:12]}",
        digest=digest,
        sections=tuple(Section(clause, len(blocks)) for clause, blocks in sections),
    )
