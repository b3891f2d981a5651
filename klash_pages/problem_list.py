"""Assembles the list of problems: filter, hits, rows and what is only counted, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict

from klash_pages.filters_problems import ProblemFilterSet
from klash_pages.models import ChallengePage, ContestPage, Problem, ProblemIndexPage

PER_PAGE = 20
#: With so few problems in all there is nothing to filter.
FEW = 6


@dataclass(frozen=True)
class ProblemRow:
    """A problem with its address and, if it was chosen, its challenge in the reader's language."""

    problem: Problem
    url: str
    challenge: ChallengePage | None


@dataclass(frozen=True)
class Condition:
    """A condition that is on, and the address without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class ProblemList:
    """What the page shows."""

    filterset: ProblemFilterSet
    page: PageOfList[Problem]
    rows: list[ProblemRow]
    conditions: list[Condition]
    total: int
    contest: ContestPage | None
    base_url: str
    form_url: str
    query: QueryDict

    @property
    def shows_filter(self) -> bool:
        """Whether a filter can do something."""
        return self.total > FEW or bool(self.conditions)

    @property
    def number_shown(self) -> int:
        """How many problems match."""
        return self.page.paginator.count

    @property
    def uncounted(self) -> bool:
        """Whether more problems were submitted to the contest than are known to the site."""
        return bool(
            self.contest
            and self.contest.problems_count
            and Problem.objects.public().of_contest(self.contest).count() < self.contest.problems_count
        )

    @property
    def challenges(self) -> Iterable[ChallengePage]:
        """The challenges of the contest, for its field of dots."""
        return ChallengePage.objects.live().child_of(self.contest).in_card_order() if self.contest else []

    @property
    def previous_url(self) -> str:
        """The address of the page before."""
        return self._page_url(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def next_url(self) -> str:
        """The address of the page after."""
        return self._page_url(self.page.next_page_number()) if self.page.has_next() else ""

    def _page_url(self, number: int) -> str:
        return _address(self.base_url, self.query, page=str(number) if number > 1 else "")


def _address(base: str, query: QueryDict, **changes: str) -> str:
    """Return an address with conditions changed, empty ones left out."""
    changed = query.copy()
    for name, value in changes.items():
        changed[name] = value
    kept = QueryDict(mutable=True)
    kept.update({name: str(changed[name]) for name in changed if changed[name]})
    return f"{base}?{kept.urlencode()}" if kept else base


def rows_of(
    problems: Iterable[Problem], index: ProblemIndexPage, request: HttpRequest | None = None
) -> list[ProblemRow]:
    """Return the rows of problems, in their order."""
    found = list(problems)
    keys = {problem.challenge.translation_key for problem in found if problem.challenge}
    challenges = {
        challenge.translation_key: challenge
        for challenge in ChallengePage.objects.live().filter(locale=index.locale, translation_key__in=keys)
    }
    base = index.get_url(request)
    return [
        ProblemRow(
            problem,
            f"{base}{index.tail_of(problem)}",
            challenges.get(problem.challenge.translation_key) if problem.challenge else None,
        )
        for problem in found
    ]


def build(index: ProblemIndexPage, request: HttpRequest) -> ProblemList:
    """Return the list that an address asks for."""
    everything = Problem.objects.public()
    filterset = ProblemFilterSet(request.GET, everything, locale=index.locale)
    matching = filterset.qs.for_rows().order_by("-number")
    page = Paginator(matching, PER_PAGE).get_page(request.GET.get("page"))
    known = {name: request.GET.get(name, "") for name in filterset.filters}
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in known.items() if value})
    base = str(index.get_url(request))
    conditions = [
        Condition(label, value, _address(base, query, **{name: ""})) for name, label, value in filterset.conditions()
    ]
    contest = filterset.chosen_contest
    if contest is None and not any(known[name] for name in known):
        contest = ContestPage.objects.live().filter(locale=index.locale).order_by("-first_published_at", "-pk").first()
    return ProblemList(
        filterset=filterset,
        page=page,
        rows=rows_of(page.object_list, index, request),
        conditions=conditions,
        total=everything.count(),
        contest=contest,
        base_url=base,
        form_url=index.form_url(request),
        query=query,
    )


def origin(challenge: Any) -> list[ProblemRow]:
    """Return the rows of the problems behind a challenge; empty if its language has no list of problems."""
    problems = list(challenge.problems.for_rows().order_by("number"))
    index = ProblemIndexPage.objects.live().filter(locale=challenge.locale).first() if problems else None
    return rows_of(problems, index) if index is not None else []
