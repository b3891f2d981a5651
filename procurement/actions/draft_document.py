"""Draft a paper of a case: judge the guards, compose, render, store, and only then write the version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, storage
from procurement.clauses.model import Clause
from procurement.composed import document_json
from procurement.composed.document import ComposedDocument
from procurement.composing import (
    DateMissingError,
    StaleLawError,
    UnprintableTextError,
    compose,
    fact_names,
    paper_facts,
)
from procurement.computed.facts import with_computed
from procurement.facts import Facts, canonical_json, digest_of
from procurement.facts.catalogue import CATALOGUE
from procurement.interface import interface_language
from procurement.kinds import FRAME, Kind
from procurement.languages import Language
from procurement.law import LAW
from procurement.models import Case, DocumentFile, DocumentVersion
from procurement.readiness.judging import blocking, unjudged
from procurement.readiness.refusals import DraftRefusedError, Refusal, explain, gap_refusals, unfit
from procurement.readiness.standing import Standing
from procurement.rendering import pdf
from procurement.rendering.faces import render
from procurement.rendering.specimen import faces_version


def draft_document(
    case: Case, kind: Kind, languages: Sequence[Language], user: Any, *, incomplete: bool = False
) -> list[DocumentVersion]:
    """Draft a paper in some languages and return its versions, in the order of the languages.

    The same input gives the version that exists, also when two people ask at once; other input gets the next number.

    Args:
        case: the procurement case.
        kind: the document kind.
        languages: languages that the kind is offered in, each once.
        user: who drafts.
        incomplete: print visible, numbered markers for missing facts, and for a party that nobody has verified,
            instead of refusing.

    Raises:
        NotAllowedError: the user may not draft.
        DraftRefusedError: a guard blocks, facts are missing, or the paper cannot be printed.
    """
    permissions.may_draft_document(user).require()
    if absent := [language for language in languages if language not in kind.languages]:
        raise DraftRefusedError(kind, [_not_offered(kind, language) for language in absent])
    standing = Standing.of(case)
    clauses = standing.library.clauses
    facts = paper_facts(kind, fact_names(kind, clauses), standing.facts)
    refusals = [
        *unfit(kind.clauses, standing.library),
        *blocking(kind, facts, standing.lifted, incomplete=incomplete),
    ]
    if not refusals:
        try:
            documents = [_compose(kind, facts, clauses, language, number=1) for language in languages]
            for document in documents:
                pdf.check_characters(document)
        except (DateMissingError, StaleLawError, UnprintableTextError, pdf.CharactersMissingError) as error:
            raise DraftRefusedError(kind, [explain(error)]) from error
        if not incomplete:
            printed = [gap.name for document in documents for gap in document.gaps]
            refusals = [*gap_refusals([*printed, *unjudged(kind, facts)], facts)]
    if refusals:
        raise DraftRefusedError(kind, refusals)
    return _store(case, kind, facts, clauses, languages, user)


def _compose(
    kind: Kind, facts: Facts, clauses: Mapping[str, Clause], language: Language, number: int
) -> ComposedDocument:
    return compose(kind, facts, library=clauses, law=LAW, language=language, number=number)


def _not_offered(kind: Kind, language: Language) -> Refusal:
    return Refusal(
        _("“%(kind)s” is not made in this language: %(language)s.")
        % {"kind": kind.title[interface_language()], "language": language}
    )


def inputs_digest(kind: Kind, facts: Facts, clauses: Mapping[str, Clause]) -> str:
    """Return the hash of everything a version is made from; language, number, person and time are no inputs."""
    return digest_of(
        {
            "kind": kind.key,
            "facts": input_values(facts),
            # An invented value says DEMO in the header, so the same value without the mark is another input.
            "demo": with_computed(kind, facts, LAW).value("case.demo"),
            "wordings": wording_digests(kind.clauses, clauses),
            "law": LAW.version,
            "faces": faces_version(),
        }
    )


def input_values(facts: Facts) -> dict[str, Any]:
    """Return the values that a version is made from, as plain JSON data.

    A table that the system found is compared by guards and never printed, so it makes no other paper.
    """
    compared = {name for name in facts if CATALOGUE[name].supplied_by == "system" and CATALOGUE[name].columns}
    return facts.restricted_to(set(facts) - compared).values_json()


def wording_digests(keys: Iterable[str], clauses: Mapping[str, Clause]) -> dict[str, dict[str, str]]:
    """Return the hashes of the words of some clauses, by clause and language."""
    return {key: {str(language): wording.digest for language, wording in clauses[key].wordings.items()} for key in keys}


def _store(
    case: Case,
    kind: Kind,
    facts: Facts,
    clauses: Mapping[str, Clause],
    languages: Sequence[Language],
    user: Any,
) -> list[DocumentVersion]:
    """Render, store the files, and then write the versions.

    Rendering takes a second, so it happens outside the transaction; if meanwhile somebody else has taken the number
    that is printed in the paper, it is rendered again with the next one. A file without a row is a harmless orphan.
    """
    digest = inputs_digest(kind, facts, clauses)
    while True:
        found = existing(case, kind, digest)
        missing = [language for language in languages if language not in found]
        if not missing:
            return [found[language] for language in languages]
        number = number_of(case, kind, digest)
        documents = {language: _compose(kind, facts, clauses, language, number) for language in missing}
        values = canonical_json(facts.values_json()).encode()
        files = {
            language: {str(face): _stored(content) for face, content in render(document, values).items()}
            for language, document in documents.items()
        }
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            if number_of(case, kind, digest) != number:
                continue
            for language, document in documents.items():
                if language not in existing(case, kind, digest):
                    _write(case, digest, number, document, kind, facts, clauses, files[language], user)


def _stored(content: bytes) -> tuple[str, int]:
    return storage.store(content), len(content)


def existing(case: Case, kind: Kind, digest: str) -> dict[Language, DocumentVersion]:
    """Return the versions of these inputs, by language."""
    versions = DocumentVersion.objects.filter(case=case, kind=kind.key, inputs_digest=digest)
    return {Language(version.language): version for version in versions}


def number_of(case: Case, kind: Kind, digest: str) -> int:
    """Return the number of these inputs: the one they have, otherwise the next."""
    versions = DocumentVersion.objects.filter(case=case, kind=kind.key)
    same = versions.filter(inputs_digest=digest).values_list("number", flat=True).first()
    if same is not None:
        return int(same)
    last = versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _wordings(document: ComposedDocument, kind: Kind, clauses: Mapping[str, Clause]) -> dict[str, Any]:
    """Return every wording that a paper was made with, by clause: the frame and the annexes have words too."""
    used = {used.key for used in document.clauses} | {FRAME, kind.annexes}
    return wordings_json((key for key in kind.clauses if key in used), clauses, document.language)


def wordings_json(keys: Iterable[str], clauses: Mapping[str, Clause], language: Language) -> dict[str, Any]:
    """Return the words of some clauses in a language, and whose they are, as a version keeps them."""
    wordings = {key: clauses[key].wordings[language] for key in keys}
    return {key: {"origin": wording.origin, "texts": dict(wording.source)} for key, wording in wordings.items()}


def _write(
    case: Case,
    digest: str,
    number: int,
    document: ComposedDocument,
    kind: Kind,
    facts: Facts,
    clauses: Mapping[str, Clause],
    files: Mapping[str, tuple[str, int]],
    user: Any,
) -> None:
    authentic = facts.value("case.authentic_language")
    version = DocumentVersion.objects.create(
        case=case,
        kind=document.kind,
        number=number,
        language=document.language,
        inputs_digest=digest,
        document_date=document.date,
        authentic_language=str(authentic or ""),
        gaps=[*dict.fromkeys([*(gap.name for gap in document.gaps), *unjudged(kind, facts)])],
        facts=facts.to_json(),
        wordings=_wordings(document, kind, clauses),
        composed=document_json.to_json(document),
        law_version=LAW.version,
        faces_version=faces_version(),
        created_by=user,
    )
    DocumentFile.objects.bulk_create(
        DocumentFile(version=version, format=format_, sha256=sha256, size=size)
        for format_, (sha256, size) in files.items()
    )
    log(
        instance=case,
        action="procurement.draft_document",
        user=user,
        data={"kind": document.kind, "number": number, "language": str(document.language), "version": version.pk},
    )
