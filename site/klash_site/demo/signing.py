"""Brings a demo case to its signing: stands in for the uploaded annexes, approves what is signed, makes the pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from procurement import sources, storage
from procurement.actions.approve_document import approve_document
from procurement.actions.make_signing_pack import CONTRACT, DECISION, SigningPapers, make_signing_pack
from procurement.actions.upload_annex import AnnexDetails, upload_annex
from procurement.composed.document import ComposedDocument, Paragraph, Run
from procurement.facts import Localised
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import Case
from procurement.rendering import pdf

#: The file of the pack, in the folder of the case's papers.
PACK = "signing-pack.zip"


def upload_annexes(case: Case, uploads: Sequence[Mapping[str, Any]], user: Any) -> None:
    """Upload a page that says what would be there for each annex that the system does not write, once."""
    facts = sources.case_facts(case)
    buyer = facts.value("buyer.name")
    organisation = (buyer.get(Language.SV) if isinstance(buyer, Localised) else None) or ""
    # By type and not by hash: a later release may lay the same page out in other bytes.
    there = {row.get("kind") for row in facts.rows("annexes.uploaded")}
    for upload in uploads:
        if upload["kind"] in there:
            continue
        titles = {language: upload["title"][language] for language in LEGAL_LANGUAGES}
        details = AnnexDetails(upload["kind"], Localised(titles), upload["date"], Language.SV, "public")
        page = pdf.render(
            ComposedDocument(
                kind=upload["kind"],
                language=Language.SV,
                date=upload["date"],
                organisation=(Run(organisation),),
                title=titles[Language.SV],
                subject=(Run(case.award.title),),
                status="DEMO",
                blocks=(Paragraph((Run(upload["text"]),)),),
            )
        )
        upload_annex(case, page, f"{upload['kind']}.pdf", details, user)


def make_ready(case: Case, out: Path, user: Any) -> Path:
    """Approve, as a second lawyer, what is signed in the case, and write its signing pack to a folder, once.

    Raises:
        ApprovalRefusedError: a paper is not ready to be approved.
        SigningPackRefusedError: something stops the signing.
    """
    annexes = {annex.kind for annex in SigningPapers(case, sources.case_facts(case)).annexes if annex.kind}
    versions = case.versions.filter(kind__in={DECISION, CONTRACT, *annexes}, language__in=LEGAL_LANGUAGES)
    newest = {(version.kind, version.language): version for version in versions.order_by("number")}
    approved = set(versions.filter(approval__isnull=False).values_list("pk", flat=True))
    fresh = [version for version in newest.values() if version.pk not in approved]
    for version in fresh:
        approve_document(version, user)
    path = out / PACK
    if fresh or not path.exists():
        out.mkdir(parents=True, exist_ok=True)
        path.write_bytes(storage.read(make_signing_pack(case, user).sha256))
    return path


__all__ = ["PACK", "make_ready", "upload_annexes"]
