"""Make all papers of some cases in one go: asked for at once, made in the background, downloaded when ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from procurement import permissions, sources, storage
from procurement.actions.draft_document import (
    DraftRefusedError,
    draft_document,
    interface_language,
    sentence_of,
    step_verdicts,
)
from procurement.annex_files import HeldFile, has_hidden, held_files, hidden_of, said
from procurement.guards import SENDING, State
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES
from procurement.models import Case, DocumentVersion, Pack
from procurement.packing import CasePapers, PackedFile, PackedPaper, RefusedPaper, write

#: Told after every paper: how many are done, and of how many.
Progress = Callable[[int, int], None]


class NothingToPackError(ValueError):
    """There is no case to make papers of."""


def cases_below(page: Page) -> list[Case]:
    """Return the cases of the awards below a contest or a challenge, whatever the language of the page."""
    paths = page.get_translations(inclusive=True).values_list("path", flat=True)
    awards = [key for path in paths for key in Page.objects.filter(path__startswith=path).values_list("pk", flat=True)]
    return list(Case.objects.filter(award__in=awards).select_related("award").order_by("pk"))


def ask_for_pack(title: str, cases: Sequence[Case], user: Any, start: Callable[[int], Any]) -> Pack:
    """Note that a pack is wanted, and have it made once that is stored.

    Args:
        title: what the pack is.
        cases: whose papers it holds.
        user: who asks; the papers are drafted in that person's name.
        start: gives the number of the pack to those who make it.

    Raises:
        NotAllowedError: the user may not draft and download papers.
        NothingToPackError: there is no case.
    """
    permissions.may_draft_document(user).require()
    permissions.may_download_document(user).require()
    if not cases:
        raise NothingToPackError(_("No award here has a case yet."))
    with transaction.atomic():
        pack = Pack.objects.create(title=title[:255], created_by=user, total=len(cases) * len(registry()))
        pack.cases.set(cases)
        transaction.on_commit(lambda: start(pack.pk))
    return pack


def make_pack(pack: Pack) -> Pack:
    """Draft every paper of a pack's cases, put them into one zip and store it; what is refused stands in its index."""
    Pack.objects.filter(pk=pack.pk).update(state=Pack.State.RUNNING, done=0)

    def tell(done: int, _total: int) -> None:
        Pack.objects.filter(pk=pack.pk).update(done=done)

    try:
        papers = collect(pack.cases.select_related("award").order_by("pk"), pack.created_by, tell)
        content = write(pack.title, papers, language=interface_language(), day=timezone.localdate())
    except Exception:
        Pack.objects.filter(pk=pack.pk).update(state=Pack.State.FAILED)
        raise
    pack.state, pack.sha256, pack.size = Pack.State.READY, storage.store(content), len(content)
    pack.refused = sum(len(case.refused) for case in papers)
    pack.done = pack.total
    pack.save()
    for case in pack.cases.all():
        log(instance=case, action="procurement.make_pack", user=pack.created_by, data={"sha256": pack.sha256})
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
        for kind in registry():
            try:
                papers += _packed(case, draft_document(case, kind, LEGAL_LANGUAGES, user))
            except DraftRefusedError as error:
                reasons = tuple(refusal.sentence for refusal in error.refusals)
                refused.append(RefusedPaper(kind.title[interface_language()], reasons))
            done += 1
            progress(done, total)
        withheld: list[RefusedPaper] = []
        for held in held_files(case, sources.case_facts(case)):
            title = held.title(interface_language())
            if reasons := _withholding(case, held):
                withheld.append(RefusedPaper(title, reasons))
            else:
                path = f"{case.pk:03}/annex-{held.file.pk}-{held.file.file_name}"
                papers.append(held.packed(path, title, interface_language()))
        collected.append(CasePapers(f"{case.pk} · {case.award.title}", tuple(papers), tuple(refused), tuple(withheld)))
    return collected


def _withholding(case: Case, held: HeldFile) -> tuple[str, ...]:
    """Return why an uploaded file is not in the pack: one zip holds many cases and goes from hand to hand."""
    language, reasons = interface_language(), []
    if held.row.get("publicity") != "public":
        reasons.append(
            _("Publicity: %(class)s. Only public files are included.") % {"class": held.label("publicity", language)}
        )
    for verdict in step_verdicts(case, SENDING, {"pack.hidden_content": has_hidden([held.file])}):
        if verdict.finding.state is State.BLOCKED:
            reasons.append(f"{sentence_of(verdict.guard, language)} {said(hidden_of(held.file) or ())}.")
        elif verdict.finding.state is State.UNKNOWN:
            reasons.append(_("Cannot be judged: %(rule)s") % {"rule": sentence_of(verdict.guard, language)})
    return tuple(reasons)


def _packed(case: Case, versions: Sequence[DocumentVersion]) -> Iterator[PackedPaper]:
    for version in versions:
        files = tuple(
            PackedFile(f"{case.pk:03}/{file.file_name}", storage.read(file.sha256)) for file in version.files.all()
        )
        yield PackedPaper(version.title, version.number, version.language, version.document_date, files)
