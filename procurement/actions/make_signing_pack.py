"""Make the signing pack: the approved decision, contract and annexes, which say the same facts, in one zip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from procurement import permissions, sources, storage
from procurement.actions.approve_document import words_to_reject
from procurement.actions.hold_pack import Hold, InputsChangedError, inputs_of, want_pack
from procurement.composing import facts_read
from procurement.computed.facts import with_case_computed, with_computed
from procurement.facts import Fact, Facts, Provenance, Source, Value
from procurement.facts.catalogue import CATALOGUE
from procurement.guards import SIGNING_PACK, State, Verdict, guard
from procurement.interface import interface_language
from procurement.kinds import registry
from procurement.languages import Language, short_date
from procurement.law import LAW
from procurement.models import ApprovedFile, Case, DocumentFile, DocumentVersion, Pack
from procurement.readiness.judging import step_verdicts, supplied
from procurement.readiness.refusals import gap_refusals, sentence_of, unknown_sentence, with_ground
from procurement.readiness.standing import standing_lifts
from procurement.rendering.pack import CasePapers, PackedFile, PackedPaper, write
from procurement.sources.frozen_facts import frozen, said_of
from procurement.uploads.held_files import HeldFile, has_hidden, held_files, hidden_of, hiding, is_draft, label_of, said
from procurement.uploads.slots import BESIDE, UPLOADED, WRITTEN, listed

CONTRACT: Final = "procurement_contract"
DECISION: Final = "procurement_decision"
ANNEXES_COMPLETE: Final = guard("no_annex_is_missing")
CLEAN_FILE: Final = guard("file_is_clean")
DIRECT_NOTICE_WAIT: Final = guard("direct_notice_wait_is_over")
EVERYONE_SERVED: Final = guard("everyone_is_served")
NO_MARKERS: Final = guard("no_marker_is_left")
ONE_FACTS_HASH: Final = guard("all_papers_say_the_same_facts")
WORDS_OF_ROUTE: Final = guard("words_of_the_route")
#: What is signed and what is kept; nobody signs a Word file.
_FORMATS: Final = (DocumentFile.Format.PDF, DocumentFile.Format.ARCHIVE)
#: How often the papers are judged anew because the case was changed meanwhile.
_TRIES: Final = 3


class SigningPackRefusedError(ValueError):
    """The signing pack cannot be made; every reason is a sentence. Nothing was stored."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(reasons))


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex of the contract's list: the approved versions or the uploaded files that are it, if there are any."""

    number: int
    title: str
    #: What the table of uploaded files calls it; empty for a paper that the system writes.
    upload_as: str = ""
    #: The kind that the system writes; empty for what is uploaded.
    kind: str = ""
    versions: tuple[DocumentVersion, ...] = ()
    files: tuple[HeldFile, ...] = ()

    @property
    def is_missing(self) -> bool:
        """Whether nothing stands behind it."""
        return not (self.versions or self.files)

    @property
    def lack(self) -> str:
        """Its number and title and, if somebody has to upload it, where."""
        named = f"{self.number} {self.title}"
        return _("%(annex)s (uploaded under Uploaded annexes)") % {"annex": named} if self.upload_as else named


