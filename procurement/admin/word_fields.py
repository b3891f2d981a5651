"""The catalogue of fields on screen: what each is called, what it holds in a case, what to copy into a template."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views import View

from procurement import sources
from procurement.admin.forms import show
from procurement.admin.views import LegalOnlyMixin, attached
from procurement.admin.word_templates import TemplateScreen, word_file
from procurement.computed.facts import with_computed
from procurement.facts.catalogue import CATALOGUE
from procurement.interface import interface_language
from procurement.kinds import Kind, registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.models import Case
from procurement.rendering import word_fields
from procurement.word import DISPLAYS, FILTERS, FieldType

#: The kind with the most fields.
_USUAL_KIND = "procurement_contract"


class FieldsForm(forms.Form):
    """Which fields are shown: those of a kind, with the values of a case, that a search means."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind of paper"))
    case = forms.ModelChoiceField(
        Case.objects.select_related("award"), label=_("Values of the case"), required=False, empty_label=_("No case")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = interface_language()
        self.fields["kind"].choices = [(kind.key, kind.title[language]) for kind in registry()]  # type: ignore[attr-defined]
        self.fields["case"].label_from_instance = case_name  # type: ignore[attr-defined]

    def clean_kind(self) -> Kind:
        """Return the kind."""
        return registry()[self.cleaned_data["kind"]]


def case_name(case: Case) -> str:
    """Return what a list of cases calls a case."""
    return f"{case.pk} · {case.award.title}"


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as a row of the screen."""

    path: str
    label: str
    other_labels: str
    type: str
    example: str
    value: str
    tokens: tuple[str, ...]
    required: bool


class WordFieldsView(TemplateScreen):
    """All fields, by group."""

    template_name = "procurement/admin/word_fields.html"
    page_title = _("Fields to copy")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        form = FieldsForm({"kind": _USUAL_KIND, **self.request.GET.dict()})
        chosen = form.cleaned_data if form.is_valid() else {}
        kind = chosen.get("kind") or registry()[_USUAL_KIND]
        case, words = chosen.get("case"), chosen.get("q", "")
        values = _values(kind, case) if case else {}
        language = interface_language()
        groups = []
        for group in word_fields.offered(kind, Language.SV, sources.current_library().clauses):
            rows = [_shown(each, language, values) for each in group.fields if each.supplied and each.says(words)]
            if rows:
                groups.append((group.key, group.label[language], rows))
        added = {
            "form": form,
            "kind": kind,
            "case": case,
            "words": words,
            "groups": groups,
            "count": sum(len(rows) for _key, _label, rows in groups),
            "filters": FILTERS,
            "languages": LEGAL_LANGUAGES,
        }
        return super().get_context_data(**{**kwargs, **added})


def _values(kind: Kind, case: Case) -> dict[str, str]:
    """Return the facts of a case in words, and the lines of its groups, by name."""
    language = interface_language()
    facts = with_computed(kind, sources.case_facts(case), LAW)
    shown = {name: show(CATALOGUE[name], facts.entries[name], language) for name in facts if name in CATALOGUE}
    return shown | {path: line for path, each in DISPLAYS.items() if (line := each.line(facts, language))}


def _shown(field: word_fields.Offered, language: Language, values: dict[str, str]) -> ShownField:
    others = [field.label[each] for each in Language if each is not language and field.label[each]]
    return ShownField(
        field.path,
        field.label[language] or field.path,
        " · ".join(dict.fromkeys(others)),
        word_fields.TYPES[FieldType(field.type)][language],
        field.example,
        values.get(field.path, ""),
        field.tokens,
        field.required,
    )


class WordFieldsFileView(LegalOnlyMixin, View):
    """Hands out the fields of a kind as a Word file or as JSON Schema."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, kind: str, language: str, format: str) -> HttpResponse:
        """Return the file as an attachment."""
        if kind not in registry() or language not in set(map(str, LEGAL_LANGUAGES)):
            raise Http404
        name, chosen, written = f"{kind}.{language}", registry()[kind], Language(language)
        clauses = sources.current_library().clauses
        if format == "docx":
            return word_file(word_fields.sheet(chosen, written, interface_language(), clauses), f"{name}.fields")
        if format != "json":
            raise Http404
        described = json.dumps(word_fields.schema(chosen, written, clauses), ensure_ascii=False, indent=2)
        return attached(described.encode(), "application/schema+json; charset=utf-8", f"{name}.schema.json")
