"""Makes very many pages at once, for tests of how a list grows: a row of each table a page, and nothing else.

The pages are not indexed, have no revisions and are live without any release.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page


def add_many(parent: Page, model: type[Any], number: int, **fields: Any) -> list[Any]:
    """Add live pages below a parent; a field that is a function is given the number of the page."""
    parent.refresh_from_db()
    content_type = ContentType.objects.get_for_model(model)
    name = model.__name__.lower()
    pages = []
    for position in range(parent.numchild + 1, parent.numchild + number + 1):
        values = {field: value(position) if callable(value) else value for field, value in fields.items()}
        title = values.pop("title", f"{name} {position}")
        page = model(title=title, slug=f"{name}-{position}", locale=parent.locale, content_type=content_type, **values)
        page.path = Page._get_path(parent.path, parent.depth + 1, position)
        page.depth = parent.depth + 1
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = title
        pages.append(page)
    base = [
        Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}) for page in pages
    ]
    for page, row in zip(pages, Page.objects.bulk_create(base), strict=True):
        page.page_ptr_id = page.pk = row.pk
        page.save_base(raw=True)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    parent.refresh_from_db()
    return pages
