"""Words that a Finnish municipal lawyer rejects on sight, for papers and templates alike.

Sources: `domain.md` § 10 and `lawyer.md` § 7 of the project's brief. Most are terms of Sweden's law, and officialese.
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
#: A procurement contract is never called an agreement (`lawyer.md` § 7).
REJECTED_IN_CONTRACTS: Final[Mapping[Language, tuple[str, ...]]] = MappingProxyType(
    {Language.SV: ("avtalet", "parterna avtalar")}
)


def rejected_words(text: str, language: Language) -> tuple[str, ...]:
    """Return the rejected words that a text says, in the order of the lists; a word that begins so counts too."""
    words = (*REJECTED[language], *REJECTED_IN_CONTRACTS.get(language, ()))
    return tuple(word for word in words if re.search(rf"(?<!\w){re.escape(word)}", text))
