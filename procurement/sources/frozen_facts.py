"""What a version says of its case: the facts it was made from, and which of them its words rest on."""

from __future__ import annotations

from collections.abc import Mapping

from procurement.clauses.model import Clause
from procurement.composing import said_names
from procurement.facts import Value
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.entering import entered
from procurement.kinds import registry
from procurement.models import DocumentVersion
from procurement.rendering.word_papers import template_said_names


def frozen(version: DocumentVersion, name: str) -> Value | None:
    """Return a fact that a version was made from as papers carry it today: earlier releases wrote some otherwise."""
    if name not in version.facts:
        return None
    field = CATALOGUE[name]
    return entered(field, field.read(version.facts[name]["value"]))


def said_of(version: DocumentVersion, clauses: Mapping[str, Clause]) -> frozenset[str]:
    """Return the facts that the words of a version rest on; what only its guards read is left out."""
    kind = registry()[version.kind]
    if version.word_template is None:
        return said_names(kind, clauses)
    return template_said_names(kind, version.word_template.fields, clauses)