class SigningPapers:
    """The papers of a case that would be signed, as they stand now."""

    def __init__(self, case: Case, facts: Facts) -> None:
        self.case = case
        self.facts = facts
        self._library = sources.current_library().clauses
        self._approved: dict[str, list[DocumentVersion]] = {}
        approved = DocumentVersion.objects.filter(case=case, approval__isnull=False).select_related("word_template")
        for version in approved.order_by("kind", "-number", "-language").prefetch_related("approval__files", "files"):
            same = self._approved.setdefault(version.kind, [])
            if not same or same[0].number == version.number or _is_the_same_in_another_language(version, same):
                same.append(version)

    def approved(self, kind: str) -> tuple[DocumentVersion, ...]:
        """Return the languages of the newest approved version of a kind."""
        return tuple(sorted(self._approved.get(kind, ()), key=lambda version: version.language, reverse=True))

    @property
    def unapproved(self) -> list[str]:
        """The titles of the papers of every signing that are no more than drafts.

        A contract that is approved as a translation only is not approved: its other language would be the binding one.
        """
        language, kinds = interface_language(), registry()
        wanted = [kind for kind in (DECISION, CONTRACT) if kind in kinds]
        lacking = [kinds[kind].title[language] for kind in wanted if not self.approved(kind)]
        authentic, contract = self.facts.value("case.authentic_language"), self.approved(CONTRACT)
        if contract and authentic in set(Language) and authentic not in {version.language for version in contract}:
            name = get_language_info(str(authentic))["name_translated"]
            lacking.append(f"{kinds[CONTRACT].title[language]} ({name})")
        return lacking

    @cached_property
    def annexes(self) -> list[Annex]:
        """The annexes of the contract, in order of precedence."""
        kind = registry()[CONTRACT]
        clause = self._library[str(kind.annexes)]
        contract = self.approved(CONTRACT)
        facts = _facts_of(contract[0]) if contract else self.facts
        keys = listed(clause, with_computed(kind, facts, LAW))
        return [self._annex(number, key) for number, key in enumerate(keys, start=1)]

    @cached_property
    def _uploaded(self) -> list[HeldFile]:
        return held_files(self.case, self.facts)

    @cached_property
    def beside(self) -> list[HeldFile]:
        """The uploaded files that go with the papers, though the contract's list does not name them."""
        return [held for held in self._uploaded if held.row.get("kind") in BESIDE]

    @property
    def files(self) -> list[HeldFile]:
        """Every uploaded file of the pack, in its order."""
        return [*(held for annex in self.annexes for held in annex.files), *self.beside]

    @cached_property
    def drafts(self) -> list[HeldFile]:
        """The uploaded files that are marked as drafts: what is signed is a final paper."""
        return [held for held in self.files if is_draft(held.file, self.facts)]

    def _annex(self, number: int, key: str) -> Annex:
        language = interface_language()
        if key in WRITTEN:
            kind = registry()[WRITTEN[key]]
            return Annex(number, kind.title[language], kind=kind.key, versions=self.approved(kind.key))
        found = tuple(held for held in self._uploaded if held.row.get("kind") == UPLOADED[key])
        return Annex(number, capfirst(label_of("kind", UPLOADED[key], language)), upload_as=UPLOADED[key], files=found)

    @cached_property
    def versions(self) -> list[DocumentVersion]:
        """Every version that would be signed, in the order of the pack."""
        annexes = [version for annex in self.annexes for version in annex.versions]
        return [*self.approved(DECISION), *self.approved(CONTRACT), *annexes]

    @cached_property
    def differing(self) -> list[str]:
        """The facts that the papers do not say alike.

        The words of each paper are compared, not what its guards read. What the case says now counts too, but not
        against the decision: that was made and served, and its service is recorded afterwards.
        """
        said: dict[str, list[Value | None]] = {}
        # The languages of papers from Word templates have versions, and facts, of their own.
        for version in {(version.kind, version.number): version for version in self.versions}.values():
            for name in self._asked(version):
                said.setdefault(name, []).append(frozen(version, name))
                if version.kind != DECISION:
                    said[name].append(self.facts.value(name))
        return [name for name, values in said.items() if any(value != values[0] for value in values)]

    def _asked(self, version: DocumentVersion) -> frozenset[str]:
        """Return the facts that a version says, or was silent on although it was asked for them.

        An earlier release may have read fewer: what its papers could not know, they do not lack. A clause that they say
        in today's words was asked for what it reads today.
        """
        language = Language(version.language)
        same = [
            clause
            for key, held in version.wordings.items()
            if (clause := self._library.get(key)) is not None
            and language in clause.wordings
            and dict(clause.wordings[language].source) == held["texts"]
        ]
        return said_of(version, self._library) & (version.facts.keys() | facts_read(same))

    @cached_property
    def words(self) -> list[str] | None:
        """The rejected words that the papers say; nothing can be said of them if a file is damaged."""
        try:
            return sorted({word for version in self.versions for word in words_to_reject(version)})
        except storage.DamagedFileError:
            return None

    @cached_property
    def _computed(self) -> Facts:
        return with_case_computed(self.facts, LAW)

    @property
    def unserved(self) -> list[str]:
        """The recipients on whom the decision is not served by the day of signing.

        While one has no day of sending, nobody's service is computed, and those who have none are named.
        """
        service, signing = self._computed.rows("decision.service"), self._computed.value("signing.planned_on")
        if service:
            unserved = [row for row in service if not self._is_by(row.get("received_on"), signing)]
        else:
            recipients = self.facts.rows("decision.recipients")
            unserved = [row for row in recipients if row.get("channel") is None or row.get("sent_on") is None]
        return [str(row.get("recipient") or "–") for row in unserved]

    @staticmethod
    def _is_by(day: object, last: object) -> bool:
        return isinstance(day, date) and isinstance(last, date) and day <= last

    @property
    def _wait_ends(self) -> date | None:
        """The first day on which the wait after the direct award notice is over."""
        day = self._computed.value("direct_notice.recommended")
        return day if isinstance(day, date) else None

    def found(self) -> dict[str, Value | None]:
        """Return what the papers tell the guards."""
        return {
            "pack.markers": len(self.unapproved) + len(self.drafts),
            "pack.hidden_content": has_hidden((held.file for held in self.files), self.facts),
            "pack.missing_annexes": sum(annex.is_missing for annex in self.annexes),
            # Without papers there is nothing to compare, and the guard says so.
            "pack.facts_hashes": (2 if self.differing else 1) if self.versions else None,
            "pack.words_of_other_routes": None if self.words is None or not self.versions else len(self.words),
        }

    def details(self, verdict: Verdict) -> str:
        """Return what a guard that blocks is about, if it is about these papers."""
        language = interface_language()
        match verdict.guard.key:
            case NO_MARKERS.key:
                named = (
                    [_("Not approved: %(papers)s") % {"papers": "; ".join(self.unapproved)}] if self.unapproved else []
                )
                if self.drafts:
                    marked = ", ".join(held.file.file_name for held in self.drafts)
                    named.append(
                        _("Marked as drafts: %(files)s (remove their rows under Correct the table of annexes)")
                        % {"files": marked}
                    )
            case EVERYONE_SERVED.key:
                named = self.unserved
            case DIRECT_NOTICE_WAIT.key:
                named = [short_date(self._wait_ends, language)] if self._wait_ends else []
            case ANNEXES_COMPLETE.key:
                named = [annex.lack for annex in self.annexes if annex.is_missing]
            case ONE_FACTS_HASH.key:
                named = [CATALOGUE[name].label[language] for name in self.differing]
            case CLEAN_FILE.key:
                named = [
                    f"{held.file.file_name}: {said(found)}"
                    for held in self.files
                    if (found := hiding(hidden_of(held.file, self.facts) or ()))
                ]
            case WORDS_OF_ROUTE.key:
                named = self.words or []
            case _:
                named = []
        return f" {'; '.join(named)}." if named else ""


