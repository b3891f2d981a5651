"""What routes of lists share: the site's own filters, and the one page that a key names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from ninja.errors import ValidationError

from klash_pages.api.queries import ListQuery
from klash_pages.api.reading import Reading
from klash_pages.lists.filters import ListFilterSet


def filters_of(
    filter_set: type[ListFilterSet], items: QuerySet[Any], values: dict[str, str], reading: Reading
) -> ListFilterSet:
    """Return the site's filters of a list; the language is looked up only if a filter asks for it."""
    locale: Any = SimpleLazyObject(lambda: reading.locale)
    return filter_set(values, items, locale=locale)


def filtered_items(
    filter_set: type[ListFilterSet], items: QuerySet[Any], query: ListQuery, reading: Reading
) -> QuerySet[Any]:
    """Return the items of a list that meet the conditions of a query.

    Raises:
        ValidationError: a condition cannot be met.
    """
    values = {name: getattr(query, name) for name in filter_set.base_filters}
    if not any(values.values()):
        return items
    filters = filters_of(filter_set, items, values, reading)
    # Whoever writes a program reads English, whatever the language of the answer.
    with translation.override("en"):
        faults = [
            {"type": "value_error", "loc": ["query", name], "msg": " ".join(str(message) for message in messages)}
            for name, messages in filters.errors.items()
        ]
    if faults:
        raise ValidationError(faults)
    return filters.qs


def one(pages: QuerySet[Any], key: UUID) -> Any:
    """Return the page with a translation key.

    Raises:
        Http404: it is not public in this language.
    """
    found = pages.filter(translation_key=key).select_related("locale").first()
    if found is None:
        raise Http404("There is nothing public by that key in this language.")
    return found
