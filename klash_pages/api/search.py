"""The search of the site, the best hits first: by pages, since relevance is no column."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from urllib.parse import urlsplit

from django.http import HttpRequest
from pydantic import BaseModel, Field

from klash_pages.api import pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.problems import ProblemOther
from klash_pages.api.queries import Query, wrong
from klash_pages.api.reading import Reading
from klash_pages.api.schemas import PageLink
from klash_pages.lists.listing import PAGE_SIZE
from klash_pages.lists.site_search import SiteSearch
from klash_pages.models import Problem
from klash_pages.search.engine import LONGEST_QUERY, MOST_HITS

router = make_router("search")

HitType = Literal["challenge", "team", "award", "news", "problem", "page"]


class SearchQuery(Query):
    """What a search takes."""

    q: Annotated[str, Field(min_length=1, max_length=LONGEST_QUERY, description="Words that must all occur.")]
    type: Annotated[HitType | None, Field(description="Only hits of this type.")] = None
    page: Annotated[int, Field(ge=1, le=MOST_HITS // PAGE_SIZE)] = 1


class Hit(BaseModel):
    """A page or a problem that was found; the excerpt is HTML in which the words are marked with `mark`."""

    type: HitType
    page: PageLink | None
    problem: ProblemOther | None
    excerpt: str
    municipality: str
    date: dt.date | None


class Hits(BaseModel):
    """One page of hits."""

    items: list[Hit]
    page: int
    pages: int
    total: Annotated[int, Field(description="Hits of this type, or of all types.")]
    by_type: Annotated[dict[str, int], Field(description="Hits of each type.")]


@reads(router, "/search/", SearchQuery, Hits, missing=True)
def search(request: HttpRequest, query: SearchQuery) -> Hits:
    """Search the site.

    Twenty hits a page, the best first, and never more than a thousand.
    """
    reading = Reading(request, query.locale)
    home = reading.home
    found = SiteSearch(home, "", query.q, kind=query.type or "", page=str(query.page))
    if not found.is_done:
        raise wrong("q", "There is no word or number to search for.")
    if query.type and found.kind != query.type:
        return Hits(items=[], page=1, pages=1, total=0, by_type=found.counts)
    items = []
    for hit in found.hits:
        page = problem = None
        if isinstance(hit.found, Problem):
            problem = ProblemOther(number=hit.found.pk, title=hit.title, path=urlsplit(hit.url).path)
        else:
            page = pages.page_link(hit.found, reading)
        items.append(
            Hit(
                type=hit.kind.key,  # type: ignore[arg-type] # the keys of the kinds
                page=page,
                problem=problem,
                excerpt=str(hit.excerpt),
                municipality=hit.municipality,
                date=hit.day,
            )
        )
    return Hits(items=items, page=found.sheet.number, pages=found.sheet.of, total=found.count, by_type=found.counts)