def _is_the_same_in_another_language(version: DocumentVersion, newer: Sequence[DocumentVersion]) -> bool:
    """Whether a paper from a Word template is another language of newer ones, though its number is another.

    The facts that both were given must be the same, otherwise it is an older version of the paper.
    """
    if version.word_template is None or any(
        each.word_template is None or each.language == version.language for each in newer
    ):
        return False
    return all(
        frozen(version, name) == frozen(each, name)
        for each in newer
        for name in version.facts.keys() & each.facts.keys() & CATALOGUE.keys()
    )


def _facts_of(version: DocumentVersion) -> Facts:
    provenance = Provenance(Source.CASE_FORM)
    values = {name: frozen(version, name) for name in version.facts if name in CATALOGUE}
    return Facts({name: Fact(value, provenance) for name, value in values.items() if value is not None})


def signing_verdicts(papers: SigningPapers) -> tuple[Verdict, ...]:
    """Return what every guard of the signing says of a case and its papers."""
    return step_verdicts(papers.facts, SIGNING_PACK, papers.found())


def make_signing_pack(case: Case, user: Any, *, again: Pack | None = None) -> Pack:
    """Put what is to be signed into one zip with an index and a manifest, store it, and return the pack.

    One that is ready from the same inputs, or that somebody else makes meanwhile, is returned as it is.

    Args:
        case: the case.
        user: who asks.
        again: a signing pack of the case that failed and is made in its own place.

    Raises:
        NotAllowedError: the user may not download papers.
        SigningPackRefusedError: a guard blocks, or cannot judge because a fact is missing.
        DamagedFileError: a file is gone or has been changed.
        StorageError: the zip could not be stored.
    """
    permissions.may_download_document(user).require()
    title = _("Signing pack: %(award)s") % {"award": case.award.title}
    papers, pack = _wanted(case, title, user, again)
    if hold := Hold.take(pack):
        with hold:
            held = tuple(_packed(papers))
            packed = [CasePapers(f"{case.pk} · {case.award.title}", held, ())]
            content = write(title, packed, language=interface_language(), day=timezone.localdate())
            hold.finish(content, "procurement.make_signing_pack", done=len(held), total=len(held))
    pack.refresh_from_db()
    return pack


