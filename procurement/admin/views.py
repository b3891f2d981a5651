"""The lawyers' views. They parse and show; every rule is asked of an action or of `permissions`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from klash_pages.models import AwardPage
from procurement import permissions, sources
from procurement.actions.download_document import download_document
from procurement.actions.draft_document import draft_document
from procurement.actions.draft_from_word_template import draft_from_word_template
from procurement.actions.lay_out_as_word import lay_out_as_word
from procurement.actions.lift_guard import lift_guard
from procurement.actions.make_signing_pack import SigningPapers, signing_verdicts
from procurement.actions.open_case import open_case
from procurement.actions.propose_lift import propose_lift
from procurement.actions.record_changes import Clash, Typed, compare, newest_recording, record_changes
from procurement.actions.verify_party import verify_party
from procurement.admin import kept_posts
from procurement.admin.checklist import ShownStep, checklist, deadlines_of, lifts_of
from procurement.admin.forms import CaseForm, DraftForm, LiftForm, OriginForm, rows_form, show, show_cell
from procurement.admin.places import Place
from procurement.admin.sent_forms import ShownClash, chose, shown_of, whole
from procurement.admin.signing import to_sign
from procurement.facts import Fact, Facts, Provenance, Records, Source
from procurement.facts.catalogue import CATALOGUE, FactField
from procurement.guards import ALL_GUARDS, PROCESSING_START, SIGNING_PACK, STEPS, Lift
from procurement.interface import interface_language
from procurement.kinds import PHASE_LABELS, Kind, registry
from procurement.languages import Language
from procurement.models import (
    ApprovedFile,
    Case,
    CaseFact,
    DocumentFile,
    DocumentVersion,
    LiftProposal,
    Party,
    PublicVersion,
    WordTemplateVersion,
)
from procurement.readiness import judging
from procurement.readiness.refusals import DraftRefusedError
from procurement.readiness.standing import Standing, standing_lifts, standing_proposals
from procurement.rendering import docx, pdf

_MEDIA_TYPES = {
    "docx": docx.MEDIA_TYPE,
    "pdf": pdf.MEDIA_TYPE,
    "pdfa": pdf.MEDIA_TYPE,
    "txt": "text/plain; charset=utf-8",
}
NAMESPACE = "procurement"


class LegalOnlyMixin:
    """Whoever may not see cases is told that there is nothing here, so that no case is betrayed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer those who may see cases, and nobody else."""
        if not permissions.may_view_cases(request.user):
            raise Http404
        try:
            response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except permissions.NotAllowedError as error:
            messages.error(request, str(error))
            return redirect(f"{NAMESPACE}:index")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class CaseMixin(LegalOnlyMixin):
    """A view of one case."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def case(self) -> Case:
        """The case of the address."""
        return get_object_or_404(Case.objects.select_related("award", "opened_by"), pk=self.kwargs["case"])

    @property
    def paper(self) -> Kind | None:
        """The paper that the lawyer came from, to which the lawyer returns."""
        return next((kind for kind in registry() if kind.key == self.request.GET.get("paper")), None)

    def back(self, case: Case, anchor: str = "") -> HttpResponse:
        """Return to the paper or the step that the lawyer came from, otherwise to the case."""
        place = paper_address(case, self.paper) if self.paper else reverse(f"{NAMESPACE}:case", args=[case.pk])
        if not anchor and self.request.GET.get("step") in STEPS:
            anchor = f"#{self.request.GET['step']}"
        return redirect(place + anchor)


def paper_address(case: Case, kind: Kind) -> str:
    """Return the address of a paper of a case."""
    return reverse(f"{NAMESPACE}:paper", args=[case.pk, kind.key])


