"""What the case screen shows of the signing: everything that would be signed, how far it is, and the way on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from procurement.actions.make_signing_pack import CONTRACT, DECISION, SigningPapers
from procurement.interface import interface_language
from procurement.kinds import registry
from procurement.models import DocumentVersion


@dataclass(frozen=True, slots=True)
class ToSign:
    """A paper or an uploaded annex of the signing.

    Attributes:
        number: its number in the contract's list of annexes, or None.
        title: its title.
        url: where a lawyer goes on with it.
        approved: the languages of its approved version.
        draft: the newest version, if that is not approved.
        files: the names of the uploaded files that are it.
        is_uploaded: whether it is a file that the system did not write.
        is_draft: whether a file of it is marked as a draft, so that it cannot be signed.
    """

    number: int | None
    title: str
    url: str
    approved: tuple[DocumentVersion, ...] = ()
    draft: DocumentVersion | None = None
    files: tuple[str, ...] = ()
    is_uploaded: bool = False
    is_draft: bool = False


def to_sign(papers: SigningPapers, newest: Mapping[str, DocumentVersion]) -> list[ToSign]:
    """Return what would be signed, in the order of the pack.

    Args:
        papers: the papers of the case as they stand.
        newest: the newest version of each kind.
    """
    case, language = papers.case, interface_language()

    def paper(number: int | None, kind: str) -> ToSign:
        approved, latest = papers.approved(kind), newest.get(kind)
        is_newer = latest is not None and (not approved or latest.number > approved[0].number)
        return ToSign(
            number,
            registry()[kind].title[language],
            reverse("procurement:paper", args=[case.pk, kind]) + "#versions",
            approved,
            latest if is_newer else None,
        )

    annexes = [
        paper(annex.number, annex.kind)
        if annex.kind
        else ToSign(
            annex.number,
            annex.title,
            reverse("procurement:annexes", args=[case.pk]),
            files=tuple(held.file.file_name for held in annex.files),
            is_uploaded=True,
            is_draft=any(held in papers.drafts for held in annex.files),
        )
        for annex in papers.annexes
    ]
    return [paper(None, DECISION), paper(None, CONTRACT), *annexes]
