"""What a change of announced dates rests on: the two fields of the models that hold such dates."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

# Functions and no abstract model: the type checker takes a page for a plain model once a second base is one.


def corrigendum_field() -> Any:
    """Return the field for the notice that changes the dates, which `klash_pages.publication.corrigenda` asks for."""
    return models.ForeignKey(
        "klash_pages.NoticeReference",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"kind": "corrigendum"},
        verbose_name=_("corrigendum"),
        help_text=_("The notice that changes the dates. Register it first, under Registers → Notice references."),
    )


def reason_field() -> Any:
    """Return the field for why no corrigendum is needed."""
    return models.TextField(
        _("why no corrigendum is needed"),
        blank=True,
        help_text=_("For example: a typing error; the notice has the right day. Kept in the history, not public."),
    )
