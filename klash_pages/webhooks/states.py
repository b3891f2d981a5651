"""What everybody can see of pages from outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

#: What everybody can see of a page from outside: its type, language, path and address. None if nothing.
State = dict[str, Any] | None
States = dict[int, State]

_CHUNK = 500


def public_states(pages: PageQuerySet) -> States:
    """Return what everybody can see of these pages; those that nobody sees are left out."""
    states: States = {}
    # Not `page.locale`: of a page of its own type it would be asked for one by one.
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    # Of their own types, without their own fields: a type may make its addresses itself.
    for page in pages.live().public().specific(defer=True).iterator(chunk_size=_CHUNK):
        _site, root_url, path = page.get_url_parts() or (None, None, None)
        if path is not None:
            states[page.pk] = {
                "type": page._meta.label,
                "locale": languages[page.locale_id],
                "path": path,
                "url": f"{root_url}{path}",
            }
    return states


def public_states_of(page_ids: Iterable[int]) -> States:
    """Return what everybody can see of the pages with these numbers."""
    numbers = list(page_ids)
    states: States = {}
    for start in range(0, len(numbers), _CHUNK):
        states |= public_states(Page.objects.filter(pk__in=numbers[start : start + _CHUNK]))
    return states
