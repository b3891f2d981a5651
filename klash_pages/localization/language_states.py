"""How far a page is in each language: whether a release can take it, and what the lists of the desk show of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from wagtail.models import Page, Revision

from klash_pages.localization.facts import facts_of, source_of

#: What a child record of a page is besides its facts.
_IDENTITY = {"pk", "id", "page", "locale", "translation_key"}


def required_languages() -> list[str]:
    """The languages that every page should have, and without which nothing is released."""
    return list(getattr(settings, "KLASH_PAGES_REQUIRED_LANGUAGES", ["sv", "fi"]))


@dataclass(frozen=True)
class Version:
    """A page in one language, and how ready it is.

    `source` is the page it is translated from, or would be; `untranslated` counts its texts that are not.
    """

    language: str
    page: Any = None
    state: str = "missing"
    untranslated: int = 0
    source: Any = None

    @property
    def is_live(self) -> bool:
        """Whether readers see it."""
        return self.state == "live"

    @property
    def is_ready(self) -> bool:
        """Whether a release can take it, or has taken it already."""
        return self.state in ("ready", "live")


def versions_of(page: Page, languages: list[str]) -> list[Version]:
    """Return a page's versions in these languages and in every other language that it has."""
    found = {
        version.locale.language_code: version
        for version in type(page).objects.filter(translation_key=page.translation_key).select_related("locale")
    }
    source = source_of(page) or page
    codes = [*languages, *sorted(set(found) - set(languages))]
    return [_version(code, found.get(code), source) for code in codes]


def _version(language: str, page: Any, source: Any) -> Version:
    if page is None:
        return Version(language, source=source)
    untranslated = 0 if page.pk == source.pk else _untranslated(page)
    if not page.get_parent().live:
        return Version(language, page, "parent", untranslated, source)
    if page.live:
        return Version(language, page, "live", untranslated, source)
    if page.pk != source.pk and is_outdated(page, source):
        return Version(language, page, "outdated", untranslated, source)
    if untranslated:
        return Version(language, page, "untranslated", untranslated, source)
    return Version(language, page, "ready", untranslated, source)


def is_outdated(page: Page, source: Page) -> bool:
    """Whether the source has other words now than when it was last sent to translation.

    A page whose translation wagtail-localize does not keep is never outdated: nobody knows.
    """
    return (page.translation_key, page.locale_id) in outdated_translations([source])


def outdated_translations(sources: Iterable[Page]) -> set[tuple[UUID, int]]:
    """Return which translations of these pages are outdated, as translation key and locale, in three queries."""
    pages = {page.translation_key: page for page in sources}
    if not pages or not apps.is_installed("wagtail_localize"):
        return set()
    from wagtail_localize.models import Translation, TranslationSource  # lazy: optional

    targets: dict[int, list[tuple[UUID, int]]] = {}
    for key, locale, source, sent_from, sent_at in Translation.objects.filter(
        enabled=True, source__object_id__in=pages
    ).values_list("source__object_id", "target_locale_id", "source_id", "source__locale_id", "source__last_updated_at"):
        if sent_from == pages[key].locale_id and _has_moved_since(pages[key], sent_at):
            targets.setdefault(source, []).append((key, locale))
    sent = TranslationSource.objects.filter(pk__in=targets).values_list("pk", "object_id", "content_json")
    drafts = [pages[key].latest_revision_id for found in targets.values() for key, _ in found]
    contents = dict(Revision.objects.filter(pk__in=drafts).values_list("pk", "content"))
    return {
        target
        for pk, key, content in sent
        if _differ(pages[key], json.loads(content), contents.get(pages[key].latest_revision_id, {}))
        for target in targets[pk]
    }


def _has_moved_since(page: Page, moment: Any) -> bool:
    """Whether a page was edited or published after a moment, or has a draft, which is not what was sent."""
    times = (page.latest_revision_created_at, page.last_published_at)
    return page.has_unpublished_changes or any(at and at > moment for at in times)


def _differ(page: Page, sent: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether two stored states of a page differ in what is translated; a field that one lacks is younger than it.

    Facts follow by themselves and make nothing outdated.
    """
    from wagtail_localize.fields import get_translatable_fields  # lazy: optional

    names = {field.field_name for field in get_translatable_fields(page.specific_class)}
    names -= set(facts_of(page.specific_class))
    return any(_content(sent[name]) != _content(now[name]) for name in names if name in sent and name in now)


@dataclass(frozen=True)
class Letter:
    """A language of a page, as the lists of the desk show it: live, draft, outdated or missing."""

    language: str
    state: str
    page_id: int | None = None


def letters_of(sources: Iterable[Page], languages: list[str]) -> dict[UUID, list[Letter]]:
    """Return the letters of these pages by translation key, for a whole list in four queries.

    Args:
        sources: pages in the language they were written in.
        languages: the languages that every page should have; those it has besides follow.
    """
    pages = list(sources)
    outdated = outdated_translations(pages)
    found: dict[UUID, dict[str, Letter]] = {page.translation_key: {} for page in pages}
    for pk, key, locale, language, live in Page.objects.filter(translation_key__in=found).values_list(
        "pk", "translation_key", "locale_id", "locale__language_code", "live"
    ):
        state = "outdated" if (key, locale) in outdated else "live" if live else "draft"
        found[key][language] = Letter(language, state, pk)
    return {key: list(_in_order(letters, languages)) for key, letters in found.items()}


def _in_order(letters: dict[str, Letter], languages: list[str]) -> Iterator[Letter]:
    for language in [*languages, *sorted(set(letters) - set(languages))]:
        yield letters.get(language, Letter(language, "missing"))


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
    """How many texts of a page are still in the source language, by wagtail-localize's own count."""
    if not apps.is_installed("wagtail_localize"):
        return 0
    from wagtail_localize.models import Translation  # lazy: optional

    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return 0
    total, translated = translation.get_progress()
    return int(total - translated)
