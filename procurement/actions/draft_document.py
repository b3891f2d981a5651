"""Draft a paper of a case: judge the guards, compose, render, store, and only then write the version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, sources, storage
from procurement.actions.standing_lifts import standing_lifts
from procurement.clauses.house import CurrentLibrary
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
from procurement.computed.facts import COMPUTED_FROM, with_case_computed, with_computed
from procurement.facts import Facts, Source, Value, canonical_json, digest_of
from procurement.facts.catalogue import CATALOGUE
from procurement.guards import Guard, State, Verdict, guards_of, judge, sentence_of_missing_law, unknown_law
from procurement.kinds import FRAME, Kind
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.models import Case, DocumentFile, DocumentVersion, GuardLift
from procurement.rendering import pdf
from procurement.rendering.faces import render
from procurement.rendering.specimen import faces_version


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a paper is not drafted: a sentence, and the fact it is about if it is about one."""

    sentence: str
    fact: str = ""


class DraftRefusedError(ValueError):
    """A paper cannot be drafted. Every reason is listed; nothing was stored."""

    def __init__(self, kind: Kind, refusals: Iterable[Refusal]) -> None:
        self.kind = kind
        self.refusals = tuple(refusals)
        super().__init__("\n".join(refusal.sentence for refusal in self.refusals))

    @property
    def missing_facts(self) -> tuple[str, ...]:
        """The names of the facts that are missing."""
        return tuple(refusal.fact for refusal in self.refusals if refusal.fact)


def interface_language() -> Language:
    """Return the user's language, for labels of the catalogue and messages of the guards."""
    code = (get_language() or "")[:2]
    return Language(code) if code in set(Language) else Language.EN


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


@dataclass(frozen=True, slots=True)
class Standing:
    """What papers of a case are made from and judged by, read once for whoever asks about many papers and steps.

    Attributes:
        facts: its facts.
        library: the clauses.
        lifted: the lifts on it that stand, by guard.
    """

    facts: Facts
    library: CurrentLibrary
    lifted: Mapping[str, GuardLift]

    @classmethod
    def of(cls, case: Case) -> Standing:
        """Return how a case stands now."""
        facts = sources.case_facts(case)
        return cls(facts, sources.current_library(), standing_lifts(case, facts))


def blocking(kind: Kind, facts: Facts, lifted: Collection[str], *, incomplete: bool = False) -> list[Refusal]:
    """Return what the guards of a kind hold against the facts of a case, guards lifted on it left out.

    An incomplete draft is made although a rule blocks whose objection the paper itself marks.
    """
    language = interface_language()
    return [
        Refusal(sentence_of(verdict, language))
        for verdict in _judged(kind, facts)
        if verdict.finding.state is State.BLOCKED
        and verdict.guard.key not in lifted
        and not (incomplete and verdict.guard.marked)
    ]


def sentence_of(verdict: Verdict, language: Language) -> str:
    """Return what a guard that blocks says of this case, with its ground."""
    return with_ground(verdict.sentence(language), verdict.guard)


def with_ground(sentence: str, guard: Guard) -> str:
    """Return what is said of a guard, with the act and section it rests on."""
    return f"{sentence} ({guard.ground})" if guard.ground else sentence


def unknown_sentence(guard: Guard, language: Language) -> str:
    """Return what a guard says that cannot judge yet: what would be fulfilled, never that it is or is not."""
    return _("Cannot be judged yet: “%(rule)s”") % {"rule": guard.fulfilled[language]}


def without_words() -> str:
    """Return why nothing more can be made of a version that does not hold its words."""
    return _("This version does not hold its words any more. Draft the paper again.")


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a kind still lacks in a case: guards that block, facts that are missing."""

    kind: Kind
    blocking: tuple[Refusal, ...]
    missing: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether a complete draft can be made."""
        return not self.blocking and not self.missing


def unfit(clauses: Iterable[str], current: CurrentLibrary) -> list[Refusal]:
    """Return the clauses whose house wording no longer fits the library, as sentences."""
    return [
        Refusal(
            _("The house wording of “%(clause)s” no longer fits the shipped clause. Rewrite it or withdraw it.")
            % {"clause": key}
        )
        for key in clauses
        if key in current.unfit
    ]


