"""The forms of Word templates: a file with its reason, and the reason of a step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from procurement.admin.sent_forms import UncutForm, say_limits
from procurement.interface import interface_language
from procurement.kinds import registry
from procurement.models import WordTemplate
from procurement.validators.printable_text import validate_printable


def _reason(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=1000,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class UploadForm(UncutForm):
    """The next version of a template: its file, and why it is uploaded."""

    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx of at most 10 MB. All faults are shown at once."),
        allow_empty_file=True,  # The engine has a sentence of its own for an empty file.
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    reason = _reason(_("Why is it uploaded?"), _("E.g. “Payment terms of the office as of 1.3.2026”."))


class NewTemplateForm(forms.ModelForm):
    """A new template with its first version."""

    file = UploadForm.base_fields["file"]
    reason = UploadForm.base_fields["reason"]

    class Meta:
        model = WordTemplate
        fields = ["name", "kind", "language"]
        help_texts = {
            "name": _("What the office calls it; cases choose it by this name."),
            "kind": _("Decides which passages it must hold and which rules its papers keep."),
            "language": _("The language that the file is written in."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = interface_language()
        choices = [("", "—"), *((kind.key, kind.title[language]) for kind in registry())]
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label, help_text=self.fields["kind"].help_text, choices=choices
        )
        say_limits(self)


class StepForm(UncutForm):
    """A step of a version's life, with a remark."""

    reason = _reason(_("Remark"), required=False)


class RetireForm(UncutForm):
    """The last step, which says why."""

    reason = _reason(_("Why is it retired?"))
