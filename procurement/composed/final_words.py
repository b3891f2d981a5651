"""Makes the final words of an approved paper: those of the draft that was read, without the marks of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from procurement.composed.document import ComposedDocument, Section
from procurement.languages import Language

#: The clauses that say that a paper is a draft end their keys so.
DRAFT_NOTICE: Final = "draft_notice"
_VERSION: Final[Mapping[Language, str]] = MappingProxyType(
    {Language.SV: "Version {number}", Language.FI: "Versio {number}", Language.EN: "Version {number}"}
)
_BETWEEN: Final = " · "


def final(document: ComposedDocument, number: int) -> ComposedDocument:
    """Return a paper without its draft notice; its status names the version. Whether it is a demonstration stays."""
    kept = [(clause, blocks) for clause, blocks in document.by_clause() if not clause.endswith(DRAFT_NOTICE)]
    return replace(
        document,
        status=final_status(document.status, number, document.language),
        blocks=tuple(block for _clause, blocks in kept for block in blocks),
        sections=tuple(Section(clause, len(blocks)) for clause, blocks in kept),
        clauses=tuple(used for used in document.clauses if not used.key.endswith(DRAFT_NOTICE)),
    )


def final_status(status: str, number: int, language: Language) -> str:
    """Return the status of an approved paper: the version in place of the mark of a draft, which stands last."""
    return _BETWEEN.join([*status.split(_BETWEEN)[:-1], _VERSION[language].format(number=number)])
