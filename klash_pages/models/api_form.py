"""The form behind Wagtail's write routes: what holds for translations on the desk holds for programs, too."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from klash_pages.localization.facts import source_of
from klash_pages.localization.translate_action import is_translated_on_desk
from klash_pages.models.page_form import PageForm


class ApiPageForm(PageForm):
    """A page as a program writes it."""

    def clean(self) -> dict[str, Any]:
        """Refuse what the translation editor would overwrite, too."""
        cleaned: dict[str, Any] = super().clean()
        source = source_of(self.instance) if self.instance.pk else None
        if source is not None and source.pk != self.instance.pk and is_translated_on_desk(self.instance):
            self.add_error(None, _("This page is written in the translation editor. Stop that there first."))
        return cleaned
