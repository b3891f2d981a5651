"""Wagtail's database search, with what a site in several languages needs and Wagtail does not give.

Set `WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "klash_pages.search.backends"}}`. Without it the plugin searches
with whatever the site has.
"""

from __future__ import annotations

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """Return the backend for the site's database."""
    if connection.vendor == "postgresql":
        from klash_pages.search.backends.postgres import LanguagePostgresBackend  # lazy: optional

        return LanguagePostgresBackend(params)
    from modelsearch.backends import database  # lazy: optional

    stock = database.SearchBackend(params)
    if connection.vendor == "sqlite" and type(stock).__name__ == "SQLiteSearchBackend":
        from klash_pages.search.backends.sqlite import PrefixSQLiteBackend  # lazy: optional

        return PrefixSQLiteBackend(params)
    return stock
