"""The place of procurement in the Wagtail admin: its addresses and its menu item."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from procurement import permissions
from procurement.admin import papers, views


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
            path("<int:case>/", views.CaseView.as_view(), name="case"),
            path("<int:case>/facts/", views.FactsView.as_view(), name="facts"),
            path("<int:case>/facts/<str:name>/", views.FactView.as_view(), name="fact"),
            path("<int:case>/guards/<slug:guard>/", views.LiftView.as_view(), name="lift"),
            path("<int:case>/party/", views.PartyView.as_view(), name="party"),
            path("<int:case>/party/verify/", views.VerifyPartyView.as_view(), name="verify_party"),
            path("<int:case>/papers/<slug:kind>/", papers.PaperView.as_view(), name="paper"),
            path("<int:case>/papers/<slug:kind>/<slug:language>/", papers.PreviewView.as_view(), name="preview"),
            path("<int:case>/draft/<slug:kind>/", views.DraftView.as_view(), name="draft"),
            path("<int:case>/public/<int:file>/", views.PublicDownloadView.as_view(), name="download_public"),
            path("<int:case>/versions/<int:version>/public/", papers.PublicVersionView.as_view(), name="make_public"),
            path("<int:case>/sides/<int:left>/<int:right>/", papers.SideBySideView.as_view(), name="side_by_side"),
            path("<int:case>/files/<int:file>/", views.DownloadView.as_view(), name="download"),
        ]
