"""Confirms that a text is the same in another language: a name, a number, an address.

wagtail-localize counts a sentence as translated when it has a translation. So the confirmation is one, with the text of
the source and the name of who confirmed it, and it falls by itself when the source's text changes: that is another
sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

#: What the history of a translation says of a confirmation.
ACTION = "klash_pages.confirm_same_text"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the source that has no translation: its number, the field it stands in, its words."""

    pk: int
    field: str
    text: str


def untranslated(page: Page) -> list[Sentence]:
    """Return the sentences that wagtail-localize counts as untranslated in a page that is a translation."""
    return [
        Sentence(segment.pk, _label(page, segment.context.path), strip_tags(segment.string.data))
        for segment in _segments(page)
    ]


def confirm(page: Page, numbers: Iterable[int], user: Any) -> int:
    """Confirm that these untranslated sentences read the same in the page's language, and return how many there were.

    Raises:
        PermissionDenied: the user may not edit the page.
    """
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied(_("You may not edit this page."))
    from wagtail_localize.models import StringTranslation  # lazy: optional

    wanted = set(numbers)
    with transaction.atomic():
        confirmed = [segment for segment in _segments(page) if segment.pk in wanted]
        for segment in confirmed:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale_id=page.locale_id,
                defaults={
                    "data": segment.string.data,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "tool_name": "",
                    "last_translated_by": user,
                    "has_error": False,
                    "field_error": "",
                },
            )
        if confirmed:
            texts = [strip_tags(segment.string.data) for segment in confirmed]
            log(instance=page, action=ACTION, user=user, data={"texts": texts})
    return len(confirmed)


def _segments(page: Page) -> list[Any]:
    if not apps.is_installed("wagtail_localize"):
        return []
    from wagtail_localize.models import StringTranslation, Translation  # lazy: optional

    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return []
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=page.locale_id,
        has_error=False,
    )
    segments = translation.source.stringsegment_set.filter(~Exists(done)).select_related("string", "context")
    return list(segments.order_by("order"))


def _label(page: Page, path: str) -> str:
    try:
        field: Any = page.specific_class._meta.get_field(path.partition(".")[0])
    except FieldDoesNotExist:
        return path
    return str(field.verbose_name)
