"""Which instructions a decision must carry: procedure, value band, type of buyer and direct award notice decide.

A wrong variant is no typo: materially defective instructions open the six months of 147 § 3 mom. So what the reviewed
variants do not cover is refused with the reason, never guessed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from procurement.law.model import Band


class Variant(StrEnum):
    """A reviewed set of instructions."""

    CONTEST_EU = "contest_eu"
    CONTEST_NATIONAL = "contest_national"
    DIRECT_EU_OJ_NOTICE = "direct_eu_oj_notice"
    DIRECT_EU_NO_NOTICE = "direct_eu_no_notice"
    DIRECT_NATIONAL_NOTICE = "direct_national_notice"
    DIRECT_NATIONAL_NO_NOTICE = "direct_national_no_notice"
    NO_CONTRACT = "no_contract"
    COMPETED_EU = "competed_eu"
    COMPETED_NATIONAL = "competed_national"
    BELOW_NATIONAL = "below_national"
    BELOW_NATIONAL_MUNICIPALITY = "below_national_municipality"
    ACT_NOT_APPLIED = "act_not_applied"


class NoVariant(StrEnum):
    """Why there are no instructions to give."""

    BASIS_NEEDS_NATIONAL_VALUE = "basis_needs_national_value"
    BASIS_NEEDS_SMALL_VALUE = "basis_needs_small_value"
    NATIONAL_NOTICE_ABOVE_EU = "national_notice_above_eu"
    OJ_NOTICE_BELOW_EU = "oj_notice_below_eu"
    NOTICE_WITHOUT_DIRECT_AWARD = "notice_without_direct_award"
    MUNICIPALITY_OUTSIDE_THE_ACT = "municipality_outside_the_act"


@dataclass(frozen=True, slots=True)
class Instructions:
    """What a variant holds.

    Attributes:
        appeal: the periods of an appeal to the Market Court, each with its condition; none where there is no appeal.
        rectification: whether a party may demand rectification.
        municipal_review: whether a claim for a revised decision by the municipal act stands beside it.
        standstill: whether a standstill applies.
        prohibition: whether an appeal by itself forbids the contract (150 §).
        source: the act and sections.
    """

    appeal: tuple[str, ...]
    rectification: bool
    municipal_review: bool
    standstill: bool
    prohibition: bool
    source: str


def _read() -> Mapping[Variant, Instructions]:
    data = tomllib.loads((Path(__file__).parent / "instructions.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            Variant(key): Instructions(
                appeal=tuple(row["appeal"]),
                rectification=row["rectification"],
                municipal_review=row.get("municipal_review", False),
                standstill=row.get("standstill", False),
                prohibition=row.get("prohibition", False),
                source=row["source"],
            )
            for key, row in data["variants"].items()
        }
    )


INSTRUCTIONS: Final = _read()

_DIRECT: Final = frozenset({"direct_after_contest", "other_direct", "annex_e"})


def variant_of(
    *, decision: str, awards: bool, basis: str, band: Band, buyer: str, municipality: bool, notice: str
) -> Variant | NoVariant:
    """Return the variant of the instructions, or why there is none.

    Args:
        decision: `contest_decision` or `procurement_decision`.
        awards: whether a procurement decision awards; one that discontinues, excludes or rectifies makes no contract.
        basis: the legal basis of the case.
        band: the value band at the notice's date, by the thresholds of the basis.
        buyer: `authority`, `association` or `company`.
        municipality: whether the buyer is a municipality or a joint municipal authority.
        notice: the direct award notice of 131 §: `none`, `national` or `oj`.
    """
    municipal = municipality and buyer == "authority"
    if decision == "contest_decision":
        return _of_contest(band, municipal)
    if basis == "rd_excluded":
        return NoVariant.MUNICIPALITY_OUTSIDE_THE_ACT if municipal else Variant.ACT_NOT_APPLIED
    if basis == "below_national":
        return _small(municipal) if band is Band.BELOW_NATIONAL else NoVariant.BASIS_NEEDS_SMALL_VALUE
    if not awards:
        return _small(municipal) if band is Band.BELOW_NATIONAL else Variant.NO_CONTRACT
    if band is Band.BELOW_NATIONAL:
        return _small(municipal) if basis == "annex_e" else NoVariant.BASIS_NEEDS_NATIONAL_VALUE
    if basis not in _DIRECT:
        if notice != "none":
            return NoVariant.NOTICE_WITHOUT_DIRECT_AWARD
        return Variant.COMPETED_EU if band is Band.EU else Variant.COMPETED_NATIONAL
    # In Annex E the notice of 131 § 1 mom. and its effects hold from the national threshold on.
    return _direct(notice, by_oj=band is Band.EU or basis == "annex_e")


def _of_contest(band: Band, municipal: bool) -> Variant:
    if band is Band.BELOW_NATIONAL:
        return _small(municipal)
    return Variant.CONTEST_EU if band is Band.EU else Variant.CONTEST_NATIONAL


def _small(municipal: bool) -> Variant:
    return Variant.BELOW_NATIONAL_MUNICIPALITY if municipal else Variant.BELOW_NATIONAL


def _direct(notice: str, *, by_oj: bool) -> Variant | NoVariant:
    if by_oj:
        if notice == "national":
            return NoVariant.NATIONAL_NOTICE_ABOVE_EU
        return Variant.DIRECT_EU_OJ_NOTICE if notice == "oj" else Variant.DIRECT_EU_NO_NOTICE
    if notice == "oj":
        return NoVariant.OJ_NOTICE_BELOW_EU
    return Variant.DIRECT_NATIONAL_NOTICE if notice == "national" else Variant.DIRECT_NATIONAL_NO_NOTICE