def newest_versions(case: Case) -> dict[str, DocumentVersion]:
    """Return the newest version of each paper of a case, by kind."""
    versions = DocumentVersion.objects.filter(case=case).order_by("kind", "number", "-pk")
    versions = versions.defer("composed", "facts", "filling", "wordings")
    return {version.kind: version for version in versions.select_related("created_by", "approval")}


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """A screen of the desk, with its path below Procurement."""

    header_icon = "doc-full"
    page_title = gettext_lazy("Procurement")

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the whole path."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAMESPACE}:index"), "label": _("Procurement")},
            *self.crumbs(),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what a form carries that takes text."""
        kwargs.setdefault("rendered_for", kept_posts.token_for(self.request))
        return super().get_context_data(**kwargs)


class IndexView(LegalOnlyMixin, Screen):
    """All cases, and the awards that have none yet."""

    template_name = "procurement/admin/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        cases = Case.objects.select_related("award__team", "opened_by").prefetch_related("versions")
        opened = cases.values("award_key")
        awards = AwardPage.objects.exclude(translation_key__in=opened).order_by("pk")
        unopened: dict[Any, AwardPage] = {}
        for award in awards:
            unopened.setdefault(award.translation_key, award)
        return super().get_context_data(cases=cases, awards=unopened.values(), **kwargs)


class OpenCaseView(LegalOnlyMixin, View):
    """Opens a case from an award."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, award: int) -> HttpResponse:
        """Open the case and go to it."""
        case = open_case(get_object_or_404(AwardPage, pk=award), request.user)
        return redirect(f"{NAMESPACE}:case", case.pk)


class CaseView(CaseMixin, Screen):
    """One case: its papers in the order in which it needs them, its party, its steps and its deadlines."""

    template_name = "procurement/admin/case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case = self.case
        language = interface_language()
        standing = Standing.of(case)
        lifts = lifts_of(case, standing)
        facts, newest = standing.facts, newest_versions(case)
        phases = [
            (
                PHASE_LABELS[phase][language],
                [
                    {
                        "title": kind.title[language],
                        "url": paper_address(case, kind),
                        "readiness": judging.readiness(standing, kind),
                        "newest": newest.get(kind.key),
                    }
                    for kind in kinds
                ],
            )
            for phase, kinds in groupby(registry(), key=lambda kind: kind.phase)
        ]
        papers = SigningPapers(case, facts)
        known = judging.step_facts(facts)
        processing = judging.step_verdicts(facts, PROCESSING_START)
        steps = [
            ShownStep.of(
                SIGNING_PACK,
                _("Signing"),
                checklist(
                    signing_verdicts(papers), known, lifts, self._place(case, known, SIGNING_PACK), papers.details
                ),
            ),
            ShownStep.of(
                PROCESSING_START,
                _("Start of processing"),
                checklist(processing, known, lifts, self._place(case, known, PROCESSING_START)),
            ),
        ]
        party = case.party_or_none
        return super().get_context_data(
            **{
                **kwargs,
                "case": case,
                "facts": facts,
                "phases": phases,
                "steps": steps,
                "to_sign": to_sign(papers, newest),
                "packs": case.packs.select_related("created_by"),
                "deadlines": deadlines_of(facts),
                "party": party,
                "party_facts": self._party_rows(party),
            }
        )

    def _place(self, case: Case, facts: Facts, step: str) -> Place:
        return Place(case, facts, self.request.user, f"?step={step}")

    @staticmethod
    def _party_rows(party: Party | None) -> list[tuple[str, str]]:
        """Everything that a verification is about, for the lawyer to compare."""
        language = interface_language()
        facts = sources.party_facts(party).entries if party else {}
        return [
            (CATALOGUE[name].label[language], show(CATALOGUE[name], fact, language))
            for name, fact in facts.items()
            if name != "supplier.verified"
        ]

    def get_page_subtitle(self) -> str:
        """Name the award."""
        return str(self.case.award.title)

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        return [{"url": "", "label": self.get_page_subtitle()}]


