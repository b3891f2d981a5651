"""Fields of plain text, for models and forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models

from klash_pages.values.plain_text import plain


class PlainTextFormField(forms.CharField):
    """A text whose length is counted after its line breaks are one character each, as the reader counts."""

    def to_python(self, value: Any) -> Any:
        """Return the text, made plain."""
        return super().to_python(plain(value) if isinstance(value, str) else value)


class PlainTextField(models.TextField):
    """Plain text of limited length; short texts have one line, long ones a box."""

    def formfield(self, **kwargs: Any) -> Any:
        """Return the field of a form."""
        kwargs.setdefault("form_class", PlainTextFormField)
        if (self.max_length or 0) <= 300:
            kwargs.setdefault("widget", forms.TextInput)
        return super().formfield(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the text, made plain."""
        return plain(value) if isinstance(value, str) else super().to_python(value)

    def clean(self, value: Any, model_instance: Any) -> Any:
        """Refuse a text that is too long, whichever way it came; a text field of Django leaves that to forms."""
        text = super().clean(value, model_instance)
        if self.max_length is not None and text:
            MaxLengthValidator(self.max_length)(text)
        return text
