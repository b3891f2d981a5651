"""Reports for names that may not be shown, or not for long, and the page on which one is redacted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from klash_pages.admin.export import HarmlessExportMixin
from klash_pages.localization.partial_dates import write_date
from klash_pages.models import Person
from klash_pages.privacy import redact_names
from klash_pages.privacy.find_names import Kind, Place, hidden_people, places

#: Kinds that are told as a number: nobody edits them one by one.
_COUNTED = (Kind.TRANSLATION, Kind.LOG, Kind.COMMENT)


class ForThoseWhoChangePeople(PermissionCheckedMixin):
    """The permission that all of this asks for."""

    permission_required = "change"

    def __init__(self, **kwargs: Any) -> None:
        self.permission_policy = policy_registry.get_by_type(Person)
        super().__init__(**kwargs)


class NamesToRemoveReport(ForThoseWhoChangePeople, HarmlessExportMixin, ReportView):
    """The people whose day of removal has passed or comes within 30 days."""

    page_title = _("Names to remove")
    header_icon = "date"
    model = Person
    index_url_name = "klash_pages_names_to_remove"
    index_results_url_name = "klash_pages_names_to_remove_results"
    results_template_name = "klash_pages/admin/names_to_remove_results.html"
    columns = [
        TitleColumn("name", label=_("Name"), get_url=lambda person: reverse("person:edit", args=[person.pk])),
        Column("organisation", label=_("Organisation")),
        # Wagtail's column of dates says how long ago, and of a day to come "just now".
        Column("remove_on", label=_("Remove on"), accessor=lambda person: write_date(person.remove_on)),
        Column("basis", label=_("May be shown because"), accessor="get_basis_display"),
    ]
    list_export = ["name", "organisation", "remove_on", "basis", "basis_source"]

    def get_queryset(self) -> QuerySet[Person]:
        """Return them, the earliest day first."""
        return Person.objects.to_remove()


class NamesInTextReport(ForThoseWhoChangePeople, View):
    """Where names that may not be shown still stand."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the places by person."""
        found = places(hidden_people(), request.user)
        people = [
            {"person": person, "places": _listed(at), "counts": _counted(at)} for person, at in found.items() if at
        ]
        context = {"people": people, "page_title": gettext("Names in running text"), "header_icon": "user"}
        return TemplateResponse(request, "klash_pages/admin/names_in_text.html", context)


class RedactNameView(ForThoseWhoChangePeople, View):
    """Asks before it redacts one person's name."""

    def get(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Say what will be rewritten and what will not."""
        person = get_object_or_404(Person, pk=person_id)
        at = places([person] if person in hidden_people() else [], request.user).get(person, [])
        context = {
            "person": person,
            "certain": Counter(place.holder.kind.label for place in at if place.is_certain).items(),
            "public": [place for place in _listed(at) if place.holder.kind == Kind.LIVE and place.is_certain],
            "page_title": gettext("Redact a name"),
            "header_icon": "user",
        }
        return TemplateResponse(request, "klash_pages/admin/redact_name.html", context)

    def post(self, request: HttpRequest, person_id: int) -> HttpResponse:
        """Redact, and say how much was rewritten."""
        person = get_object_or_404(Person, pk=person_id)
        try:
            rewritten = redact_names.redact(person, request.user, also_public="public" in request.POST)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("klash_pages_names_in_text")
        number = rewritten.total()
        words = ngettext("%(number)d text was rewritten.", "%(number)d texts were rewritten.", number)
        messages.success(request, words % {"number": number})
        return redirect("klash_pages_names_in_text")


def _listed(at: list[Place]) -> list[Place]:
    return [place for place in at if place.holder.kind not in _COUNTED]


def _counted(at: list[Place]) -> list[tuple[str, int]]:
    counts = Counter(place.holder.kind for place in at if place.holder.kind in _COUNTED)
    return [(str(kind.label), counts[kind]) for kind in _COUNTED if counts[kind]]


class PeopleMenuItem(MenuItem):
    """A report that only those see who may change people."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this user may."""
        return bool(request.user.has_perm(redact_names.PERMISSION))


def menu_items() -> list[PeopleMenuItem]:
    """The reports, for the menu."""
    return [
        PeopleMenuItem(_("Names to remove"), reverse("klash_pages_names_to_remove"), icon_name="date", order=200),
        PeopleMenuItem(_("Names in running text"), reverse("klash_pages_names_in_text"), icon_name="user", order=210),
    ]


urlpatterns = [
    path("reports/names-to-remove/", NamesToRemoveReport.as_view(), name="klash_pages_names_to_remove"),
    path(
        "reports/names-to-remove/results/",
        NamesToRemoveReport.as_view(results_only=True),
        name="klash_pages_names_to_remove_results",
    ),
    path("reports/names-in-text/", NamesInTextReport.as_view(), name="klash_pages_names_in_text"),
    path("reports/names-in-text/<int:person_id>/", RedactNameView.as_view(), name="klash_pages_redact_name"),
]
