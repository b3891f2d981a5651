"""The screens of one paper of a case: what it lacks, what it would say and why, and its versions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from procurement import permissions
from procurement.actions.approve_document import ApprovalRefusedError, approve_document
from procurement.actions.lay_out_as_word import is_offered
from procurement.actions.make_public_version import (
    PublicVersionRefusedError,
    make_public_version,
    word_paper_refusal,
)
from procurement.actions.preview_document import Preview, preview_document
from procurement.actions.read_side_by_side import SideBySideRefusedError, read_side_by_side, word_papers_refusal
from procurement.admin.checklist import checklist, lifts_of, wording_checks
from procurement.admin.forms import asked_of, show
from procurement.admin.places import Place
from procurement.admin.views import NAMESPACE, CaseMixin, Screen, attached, paper_address
from procurement.admin.wordings import wording_of
from procurement.composing import Reason, Stated
from procurement.computed.facts import inputs_of
from procurement.facts import Facts
from procurement.facts.catalogue import CATALOGUE
from procurement.interface import interface_language
from procurement.kinds import FRAME, Kind, registry
from procurement.languages import LANGUAGE_TAG, Language
from procurement.models import Case, DocumentVersion, WordTemplateVersion
from procurement.readiness import judging
from procurement.readiness.standing import Standing
from procurement.rendering import pdf
from procurement.rendering.html import blocks_html


class PaperMixin(CaseMixin):
    """A screen of one paper of a case."""

    @property
    def kind(self) -> Kind:
        """The kind of the address."""
        if self.kwargs["kind"] not in registry():
            raise Http404
        return registry()[self.kwargs["kind"]]

    def get_page_title(self) -> str:
        """Name the paper."""
        return self.kind.title[interface_language()]

    def get_page_subtitle(self) -> str:
        """Name the award."""
        return str(self.case.award.title)


class PaperView(PaperMixin, Screen):
    """One paper: what blocks it, what it lacks, how to draft it, and its versions."""

    template_name = "procurement/admin/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case, kind, language = self.case, self.kind, interface_language()
        standing = Standing.of(case)
        readiness = judging.readiness(standing, kind)
        place = Place(case, standing.facts, self.request.user, f"?paper={kind.key}")
        checks = checklist(readiness.verdicts, standing.facts, lifts_of(case, standing), place)
        versions = self._versions(case, kind)
        from_word = any(version.word_template is not None for version in versions)
        added = {
            "case": case,
            "kind": kind,
            "readiness": readiness,
            "party_unverified_because": (because := kind.party_unverified_because) and because[language],
            "checks": [*wording_checks(kind, standing.library), *checks],
            "missing": [self._missing(place, name) for name in readiness.missing],
            "versions": versions,
            "to_approve": self._to_approve(versions),
            "word_templates": [each for each in WordTemplateVersion.all_in_use() if each.template.kind == kind.key],
            "as_word": is_offered(),
            "pairs": [] if kind.has_served_original else self._pairs(versions),
            "no_pairs_of_word_papers": word_papers_refusal() if from_word and not kind.has_served_original else "",
            "no_public_word_papers": word_paper_refusal() if from_word else "",
        }
        return super().get_context_data(**{**kwargs, **added})

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": "", "label": self.get_page_title()},
        ]

    @staticmethod
    def _missing(place: Place, name: str) -> dict[str, Any]:
        language, field = interface_language(), CATALOGUE[name]
        # Nobody supplies a computed fact: what it follows from is what a lawyer would mend.
        inputs = sorted(inputs_of([name])) if field.supplied_by == "computed" else []
        return {
            "label": field.label[language],
            "group": field.group.label[language],
            "asked_of": asked_of(field, language),
            "url": place.of(name),
            "inputs": [(CATALOGUE[each].label[language], place.of(each)) for each in inputs],
        }

    @staticmethod
    def _versions(case: Case, kind: Kind) -> list[DocumentVersion]:
        versions = DocumentVersion.objects.filter(case=case, kind=kind.key)
        versions = versions.defer("composed", "facts", "filling", "wordings")
        versions = versions.select_related("created_by", "case", "word_template__template", "approval__approved_by")
        return list(
            versions.prefetch_related(
                "files__version", "public_versions__version", "approval__files__approval__version"
            )
        )

    def _to_approve(self, versions: list[DocumentVersion]) -> list[tuple[DocumentVersion, permissions.Decision]]:
        """Return the newest versions that nobody has approved, and whether this user may."""
        return [
            (version, permissions.may_approve_document(self.request.user, version.created_by))
            for version in versions
            if not hasattr(version, "approval") and self._is_newest(version, versions)
        ]

    @staticmethod
    def _is_newest(version: DocumentVersion, versions: list[DocumentVersion]) -> bool:
        """Whether no version has come after this one. A Word template has one language, so its number has one too."""
        if version.word_template is None:
            return version.number == versions[0].number
        return version == next(each for each in versions if each.language == version.language)

    @staticmethod
    def _pairs(versions: list[DocumentVersion]) -> list[tuple[DocumentVersion, DocumentVersion]]:
        """Return the languages of each version that can stand side by side."""
        by_number: dict[int, list[DocumentVersion]] = {}
        for version in sorted(versions, key=lambda version: (version.number, version.language), reverse=True):
            if version.word_template is None:
                by_number.setdefault(version.number, []).append(version)
        return [pair for same in by_number.values() for pair in combinations(same, 2)]


class PublicVersionView(CaseMixin, View):
    """Makes the public version of a paper."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, version: int, **_kwargs: Any) -> HttpResponse:
        """Make it, or say why not."""
        stored = get_object_or_404(DocumentVersion.objects.select_related("case"), pk=version, case=self.case)
        try:
            make_public_version(stored, request.user)
        except PublicVersionRefusedError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The public version is ready. Read it whole before you give it to anybody."))
        return redirect(paper_address(stored.case, registry()[stored.kind]) + "#versions")


