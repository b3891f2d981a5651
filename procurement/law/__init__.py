"""Law as dated data, with pure look-ups. No other module holds an amount, a period or a section number."""

from procurement.law.load import LAW
from procurement.law.model import Band, Law, LawError, Reference, Threshold

__all__ = ["LAW", "Band", "Law", "LawError", "Reference", "Threshold"]
