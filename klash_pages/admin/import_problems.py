"""The import of a list of problems: choose a file, see every fault or every row, confirm."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from klash_pages.models import ContestPage, Problem
from klash_pages.problems import spreadsheet_import

_SALT = "klash_pages.import"
_MOST_HIDDEN = 2_000_000


class ImportForm(forms.Form):
    """The file, and whose contest it belongs to."""

    contest = forms.ModelChoiceField(label=gettext_lazy("Contest"), queryset=ContestPage.objects.none())
    file = forms.FileField(label=gettext_lazy("File (CSV or XLSX)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firsts = ContestPage.objects.order_by().values("translation_key").annotate(first=Min("pk")).values("first")
        contests: Any = self.fields["contest"]
        contests.queryset = ContestPage.objects.filter(pk__in=firsts).order_by("-pk")


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """Shows what a file holds; stores it only when it is confirmed, all of it or nothing.

    Between the two steps the rows travel in a signed hidden field, so nothing is kept on the server.
    """

    template_name = "klash_pages/admin/import.html"
    header_icon = "upload"
    page_title = gettext_lazy("Import a list of problems")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who may add problems."""
        if not request.user.has_perm("klash_pages.add_problem"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("problem:index"), "label": _("Problems")},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the headings a file must have."""
        kwargs.setdefault("form", ImportForm())
        headings = {"required": spreadsheet_import.REQUIRED, "optional": spreadsheet_import.OPTIONAL}
        return super().get_context_data(headings=headings, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what the file holds, or store what was shown."""
        if "rows" in request.POST:
            return self._store(request)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        file, contest = form.cleaned_data["file"], form.cleaned_data["contest"]
        try:
            if file.size > spreadsheet_import.MOST_BYTES:
                raise spreadsheet_import.UnreadableFileError(_("The file is larger than 1 MB. Split it into several."))
            table = spreadsheet_import.read_table(file.name, file.read())
            packed = self._pack(table, contest)
        except spreadsheet_import.UnreadableFileError as error:
            form.add_error("file", str(error))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        found = spreadsheet_import.faults(table, contest)
        context = {"form": form, "table": table, "contest": contest, "faults": found}
        if not found:
            context |= {"packed": packed, "rows": list(table.rows.items())}
        return self.render_to_response(self.get_context_data(**context), status=422 if found else 200)

    @staticmethod
    def _pack(table: spreadsheet_import.Table, contest: ContestPage) -> str:
        content = {"key": str(uuid.uuid4()), "contest": contest.pk, "rows": list(table.rows.items())}
        packed = signing.dumps(content, salt=_SALT, compress=True)
        if len(packed) > _MOST_HIDDEN:
            raise spreadsheet_import.UnreadableFileError(_("The file is larger than 1 MB. Split it into several."))
        return packed

    def _store(self, request: HttpRequest) -> HttpResponse:
        try:
            content = signing.loads(request.POST["rows"], salt=_SALT)
        except signing.BadSignature:
            messages.error(request, _("Choose the file again."))
            return redirect("problem:import")
        contest = get_object_or_404(ContestPage, pk=content["contest"])
        table = spreadsheet_import.Table({int(number): row for number, row in content["rows"]})
        try:
            stored: list[Problem] = spreadsheet_import.store(table, contest, uuid.UUID(content["key"]), request.user)
        except ValueError:
            # Somebody has registered one of the problems, or removed a theme, since the file was shown.
            context = {"table": table, "contest": contest, "faults": spreadsheet_import.faults(table, contest)}
            return self.render_to_response(self.get_context_data(**context), status=422)
        messages.success(
            request,
            ngettext("%(number)s problem was imported.", "%(number)s problems were imported.", len(stored))
            % {"number": len(stored)},
        )
        return redirect("problem:index")
