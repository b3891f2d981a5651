"""What the search page shows: the hits in one language, by type and by page, and the way on when there are none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page

from klash_pages.listing import Choice, Sheet, address
from klash_pages.models import AwardPage, ChallengePage, NewsPage, SearchPage, TeamPage
from klash_pages.searching import LONGEST_QUERY, Found, excerpts, find, words_in

_SHOWN = 60


@dataclass(frozen=True)
class Kind:
    """A type of page as readers know it: its key in the address, its name for many and its name for one."""

    key: str
    many: str | Promise
    one: str | Promise


_KINDS: dict[type[Page], Kind] = {
    ChallengePage: Kind("challenge", gettext_lazy("Challenges"), gettext_lazy("Challenge")),
    TeamPage: Kind("team", gettext_lazy("Teams"), gettext_lazy("Team")),
    AwardPage: Kind("award", gettext_lazy("Winners"), gettext_lazy("Winner")),
    NewsPage: Kind("news", gettext_lazy("News"), gettext_lazy("News item")),
}
_OTHER = Kind("page", gettext_lazy("Pages"), gettext_lazy("Page"))


@dataclass(frozen=True)
class Hit:
    """A page that was found."""

    page: Page
    kind: Kind
    excerpt: SafeString | str
    municipality: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Elsewhere:
    """The same search in another language."""

    page: SearchPage
    url: str
    count: int


def searched_pages(home: Page) -> QuerySet[Page]:
    """Return the pages a search may find: live, open to everybody, in the language and the part of a home page."""
    pages = Page.objects.live().public().filter(locale=home.locale_id).descendant_of(home, inclusive=True)
    return pages.exclude(content_type=ContentType.objects.get_for_model(SearchPage))


class SiteSearch:
    """One search among the pages of a home page; the search page, if there is one, knows the other languages."""

    def __init__(
        self,
        home: Page,
        url: str,
        text: str,
        *,
        kind: str = "",
        page: str = "",
        search_page: SearchPage | None = None,
    ) -> None:
        """Search, and take the part that a page number names.

        Raises:
            Http404: no such page.
        """
        self._locale = home.locale
        self._search_page = search_page
        self.url = url
        self.text = text.replace("\x00", " ").strip()[: LONGEST_QUERY + 1]
        self.words = words_in(self.text)
        self.problem = self._problem()
        self._kinds = {
            ContentType.objects.get_for_model(model, for_concrete_model=False).pk: kind
            for model, kind in _KINDS.items()
        }
        found = find(searched_pages(home), self.words, self._locale) if self._can_search else []
        self._counts = Counter(self._kind(one).key for one in found)
        self.total = len(found)
        self.kind = kind if kind in self._counts else ""
        # A type that is unknown, or of which nothing was found, is no reason to hide what was found.
        shown = [one for one in found if not self.kind or self._kind(one).key == self.kind]
        self.sheet = Sheet(shown, page, url, self._values(self.kind))

    def _problem(self) -> str:
        if len(self.text) > LONGEST_QUERY:
            return gettext("Write at most %(number)s characters.") % {"number": LONGEST_QUERY}
        if self.text and not self.words:
            return gettext("Write at least one word or number.")
        return ""

    @property
    def _can_search(self) -> bool:
        return bool(self.words) and not self.problem

    def _kind(self, found: Found) -> Kind:
        return self._kinds.get(found.content_type, _OTHER)

    def _values(self, kind: str) -> dict[str, str]:
        return {name: value for name, value in (("q", self.text), ("type", kind)) if value}

    @property
    def is_done(self) -> bool:
        """Whether anything was searched for."""
        return self._can_search

    @property
    def count(self) -> int:
        """How many hits are shown, on all pages together."""
        return self.sheet.count

    @property
    def words_shown(self) -> str:
        """What was searched, short enough for a heading."""
        return f"{self.text[:_SHOWN]}…" if len(self.text) > _SHOWN else self.text

    @property
    def counts(self) -> dict[str, int]:
        """How many hits there are of each type, by its key."""
        return dict(self._counts)

    @cached_property
    def kinds(self) -> list[tuple[Choice, int]]:
        """The types of the hits as links with their numbers, if there are two or more."""
        if len(self._counts) < 2:
            return []
        links = [(Choice(gettext("All"), address(self.url, self._values("")), not self.kind), self.total)]
        for kind in (*_KINDS.values(), _OTHER):
            if number := self._counts[kind.key]:
                url = address(self.url, self._values(kind.key))
                links.append((Choice(str(kind.many), url, self.kind == kind.key), number))
        return links

    @cached_property
    def hits(self) -> list[Hit]:
        """The hits on this page, in a number of queries that does not depend on them."""
        shown: list[Found] = list(self.sheet.page.object_list)
        keys = [one.pk for one in shown]
        if not keys:
            return []
        pages = Page.objects.in_bulk(keys)
        texts = excerpts(Page, keys, self.words, self._locale)
        paths = {page.path for page in pages.values()} | {page.path[: -Page.steplen] for page in pages.values()}
        hosts = {
            challenge.path: challenge.municipality.name
            for challenge in ChallengePage.objects.filter(path__in=paths).select_related("municipality")
        }
        days: dict[Any, date] = dict(AwardPage.objects.filter(pk__in=keys).values_list("pk", "announced_on"))
        days |= dict(NewsPage.objects.filter(pk__in=keys).values_list("pk", "date"))
        return [
            Hit(
                page=pages[one.pk],
                kind=self._kind(one),
                excerpt=texts.get(one.pk, ""),
                municipality=hosts.get(pages[one.pk].path) or hosts.get(pages[one.pk].path[: -Page.steplen], ""),
                day=days.get(one.pk),
            )
            for one in shown
            if one.pk in pages
        ]

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """The same search in the other languages, for a reader whose language has no hits."""
        found: list[Elsewhere] = []
        if self._search_page is None:
            return found
        for page in SearchPage.objects.live().filter(translation_key=self._search_page.translation_key):
            if page.pk != self._search_page.pk:
                pages = searched_pages(page.get_parent())
                number = len(find(pages, self.words, page.locale)) if self._can_search else 0
                found.append(Elsewhere(page, address(page.get_url() or "", self._values("")), number))
        return found
