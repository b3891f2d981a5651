"""Translates pages in tests through wagtail-localize, as an editor does."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from klash_pages.models import AwardPage, TeamPage

TARGET_LANGUAGES = ("fi", "en")


def translate(page: Page, language: str, same: bool = False, **texts: str) -> Any:
    """Return a page's translation with these texts in place of the source's; the rest stays in the source language.

    With `same`, every other text is confirmed to read the same in both languages, as a release demands.
    It goes live if the source is live. Parents that are not translated yet are translated first.
    """
    parent = page.get_parent()
    if parent.depth > 1 and not parent.get_translations().filter(locale__language_code=language).exists():
        translate(parent.specific, language)
    source, _ = TranslationSource.update_or_create_from_instance(page)
    locale = Locale.objects.get(language_code=language)
    for field, text in texts.items():
        segment = StringSegment.objects.get(source=source, context__path=field)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={"data": text, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
    if same:
        for segment in StringSegment.objects.filter(source=source).select_related("string"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=locale,
                defaults={
                    "data": segment.string.data,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                },
            )
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    if page.live and not isinstance(page, AwardPage | TeamPage):
        target.get_latest_revision().publish()
        target.refresh_from_db()
    return target
