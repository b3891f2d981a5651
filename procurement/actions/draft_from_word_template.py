"""Draft a paper of a case from a lawyer's Word template in use; it joins the versions of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, storage
from procurement.actions import draft_document as drafting
from procurement.clauses.model import Clause
from procurement.composing import DateMissingError, StaleLawError, UnprintableTextError, paper_facts
from procurement.computed.facts import with_computed
from procurement.facts import Facts, canonical_json, digest_of
from procurement.interface import interface_language
from procurement.kinds import Kind, registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.models import Case, DocumentFile, DocumentVersion, WordTemplateVersion
from procurement.readiness import judging
from procurement.readiness.refusals import DraftRefusedError, Refusal, explain, gap_refusals, unfit
from procurement.readiness.standing import Standing
from procurement.rendering import pdf, word_faces, word_papers
from procurement.rendering.faces import Format
from procurement.rendering.specimen import faces_version
from procurement.word import Prepared, Template, TemplateRefused, try_out

#: A template names no more missing facts at once than these.
_MAX_GAPS = 100


@lru_cache(maxsize=32)
def load(prepared_sha256: str, language: Language) -> Template:
    """Return a stored prepared template, compiled once a process.

    Raises:
        DamagedFileError: the stored form is gone or has been changed.
    """
    return Template(Prepared.from_bytes(storage.read(prepared_sha256)), language)


def draft_from_word_template(
    case: Case, template: WordTemplateVersion, user: Any, *, incomplete: bool = False
) -> DocumentVersion:
    """Draft a paper from a version in use. The same input gives the version that exists.

    Args:
        case: the procurement case.
        template: the version.
        user: who drafts.
        incomplete: print visible, numbered markers for missing facts instead of refusing; what a condition asks for
            must be known all the same, for an unknown answer is neither yes nor no.

    Raises:
        NotAllowedError: the user may not draft.
        DraftRefusedError: the version is not in use, a guard blocks, or facts are missing. All are listed.
        DamagedFileError: the stored template is gone or has been changed.
    """
    permissions.may_draft_document(user).require()
    kind, language = registry()[template.template.kind], Language(template.template.language)
    if template.state is not WordTemplateVersion.State.IN_USE:
        raise DraftRefusedError(kind, [Refusal(_("This version of the template is not in use."))])
    standing = Standing.of(case)
    clauses, said = standing.library.clauses, word_papers.clauses_said(kind, template.fields)
    names = word_papers.template_fact_names(kind, template.fields, clauses)
    facts = paper_facts(kind, names, standing.facts)
    refusals = [*unfit(said, standing.library), *judging.blocking(kind, facts, standing.lifted)]
    if refusals:
        raise DraftRefusedError(kind, refusals)
    digest = _inputs_digest(kind, facts, template, drafting.wording_digests(said, clauses))
    loaded = load(template.prepared_sha256, language)
    while True:
        number = drafting.number_of(case, kind, digest)
        found = drafting.existing(case, kind, digest).get(language)
        if found is not None:
            return found
        files, gaps, filling = _render(kind, facts, template, loaded, number, clauses, incomplete=incomplete)
        stored = {str(face): (storage.store(content), len(content)) for face, content in files.items()}
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            if drafting.number_of(case, kind, digest) != number:
                continue
            found = drafting.existing(case, kind, digest).get(language)
            frozen = {
                "facts": facts.to_json(),
                "wordings": drafting.wordings_json(said, clauses, language),
                "filling": filling.to_json(),
                "gaps": gaps,
            }
            return found or _write(case, kind, facts, template, digest, number, stored, frozen, user)


def _inputs_digest(
    kind: Kind, facts: Facts, template: WordTemplateVersion, wordings: Mapping[str, Mapping[str, str]]
) -> str:
    return digest_of(
        {
            "kind": kind.key,
            "facts": drafting.input_values(facts),
            "demo": with_computed(kind, facts, LAW).value("case.demo"),
            "template": template.sha256,
            "wordings": wordings,
            "law": LAW.version,
            "faces": faces_version(),
        }
    )


def _render(
    kind: Kind,
    facts: Facts,
    template: WordTemplateVersion,
    loaded: Template,
    number: int,
    clauses: Mapping[str, Clause],
    *,
    incomplete: bool = False,
) -> tuple[dict[Format, bytes], list[str], word_papers.Filling]:
    """Return the faces of the paper, the facts that it lacks, and what the template was filled with."""
    language = Language(template.template.language)
    filling = _filling(kind, facts, template, number, clauses)
    printed, undecided = [*filling.gaps], list[str]()
    word = b""
    try:
        word = word_faces.fill(loaded, filling, language)
    except TemplateRefused as refused:
        # A render stops at the first missing value; tried out with marks, it names every one that it asks for.
        asked, undecided = _asked(refused, loaded, filling, language, facts)
        if not asked:
            raise DraftRefusedError(kind, explained(refused)) from refused
        printed += asked
    printed = [*dict.fromkeys(printed)]
    gaps = [*dict.fromkeys([*printed, *judging.unjudged(kind, facts)])]
    if gaps and not incomplete:
        raise DraftRefusedError(kind, gap_refusals(gaps[:_MAX_GAPS], facts))
    if undecided:
        first = Refusal(_("Conditions of the template ask for facts that are missing; an incomplete draft needs them."))
        raise DraftRefusedError(kind, [first, *gap_refusals(undecided[:_MAX_GAPS], facts)])
    if printed:
        filling = _filling(kind, facts, template, number, clauses, printed)
        word = word_faces.fill_marked(
            loaded, filling, language, _marks(template, filling.values, facts, printed, language)
        )
    return _faces(kind, facts, word, filling, language), gaps, filling


def _filling(
    kind: Kind,
    facts: Facts,
    template: WordTemplateVersion,
    number: int,
    clauses: Mapping[str, Clause],
    missing: Sequence[str] = (),
) -> word_papers.Filling:
    language = Language(template.template.language)
    try:
        return word_papers.filling(kind, template.fields, facts, language, number, clauses, missing)
    except (DateMissingError, StaleLawError, UnprintableTextError) as error:
        raise DraftRefusedError(kind, [explain(error)]) from error


def _asked(
    refused: TemplateRefused, loaded: Template, filling: word_papers.Filling, language: Language, facts: Facts
) -> tuple[list[str], list[str]]:
    """Return the facts to supply that a template asks for, and those of them that its conditions ask for."""
    if not any(each.code == "VALUE_MISSING" for each in refused.findings):
        return [], []
    tried = try_out(loaded.prepared, filling.values, language=language)
    asked, undecided = (
        judging.supplied([name for path in paths for name in word_papers.lacking(path, filling.values)], facts)
        for paths in (tried.missing, tried.undecided)
    )
    return asked, undecided


def _marks(
    template: WordTemplateVersion, values: Mapping[str, Any], facts: Facts, printed: Sequence[str], language: Language
) -> dict[str, str]:
    """Return what is printed for each field whose fact is missing, with the numbers that the passages use too."""
    marks = {}
    for path in template.fields:
        names = [name for name in judging.supplied(word_papers.lacking(path, values), facts) if name in printed]
        marks[path] = " ".join(word_papers.marker(name, printed.index(name) + 1, language) for name in names)
    return marks


def _faces(
    kind: Kind, facts: Facts, word: bytes, filling: word_papers.Filling, language: Language
) -> dict[Format, bytes]:
    values = canonical_json(facts.values_json()).encode()
    try:
        return word_faces.render(word, f"{kind.key}.{language}", values, language, filling.day)
    except (pdf.CharactersMissingError, TemplateRefused) as error:
        raise DraftRefusedError(kind, explained(error)) from error


def explained(error: pdf.CharactersMissingError | TemplateRefused) -> list[Refusal]:
    """Return what stops the faces of a paper, as sentences."""
    if not isinstance(error, TemplateRefused):
        return [explain(error)]
    language = interface_language()
    return [Refusal(f"{each.place.describe(language)}: {each.message(language)}") for each in error.findings]


def _write(
    case: Case,
    kind: Kind,
    facts: Facts,
    template: WordTemplateVersion,
    digest: str,
    number: int,
    files: dict[str, tuple[str, int]],
    frozen: Mapping[str, Any],
    user: Any,
) -> DocumentVersion:
    day = facts.value(kind.date_fact)
    if not isinstance(day, date):
        raise DateMissingError(kind.date_fact)
    version = DocumentVersion.objects.create(
        case=case,
        kind=kind.key,
        number=number,
        language=template.template.language,
        inputs_digest=digest,
        document_date=day,
        authentic_language=str(facts.value("case.authentic_language") or ""),
        **frozen,
        law_version=LAW.version,
        faces_version=faces_version(),
        word_template=template,
        created_by=user,
    )
    DocumentFile.objects.bulk_create(
        DocumentFile(version=version, format=face, sha256=sha256, size=size) for face, (sha256, size) in files.items()
    )
    log(
        instance=case,
        action="procurement.draft_document",
        user=user,
        data={
            "kind": kind.key,
            "number": number,
            "language": template.template.language,
            "version": version.pk,
            "word_template": str(template),
            "word_template_sha256": template.sha256,
        },
    )
    return version


__all__ = ["draft_from_word_template", "explained", "load"]
