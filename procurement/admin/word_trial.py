"""A template tried out on screen: as pages, with sample facts or a case's, each branch of each condition in turn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin import messages

from procurement.actions.try_word_template import Trial, try_word_template
from procurement.admin.views import NAMESPACE, LegalOnlyMixin
from procurement.admin.word_fields import case_name
from procurement.admin.word_templates import TemplateScreen, VersionMixin, shown_findings, word_file
from procurement.facts.catalogue import CATALOGUE
from procurement.interface import interface_language
from procurement.kinds import registry
from procurement.languages import Language
from procurement.models import Case, WordTemplateVersion
from procurement.readiness.refusals import DraftRefusedError
from procurement.rendering import pdf, word_papers
from procurement.word import TemplateRefused


class TrialForm(forms.Form):
    """Whose facts, and which branches."""

    case = forms.ModelChoiceField(
        Case.objects.select_related("award"),
        label=gettext_lazy("Whose facts"),
        required=False,
        empty_label=gettext_lazy("Sample facts"),
    )
    view = forms.IntegerField(label=gettext_lazy("Branches"), required=False, min_value=0, max_value=999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].label_from_instance = case_name  # type: ignore[attr-defined]

    def offer(self, views: int) -> None:
        """Offer so many views, and with the facts of a case what they decide."""
        choices = [(number, _("View %(n)d of %(all)d") % {"n": number + 1, "all": views}) for number in range(views)]
        undecided = [("", _("As the facts of the case decide"))] if self.cleaned_data.get("case") else []
        self.fields["view"].widget = forms.Select(choices=[*undecided, *choices])


def tried(version: WordTemplateVersion, form: TrialForm, user: Any) -> Trial:
    """Try a version out as a form says; samples decide nothing, so without a view they show the first."""
    case, view = form.cleaned_data["case"], form.cleaned_data["view"]
    return try_word_template(version, user, case=case, view=0 if view is None and case is None else view)


def reasons(error: DraftRefusedError | TemplateRefused | ValidationError) -> list[str]:
    """Return why nothing could be tried, a sentence each."""
    match error:
        case DraftRefusedError():
            return [refusal.sentence for refusal in error.refusals]
        case TemplateRefused():
            return [f"{each.place}: {each.sentence}" for each in shown_findings(error.findings)]
    return list(error.messages)


REFUSALS = (DraftRefusedError, TemplateRefused, ValidationError)


class WordTrialView(VersionMixin, TemplateScreen):
    """The pages of a version, with what they rest on."""

    template_name = "procurement/admin/word_trial.html"
    page_title = gettext_lazy("Try out")

    def last_crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of Word templates."""
        version = self.version
        return [
            {"url": self.address(version), "label": f"{version.template.name} {version.number}"},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        version, form = self.version, TrialForm(self.request.GET)
        added: dict[str, Any] = {"version": version, "form": form, "query": self.request.GET.urlencode()}
        if form.is_valid():
            try:
                trial = tried(version, form, self.request.user)
            except REFUSALS as error:
                form.offer(1)
                added["refused"] = reasons(error)
            else:
                form.offer(trial.views)
                added |= {"trial": trial, "missing": _labels(version, trial.missing)}
        return super().get_context_data(**{**kwargs, **added})


def _labels(version: WordTemplateVersion, names: tuple[str, ...]) -> list[str]:
    language = interface_language()
    known = word_papers.catalogue(registry()[version.template.kind], Language(version.template.language)).fields
    labels = []
    for name in names:
        if name in CATALOGUE:
            labels.append(CATALOGUE[name].label[language])
        else:
            labels.append((known[name].labels.get(str(language)) if name in known else None) or name)
    return list(dict.fromkeys(labels))


@method_decorator(xframe_options_sameorigin, name="dispatch")
class WordTrialFileView(VersionMixin, LegalOnlyMixin, View):
    """The pages themselves as PDF in the screen, or the Word file to download; nothing of it is stored."""

    http_method_names = ["get"]
    as_word = False

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the file, or say why there is none."""
        version, form = self.version, TrialForm(request.GET)
        if not form.is_valid():
            return HttpResponseBadRequest()
        try:
            trial = tried(version, form, request.user)
            if self.as_word:
                return word_file(trial.word, f"{_('trial')}-{version.template_id}-{version.number}")
            content = trial.pdf()
        except REFUSALS as error:
            if not self.as_word:
                said = "\n".join(reasons(error))
                return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
            for reason in reasons(error):
                messages.error(request, reason)
            return redirect(reverse(f"{NAMESPACE}:word_trial", args=[version.template_id, version.number]))
        return HttpResponse(
            content,
            content_type=pdf.MEDIA_TYPE,
            headers={
                "Content-Disposition": "inline",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
                "Content-Security-Policy": "frame-ancestors 'self'",
            },
        )
