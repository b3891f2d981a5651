"""Word templates on screen: the list, an upload with all its faults, a version and the steps of its life."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages

from procurement import permissions, storage
from procurement.actions.approve_word_template import approve_word_template
from procurement.actions.put_word_template_in_use import put_word_template_in_use
from procurement.actions.retire_word_template import retire_word_template
from procurement.actions.upload_word_template import TemplateRefused, upload_word_template
from procurement.admin import kept_posts
from procurement.admin.views import NAMESPACE, LegalOnlyMixin, Screen, attached
from procurement.admin.word_template_forms import NewTemplateForm, RetireForm, StepForm, UploadForm
from procurement.interface import interface_language
from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models import WordTemplate, WordTemplateVersion
from procurement.rendering import docx, starters, word_papers
from procurement.word import Finding, Severity, shared

State = WordTemplateVersion.State

#: A file larger than this is not even read; the engine says so in its own words.
_READ_AT_MOST = 10 * 2**20 + 1
_SERIOUS_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding in the reader's language."""

    severity: str
    place: str
    text: str
    sentence: str
    code: str


def shown_findings(findings: Iterable[Finding]) -> list[ShownFinding]:
    """Return findings for the screen: the serious first, within that as they stand in the file, the whole file last."""
    language = interface_language()
    listed = sorted(
        findings,
        key=lambda each: (_SERIOUS_FIRST.index(each.severity), not each.place.paragraph, each.place.paragraph),
    )
    return [
        ShownFinding(
            str(each.severity), _sentence(each.place.describe(language)), each.text, each.message(language), each.code
        )
        for each in listed
    ]


def _sentence(place: str) -> str:
    return f"{place[:1].upper()}{place[1:]}"


def counted(findings: Sequence[ShownFinding]) -> str:
    """Return how many there are of each severity, in words."""
    count = Counter(each.severity for each in findings)
    said = [
        ngettext("%(n)d error", "%(n)d errors", count["error"]) % {"n": count["error"]},
        ngettext("%(n)d warning", "%(n)d warnings", count["warning"]) % {"n": count["warning"]},
        ngettext("%(n)d notice", "%(n)d notices", count["notice"]) % {"n": count["notice"]},
    ]
    return ", ".join(words for words, severity in zip(said, _SERIOUS_FIRST, strict=True) if count[severity])


def word_file(content: bytes, name: str) -> HttpResponse:
    """Return a Word file as an attachment."""
    return attached(content, docx.MEDIA_TYPE, f"{name}.docx")


class TemplateScreen(LegalOnlyMixin, Screen):
    """A screen below the list of Word templates."""

    header_icon = "doc-full"

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below Procurement."""
        return [{"url": reverse(f"{NAMESPACE}:word_templates"), "label": _("Word templates")}, *self.last_crumbs()]

    def last_crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of Word templates."""
        return [{"url": "", "label": str(self.get_page_title())}]


class TemplateMixin:
    """A view of one template."""

    kwargs: dict[str, Any]

    @cached_property
    def template(self) -> WordTemplate:
        """The template of the address."""
        return get_object_or_404(WordTemplate, pk=self.kwargs["template"])


class VersionMixin:
    """A view of one version of a template."""

    kwargs: dict[str, Any]

    @cached_property
    def version(self) -> WordTemplateVersion:
        """The version of the address, found below its own template only."""
        versions = WordTemplateVersion.objects.select_related("template", "uploaded_by")
        return get_object_or_404(
            versions.prefetch_related("steps__by"),
            template=self.kwargs["template"],
            number=self.kwargs["number"],
        )

    @staticmethod
    def address(version: WordTemplateVersion, name: str = "word_version") -> str:
        """Return the address of a version, or of something below it."""
        return reverse(f"{NAMESPACE}:{name}", args=[version.template_id, version.number])


@dataclass(frozen=True, slots=True)
class ListedTemplate:
    """A template with what the list says of it."""

    template: WordTemplate
    kind: str
    newest: WordTemplateVersion | None
    in_use: WordTemplateVersion | None


def kind_title(template: WordTemplate) -> str:
    """Return what papers of a template's kind are called, in the reader's language."""
    return registry()[template.kind].title[interface_language()]


class WordTemplatesView(TemplateScreen):
    """All templates, and the starters to copy."""

    template_name = "procurement/admin/word_templates.html"
    page_title = gettext_lazy("Word templates")

    def last_crumbs(self) -> list[dict[str, str]]:
        """Nothing: this is the list."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        language = interface_language()
        listed = []
        for template in WordTemplate.objects.prefetch_related("versions__steps"):
            versions = list(template.versions.all())
            used = next((each for each in versions if each.state is State.IN_USE), None)
            listed.append(ListedTemplate(template, kind_title(template), versions[0] if versions else None, used))
        drawn = [{"key": each.key, "title": each.title[language]} for each in starters.STARTERS.values()]
        return super().get_context_data(
            **{**kwargs, "listed": listed, "starters": drawn, "starter_languages": LEGAL_LANGUAGES}
        )


class _Uploading(TemplateScreen):
    """A form with a file that is checked in the limited child."""

    def refused(self, form: forms.BaseForm, findings: Iterable[Finding] = ()) -> HttpResponse:
        """Show the form again with what is wrong; nothing was stored."""
        messages.error(self.request, _("Nothing was uploaded."))
        context = self.get_context_data(form=form, refused=shown_findings(findings))
        return self.render_to_response(context, status=422)

    def upload(self, template: WordTemplate, form: forms.BaseForm) -> HttpResponse:
        """Check the file, and go to its version or show why it was refused."""
        file = form.cleaned_data["file"].read(_READ_AT_MOST)
        try:
            version = upload_word_template(template, file, reason=form.cleaned_data["reason"], user=self.request.user)
        except TemplateRefused as refused:
            return self.refused(form, refused.findings)
        except ValidationError as error:
            form.add_error(None, error if not hasattr(error, "error_dict") else ValidationError(error.messages))
            return self.refused(form)
        if version.state is State.DRAFT:
            messages.warning(
                self.request,
                _("The file has faults. It is kept as a draft: mend it in Word and upload it again."),
            )
        else:
            messages.success(self.request, _("The file is checked and waits for a second lawyer to approve it."))
        return redirect(VersionMixin.address(version))


class NewWordTemplateView(_Uploading):
    """A new template with its first version."""

    template_name = "procurement/admin/word_template_new.html"
    page_title = gettext_lazy("New Word template")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        kwargs.setdefault("form", NewTemplateForm())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Check the file and keep the template, or show what is wrong."""
        permissions.may_upload_word_template(request.user).require()
        form = NewTemplateForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.refused(form)
        return self.upload(form.save(commit=False), form)


