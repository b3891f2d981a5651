"""Words that a Finnish municipal lawyer rejects on sight, for papers and templates alike.

Source: docs/law-notes.md § 12. Most are terms of Sweden's law, and officialese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from procurement.languages import Language

REJECTED: Final[Mapping[Language, tuple[str, ...]]] = MappingProxyType(
    {
        Language.SV: (
            "affärshemlighet", "yrkeshemlighet", "upphandlande myndighet", "förvaltningsrätten", "kammarrätten",
            "Skatteverket", "Bolagsverket", "Konkurrensverket", "Integritetsskyddsmyndigheten", "personnummer",
            "F-skatt", "delegationsordning", "kronor", "skall", "och/eller", "tilldelningsbeslut", "avtalsspärr",
            "överprövning", "LOU", "organisationsnummer", "förhandlat förfarande",
        ),
        Language.FI: (
            "toimesta", "koskien", "osalta", "ja/tai", "neuvottelumenettely", "liike- ja ammattisalaisuu",
            "hallinto-oikeu",
        ),
        Language.EN: ("negotiated procedure", "shall", "and/or"),
    }
)  # fmt: skip
#: A procurement contract is never called an agreement (docs/law-notes.md § 12).
REJECTED_IN_CONTRACTS: Final[Mapping[Language, tuple[str, ...]]] = MappingProxyType(
    {Language.SV: ("avtalet", "parterna avtalar")}
)
#: A section, an act or a part of a section typed as text, where `{law:…}` prints what is law on the paper's day.
TYPED_LAW: Final = re.compile(r"\d\s*(a\s)?§|\d{1,4}/(19|20)\d\d|\d\s(mom|moment|punkt|koh)")


def rejected_words(language: Language, *, in_contract: bool) -> tuple[str, ...]:
    """Return the words that a paper in a language may not say; a procurement contract may say fewer."""
    return (*REJECTED.get(language, ()), *(REJECTED_IN_CONTRACTS.get(language, ()) if in_contract else ()))


def rejected_in(text: str, language: Language, *, in_contract: bool = True) -> list[str]:
    """Return the words of the lists that a text uses, also at the beginning of a sentence."""
    words = rejected_words(language, in_contract=in_contract)
    return [
        word
        for word in words
        if re.search(rf"(?<!\w)(?:{re.escape(word)}|{re.escape(word[0].upper() + word[1:])})", text)
    ]
