"""Refuses, beside the field, text that no paper could carry: invisible marks and characters the fonts lack."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from procurement.facts.text import clean, unprintable
from procurement.fonts import missing_characters


def validate_printable(value: str) -> None:
    """Refuse a text with characters that papers cannot show, judged as papers carry it.

    Raises:
        ValidationError: naming the characters.
    """
    text = clean(value)
    characters = unprintable(text) or missing_characters([text])
    if characters:
        raise ValidationError(
            _("Papers cannot show these characters: %(characters)s.") % {"characters": ", ".join(characters)}
        )
