"""The texts that wagtail-localize stores beside the pages, and how each is written anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import apps
from wagtail.models import Page


@dataclass(frozen=True)
class StoredText:
    """A row that holds text: what it is called, what it holds, in which language, and how it is written anew."""

    label: str
    content: dict[str, Any]
    language: str
    write: Callable[[dict[str, Any]], None]


def stored_texts() -> Iterator[StoredText]:
    """Return every text that is stored."""
    if not apps.is_installed("wagtail_localize"):
        return
    from wagtail_localize.models import (  # lazy: optional
        OverridableSegment,
        SegmentOverride,
        String,
        StringTranslation,
        TranslationSource,
    )

    for source in TranslationSource.objects.select_related("locale").order_by("pk").iterator(chunk_size=100):
        content = {"object_repr": source.object_repr, "content_json": json.loads(source.content_json)}
        yield StoredText(source.object_repr, content, source.locale.language_code, partial(_write_source, source))
    for string in String.objects.select_related("locale").order_by("pk"):
        yield StoredText("", {"data": string.data}, string.locale.language_code, partial(_write_string, string))
    for model, column in (
        (StringTranslation, "data"),
        (SegmentOverride, "data_json"),
        (OverridableSegment, "data_json"),
    ):
        for row in model.objects.order_by("pk"):
            language = row.locale.language_code if hasattr(row, "locale") else ""
            stored = getattr(row, column)
            content = {column: json.loads(stored) if column == "data_json" else stored}
            yield StoredText("", content, language, partial(_write_translation, row))


def translated_texts(page: Page, field: str) -> list[str]:
    """Return what is translated of the fields with this name, in the language of a page."""
    from wagtail_localize.models import StringTranslation  # lazy: optional

    texts = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id, context__path__endswith=field
    )
    return list(texts.values_list("data", flat=True))


def _write_source(row: Any, new: dict[str, Any]) -> None:
    changed = {"object_repr": new["object_repr"][:200], "content_json": json.dumps(new["content_json"])}
    type(row).objects.filter(pk=row.pk).update(**changed)


def _write_string(row: Any, new: dict[str, Any]) -> None:
    """Rewrite a string. It is stored once a language: what used it moves to the string that says the same already."""
    from wagtail_localize.models import String, StringSegment, StringTranslation  # lazy: optional

    data_hash = String._get_data_hash(new["data"])  # noqa: SLF001 (no public way to say which string it is)
    same = String.objects.filter(locale_id=row.locale_id, data_hash=data_hash).exclude(pk=row.pk).first()
    if same is None:
        String.objects.filter(pk=row.pk).update(data=new["data"], data_hash=data_hash)
        return
    StringSegment.objects.filter(string=row).update(string=same)
    for translation in StringTranslation.objects.filter(translation_of=row):
        taken = StringTranslation.objects.filter(
            translation_of=same, locale_id=translation.locale_id, context_id=translation.context_id
        )
        if not taken.exists():
            StringTranslation.objects.filter(pk=translation.pk).update(translation_of=same)
    String.objects.filter(pk=row.pk).delete()


def _write_translation(row: Any, new: dict[str, Any]) -> None:
    changed = {name: json.dumps(value) if name == "data_json" else value for name, value in new.items()}
    type(row).objects.filter(pk=row.pk).update(**changed)
