"""What a change of announced dates rests on; shared by the records that hold such dates."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangedDates(models.Model):
    """The corrigendum, or why none is needed. `klash_pages.corrigenda` asks for it when announced dates change."""

    dates_corrigendum = models.ForeignKey(
        "klash_pages.NoticeReference",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"kind": "corrigendum"},
        verbose_name=_("corrigendum"),
        help_text=_("The notice that changes the dates. Register it first, under Registers → Notice references."),
    )
    dates_reason = models.TextField(
        _("why no corrigendum is needed"),
        blank=True,
        help_text=_("For example: a typing error; the notice has the right day. Kept in the history, not public."),
    )

    class Meta:
        abstract = True
