"""Make all papers of some cases in one go: asked for at once, made in the background, downloaded when ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from procurement import permissions, sources, storage
from procurement.actions.draft_document import draft_document
from procurement.actions.draft_from_word_template import draft_from_word_template
from procurement.actions.hold_pack import Hold, want_pack
from procurement.facts import Facts
from procurement.faults import fault_of
from procurement.guards import SENDING, State
from procurement.interface import interface_language
from procurement.kinds import Kind, registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import Case, DocumentVersion, Pack, WordTemplateVersion
from procurement.readiness.judging import step_verdicts
from procurement.readiness.refusals import DraftRefusedError, sentence_of, unknown_sentence, with_ground
from procurement.rendering.pack import CasePapers, PackedFile, PackedPaper, RefusedPaper, write
from procurement.uploads.held_files import HeldFile, has_hidden, held_files, hidden_of, hiding, said

#: Told after every paper and every uploaded file: how many papers are done, and of how many.
Progress = Callable[[int, int], None]


class NothingToPackError(ValueError):
    """There is no case to make papers of."""


def cases_below(page: Page) -> list[Case]:
    """Return the cases of the awards below a contest or a challenge, whatever the language of the page."""
    paths = page.get_translations(inclusive=True).values_list("path", flat=True)
    awards = [key for path in paths for key in Page.objects.filter(path__startswith=path).values_list("pk", flat=True)]
    return list(Case.objects.filter(award__in=awards).select_related("award").order_by("pk"))


def ask_for_pack(
    title: str, cases: Sequence[Case], user: Any, start: Callable[[int], Any], *, again: Pack | None = None
) -> Pack:
    """Note that a pack is wanted, and have it made once that is stored.

    One that is being made or ready from the same inputs is returned in its place, whoever asked for it.

    Args:
        title: what the pack is.
        cases: whose papers it holds.
        user: who asks; the papers are drafted in that person's name.
        start: gives the number of the pack to those who make it.
        again: a pack that failed and is made in its own place.

    Raises:
        NotAllowedError: the user may not draft and download papers.
        NothingToPackError: there is no case.
    """
    permissions.may_draft_document(user).require()
    permissions.may_download_document(user).require()
    if not cases:
        raise NothingToPackError(_("No award here has a case yet."))
    with transaction.atomic():
        total = len(cases) * len(registry())
        pack, is_new = want_pack(Pack.Sort.PAPERS, title, cases, user, total=total, again=again)
        if is_new:
            transaction.on_commit(lambda: _start(pack, start))
    return pack


def _start(pack: Pack, start: Callable[[int], Any]) -> None:
    """Tell those who make packs; if they cannot be told, nobody will make it."""
    try:
        start(pack.pk)
    except Exception as error:
        failure = Pack.Failure(fault_of(error) or "other")
        Pack.objects.filter(pk=pack.pk, state=Pack.State.WAITING).update(state=Pack.State.FAILED, failure=failure)
        raise


def make_pack(pack: Pack) -> Pack:
    """Draft every paper of a pack's cases, put them into one zip and store it; what is refused stands in its index.

    A pack that somebody else makes, or that does not wait, is returned as it is.
    """
    if hold := Hold.take(pack):
        with hold, override(pack.language or None):
            cases = pack.cases.select_related("award").order_by("pk")
            papers = collect(cases, pack.created_by, lambda done, _total: hold.renew(done))
            content = write(pack.title, papers, language=interface_language(), day=timezone.localdate())
            refused = sum(len(case.refused) for case in papers)
            hold.finish(content, "procurement.make_pack", done=pack.total, refused=refused)
    pack.refresh_from_db()
    return pack


def collect(cases: Iterable[Case], user: Any, progress: Progress) -> list[CasePapers]:
    """Draft every paper of some cases and return them with their files.

    Raises:
        NotAllowedError: the user may not draft papers.
    """
    chosen = list(cases)
    total, done = len(chosen) * len(registry()), 0
    collected = []
    for case in chosen:
        papers: list[PackedPaper] = []
        refused: list[RefusedPaper] = []
        templates = _templates(case)
        for kind in registry():
            for title, draft in _drafts(case, kind, templates.get(kind.key, {}), user):
                try:
                    papers += _packed(case, draft())
                except DraftRefusedError as error:
                    refused.append(RefusedPaper(title, tuple(refusal.sentence for refusal in error.refusals)))
            done += 1
            progress(done, total)
        withheld: list[RefusedPaper] = []
        facts = sources.case_facts(case)
        for held in held_files(case, facts):
            title = held.title(interface_language())
            if reasons := _withholding(facts, held):
                withheld.append(RefusedPaper(title, reasons))
            else:
                path = f"{case.pk:03}/annex-{held.file.pk}-{held.file.file_name}"
                papers.append(held.packed(path, title, interface_language()))
            # A file that was not asked yet takes as long as a paper.
            progress(done, total)
        collected.append(CasePapers(f"{case.pk} · {case.award.title}", tuple(papers), tuple(refused), tuple(withheld)))
    return collected


def _withholding(facts: Facts, held: HeldFile) -> tuple[str, ...]:
    """Return why an uploaded file is not in the pack: one zip holds many cases and goes from hand to hand."""
    language, reasons = interface_language(), []
    if held.row.get("publicity") != "public":
        reasons.append(
            _("Publicity: %(class)s. Only public files are included.") % {"class": held.label("publicity", language)}
        )
    for verdict in step_verdicts(facts, SENDING, {"pack.hidden_content": has_hidden([held.file], facts)}):
        if verdict.finding.state is State.BLOCKED:
            found = hiding(hidden_of(held.file, facts) or ())
            reasons.append(f"{sentence_of(verdict, language)} {said(found)}.")
        elif verdict.finding.state is State.UNKNOWN:
            reasons.append(with_ground(unknown_sentence(verdict.guard, language), verdict.guard))
    return tuple(reasons)


def _templates(case: Case) -> dict[str, dict[Language, WordTemplateVersion]]:
    """Return the languages, by kind, in which the newest paper of a case was made from a Word template, with that.

    Such a paper is made from its template again and not from clauses, which would put another paper in its place.
    """
    versions = case.versions.order_by("number").values_list("kind", "language", "word_template")
    newest = {(kind, Language(language)): template for kind, language, template in versions}
    named = WordTemplateVersion.objects.select_related("template").in_bulk([key for key in newest.values() if key])
    in_use = {version.template_id: version for version in WordTemplateVersion.all_in_use()} if named else {}
    found: dict[str, dict[Language, WordTemplateVersion]] = {}
    for (kind, language), key in newest.items():
        if key is not None:
            found.setdefault(kind, {})[language] = in_use.get(named[key].template_id, named[key])
    return found


def _drafts(
    case: Case, kind: Kind, templates: Mapping[Language, WordTemplateVersion], user: Any
) -> Iterator[tuple[str, Callable[[], list[DocumentVersion]]]]:
    """Yield what each paper of a kind is called, and what drafts it."""
    title = kind.title[interface_language()]
    if languages := [language for language in LEGAL_LANGUAGES if language not in templates]:
        yield title, lambda: draft_document(case, kind, languages, user)
    for template in templates.values():
        yield f"{title} ({template})", partial(_from_template, case, template, user)


def _from_template(case: Case, template: WordTemplateVersion, user: Any) -> list[DocumentVersion]:
    return [draft_from_word_template(case, template, user)]


def _packed(case: Case, versions: Sequence[DocumentVersion]) -> Iterator[PackedPaper]:
    for version in versions:
        files = tuple(
            PackedFile(f"{case.pk:03}/{file.file_name}", storage.read(file.sha256)) for file in version.files.all()
        )
        yield PackedPaper(version.title, version.number, version.language, version.document_date, files)
