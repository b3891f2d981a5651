"""The feed of a language: its news and its winners, as Atom."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from wagtail.models import Page

from klash_pages.models import AwardPage, NewsIndexPage, NewsPage
from klash_pages.plumbing import page_cache
from klash_pages.plumbing.public_page import public_page

LENGTH = 30
AUTHOR = "Klash"
# Characters that XML cannot hold, pasted from somewhere.
_CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Feed(Atom1Feed):
    """A feed that changed when its list was published, as long as nothing is told."""

    def latest_post_date(self) -> datetime:
        """Return when the feed last changed."""
        return super().latest_post_date() if self.items else self.feed["published"]


def entries(index: NewsIndexPage) -> list[tuple[date, NewsPage | AwardPage]]:
    """Return what the feed of a language tells, newest first, each with its day."""
    news = NewsPage.objects.live().public().child_of(index).order_by("-date", "-pk")[:LENGTH]
    awards = AwardPage.objects.live().public().filter(locale=index.locale).order_by("-announced_on", "-pk")[:LENGTH]
    told = [*((item.date, item) for item in news), *((item.announced_on, item) for item in awards)]
    return sorted(told, key=lambda entry: (entry[0], entry[1].pk), reverse=True)[:LENGTH]


def entry_id(page: Page) -> str:
    """Return what a reader's program knows a page of a language by, wherever its address goes."""
    return f"urn:uuid:{uuid.uuid5(page.translation_key, page.locale.language_code)}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def news_feed(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the feed of the news list at a path."""
    index = public_page(request, path, NewsIndexPage)
    page_cache.keep(request)
    address = index.get_full_url(request)
    feed = _Feed(
        title=_CONTROL.sub("", f"{index.title} – {AUTHOR}"),
        link=address,
        description="",
        subtitle=_CONTROL.sub("", index.lead),
        language=index.locale.language_code,
        feed_url=f"{address}feed.xml",
        feed_guid=entry_id(index),
        author_name=AUTHOR,
        published=index.last_published_at or timezone.now(),
    )
    # All entries are in the language of the list.
    for day, page in entries(index):
        page.locale = index.locale
        words = page.solution or page.lead if isinstance(page, AwardPage) else page.lead
        feed.add_item(
            title=_CONTROL.sub("", page.title),
            link=page.get_full_url(request),
            description=_CONTROL.sub("", words),
            unique_id=entry_id(page),
            pubdate=_midnight(day),
            updateddate=page.last_published_at or _midnight(day),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
