"""SQLite search in which a word also finds the words that begin with it, for SQLite knows no Swedish or Finnish."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import QuerySet
from modelsearch.backends.database.sqlite.query import BM25, Lexeme, MatchExpression, SearchQueryExpression
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteFTSIndexEntry,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.query import PlainText
from modelsearch.utils import get_descendants_content_types_pks

from klash_pages.search.engine import excerpt


class WeightedBM25(BM25):
    """The rank of a hit; a hit in the title is worth four in the text. The columns: autocomplete, body, title."""

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_kwargs: Any) -> tuple[str, list[Any]]:
        """Return the call with the weights of the columns."""
        sql, params = super().as_sql(compiler, connection)
        return sql.replace(")", ", 0.0, 1.0, 4.0)"), params


class PrefixCompiler(SQLiteSearchQueryCompiler):
    """Takes every word for the beginning of one."""

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """Return the query of plain words with each word open at its end."""
        if isinstance(query, PlainText) and query.operator.lower() == "and" and query.query_string.split():
            words = (Lexeme(word.replace('"', " "), prefix=True) for word in query.query_string.split())
            return SearchQueryExpression(reduce(and_, words), config=config)
        return super().build_search_query_content(query, config=config)


class PrefixSQLiteBackend(SQLiteSearchBackend):
    """Wagtail's backend with open words, and with ranks that are asked for once and not once a hit."""

    query_compiler_class = PrefixCompiler

    def ranked(self, query: Any, objects: QuerySet[Any], most: int) -> list[tuple[int, int]]:
        """Return the keys and types of the hits, best first."""
        compiler = self.query_compiler_class(objects, query)
        compiler.check()
        match = MatchExpression(compiler.FTS_TABLE_FIELDS, compiler.build_search_query(query))
        best = (
            SQLiteFTSIndexEntry.objects.filter(match)
            .filter(index_entry__content_type__in=get_descendants_content_types_pks(objects.model))
            .order_by(WeightedBM25(), "pk")
            .values_list("index_entry__object_id", flat=True)
        )
        seen = dict(objects.order_by().filter(pk__in=best.order_by()).values_list("pk", "content_type_id"))
        keys = [key for key in map(int, best) if key in seen]
        return [(key, seen[key]) for key in keys[:most]]

    def excerpts(self, query: Any, model: type[Any], keys: Sequence[int]) -> dict[int, str]:
        """Return the part of each indexed text where the hits are, with marks round them."""
        words = query.query_string.split()
        rows = IndexEntry.objects.filter(
            content_type__in=get_descendants_content_types_pks(model), object_id__in=[str(key) for key in keys]
        )
        return {int(key): excerpt(text or "", words) for key, text in rows.values_list("object_id", "body")}
