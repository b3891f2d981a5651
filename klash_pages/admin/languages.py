"""The report on languages: the public pages that lack one, and those whose translation is older than its source."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from klash_pages.admin.export import HarmlessExportMixin
from klash_pages.admin.lists import LettersColumn, letter_words
from klash_pages.admin.waiting_work import pages_with_gaps


def _may_read(user: Any) -> bool:
    return bool(policy_registry.get_by_type(Page).user_has_permission(user, "change"))


class LanguagesReport(HarmlessExportMixin, ReportView):
    """The pages to translate or to translate anew; a letter leads to its page."""

    page_title = _("Languages")
    header_icon = "globe"
    model = Page
    index_url_name = "klash_pages_languages"
    index_results_url_name = "klash_pages_languages_results"
    results_template_name = "klash_pages/admin/languages_results.html"
    columns = [
        TitleColumn(
            "title",
            label=pgettext_lazy("of a page", "Title"),
            accessor="get_admin_display_title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("type", label=_("Type"), accessor="page_type_display_name"),
        LettersColumn("letters", label=_("Languages")),
    ]
    list_export = ["title", "page_type_display_name", "letters_text"]
    export_headings = {"page_type_display_name": _("Type"), "letters_text": _("Languages")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer those who may change some page."""
        if not _may_read(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[Page]:
        """The pages in the order of the tree."""
        self.gaps = {page.pk: letters for page, letters in pages_with_gaps(self.request.user).items()}
        return Page.objects.filter(pk__in=self.gaps).select_related("content_type").order_by("path")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Give the rows their letters."""
        for page in object_list:
            page.letters = self.gaps[page.pk]
            page.letters_text = ", ".join(letter_words(letter) for letter in page.letters)
        return object_list


class _MenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return _may_read(request.user)


def menu_item() -> MenuItem:
    """The report, for the menu."""
    return _MenuItem(_("Languages"), reverse("klash_pages_languages"), icon_name="globe", order=190)


urlpatterns = [
    path("reports/languages/", LanguagesReport.as_view(), name="klash_pages_languages"),
    path(
        "reports/languages/results/",
        LanguagesReport.as_view(results_only=True),
        name="klash_pages_languages_results",
    ),
]