class FactsView(CaseMixin, Screen):
    """The case form."""

    template_name = "procurement/admin/facts.html"
    page_title = gettext_lazy("Case form")

    def _form(self, case: Case, **options: Any) -> CaseForm:
        standing, shown = Standing.of(case), newest_recording(case)
        missing = {name for kind in registry() for name in judging.readiness(standing, kind).missing}
        return CaseForm(
            facts=standing.facts,
            missing=missing,
            shown=shown,
            place=Place(case, standing.facts, self.request.user),
            **options,
        )

    def _sent(self, case: Case, data: Any) -> CaseForm:
        """Read a form that was sent against what it had shown."""
        known = sources.facts_shown(case, whole(data.get("shown", "")))
        form = CaseForm(data, facts=sources.case_facts(case), known=known)
        form.is_valid()
        return form

    def _again(self, case: Case, sent: CaseForm, clashes: Mapping[str, Clash], waiting: Mapping[str, int]) -> CaseForm:
        """Return the form of the case as it is now, with what waits in its fields."""
        form = self._form(
            case, clashes={name: shown_clash(clash.recording) for name, clash in clashes.items()}, since=waiting
        )
        form.take_over(sent)
        return form

    def _offered(self, case: Case) -> CaseForm | None:
        """Return the form with what was typed when the session ended, if there is something."""
        kept = kept_posts.offered(self.request)
        if kept is None:
            return None
        sent = self._sent(case, kept)
        return self._again(case, sent, compare(case, sent.typed()).clashes, sent.waiting())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case = self.case
        if "form" not in kwargs and (offered := self._offered(case)):
            kwargs.update(form=offered, is_offered=True)
        kwargs.setdefault("form", self._form(case))
        added = {"case": case, "media": kwargs["form"].media, "unsaved": bool(kwargs["form"].since)}
        return super().get_context_data(**{**kwargs, **added})

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": "", "label": f"{_('Case form')}: {case.award.title}"},
        ]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Record the facts that were changed, and show what waits beside each field."""
        case = self.case
        sent = self._sent(case, request.POST)
        if sent.is_origin_wrong():
            messages.error(request, _("Nothing was recorded. Mend the fields that are marked."))
            form = self._again(case, sent, compare(case, sent.typed()).clashes, sent.waiting())
            return self.render_to_response(self.get_context_data(form=form), status=422)
        recorded, clashes = record_changes(
            case,
            sent.typed(),
            request.user,
            source=Source(sent.cleaned_data["source"]),
            reference=sent.cleaned_data["reference"],
        )
        waiting = {**sent.refused(), **{name: clash.shown for name, clash in clashes.items()}}
        said = ngettext("%(n)d fact recorded.", "%(n)d facts recorded.", len(recorded)) % {"n": len(recorded)}
        if not waiting:
            messages.success(request, said)
            return self.back(case)
        count = len(waiting)
        waits = ngettext("%(n)d fact waits and is marked.", "%(n)d facts wait and are marked.", count) % {"n": count}
        messages.error(request, f"{said} {waits}")
        form = self._again(case, sent, clashes, waiting)
        return self.render_to_response(self.get_context_data(form=form), status=422)


def shown_clash(recording: CaseFact) -> ShownClash:
    """Return what somebody else recorded meanwhile as a screen shows it."""
    lines = tuple(recorded_lines(recording))
    return ShownClash(recording.name, lines, recording.recorded_by.get_username(), recording.recorded_at)


def recorded_lines(row: CaseFact) -> list[str]:
    """Say what a recording says, a table row by row; nothing if it withdraws the fact."""
    if row.value is None:
        return []
    language, field = interface_language(), CATALOGUE[row.name]
    value = field.read(row.value)
    if isinstance(value, Records):
        return [
            " · ".join(
                show_cell(column, cell, language)
                for column in field.columns
                if (cell := record.get(column.key)) is not None
            )
            for record in value
        ]
    return [show(field, Fact(value, Provenance(Source.CASE_FORM)), language)]


class FactView(CaseMixin, Screen):
    """One fact: its rows if it is a table, and everything that has been recorded of it."""

    template_name = "procurement/admin/fact.html"

    @property
    def field(self) -> FactField:
        """The fact of the address."""
        field = CATALOGUE.get(self.kwargs["name"])
        if field is None or not field.on_case_form:
            raise Http404
        return field

    def get_page_title(self) -> str:
        """Name the fact."""
        return self.field.label[interface_language()]

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": reverse(f"{NAMESPACE}:facts", args=[case.pk]), "label": _("Case form")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case, field, language = self.case, self.field, interface_language()
        if field.columns:
            kept = None if "rows" in kwargs else kept_posts.offered(self.request)
            if kept is not None:
                rows, origin = self._sent(case, kept)
                kwargs.update(rows=rows, origin=origin, sent=kept, is_offered=True, unsaved=True)
            kwargs.setdefault("shown", newest_recording(case))
            kwargs.setdefault("rows", rows_form(field, sources.case_facts(case).value(field.name)))
            kwargs.setdefault("origin", OriginForm())
            kwargs["media"] = kwargs["rows"].media
            if "sent" in kwargs:
                kwargs["since"] = whole(shown_of(kwargs["sent"], field.name))
        recorded = CaseFact.objects.filter(case=case, name=field.name).select_related("recorded_by").order_by("-pk")
        history = [(row, recorded_lines(row)) for row in recorded]
        anchor = "fact-" + field.name.replace(".", "-")
        added = {"case": case, "field": field, "help": field.help[language], "history": history, "anchor": anchor}
        return super().get_context_data(**{**kwargs, **added})

    def _sent(self, case: Case, data: Any) -> tuple[Any, OriginForm]:
        """Read the rows that were sent against those that were shown."""
        known = sources.facts_shown(case, whole(data.get("shown", "")))
        return rows_form(self.field, known.value(self.field.name), data), OriginForm(data)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Record the rows of a table, or show what is wrong beside each field. A table is recorded whole."""
        case, field = self.case, self.field
        if not field.columns:
            raise Http404
        rows, origin = self._sent(case, request.POST)
        again = {"rows": rows, "origin": origin, "sent": request.POST, "unsaved": True}
        if not (rows.is_valid() and origin.is_valid()):
            messages.error(request, _("Nothing was recorded. Mend the fields that are marked."))
            return self.render_to_response(self.get_context_data(**again), status=422)
        typed = Typed(field.name, rows.records(), whole(shown_of(request.POST, field.name)))
        changed, clashes = record_changes(
            case,
            [] if chose(request.POST, field.name, "theirs") else [typed],
            request.user,
            source=Source(origin.cleaned_data["source"]),
            reference=origin.cleaned_data["reference"],
        )
        if clashes:
            messages.error(request, _("Nothing was recorded: somebody else changed the rows meanwhile. Choose below."))
            clash = shown_clash(clashes[field.name].recording)
            return self.render_to_response(self.get_context_data(**again, clash=clash), status=422)
        count = len(changed)
        messages.success(request, ngettext("%(n)d fact recorded.", "%(n)d facts recorded.", count) % {"n": count})
        if self.paper or self.request.GET.get("step") in STEPS:
            return self.back(case)
        return redirect(reverse(f"{NAMESPACE}:facts", args=[case.pk]) + "#fact-" + field.name.replace(".", "-"))