class ApproveView(CaseMixin, View):
    """Approves a version."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, version: int, **_kwargs: Any) -> HttpResponse:
        """Approve it, or say every reason why not."""
        versions = DocumentVersion.objects.select_related("case", "created_by")
        stored = get_object_or_404(versions, pk=version, case=self.case)
        try:
            approve_document(stored, request.user)
        except ApprovalRefusedError as refused:
            messages.error(request, _("Nothing was approved."))
            for reason in refused.reasons:
                messages.error(request, reason)
        else:
            messages.success(request, _("The version is approved. Its files without the marks of a draft are ready."))
        return redirect(paper_address(stored.case, registry()[stored.kind]) + "#versions")


class SideBySideView(CaseMixin, View):
    """Hands out two languages of a version side by side."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, left: int, right: int, **_kwargs: Any) -> HttpResponse:
        """Stream the PDF, or say why there is none."""
        versions = DocumentVersion.objects.select_related("case").filter(case=self.case)
        first, second = (get_object_or_404(versions, pk=pk) for pk in (left, right))
        try:
            content = read_side_by_side(first, second, request.user)
        except SideBySideRefusedError as refused:
            messages.error(request, str(refused))
            return redirect(paper_address(first.case, registry()[first.kind]))
        name = f"{first.case_id}-{first.kind}-{first.number}.{first.language}-{second.language}.pdf"
        return attached(content, pdf.MEDIA_TYPE, name)


@dataclass(frozen=True, slots=True)
class ShownReason:
    """Why a clause stands there, or does not: its reason, and the facts that each condition rests on."""

    clause: str
    reason: Reason
    conditions: list[tuple[Stated, list[tuple[str, str]]]]


class PreviewView(PaperMixin, Screen):
    """What a paper would say now, with the reason of every clause beside it."""

    template_name = "procurement/admin/preview.html"
    page_title = gettext_lazy("Preview of the paper")

    @property
    def language(self) -> Language:
        """The language of the address."""
        if self.kwargs["language"] not in self.kind.languages:
            raise Http404
        return Language(self.kwargs["language"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case, kind, language = self.case, self.kind, self.language
        trial = wording_of(self.request)
        preview = preview_document(case, kind, language, self.request.user, trial=trial)
        unsaid = [reason for reason in preview.reasons.values() if reason.is_said is False]
        added = {
            "case": case,
            "kind": kind,
            "language": language,
            "language_tag": LANGUAGE_TAG[language],
            "preview": preview,
            "trial": trial,
            "sections": self._sections(preview),
            "unsaid": [self._reason(reason, preview.facts) for reason in unsaid],
        }
        return super().get_context_data(**{**kwargs, **added})

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": paper_address(case, self.kind), "label": self.get_page_title()},
            {"url": "", "label": _("Preview of the paper")},
        ]

    def _sections(self, preview: Preview) -> list[tuple[SafeString, ShownReason | None]]:
        if preview.document is None:
            return []
        return [
            (
                blocks_html(blocks, on_screen=True),
                self._reason(preview.reasons[clause], preview.facts)
                if clause in preview.reasons and clause != FRAME
                else None,
            )
            for clause, blocks in preview.document.by_clause()
        ]

    @staticmethod
    def _reason(reason: Reason, facts: Facts) -> ShownReason:
        labels = interface_language()
        entries = facts.entries
        conditions = [
            (
                stated,
                [
                    (CATALOGUE[name].label[labels], show(CATALOGUE[name], entries.get(name), labels))
                    for name in stated.facts
                    if name in entries
                ],
            )
            for stated in reason.conditions
        ]
        return ShownReason(reason.clause, reason, conditions)
