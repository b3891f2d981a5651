"""The form behind every editing screen: a fact is changed in the source language only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from klash_pages.localization.facts import facts_of, source_of


class PageForm(WagtailAdminPageForm):
    """A page as an editor writes it, also a translation that is written without the translation editor."""

    def clean(self) -> dict[str, Any]:
        """Refuse facts that differ from the source language."""
        cleaned: dict[str, Any] = super().clean()
        source = source_of(self.instance) if self.instance.pk else None
        if source is None or source.pk == self.instance.pk:
            return cleaned
        for name in facts_of(type(self.instance)):
            if name in self.formsets:
                differs = self.formsets[name].has_changed()
            else:
                differs = name in self.changed_data and name in cleaned and cleaned[name] != getattr(source, name)
            if differs:
                field = name if name in self.fields else None
                self.add_error(field, _("This is a fact. Change it in the source language."))
        return cleaned


class ChallengeForm(PageForm):
    """A challenge, whose changed dates rest on a corrigendum of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "dates_corrigendum" in self.fields:
            field = self.fields["dates_corrigendum"]
            field.queryset = field.queryset.filter(challenge__translation_key=self.instance.translation_key)
