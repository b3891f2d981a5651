"""Refuses, beside the field, text that no paper could carry: invisible marks and characters the fonts lack."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from procurement.facts.text import unprintable
from procurement.fonts import missing_characters


def validate_printable(value: str) -> None:
    """Refuse a text with characters that papers cannot show.

    Raises:
        ValidationError: naming the characters.
    """
    characters = unprintable(value) or missing_characters([value])
    if characters:
        raise ValidationError(
            _("Papers cannot show these characters: %(characters)s.") % {"characters": ", ".join(characters)}
        )
