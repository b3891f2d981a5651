"""Approve a version: a second lawyer has read it whole, and its files without the marks of a draft are made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, storage
from procurement.actions.draft_from_word_template import explained, load
from procurement.clauses.load import library
from procurement.clauses.rejected import rejected_in
from procurement.composed.document_json import from_json
from procurement.composed.final_words import final
from procurement.facts import Facts, FactType, Source, canonical_json
from procurement.facts.catalogue import CATALOGUE
from procurement.guards import APPROVAL, State, Verdict, guard, guards_of, judge
from procurement.interface import interface_language
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.models import Approval, ApprovedFile, Case, DocumentFile, DocumentVersion, WordTemplateVersion
from procurement.readiness.refusals import sentence_of, without_words
from procurement.rendering import pdf, text, word_faces, word_papers
from procurement.rendering.faces import Format, render
from procurement.sources import party_facts
from procurement.sources.frozen_facts import said_of
from procurement.word import TemplateRefused

_PARTY_VERIFIED: Final = guard("party_verified")
_WORDS_OF_ROUTE: Final = guard("words_of_the_route")
_QUOTED: Final = tuple(name for name, field in CATALOGUE.items() if field.type is FactType.VERBATIM)


class ApprovalRefusedError(ValueError):
    """A version cannot be approved; every reason is a sentence. Nothing was stored."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(reasons))


def approve_document(version: DocumentVersion, user: Any) -> Approval:
    """Approve a complete version that somebody else drafted, and store its final files.

    Raises:
        NotAllowedError: the user may not approve, or drafted the version.
        ApprovalRefusedError: it is approved already, does not hold its words, a guard blocks, or its Word template
            would say that the paper is a draft.
        DamagedFileError: a file of the version, or its Word template, is gone or has been changed.
    """
    permissions.may_approve_document(user, version.created_by).require()
    if Approval.objects.filter(version=version).exists():
        raise ApprovalRefusedError([_already()])
    if version.word_template is None and not version.composed:
        raise ApprovalRefusedError([without_words()])
    read_files = {file.format: file.sha256 for file in version.files.all()}
    for digest in read_files.values():
        storage.read(digest)
    if reasons := _blocking(version, user):
        raise ApprovalRefusedError(reasons)
    files = [(str(face), storage.store(content), len(content)) for face, content in _final_faces(version).items()]
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=version.case_id)
        approval, is_new = Approval.objects.get_or_create(
            version=version, defaults={"read_files": read_files, "approved_by": user}
        )
        if not is_new:
            raise ApprovalRefusedError([_already()])
        ApprovedFile.objects.bulk_create(
            ApprovedFile(approval=approval, format=format_, sha256=sha256, size=size) for format_, sha256, size in files
        )
        log(
            instance=version.case,
            action="procurement.approve_document",
            user=user,
            data={
                "kind": version.kind,
                "number": version.number,
                "language": version.language,
                "version": version.pk,
                "read": read_files,
            },
        )
    return approval


def _final_faces(version: DocumentVersion) -> Mapping[Format, bytes]:
    """Return the files of a version without the marks of a draft, from the words and values that it keeps."""
    # What only the rules read, such as checks of the supplier, stays in the house: approved files leave it.
    said = said_of(version, library())
    values = canonical_json({name: fact["value"] for name, fact in version.facts.items() if name in said}).encode()
    if version.word_template is None:
        return render(final(from_json(version.composed), version.number), values)
    return _final_word_faces(version, version.word_template, values)


def _final_word_faces(version: DocumentVersion, template: WordTemplateVersion, values: bytes) -> Mapping[Format, bytes]:
    language = Language(version.language)
    if not version.filling:
        raise ApprovalRefusedError(
            [_("This version does not hold what its Word template was filled with. Draft the paper again.")]
        )
    filling = word_papers.final(word_papers.Filling.from_json(version.filling), version.number, language)
    try:
        word = word_faces.fill(load(template.prepared_sha256, language), filling, language)
        faces = word_faces.render(word, f"{version.kind}.{language}", values, language, filling.day)
        said = word_faces.said_anywhere(word)
    except (pdf.CharactersMissingError, TemplateRefused) as error:
        raise ApprovalRefusedError([refusal.sentence for refusal in explained(error)]) from error
    mark = word_papers.draft_mark(language)
    if re.search(rf"\b{mark}\b", said):
        raise ApprovalRefusedError(
            [
                _(
                    "The final paper would still say “%(mark)s”. Take the word out of the Word template, where "
                    "%(field)s prints it on drafts only."
                )
                % {"mark": mark, "field": "{{ paper.status }}"}
            ]
        )
    return faces


def _already() -> str:
    return _("This version is approved already.")


def _blocking(version: DocumentVersion, user: Any) -> list[str]:
    words = words_to_reject(version)
    found = Facts().with_values(
        Source.COMPUTED,
        {
            "pack.markers": len(version.gaps),
            "pack.approver_is_drafter": version.created_by == user,
            "pack.words_of_other_routes": len(words),
        },
    )
    verdicts = judge(guards_of(APPROVAL), found, LAW) + _of_party(version)
    language = interface_language()
    return [
        sentence_of(verdict, language) + (f": {', '.join(words)}" if verdict.guard is _WORDS_OF_ROUTE else "")
        for verdict in verdicts
        if verdict.finding.state is not State.PASSED
    ]


def _of_party(version: DocumentVersion) -> tuple[Verdict, ...]:
    """Return whether the party of a paper that needs one is verified today: a draft may be older than the check."""
    kind = registry()[version.kind]
    known = party_facts(version.case.party_or_none).restricted_to(["supplier.verified"])
    if kind.varies_by in version.facts:
        known = known.with_values(Source.COMPUTED, {kind.varies_by: version.facts[kind.varies_by]["value"]})
    return judge([each for each in kind.guards if each.key == _PARTY_VERIFIED.key], known, LAW)


def words_to_reject(version: DocumentVersion) -> tuple[str, ...]:
    """Return the rejected words that a paper says itself: what it quotes from a notice stands as it was published.

    Raises:
        DamagedFileError: the paper was made from a Word template, and the file with its words is gone or changed.
    """
    language = Language(version.language)
    if version.word_template is None:
        said = rejected_in("\n".join(text.lines(from_json(version.composed))), language)
    else:
        # A template is held to the same words as when it was uploaded.
        in_contract = word_papers.is_contract(registry()[version.kind])
        said = rejected_in(_words(version), language, in_contract=in_contract)
    quoted = "\n".join(str(version.facts[name]["value"]) for name in _QUOTED if name in version.facts)
    return tuple(word for word in said if word not in rejected_in(quoted, language))


def _words(version: DocumentVersion) -> str:
    files = [file for file in version.files.all() if file.format == DocumentFile.Format.TXT]
    return "\n".join(storage.read(file.sha256).decode() for file in files)