def _wanted(case: Case, title: str, user: Any, again: Pack | None) -> tuple[SigningPapers, Pack]:
    """Return papers that nothing blocks and the pack of just these.

    Judging them takes time: files may be looked through. What is recorded or approved meanwhile has to be in the pack
    that is called the newest, so the inputs are hashed before the papers are read, and both are read again if another
    hash is wanted then.
    """
    for _try in range(_TRIES):
        judged = inputs_of(Pack.Sort.SIGNING, title, [case])
        papers = SigningPapers(case, sources.case_facts(case))
        if reasons := _blocking(papers):
            raise SigningPackRefusedError(reasons)
        try:
            pack, _is_new = want_pack(Pack.Sort.SIGNING, title, [case], user, again=again, judged=judged)
        except InputsChangedError:
            continue
        return papers, pack
    raise SigningPackRefusedError([_("The case was changed while the papers were looked through. Do it once more.")])


def _blocking(papers: SigningPapers) -> list[str]:
    lifted = standing_lifts(papers.case, papers.facts)
    language = interface_language()
    reasons, missing = [], []
    for verdict in signing_verdicts(papers):
        if verdict.finding.state is State.BLOCKED and verdict.guard.key not in lifted:
            reasons.append(sentence_of(verdict, language) + papers.details(verdict))
        elif verdict.finding.state is State.UNKNOWN:
            names = [name for name in supplied(verdict.finding.missing, papers.facts) if not name.startswith("pack.")]
            missing += names
            if not names:
                reasons.append(with_ground(unknown_sentence(verdict.guard, language), verdict.guard))
    return [*reasons, *(refusal.sentence for refusal in gap_refusals(missing, papers.facts))]


def _packed(papers: SigningPapers) -> Iterator[PackedPaper]:
    place = 0
    for version in (*papers.approved(DECISION), *papers.approved(CONTRACT)):
        place += 1
        yield _paper(place, version.title, version)
    for annex in papers.annexes:
        for version in annex.versions:
            place += 1
            yield _paper(place, f"{annex.number} · {version.title}", version)
        for held in annex.files:
            place += 1
            yield _file(place, f"{annex.number} · {held.title(interface_language())}", held)
    for held in papers.beside:
        place += 1
        title = _("%(title)s (not in the contract's list of annexes)") % {"title": held.title(interface_language())}
        yield _file(place, title, held)


def _paper(place: int, title: str, version: DocumentVersion) -> PackedPaper:
    files = ApprovedFile.objects.filter(approval__version=version, format__in=_FORMATS).order_by("format")
    held = tuple(
        PackedFile(f"{version.case_id:03}/{place:02}-{file.file_name}", storage.read(file.sha256)) for file in files
    )
    return PackedPaper(title, version.number, version.language, version.document_date, held)


def _file(place: int, title: str, held: HeldFile) -> PackedPaper:
    path = f"{held.file.case_id:03}/{place:02}-{held.file.file_name}"
    return held.packed(path, title, interface_language())
