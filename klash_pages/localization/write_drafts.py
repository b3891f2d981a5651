"""Writes what was translated into the drafts of pages that are not public yet.

wagtail-localize keeps each translated sentence by itself and writes a page only when it publishes it. A page that waits
for a release is never published there, so its draft would stay in the words of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from klash_pages.localization.language_names import in_language


class UnwritableDraftError(Exception):
    """A page cannot be as it was translated; the sentences say why."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def write(pages: Iterable[Page], user: Any = None) -> bool:
    """Write the drafts that are older than a sentence of their translation and return whether there were any.

    Public pages are left alone: writing them would publish.

    Raises:
        UnwritableDraftError: a page cannot be as it was translated.
    """
    if not apps.is_installed("wagtail_localize"):
        return False
    from wagtail_localize.models import Translation  # lazy: optional

    is_written = False
    for page in pages:
        if page.live:
            continue
        for translation in Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        ).select_related("source"):
            if not _is_newer(translation, page):
                continue
            if too_long := list(_too_long(translation, page)):
                raise UnwritableDraftError(too_long)
            try:
                translation.save_target(user=user, publish=False)
            except ValidationError as error:
                raise UnwritableDraftError([f"{page.get_admin_display_title()}: {' '.join(error.messages)}"]) from error
            is_written = True
    return is_written


def _is_newer(translation: Any, page: Page) -> bool:
    """Whether something was translated since the draft was written."""
    from wagtail_localize.models import SegmentOverride, StringTranslation  # lazy: optional

    written = Page.objects.filter(pk=page.pk).values_list("latest_revision_created_at", flat=True).first()
    key = translation.source.object_id
    for model in (StringTranslation, SegmentOverride):
        done = model.objects.filter(context__object_id=key, locale_id=translation.target_locale_id)
        if written is not None:
            done = done.filter(updated_at__gt=written)
        if done.exists():
            return True
    return False


def _too_long(translation: Any, page: Page) -> Iterator[str]:
    """Say which texts are longer than their field, which wagtail-localize asks nobody and PostgreSQL does not store."""
    from wagtail_localize.models import StringTranslation  # lazy: optional

    texts = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id
    ).values_list("context__path", "data")
    for path, text in texts:
        try:
            field: Any = page.specific_class._meta.get_field(path)
        except FieldDoesNotExist:
            continue
        longest = getattr(field, "max_length", None)
        if longest and len(text) > longest:
            yield _("%(page)s: “%(field)s” is longer than %(number)d characters %(in_language)s.") % {
                "page": page.get_admin_display_title(),
                "field": field.verbose_name,
                "number": longest,
                "in_language": in_language(translation.target_locale.language_code),
            }