class WordTemplateView(TemplateMixin, _Uploading):
    """One template: its versions, and the upload of the next."""

    template_name = "procurement/admin/word_template.html"

    def get_page_title(self) -> str:
        """Name the template."""
        return self.template.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        template = self.template
        versions = template.versions.select_related("uploaded_by").prefetch_related("steps__by", "papers")
        kwargs.setdefault("form", UploadForm())
        added = {"word_template": template, "kind": kind_title(template), "versions": versions}
        return super().get_context_data(**{**kwargs, **added})

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Check the file and keep it as the next version, or show what is wrong."""
        template = self.template
        permissions.may_upload_word_template(request.user).require()
        form = UploadForm(request.POST, request.FILES)
        return self.upload(template, form) if form.is_valid() else self.refused(form)


class WordVersionView(VersionMixin, TemplateScreen):
    """A version: its file, its findings, the steps of its life, the papers made from it."""

    template_name = "procurement/admin/word_version.html"

    def get_page_title(self) -> str:
        """Name the version."""
        version = self.version
        return _("%(name)s, version %(number)d") % {"name": version.template.name, "number": version.number}

    def last_crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of Word templates."""
        version = self.version
        return [
            {
                "url": reverse(f"{NAMESPACE}:word_template", args=[version.template_id]),
                "label": version.template.name,
            },
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        version, language = self.version, interface_language()
        found = shown_findings(map(Finding.from_json, version.findings))
        known = word_papers.catalogue(registry()[version.template.kind], Language(version.template.language)).fields
        state = version.state
        kept = kept_posts.offered(self.request)
        form = kwargs.pop("form", None) or (RetireForm(kept) if state is State.IN_USE else StepForm(kept))
        added = {
            "version": version,
            "state": str(state),
            "kind": kind_title(version.template),
            "steps": list(version.steps.all()),
            "findings": found,
            "counted": counted(found),
            "fields": [
                (path, known[path].labels.get(str(language), "") if path in known else "") for path in version.fields
            ],
            "papers": version.papers.select_related("case__award", "created_by").order_by("-pk"),
            "may_approve": permissions.may_approve_word_template(self.request.user, version.uploaded_by),
            "may_use": permissions.may_use_word_template(self.request.user),
            "form": form,
            "is_offered": kept is not None,
        }
        return super().get_context_data(**{**kwargs, **added})

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Take the step that the button names, or say why not."""
        version = self.version
        step = request.POST.get("step")
        acts: dict[str | None, tuple[Callable[..., None], str]] = {
            "approve": (approve_word_template, _("The version is approved.")),
            "use": (put_word_template_in_use, _("The version is in use: cases can draft from it.")),
            "retire": (retire_word_template, _("The version is retired.")),
        }
        if step not in acts:
            raise Http404
        form = RetireForm(request.POST) if step == "retire" else StepForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        act, done = acts[step]
        try:
            act(version, request.user, reason=form.cleaned_data["reason"])
        except permissions.NotAllowedError as error:
            messages.error(request, str(error))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, done)
        return redirect(self.address(version))


class WordVersionFileView(VersionMixin, LegalOnlyMixin, View):
    """Hands out the file of a version, as it was uploaded or with a comment at each finding."""

    http_method_names = ["get"]
    commented = False

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Return the file as an attachment."""
        version = self.version
        name = f"{slugify(version.template.name) or 'template'}-{version.number}.{version.template.language}"
        try:
            content = storage.read(version.sha256)
            if self.commented:
                findings = [Finding.from_json(each) for each in version.findings]
                content = shared().annotate(content, findings, interface_language())
                name += "." + _("comments")
        except TemplateRefused as refused:  # By rules that are newer than the file.
            for each in shown_findings(refused.findings):
                messages.error(request, each.sentence)
        else:
            return word_file(content, name)
        return redirect(self.address(version))


class StarterView(LegalOnlyMixin, View):
    """Hands out a template to start from."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, key: str, language: str) -> HttpResponse:
        """Return the starter as an attachment."""
        if key not in starters.STARTERS or language not in set(map(str, LEGAL_LANGUAGES)):
            raise Http404
        starter, written = starters.STARTERS[key], Language(language)
        return word_file(starters.draw(key, written), f"{slugify(starter.title[written])}.{language}")
