"""What of a page is a fact, the same in every language, and in which language it is registered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def facts(*names: str) -> list[Any]:
    """Declare fields that are facts: synchronised from the source language and read-only in translations."""
    from wagtail_localize.fields import SynchronizedField  # lazy: optional

    return [SynchronizedField(name, overridable=False) for name in names]


def facts_of(model: type[Any]) -> list[str]:
    """Return the names of what a page type declares with `facts()`: fields, and relations to child rows."""
    declared = getattr(model, "override_translatable_fields", [])
    return [field.field_name for field in declared if not getattr(field, "overridable", True)]


def is_source(page: Any) -> bool:
    """Whether a page is the version that its translations were made from."""
    source = source_of(page)
    return source is None or source.pk == page.pk


def source_of(page: Any) -> Any:
    """Return the page that the translations were made from: the oldest of its translation key; None if none is."""
    return versions(page).first()


def versions(page: Any, to_save: bool = False) -> Any:
    """Return all languages of a page, the source first; with `to_save` they are kept from others."""
    found = type(page).objects.filter(translation_key=page.translation_key).order_by("pk")
    return found.select_for_update() if to_save else found


def touches_facts(page: Any, fields: Iterable[str] | None) -> bool:
    """Whether saving these fields, or all, can change a fact or who sees it."""
    names = facts_of(type(page))
    return bool(names) and (fields is None or not {*names, "live"}.isdisjoint(fields))
