"""Translates demo pages through wagtail-localize, so that editors find the texts in its translation editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from klash_site.demo.contents import TARGET_LANGUAGES, ContentError, PageEntry

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def translate(entry: PageEntry, page: Page, user: User) -> list[Page]:
    """Store a page's translations and return the translated pages, as drafts with a revision each.

    Raises:
        ContentError: a string has no translation; the message names the page and the string.
    """
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translated = []
    for language in TARGET_LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        _store_strings(entry, source, locale, user)
        translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
        # Not published here: wagtail-localize publishes on commit, and the demo is loaded in one transaction.
        translation.save_target(user=user, publish=False)
        translated.append(translation.get_target_instance())
    return translated


def _store_strings(entry: PageEntry, source: TranslationSource, locale: Locale, user: User) -> None:
    wanted = _strings_in(entry, type(source.get_source_instance()), locale.language_code)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    for segment in segments.order_by("order"):
        place = (segment.context.path, segment.order)
        if place not in wanted:
            raise ContentError(
                f"Page “{entry.key}”: “{segment.string.data}” ({segment.context.path}) "
                f"has no translation in “{locale.language_code}”."
            )
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={
                "data": wanted.pop(place),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": user,
            },
        )
    if wanted:
        raise ContentError(f"Page “{entry.key}”: not in the source language: {', '.join(wanted.values())}.")


def _strings_in(entry: PageEntry, model: type[Any], language: str) -> dict[tuple[str, int], str]:
    """Return the strings of the page as it should be in a language, by place.

    The page is built but not saved; its strings stand at the same places as those of the source page.
    """
    page = model(**entry.texts_in(language))
    return {
        (segment.path, segment.order): segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    }
