"""The lawyers' views. They parse and show; every rule is asked of an action or of `permissions`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from klash_pages.models import AwardPage
from procurement import permissions, sources
from procurement.actions import draft_document as drafting
from procurement.actions.download_document import DamagedFileError, download_document
from procurement.actions.draft_document import DraftRefusedError, draft_document
from procurement.actions.open_case import open_case
from procurement.actions.record_facts import record_facts
from procurement.actions.save_party import save_party
from procurement.actions.verify_party import verify_party
from procurement.admin.forms import CaseForm, DraftForm, PartyForm
from procurement.facts import Source
from procurement.facts.catalogue import CATALOGUE
from procurement.kinds import Kind, registry
from procurement.languages import Language
from procurement.models import Case, DocumentFile, DocumentVersion, Party
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

    @property
    def case(self) -> Case:
        """The case of the address."""
        return get_object_or_404(Case.objects.select_related("award", "opened_by"), pk=self.kwargs["case"])

    def back(self, case: Case, anchor: str = "") -> HttpResponse:
        """Return to the case."""
        return redirect(reverse(f"{NAMESPACE}:case", args=[case.pk]) + anchor)


class _Screen(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "doc-full"
    page_title = gettext_lazy("Procurement")

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAMESPACE}:index"), "label": _("Procurement")},
            *self.crumbs(),
        ]


class IndexView(LegalOnlyMixin, _Screen):
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


class CaseView(CaseMixin, _Screen):
    """One case: what each paper still lacks, the party, the versions."""

    template_name = "procurement/admin/case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case = self.case
        language = drafting.interface_language()
        facts = sources.case_facts(case)
        papers = [
            {
                "kind": kind,
                "title": kind.title[language],
                "readiness": readiness,
                "missing": [
                    {
                        "label": CATALOGUE[name].label[language],
                        "group": CATALOGUE[name].group.label[language],
                        "url": _place_of(case, name),
                    }
                    for name in readiness.missing
                ],
                "versions": self._versions(case, kind),
            }
            for kind in registry()
            for readiness in [drafting.readiness(case, kind)]
        ]
        added = {"case": case, "facts": facts, "papers": papers, "party": case.party_or_none}
        return super().get_context_data(**{**kwargs, **added})

    def get_page_subtitle(self) -> str:
        """Name the award."""
        return str(self.case.award.title)

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        return [{"url": "", "label": self.get_page_subtitle()}]

    @staticmethod
    def _versions(case: Case, kind: Kind) -> list[DocumentVersion]:
        versions = DocumentVersion.objects.filter(case=case, kind=kind.key)
        return list(versions.select_related("created_by", "case").prefetch_related("files__version"))


def _place_of(case: Case, name: str) -> str:
    """Return the address where a missing fact is typed."""
    match CATALOGUE[name].supplied_by:
        case "party":
            return reverse(f"{NAMESPACE}:party", args=[case.pk])
        case "page":
            return reverse("wagtailadmin_pages:edit", args=[case.award_id])
    return reverse(f"{NAMESPACE}:facts", args=[case.pk]) + "#fact-" + name.replace(".", "-")


class FactsView(CaseMixin, _Screen):
    """The case form."""

    template_name = "procurement/admin/facts.html"
    page_title = gettext_lazy("Case form")

    def _form(self, case: Case, data: Any = None) -> CaseForm:
        missing = {name for kind in registry() for name in drafting.readiness(case, kind).missing}
        return CaseForm(data, facts=sources.case_facts(case), missing=missing)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case = self.case
        kwargs.setdefault("form", self._form(case))
        return super().get_context_data(**{**kwargs, "case": case, "media": kwargs["form"].media})

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": "", "label": f"{_('Case form')}: {case.award.title}"},
        ]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Record the changed facts, or show what is wrong beside each field."""
        case = self.case
        form = self._form(case, request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was recorded. Mend the fields that are marked."))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        changed = record_facts(
            case,
            form.values(),
            request.user,
            source=Source(form.cleaned_data["source"]),
            reference=form.cleaned_data["reference"],
        )
        count = len(changed)
        messages.success(request, ngettext("%(n)d fact recorded.", "%(n)d facts recorded.", count) % {"n": count})
        return self.back(case)


class PartyView(CaseMixin, _Screen):
    """The party of a case."""

    template_name = "procurement/admin/party.html"
    page_title = gettext_lazy("Party")

    def _instance(self, case: Case) -> Party:
        return case.party_or_none or Party(case=case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case = self.case
        party = self._instance(case)
        kwargs.setdefault("form", PartyForm(instance=party))
        added = {"case": case, "party": party if party.pk else None, "media": kwargs["form"].media}
        return super().get_context_data(**{**kwargs, **added})

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": "", "label": f"{_('Party')}: {case.award.title}"},
        ]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save the party, or show what is wrong beside each field."""
        case = self.case
        form = PartyForm(request.POST, instance=self._instance(case))
        if not form.is_valid():
            messages.error(request, _("The party was not saved. Mend the fields that are marked."))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        save_party(form.save(commit=False), request.user)
        messages.success(request, _("The party is saved and waits to be verified."))
        return self.back(case)


class VerifyPartyView(CaseMixin, View):
    """Verifies the party."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Verify the party and go back."""
        case = self.case
        party = get_object_or_404(Party, case=case)
        try:
            verify_party(party, request.user)
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
            messages.error(request, _("Nothing was drafted."))
            for refusal in refused.refusals:
                messages.error(request, refusal.sentence)
            return self.back(case, f"#{kind}")
        messages.success(request, _("Version %(number)d is ready.") % {"number": versions[0].number})
        return self.back(case, f"#{kind}")


class DownloadView(CaseMixin, View):
    """Hands out a file of a version."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, file: int, **_kwargs: Any) -> HttpResponse:
        """Stream the file as an attachment that nothing may cache or sniff."""
        stored = get_object_or_404(
            DocumentFile.objects.select_related("version__case"), pk=file, version__case=self.case
        )
        try:
            content = download_document(stored, request.user)
        except DamagedFileError:
            messages.error(
                request, _("The stored file is missing or damaged. Nothing was handed out; tell the administrator.")
            )
            return self.back(stored.version.case)
        return HttpResponse(
            content,
            content_type=_MEDIA_TYPES[stored.format],
            headers={
                "Content-Disposition": content_disposition_header(True, stored.file_name) or "attachment",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
                "Content-Security-Policy": "default-src 'none'; sandbox",
            },
        )