class LiftView(CaseMixin, Screen):
    """A guard that a second lawyer may lift: one proposes with a reason, another confirms."""

    template_name = "procurement/admin/lift.html"
    page_title = gettext_lazy("Lift a guard")

    def _proposal(self, case: Case) -> LiftProposal | None:
        return standing_proposals(case, sources.case_facts(case)).get(self.kwargs["guard"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case, language = self.case, interface_language()
        guard = next((guard for guard in ALL_GUARDS if guard.key == self.kwargs["guard"]), None)
        if guard is None:
            raise Http404
        facts = sources.case_facts(case)
        proposal = standing_proposals(case, facts).get(guard.key)
        kept = kept_posts.offered(self.request)
        kwargs.setdefault("is_offered", kept is not None)
        kwargs.setdefault("form", LiftForm(kept))
        added = {
            "case": case,
            "guard": guard,
            "message": guard.message[language],
            "about": guard.about(facts),
            "may_be_lifted": guard.lift is Lift.SECOND_LAWYER,
            "proposal": proposal,
            "lift": standing_lifts(case, facts).get(guard.key),
            "may_confirm": proposal and permissions.may_lift_guard(self.request.user, proposal.proposed_by),
        }
        return super().get_context_data(**{**kwargs, **added})

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": "", "label": str(self.page_title)},
        ]

    def post(self, request: HttpRequest, guard: str, **_kwargs: Any) -> HttpResponse:
        """Propose the lift, or confirm what another lawyer proposed."""
        case = self.case
        try:
            if "confirm" in request.POST:
                self._confirm(case, guard, request)
                messages.success(request, _("The guard is lifted."))
                return self.back(case)
            form = LiftForm(request.POST)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form), status=422)
            seen = request.POST.get("about", "")
            propose_lift(case, guard, reason=form.cleaned_data["reason"], user=request.user, about=seen)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.back(case)
        messages.success(request, _("The lift is proposed. Another lawyer must confirm it."))
        return self.back(case)

    def _confirm(self, case: Case, guard: str, request: HttpRequest) -> None:
        """Lift the guard by the proposal that was on the screen, not by a newer one."""
        proposal = self._proposal(case)
        if proposal is None or str(proposal.pk) != request.POST["confirm"]:
            raise ValidationError(_("The proposal was changed after you opened the page. Read it again."))
        lift_guard(
            case,
            guard,
            reason=proposal.reason,
            proposed_by=proposal.proposed_by,
            confirmed_by=request.user,
            about=proposal.about,
        )


