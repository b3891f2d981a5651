"""What the desk's forms share: fields that refuse instead of cutting, what a form showed, and what waits on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

_TOO_LONG: Any = _("The text has %(show_value)d characters; there may be at most %(limit_value)d.")


def say_limits(form: forms.BaseForm) -> None:
    """Let the browser cut nothing: a text that is too long comes whole, and is refused with its count."""
    for field in form.fields.values():
        field.widget.attrs.pop("maxlength", None)
        for validator in field.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = _TOO_LONG


class UncutForm(forms.Form):
    """A form whose texts are refused when they are too long, and never cut."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_limits(self)


def whole(text: str) -> int:
    """Return the key of a recording that a form carries; zero, which knows of nothing, if it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


@dataclass(frozen=True, slots=True)
class ShownClash:
    """A field that somebody else changed meanwhile, as the screen shows it.

    `theirs` is what is recorded now, line by line; nothing if it was withdrawn.
    """

    name: str
    theirs: tuple[str, ...]
    by: str
    at: datetime | None


def chose(data: Mapping[str, Any], name: str, value: str) -> bool:
    """Whether somebody chose “mine” or “theirs” for a field that was shown with both values."""
    return data.get(f"take-{name}") == value


def shown_of(data: Mapping[str, Any], name: str) -> str:
    """Return what the form that was sent showed of a field; a field that waits on it has a note of its own.

    Who chose “mine” saw what is recorded now. Until then what the first form showed is what counts.
    """
    if f"since-{name}" in data and not chose(data, name, "mine"):
        return str(data[f"since-{name}"])
    return str(data.get("shown", ""))


def lay_over(form: forms.BaseForm, sent: forms.BaseForm, keys: Iterable[str]) -> None:
    """Put what was typed into the fields of a fresh form, with the reasons for which it was refused."""
    for key in keys:
        if key in form.fields and key in sent.fields:
            form.initial[key] = sent.data.get(key, "")
            if key in sent.errors:
                form.errors[key] = sent.errors[key]
