"""Facts and the catalogue of the facts there are."""

from procurement.facts.model import (
    Fact,
    Facts,
    FactType,
    Localised,
    LocalisedList,
    Provenance,
    Source,
    Value,
    canonical_json,
    digest_of,
    from_json,
    to_json,
)

__all__ = [
    "Fact",
    "FactType",
    "Facts",
    "Localised",
    "LocalisedList",
    "Provenance",
    "Source",
    "Value",
    "canonical_json",
    "digest_of",
    "from_json",
    "to_json",
]
