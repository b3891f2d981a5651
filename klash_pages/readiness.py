"""Says of a page in one language whether a release can take it: missing, outdated, below a draft, ready or live."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from wagtail.models import Page

#: What a child record of a page is besides its facts.
_IDENTITY = {"pk", "id", "page", "locale", "translation_key"}


@dataclass(frozen=True)
class Version:
    """A page in one language, and how ready it is."""

    language: str
    page: Any = None
    state: str = "missing"
    untranslated: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether a release can take it, or has taken it already."""
        return self.state in ("ready", "live")


def source_of(page: Page) -> Any:
    """Return the page that the translations were made from: the oldest of its translation key."""
    return type(page).objects.filter(translation_key=page.translation_key).order_by("pk").first() or page


def versions_of(page: Page, languages: list[str]) -> list[Version]:
    """Return a page's versions in these languages and in every other language that it has."""
    found = {
        version.locale.language_code: version
        for version in type(page).objects.filter(translation_key=page.translation_key).select_related("locale")
    }
    source = source_of(page)
    codes = [*languages, *sorted(set(found) - set(languages))]
    return [_version(code, found.get(code), source) for code in codes]


def _version(language: str, page: Any, source: Any) -> Version:
    if page is None:
        return Version(language)
    untranslated = 0 if page.pk == source.pk else _untranslated(page)
    if not page.get_parent().live:
        return Version(language, page, "parent", untranslated)
    if page.live:
        return Version(language, page, "live", untranslated)
    if page.pk != source.pk and is_outdated(page, source):
        return Version(language, page, "outdated", untranslated)
    return Version(language, page, "ready", untranslated)


def is_outdated(page: Page, source: Page) -> bool:
    """Whether the source has other words or facts now than when it was last sent to translation.

    A page whose translation wagtail-localize does not keep is never outdated: nobody knows.
    """
    if not apps.is_installed("wagtail_localize"):
        return False
    from wagtail_localize.fields import get_translatable_fields
    from wagtail_localize.models import Translation

    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source")
        .first()
    )
    if translation is None:
        return False
    names = [field.field_name for field in get_translatable_fields(type(source))]
    sent = translation.source.as_instance().serializable_data()
    now = source.get_latest_revision_as_object().serializable_data()
    return any(_content(sent.get(name)) != _content(now.get(name)) for name in names)


def _content(value: Any) -> Any:
    if isinstance(value, list):
        return [
            {key: fact for key, fact in child.items() if key not in _IDENTITY} if isinstance(child, dict) else child
            for child in value
        ]
    if isinstance(value, str) and value.startswith(("[", "{")):
        # A stream is written as JSON, whose keys PostgreSQL puts in an order of its own.
        with suppress(ValueError):
            return json.loads(value)
    return value


def _untranslated(page: Page) -> int:
    """How many texts of a page are still in the source language."""
    if not apps.is_installed("wagtail_localize"):
        return 0
    from wagtail_localize.models import Translation

    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return 0
    total, translated = translation.get_progress()
    return int(total - translated)
