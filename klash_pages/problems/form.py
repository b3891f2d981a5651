"""What the public form asks, and what it accepts."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klash_pages.models import Municipality, Problem, Theme
from klash_pages.models.fields import PlainTextFormField
from klash_pages.models.problem import SENTENCE_LENGTH, TEXT_LENGTH

#: Parts municipalities that were written in a row, also with "and" in any of the three languages.
_BETWEEN = re.compile(r"[,;\n]|\s(?:och|ja|and)\s")


def find_municipalities(text: str) -> tuple[list[Municipality], list[str]]:
    """Return the municipalities a text names, in either language or by code, and the names that nobody has."""
    known: dict[str, Municipality] = {}
    for municipality in Municipality.objects.all():
        names = (
            municipality.name_sv,
            municipality.name_fi,
            municipality.official_name_sv,
            municipality.official_name_fi,
            municipality.code,
        )
        known.update({name.casefold(): municipality for name in names if name})
    found: dict[int, Municipality] = {}
    unknown: list[str] = []
    for part in filter(None, (" ".join(part.split()) for part in _BETWEEN.split(text))):
        if municipality := known.get(part.casefold()):  # type: ignore[assignment]
            found[municipality.pk] = municipality
        elif part not in unknown:
            unknown.append(part)
    return list(found.values()), unknown


class OneLineField(PlainTextFormField):
    """A text without line breaks."""

    def to_python(self, value: Any) -> Any:
        """Return the text with each white space as one space."""
        return super().to_python(" ".join(value.split()) if isinstance(value, str) else value)


class ProblemForm(forms.Form):
    """The fields in the order a civil servant thinks: whose problem, what it is, who writes."""

    municipality_names = PlainTextFormField(
        label=_("Municipality or municipalities"),
        help_text=_("Write the name. If several submit the problem together, put a comma between them."),
        max_length=300,
        error_messages={"required": _("Write at least one municipality.")},
    )
    sentence = OneLineField(
        label=_("The problem in one sentence"),
        help_text=_("At most 140 characters. It becomes the heading of the problem."),
        max_length=SENTENCE_LENGTH,
        error_messages={"required": _("Write the problem in one sentence.")},
    )
    text = PlainTextFormField(
        label=_("What happens today"),
        help_text=_("At most 3,000 characters. Describe the problem, not a solution."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Describe what happens today.")},
    )
    affected = PlainTextFormField(
        label=_("Who is affected"),
        help_text=_("At most 1,000 characters."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write whom the problem affects.")},
    )
    tried = PlainTextFormField(
        label=_("What has been tried"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.all(), required=False, empty_label="–", to_field_name="slug"
    )
    language = forms.ChoiceField(
        label=_("The text is written in"),
        choices=Problem.Language.choices,
        help_text=_("Readers see the text in the language you wrote it in."),
        error_messages={"required": _("Choose the language."), "invalid_choice": _("Choose the language.")},
    )
    submitter_name = OneLineField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    submitter_title = OneLineField(
        label=_("Your title"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": _("Write your title.")},
    )
    submitter_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send the receipt there."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write the e-mail address in the form name@municipality.fi."),
        },
    )
    submitter_phone = OneLineField(
        label=_("Your phone number"),
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    consent = forms.BooleanField(error_messages={"required": _("Tick the box, so that we may handle the problem.")})
    # A trap: people do not see it, programs fill it in.
    website = forms.CharField(label=_("Leave this field empty"), required=False, widget=forms.TextInput)

    def __init__(self, *args: Any, consent_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text
        if not self.is_bound:
            self.initial.setdefault("language", (get_language() or "sv")[:2])
        if not Theme.objects.exists():
            del self.fields["theme"]
        for name, field in self.fields.items():
            if field.required:
                # The page says what is wrong in the reader's language; a browser would in its own.
                field.widget.attrs["aria-required"] = "true"
            described = [f"id_{name}_hint"] if field.help_text else []
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"
                described.append(f"id_{name}_error")
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)

    use_required_attribute = False

    def clean_website(self) -> str:
        """Refuse what a program filled in, in words, since a browser may have done it for a person."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("This field must be empty. Empty it and go on."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Find the municipalities that were named."""
        values = super().clean() or {}
        values.setdefault("theme", None)
        found, unknown = find_municipalities(values.get("municipality_names", ""))
        if values.get("municipality_names") and not found and not unknown:
            self.add_error("municipality_names", self.fields["municipality_names"].error_messages["required"])
        values["municipalities"], values["municipality_text"] = found, ", ".join(unknown)
        return values

    @property
    def is_trapped(self) -> bool:
        """Whether the trap has to be shown, so that a person can empty it."""
        return "website" in self.errors

    def faults(self) -> list[dict[str, Any]]:
        """The faults in the order of the fields, each with the id of its field."""
        return [
            {"id": f"id_{name}", "message": message} for name in self.fields for message in self.errors.get(name, [])
        ]

    def answers(self) -> list[dict[str, Any]]:
        """What was answered, for checking before it is sent: label, value, name of the field."""
        shown = []
        for name, field in self.fields.items():
            if name in ("website", "consent"):
                continue
            value = self.cleaned_data.get(name, "")
            if name == "language":
                value = dict(Problem.Language.choices)[value]
            elif name == "municipality_names":
                names = [municipality.name for municipality in self.cleaned_data["municipalities"]]
                value = ", ".join(filter(None, [*names, self.cleaned_data["municipality_text"]]))
            shown.append({"name": name, "label": field.label, "value": str(value or "")})
        return shown
