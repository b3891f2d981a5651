"""Law as dated data, with pure look-ups. No other module holds an amount, a period or a section number."""

from procurement.law.load import LAW
from procurement.law.model import (
    Band,
    Fee,
    Law,
    LawError,
    Period,
    Rate,
    Reference,
    StandardTerms,
    Subject,
    Threshold,
    Unit,
)

__all__ = [
    "LAW",
    "Band",
    "Fee",
    "Law",
    "LawError",
    "Period",
    "Rate",
    "Reference",
    "StandardTerms",
    "Subject",
    "Threshold",
    "Unit",
]