class VerifyPartyView(CaseMixin, View):
    """Verifies the party."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Verify the party and go back."""
        case = self.case
        party = get_object_or_404(Party, case=case)
        try:
            verify_party(party, request.user, shown=request.POST.get("shown", ""))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The party is verified."))
        return self.back(case)


class DraftView(CaseMixin, View):
    """Drafts a paper."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, kind: str, **_kwargs: Any) -> HttpResponse:
        """Draft, or say every reason why not."""
        case = self.case
        if kind not in registry():
            raise Http404
        form = DraftForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
            return self.back(case)
        languages = [Language(code) for code in form.cleaned_data["languages"]]
        try:
            versions = draft_document(
                case, registry()[kind], languages, request.user, incomplete=form.cleaned_data["incomplete"]
            )
        except DraftRefusedError as refused:
            return self._refused(case, kind, refused)
        messages.success(request, _("Version %(number)d is ready.") % {"number": versions[0].number})
        return redirect(paper_address(case, registry()[kind]))

    def _refused(self, case: Case, kind: str, refused: DraftRefusedError) -> HttpResponse:
        messages.error(self.request, _("Nothing was drafted."))
        for refusal in refused.refusals:
            messages.error(self.request, refusal.sentence)
        return redirect(paper_address(case, registry()[kind]))


class DraftFromTemplateView(DraftView):
    """Drafts a paper from a Word template in use."""

    def post(self, request: HttpRequest, kind: str, **_kwargs: Any) -> HttpResponse:
        """Draft, or say every reason why not."""
        case = self.case
        chosen = request.POST.get("word_template", "")
        templates = WordTemplateVersion.objects.select_related("template").filter(template__kind=kind)
        template = get_object_or_404(templates, pk=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0)
        try:
            incomplete = bool(request.POST.get("incomplete"))
            version = draft_from_word_template(case, template, request.user, incomplete=incomplete)
        except DraftRefusedError as refused:
            return self._refused(case, kind, refused)
        messages.success(request, _("Version %(number)d is ready.") % {"number": version.number})
        return redirect(paper_address(case, registry()[kind]))


class DownloadView(CaseMixin, View):
    """Hands out a file of a version."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, file: int, **_kwargs: Any) -> HttpResponse:
        """Stream the file as an attachment that nothing may cache or sniff."""
        return self.hand_out(
            get_object_or_404(DocumentFile.objects.select_related("version__case"), pk=file, version__case=self.case)
        )

    def hand_out(self, stored: DocumentFile | PublicVersion | ApprovedFile) -> HttpResponse:
        """Stream a stored file."""
        content = download_document(stored, self.request.user)
        format_ = DocumentFile.Format.PDF if isinstance(stored, PublicVersion) else stored.format
        return attached(content, _MEDIA_TYPES[format_], stored.file_name)


class PublicDownloadView(DownloadView):
    """Hands out a public version."""

    def get(self, request: HttpRequest, file: int, **_kwargs: Any) -> HttpResponse:
        """Stream the file."""
        found = PublicVersion.objects.select_related("version__case")
        return self.hand_out(get_object_or_404(found, pk=file, version__case=self.case))


class ApprovedDownloadView(DownloadView):
    """Hands out a file of an approved version."""

    def get(self, request: HttpRequest, file: int, **_kwargs: Any) -> HttpResponse:
        """Stream the file."""
        found = ApprovedFile.objects.select_related("approval__version__case")
        return self.hand_out(get_object_or_404(found, pk=file, approval__version__case=self.case))


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file as an attachment that nothing may cache or sniff."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


class AsWordView(CaseMixin, View):
    """Hands out the Word file of a version as Word would lay it out, where the operator offers that."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, file: int, **_kwargs: Any) -> HttpResponse:
        """Stream the pages, or say why there are none."""
        files = DocumentFile.objects.select_related("version__case")
        stored = get_object_or_404(files, pk=file, version__case=self.case, format=DocumentFile.Format.DOCX)
        try:
            content = lay_out_as_word(stored, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.back(stored.version.case)
        return attached(content, pdf.MEDIA_TYPE, stored.file_name.removesuffix(".docx") + ".word.pdf")
