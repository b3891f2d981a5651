"""The form behind Wagtail's write routes: what holds for translations on the desk holds for programs, too."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from klash_pages.translating import is_translated_on_desk


class ApiPageForm(WagtailAdminPageForm):
    """A page as a program writes it."""

    def clean(self) -> dict[str, Any]:
        """Refuse what the translation editor would overwrite, and facts that differ from the source language."""
        cleaned: dict[str, Any] = super().clean()
        source = self._source()
        if source is None:
            return cleaned
        if is_translated_on_desk(self.instance):
            self.add_error(None, _("This page is written in the translation editor. Stop that there first."))
        for name in self._facts().intersection(self.changed_data, cleaned):
            if cleaned[name] != getattr(source, name):
                self.add_error(name, _("This is a fact. Change it in the source language."))
        return cleaned

    def _facts(self) -> set[str]:
        fields = getattr(self.instance, "override_translatable_fields", [])
        return {field.field_name for field in fields if not field.is_overridable(self.instance)}

    def _source(self) -> Any:
        """The version that was made first, which is the source language, unless it is this one."""
        if not self.instance.pk:
            return None
        first = self.instance.get_translations(inclusive=True).order_by("pk").first()
        return first.specific if first is not None and first.pk != self.instance.pk else None
