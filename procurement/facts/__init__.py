"""Facts and the catalogue of the facts there are."""

from procurement.facts.model import (
    Cell,
    Fact,
    Facts,
    FactType,
    Localised,
    LocalisedList,
    Provenance,
    Record,
    Records,
    Source,
    Value,
    canonical_json,
    digest_of,
    from_json,
    to_json,
)

__all__ = [
    "Cell",
    "Fact",
    "FactType",
    "Facts",
    "Localised",
    "LocalisedList",
    "Provenance",
    "Record",
    "Records",
    "Source",
    "Value",
    "canonical_json",
    "digest_of",
    "from_json",
    "to_json",
]
