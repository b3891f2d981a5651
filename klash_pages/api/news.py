"""News items."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel

from klash_pages.api import pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.blocks import Body, CorrectionBlock, DocumentBlock, Streams
from klash_pages.api.lists import filtered_items, one
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.people import shown_name
from klash_pages.api.queries import ListQuery, TextQuery, filtered
from klash_pages.api.reading import Reading, for_cards
from klash_pages.api.schemas import PageCard, PageLink, PersonName, Whole
from klash_pages.lists.filters import NewsFilterSet
from klash_pages.models import NewsPage

router = make_router("news")
ORDER = Order("news", (Column("date", dt.date, descending=True), Column("pk", int, descending=True)))


class NewsCard(PageCard):
    """A news item in a list."""

    type: Literal["news"]
    date: dt.date


class NewsList(BaseModel):
    """A part of the list of news."""

    items: list[NewsCard]
    next_cursor: str | None
    next: str | None


class NewsItem(Whole, NewsCard):
    """A news item with everything a reader sees."""

    body: Body
    media_kit: list[DocumentBlock]
    corrections: list[CorrectionBlock]
    press_contact: PersonName | None
    related: list[PageLink]


NewsQuery = filtered("NewsQuery", NewsFilterSet)


def select(reading: Reading) -> Any:
    """Return the public news with what a card shows."""
    found = for_cards(reading.in_language(NewsPage.objects.all()))
    return found.defer("body", "media_kit", "corrections")


def describe(page: NewsPage, reading: Reading) -> dict[str, Any]:
    """Return the fields of the card."""
    return {**pages.card(page, reading), "date": page.date}


def detail(page: NewsPage, reading: Reading) -> NewsItem:
    """Return a news item with everything a reader sees."""
    streams = Streams(reading, page.body, page.media_kit, page.corrections)
    related = [other for _words, other in page.related_pages() if reading.doors.is_open(other)]
    return NewsItem(
        **describe(page, reading),
        **pages.whole(page, reading),
        body=streams.describe(page.body),
        media_kit=streams.describe(page.media_kit),
        corrections=streams.describe(page.corrections),
        press_contact=shown_name(page.press_contact),
        related=[pages.page_link(other, reading) for other in related],
    )


@reads(router, "/news/", NewsQuery, NewsList)
def news(request: HttpRequest, query: ListQuery) -> NewsList:
    """List news.

    The newest first.
    """
    reading = Reading(request, query.locale)
    found = part(filtered_items(NewsFilterSet, select(reading), query, reading), ORDER, query)
    items = [NewsCard(**describe(page, reading)) for page in found.items]
    return NewsList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))


@reads(router, "/news/{key}/", TextQuery, NewsItem, missing=True)
def news_item(request: HttpRequest, key: UUID, query: TextQuery) -> NewsItem:
    """Read a news item."""
    reading = Reading(request, query.locale, query.rich_text)
    return detail(one(select(reading).defer(None), key), reading)
