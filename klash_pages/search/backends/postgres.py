"""PostgreSQL search that stems every page by the rules of its own language.

Wagtail's backend has one configuration for the whole index, and several backends overwrite each other's rows. Here
every row holds its words twice: as they are written, which is how the admin and whoever names no language searches, and
stemmed by the page's own language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import CombinedSearchVector, SearchHeadline, SearchVector
from django.db.models import F, QuerySet
from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend
from modelsearch.backends.database.postgres.weights import get_weight
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks
from wagtail.models import Locale, TranslatableMixin

from klash_pages.search.engine import HIT_END, HIT_START, search_configuration

_TITLE_BOOST = 2


class LanguageIndex(PostgresIndex):
    """Adds the words of a page in its own language to the words as they are written."""

    def add_items(self, model: type[Any], objs: Sequence[Any]) -> None:
        """Index the objects, then add what their languages know."""
        objs = list(objs)
        super().add_items(model, objs)
        if not issubclass(model, TranslatableMixin):
            return
        configurations = {locale.pk: search_configuration(locale.language_code) for locale in Locale.objects.all()}
        keys = defaultdict(list)
        for one in objs:
            keys[configurations.get(one.locale_id, "simple")].append(str(one.pk))
        for configuration, pks in keys.items():
            if configuration == "simple":
                continue
            title = SearchVector("title_text", config=configuration, weight=get_weight(_TITLE_BOOST))
            body = SearchVector("body_text", config=configuration, weight=get_weight(None))
            self.entries.filter(content_type_id=get_content_type_pk(model), object_id__in=pks).update(
                title=CombinedSearchVector(F("title"), "||", title, configuration),
                body=CombinedSearchVector(F("body"), "||", body, configuration),
                title_norm=1.0,
            )
        self._refresh_title_norms()


class LanguagePostgresBackend(PostgresSearchBackend):
    """Words as they are written, unless a search names a language: `get_search_backend(SEARCH_CONFIG="swedish")`."""

    index_class = LanguageIndex

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})

    def ranked(self, query: Any, objects: QuerySet[Any], most: int) -> list[tuple[int, int]]:
        """Return the keys and types of the hits, best first."""
        found = self.search(query, objects).get_queryset()
        return list(found.values_list("pk", "content_type_id")[:most])

    def excerpts(self, query: Any, model: type[Any], keys: Sequence[int]) -> dict[int, str]:
        """Return the part of each indexed text where the hits are, with marks round them."""
        compiler = self.query_compiler_class(model.objects.all(), query)
        rows = self.get_index_for_model(model).entries.filter(
            content_type__in=get_descendants_content_types_pks(model), object_id__in=[str(key) for key in keys]
        )
        headline = SearchHeadline(
            "body_text",
            compiler.build_tsquery(query, config=self.config),
            config=self.config,
            start_sel=HIT_START,
            stop_sel=HIT_END,
            min_words=18,
            max_words=30,
        )
        return {int(key): text for key, text in rows.values_list("object_id", headline)}