def readiness(standing: Standing, kind: Kind) -> Readiness:
    """Return what a kind still lacks, judged as a draft in both legal languages would be.

    Args:
        standing: how the case stands.
        kind: the document kind.
    """
    clauses, lifted = standing.library.clauses, standing.lifted
    facts = paper_facts(kind, fact_names(kind, clauses), standing.facts)
    names: dict[str, None] = {}
    if kind.date_fact not in facts:
        # A paper has no law without a date, but its other gaps do not wait for one.
        names[kind.date_fact] = None
        facts = facts.with_values(Source.COMPUTED, {kind.date_fact: min(LAW.review_by.values())})
    for language in LEGAL_LANGUAGES:
        try:
            names.update(dict.fromkeys(gap.name for gap in _compose(kind, facts, clauses, language, 1).gaps))
        except (StaleLawError, UnprintableTextError) as error:
            blocked = (*unfit(kind.clauses, standing.library), *blocking(kind, facts, lifted), explain(error))
            return Readiness(kind, blocked, tuple(names), _judged(kind, facts))
    names.update(dict.fromkeys(unjudged(kind, facts)))
    lawless = [name for name in names if unknown_law(name, facts, LAW) is not None]
    found = dict.fromkeys((*blocking(kind, facts, lifted), *gap_refusals(lawless, facts)))
    missing = tuple(name for name in names if name not in lawless)
    return Readiness(kind, (*unfit(kind.clauses, standing.library), *found), missing, _judged(kind, facts))


def _judged(kind: Kind, facts: Facts) -> tuple[Verdict, ...]:
    return judge(kind.guards, with_computed(kind, facts, LAW), LAW)


def step_facts(facts: Facts) -> Facts:
    """Return what the guards of a step of a case read: its facts, with what follows from them."""
    decision = {"instructions.decision": "procurement_decision"}
    return with_case_computed(facts.with_values(Source.COMPUTED, decision), LAW)


def step_verdicts(facts: Facts, step: str, found: Mapping[str, Value | None] | None = None) -> tuple[Verdict, ...]:
    """Return what the guards of a step of a case say.

    Args:
        facts: the facts of the case.
        step: the key of the step.
        found: what only the step itself finds out, the facts `pack.*`; without it, guards that ask for it are left out.
    """
    facts = step_facts(facts)
    if found is not None:
        return judge(guards_of(step), facts.with_values(Source.COMPUTED, found), LAW)
    return judge([guard for guard in guards_of(step) if not _asks_the_step(guard)], facts, LAW)


def _asks_the_step(guard: Guard) -> bool:
    return any(name.startswith("pack.") for name in guard.reads)


def unjudged(kind: Kind, facts: Facts) -> list[str]:
    """Return the facts without which a guard of a kind cannot judge, whether or not a clause prints them."""
    names = dict.fromkeys(name for verdict in _judged(kind, facts) for name in verdict.finding.missing)
    return supplied(names, facts)


def supplied(names: Iterable[str], facts: Facts) -> list[str]:
    """Return the facts to supply: for a computed one those it is computed from and that are missing.

    One whose inputs are all there stays, so that nothing passes in silence: the law data may not hold its day.
    """
    found: dict[str, None] = {}
    for name in names:
        parts = [part for part in COMPUTED_FROM.get(name, ()) if part not in facts]
        found.update(dict.fromkeys(parts or [name]))
    return list(found)


def _compose(
    kind: Kind, facts: Facts, clauses: Mapping[str, Clause], language: Language, number: int
) -> ComposedDocument:
    return compose(kind, facts, library=clauses, law=LAW, language=language, number=number)


def gap_refusals(names: Iterable[str], facts: Facts) -> Iterable[Refusal]:
    """Yield a sentence for each missing fact, each once; of one that only the law data lack, that they do."""
    language = interface_language()
    for name in dict.fromkeys(names):
        if (error := unknown_law(name, facts, LAW)) is not None:
            yield Refusal(sentence_of_missing_law(error)[language])
            continue
        field = CATALOGUE[name]
        yield Refusal(
            _("Missing: %(label)s (%(group)s).")
            % {"label": field.label[language], "group": field.group.label[language]},
            name,
        )


def _not_offered(kind: Kind, language: Language) -> Refusal:
    return Refusal(
        _("“%(kind)s” is not made in this language: %(language)s.")
        % {"kind": kind.title[interface_language()], "language": language}
    )


def explain(error: Exception) -> Refusal:
    """Return what stops a paper, as a sentence."""
    language = interface_language()
    match error:
        case DateMissingError():
            return Refusal(_("Missing: %(label)s.") % {"label": CATALOGUE[error.fact].label[language]}, error.fact)
        case StaleLawError():
            return Refusal(
                _("These law data may not be printed on %(day)s and must be reviewed first: %(blocks)s.")
                % {"day": error.day.isoformat(), "blocks": ", ".join(error.blocks)}
            )
        case UnprintableTextError():
            return Refusal(
                _("“%(label)s” holds characters that papers cannot show: %(characters)s.")
                % {"label": CATALOGUE[error.fact].label[language], "characters": ", ".join(error.characters)},
                error.fact,
            )
        case pdf.CharactersMissingError():
            return Refusal(
                _("The fonts of the papers cannot show %(characters)s.") % {"characters": ", ".join(error.characters)}
            )
    return Refusal(str(error))


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
