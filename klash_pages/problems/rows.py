"""Assembles what lists of problems show: rows, and what is only counted, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from klash_pages.lists.listing import Listing
from klash_pages.models import ChallengePage, ContestPage, Problem, ProblemIndexPage


@dataclass(frozen=True)
class ProblemRow:
    """A problem with its address and, if it was chosen, its challenge in the reader's language."""

    problem: Problem
    url: str
    challenge: ChallengePage | None


@dataclass(frozen=True)
class Counted:
    """How many problems a contest got, whether or not they are known here one by one."""

    contest: ContestPage

    @property
    def is_more_than_known(self) -> bool:
        """Whether more problems were submitted to the contest than are known to the site."""
        known = Problem.objects.public().of_contest(self.contest).count()
        return bool(self.contest.problems_count) and known < (self.contest.problems_count or 0)

    @property
    def challenges(self) -> Iterable[ChallengePage]:
        """The challenges of the contest, for its field of dots."""
        return ChallengePage.objects.live().child_of(self.contest).in_card_order()


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


def counted(listing: Listing, index: ProblemIndexPage) -> Counted | None:
    """Return the count of the contest that the reader chose, or of the newest if nothing was chosen."""
    contests = ContestPage.objects.live().filter(locale=index.locale)
    if slug := listing.chosen.get("contest"):
        contest = contests.filter(slug=slug).first()
    else:
        contest = None if listing.chosen else contests.order_by("-first_published_at", "-pk").first()
    return Counted(contest) if contest else None


def origin(challenge: Any) -> list[ProblemRow]:
    """Return the rows of the problems behind a challenge; empty if its language has no list of problems."""
    problems = list(challenge.problems.for_rows().order_by("number"))
    index = ProblemIndexPage.objects.live().filter(locale=challenge.locale).first() if problems else None
    return rows_of(problems, index) if index is not None else []
