"""The screen of uploaded annexes of a case: what there is, and the way to add one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from procurement import sources
from procurement.actions.download_document import download_document
from procurement.actions.make_signing_pack import Annex, SigningPapers
from procurement.actions.upload_annex import AnnexDetails, upload_annex
from procurement.admin.forms import DATE_FORMATS, DateInput, show_cell
from procurement.admin.sent_forms import UncutForm
from procurement.admin.views import NAMESPACE, CaseMixin, Screen, attached
from procurement.facts import Facts, Localised, Record
from procurement.facts.catalogue import CATALOGUE, Column
from procurement.hidden_content import Hidden
from procurement.interface import interface_language
from procurement.languages import Language
from procurement.models import AnnexFile, Case
from procurement.uploads.examine import MAX_FILE
from procurement.uploads.held_files import FACT, held_files, hidden_of, hiding, is_draft, said
from procurement.validators.printable_text import validate_printable


def _column(key: str) -> Column:
    column = CATALOGUE[FACT].column(key)
    if column is None:
        raise LookupError(key)
    return column


class AnnexForm(UncutForm):
    """A file, and what it is."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, Word (.docx), PNG or JPEG, at most 25 MB; a Word file at most 10 MB."),
        allow_empty_file=True,  # The action has a sentence of its own for an empty file.
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.png,.jpg,.jpeg"}),
    )
    title_sv = forms.CharField(
        label=gettext_lazy("Title in Swedish"),
        help_text=gettext_lazy("As it stands in the contract's list of annexes. Minutes are never annexes."),
        max_length=200,
        validators=[validate_printable],
    )
    title_fi = forms.CharField(label=gettext_lazy("Title in Finnish"), max_length=200, validators=[validate_printable])
    date = forms.DateField(widget=DateInput(), input_formats=DATE_FORMATS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = interface_language()
        for key in ("kind", "language", "publicity"):
            choices = [("", "—"), *((choice.key, choice.label[language]) for choice in _column(key).choices)]
            self.fields[key] = forms.ChoiceField(label=_column(key).label[language], choices=choices)
        self.fields["date"].label = _column("date").label[language]
        self.order_fields(["file", "kind", "title_sv", "title_fi", "date", "language", "publicity"])

    def details(self) -> AnnexDetails:
        """Return what the lawyer says of the file."""
        data = self.cleaned_data
        return AnnexDetails(
            kind=data["kind"],
            title=Localised({Language.SV: data["title_sv"], Language.FI: data["title_fi"]}),
            date=data["date"],
            language=data["language"],
            publicity=data["publicity"],
        )


@dataclass(frozen=True)
class ShownAnnex:
    """A row of the table of annexes, and the file it names if that was uploaded."""

    kind: str
    title: str
    date: date | None
    language: str
    publicity: str
    file: AnnexFile | None
    is_superseded: bool
    #: What the file holds and does not show; None if nothing can be said of it.
    found: tuple[Hidden, ...] | None

    @property
    def can_be_read(self) -> bool:
        """Whether anything can be said of the file."""
        return self.found is not None

    @property
    def hidden(self) -> str:
        """What the file holds and does not show, in words."""
        return said(hiding(self.found or ()))

    @property
    def is_draft(self) -> bool:
        """Whether the file is marked as a draft."""
        return Hidden.DRAFT in (self.found or ())

    @property
    def is_too_long(self) -> bool:
        """Whether the file was not looked through to its end."""
        return Hidden.UNREAD in (self.found or ())


def shown_annexes(case: Case, facts: Facts) -> tuple[list[ShownAnnex], list[AnnexFile]]:
    """Return the annexes of the table, and the files that the table names no more."""
    files = {file.sha256: file for file in case.annex_files.select_related("uploaded_by")}
    holding = {held.file for held in held_files(case, facts)}
    shown = [_shown(row, files, holding, facts) for row in facts.rows(FACT)]
    named = {annex.file for annex in shown}
    return shown, [file for file in files.values() if file not in named]


def _shown(row: Record, files: dict[str, AnnexFile], holding: set[AnnexFile], facts: Facts) -> ShownAnnex:
    language = interface_language()

    def cell_of(key: str) -> str:
        cell = row.get(key)
        return "–" if cell is None else show_cell(_column(key), cell, language)

    day, digest = row.get("date"), row.get("sha256")
    file = files.get(digest) if isinstance(digest, str) else None
    return ShownAnnex(
        kind=cell_of("kind"),
        title=cell_of("title"),
        date=day if isinstance(day, date) else None,
        language=cell_of("language"),
        publicity=cell_of("publicity"),
        file=file,
        is_superseded=file is not None and file not in holding,
        found=None if file is None else hidden_of(file, facts),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """An annex that the contract's list names and that nobody has uploaded, with the names that it has to hold."""

    annex: Annex
    names: tuple[str, ...]


def wanted(case: Case, facts: Facts) -> list[Wanted]:
    """Return the annexes that are still to be uploaded."""
    missing = [annex for annex in SigningPapers(case, facts).annexes if annex.upload_as and annex.is_missing]
    names = tuple(str(row.get("name")) for row in facts.rows("object.subcontractor_list") if row.get("name"))
    return [Wanted(annex, names if annex.upload_as == "subcontractors" else ()) for annex in missing]


class AnnexesView(CaseMixin, Screen):
    """The uploaded annexes of a case."""

    template_name = "procurement/admin/annexes.html"
    page_title = gettext_lazy("Uploaded annexes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        case = self.case
        facts = sources.case_facts(case)
        shown, unnamed = shown_annexes(case, facts)
        kwargs.setdefault("form", AnnexForm())
        added = {
            "case": case,
            "annexes": shown,
            "unnamed": unnamed,
            "wanted": wanted(case, facts),
            "media": kwargs["form"].media,
        }
        return super().get_context_data(**{**kwargs, **added})

    def get_page_subtitle(self) -> str:
        """Name the award."""
        return str(self.case.award.title)

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        case = self.case
        return [
            {"url": reverse(f"{NAMESPACE}:case", args=[case.pk]), "label": case.award.title},
            {"url": "", "label": str(self.page_title)},
        ]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Upload an annex, or show what is wrong beside each field."""
        case, form = self.case, AnnexForm(request.POST, request.FILES)
        if form.is_valid() and self._upload(case, form):
            messages.success(request, _("The annex is stored and stands in the table of annexes."))
            return redirect(f"{NAMESPACE}:annexes", case.pk)
        messages.error(request, _("Nothing was uploaded. Mend the fields that are marked."))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _upload(self, case: Case, form: AnnexForm) -> bool:
        file = form.cleaned_data["file"]
        # A file that is too large is not read further than it takes to say so.
        content = file.read(MAX_FILE + 1)
        try:
            annex = upload_annex(case, content, file.name, form.details(), self.request.user)
        except ValidationError as error:
            for field, sentences in error.message_dict.items():
                for sentence in sentences:
                    form.add_error("title_sv" if field == "title" else field, sentence)
            return False
        if is_draft(annex, sources.case_facts(case)):
            warning = _("%(file)s is marked as a draft. It stops the signing pack until its row is removed.")
            messages.warning(self.request, warning % {"file": annex.file_name})
        return True


class AnnexDownloadView(CaseMixin, View):
    """Hands out an uploaded annex."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, file: int, **_kwargs: Any) -> HttpResponse:
        """Stream the file as an attachment."""
        stored = get_object_or_404(AnnexFile.objects.select_related("case"), pk=file, case=self.case)
        return attached(download_document(stored, request.user), stored.media_type, stored.file_name)
