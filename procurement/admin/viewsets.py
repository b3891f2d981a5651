"""The place of procurement in the Wagtail admin: its addresses and its menu item."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from procurement import permissions
from procurement.admin import annexes, packs, papers, party, views, word_fields, word_templates, word_trial, wordings


class _CasesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(permissions.may_view_cases(request.user))


class CaseViewSet(ViewSet):
    """Cases and everything that hangs on them."""

    name = views.NAMESPACE
    icon = "doc-full"
    menu_label = _("Procurement")
    menu_name = "procurement"
    menu_order = 70
    add_to_admin_menu = True
    menu_item_class = _CasesMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses, all below one prefix."""
        return [
            path("", views.IndexView.as_view(), name="index"),
            path("open/<int:award>/", views.OpenCaseView.as_view(), name="open_case"),
            path("packs/", packs.PacksView.as_view(), name="packs"),
            path("packs/<int:pack>/", packs.PackDownloadView.as_view(), name="pack"),
            path("packs/<int:pack>/again/", packs.PackAgainView.as_view(), name="pack_again"),
            path("<int:case>/pack/", packs.CasePackView.as_view(), name="case_pack"),
            path("<int:case>/", views.CaseView.as_view(), name="case"),
            path("<int:case>/facts/", views.FactsView.as_view(), name="facts"),
            path("<int:case>/facts/<str:name>/", views.FactView.as_view(), name="fact"),
            path("<int:case>/guards/<slug:guard>/", views.LiftView.as_view(), name="lift"),
            path("<int:case>/party/", party.PartyView.as_view(), name="party"),
            path("<int:case>/party/verify/", views.VerifyPartyView.as_view(), name="verify_party"),
            path("<int:case>/annexes/", annexes.AnnexesView.as_view(), name="annexes"),
            path("<int:case>/annexes/<int:file>/", annexes.AnnexDownloadView.as_view(), name="download_annex"),
            path("<int:case>/papers/<slug:kind>/", papers.PaperView.as_view(), name="paper"),
            path("<int:case>/papers/<slug:kind>/<slug:language>/", papers.PreviewView.as_view(), name="preview"),
            path("<int:case>/draft/<slug:kind>/", views.DraftView.as_view(), name="draft"),
            path("<int:case>/public/<int:file>/", views.PublicDownloadView.as_view(), name="download_public"),
            path("<int:case>/versions/<int:version>/public/", papers.PublicVersionView.as_view(), name="make_public"),
            path("<int:case>/versions/<int:version>/approve/", papers.ApproveView.as_view(), name="approve"),
            path("<int:case>/approved/<int:file>/", views.ApprovedDownloadView.as_view(), name="download_approved"),
            path("<int:case>/signing-pack/", packs.SigningPackView.as_view(), name="signing_pack"),
            path("<int:case>/sides/<int:left>/<int:right>/", papers.SideBySideView.as_view(), name="side_by_side"),
            path(
                "<int:case>/draft/<slug:kind>/template/",
                views.DraftFromTemplateView.as_view(),
                name="draft_from_template",
            ),
            path("<int:case>/files/<int:file>/", views.DownloadView.as_view(), name="download"),
            path("<int:case>/files/<int:file>/as-word/", views.AsWordView.as_view(), name="as_word"),
            *self._word_template_patterns(),
            *self._wording_patterns(),
        ]

    @staticmethod
    def _wording_patterns() -> list[Any]:
        """Return the addresses of house wordings."""
        version = "wordings/<slug:clause>/<int:number>/"
        return [
            path("wordings/", wordings.WordingsView.as_view(), name="wordings"),
            path("wordings/<slug:clause>/", wordings.WordingView.as_view(), name="wording"),
            path("wordings/<slug:clause>/edit/", wordings.WordingEditView.as_view(), name="wording_edit"),
            path(version, wordings.WordingView.as_view(), name="wording_version"),
            path(f"{version}edit/", wordings.WordingEditView.as_view(), name="wording_version_edit"),
            path(f"{version}context/", wordings.WordingContextView.as_view(), name="wording_context"),
        ]

    @staticmethod
    def _word_template_patterns() -> list[Any]:
        """Return the addresses of Word templates."""
        version = "templates/<int:template>/<int:number>/"
        return [
            path("templates/", word_templates.WordTemplatesView.as_view(), name="word_templates"),
            path("templates/new/", word_templates.NewWordTemplateView.as_view(), name="word_template_new"),
            path(
                "templates/starters/<slug:key>/<slug:language>/",
                word_templates.StarterView.as_view(),
                name="word_starter",
            ),
            path("templates/<int:template>/", word_templates.WordTemplateView.as_view(), name="word_template"),
            path(version, word_templates.WordVersionView.as_view(), name="word_version"),
            path(f"{version}file/", word_templates.WordVersionFileView.as_view(), name="word_version_file"),
            path(
                f"{version}comments/",
                word_templates.WordVersionFileView.as_view(commented=True),
                name="word_version_comments",
            ),
            path(f"{version}trial/", word_trial.WordTrialView.as_view(), name="word_trial"),
            path(f"{version}trial/pages/", word_trial.WordTrialFileView.as_view(), name="word_trial_pages"),
            path(f"{version}trial/word/", word_trial.WordTrialFileView.as_view(as_word=True), name="word_trial_word"),
            path("templates/fields/", word_fields.WordFieldsView.as_view(), name="word_fields"),
            path(
                "templates/fields/<slug:kind>.<slug:language>.<slug:format>",
                word_fields.WordFieldsFileView.as_view(),
                name="word_fields_file",
            ),
        ]
