"""What the search page shows: the hits in one language, by type and by page, and the way on when there are none.

Pages come from the search index, best first. Problems are records, which no index holds; their own list finds them, and
they follow the pages, newest first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from wagtail.models import Page

from klash_pages.lists.filters import ProblemFilterSet
from klash_pages.lists.listing import Choice, Sheet, address
from klash_pages.models import AwardPage, ChallengePage, NewsPage, Problem, ProblemIndexPage, SearchPage, TeamPage
from klash_pages.search.engine import LONGEST_QUERY, MOST_HITS, Found, excerpt, excerpts, find, marked, words_in

_SHOWN = 60


@dataclass(frozen=True)
class Kind:
    """A type of page as readers know it: its key in the address, its name for many and its name for one."""

    key: str
    many: str | Promise
    one: str | Promise


_KINDS: dict[type[Model], Kind] = {
    ChallengePage: Kind("challenge", gettext_lazy("Challenges"), gettext_lazy("Challenge")),
    TeamPage: Kind("team", gettext_lazy("Teams"), gettext_lazy("Team")),
    AwardPage: Kind("award", gettext_lazy("Winners"), gettext_lazy("Winner")),
    NewsPage: Kind("news", gettext_lazy("News"), gettext_lazy("News item")),
    Problem: Kind("problem", gettext_lazy("Problems"), gettext_lazy("Problem")),
}
_OTHER = Kind("page", gettext_lazy("Pages"), gettext_lazy("Page"))


@dataclass(frozen=True)
class Hit:
    """A page or a problem that was found; `language` is that of its title if it is another than the reader's."""

    found: Page | Problem
    title: str
    url: str
    kind: Kind
    excerpt: SafeString | str
    language: str = ""
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


def _content_type(model: type[Model]) -> int:
    return ContentType.objects.get_for_model(model, for_concrete_model=False).pk


def _found(home: Page, words: list[str]) -> list[Found]:
    """Return what the words find below a home page: pages, then problems."""
    found = find(searched_pages(home), words, home.locale)
    if index := _problem_index(home):
        problems = ProblemFilterSet({"q": " ".join(words)}, index.listed(), locale=home.locale).qs
        kind = _content_type(Problem)
        found += [Found(key, kind) for key in problems.values_list("pk", flat=True)[:MOST_HITS]]
    return found


def _problem_index(home: Page) -> ProblemIndexPage | None:
    """Return the list of problems of a home page, if everybody may read it."""
    return ProblemIndexPage.objects.live().public().filter(locale=home.locale_id).descendant_of(home).first()


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
        self._home = home
        self._kinds = {_content_type(model): kind for model, kind in _KINDS.items()}
        found = _found(home, self.words) if self._can_search else []
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
        problem = _content_type(Problem)
        pages = self._pages([one for one in shown if one.content_type != problem])
        problems = self._problems([one.pk for one in shown if one.content_type == problem])
        hits = [(problems if one.content_type == problem else pages).get(one.pk) for one in shown]
        return [hit for hit in hits if hit is not None]

    def _pages(self, found: list[Found]) -> dict[int, Hit]:
        keys = [one.pk for one in found]
        if not keys:
            return {}
        pages = Page.objects.in_bulk(keys)
        texts = excerpts(Page, keys, self.words, self._locale)
        paths = {page.path for page in pages.values()} | {page.path[: -Page.steplen] for page in pages.values()}
        hosts = {
            challenge.path: challenge.municipality.name
            for challenge in ChallengePage.objects.filter(path__in=paths).select_related("municipality")
        }
        days: dict[Any, date] = dict(AwardPage.objects.filter(pk__in=keys).values_list("pk", "announced_on"))
        days |= dict(NewsPage.objects.filter(pk__in=keys).values_list("pk", "date"))
        return {
            one.pk: Hit(
                found=page,
                title=page.title,
                url=page.get_url() or "",
                kind=self._kind(one),
                excerpt=texts.get(one.pk, ""),
                municipality=hosts.get(page.path) or hosts.get(page.path[: -Page.steplen], ""),
                day=days.get(one.pk),
            )
            for one in found
            if (page := pages.get(one.pk)) is not None
        }

    def _problems(self, keys: list[int]) -> dict[int, Hit]:
        index = _problem_index(self._home) if keys else None
        if index is None:
            return {}
        language = self._locale.language_code
        return {
            problem.pk: Hit(
                found=problem,
                title=problem.title,
                url=index.problem_url(problem),
                kind=_KINDS[Problem],
                excerpt=marked(excerpt(f"{problem.text} {problem.affected} {problem.tried}", self.words)),
                language="" if problem.title_language == language else problem.title_language,
                municipality=problem.municipality_names,
            )
            for problem in Problem.objects.for_rows().filter(pk__in=keys)
        }

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """The same search in the other languages, for a reader whose language has no hits."""
        found: list[Elsewhere] = []
        if self._search_page is None:
            return found
        for page in SearchPage.objects.live().filter(translation_key=self._search_page.translation_key):
            if page.pk != self._search_page.pk:
                number = len(_found(page.get_parent(), self.words)) if self._can_search else 0
                found.append(Elsewhere(page, address(page.get_url() or "", self._values("")), number))
        return found
