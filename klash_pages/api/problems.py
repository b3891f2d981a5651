"""Problems that municipalities have submitted and that have been published, each in the language it was written in.

Who submitted a problem, what was said to him or her alone, and when it came are nobody's business and stay out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import override
from pydantic import BaseModel, Field

from klash_pages.api import pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.challenges import municipality_link
from klash_pages.api.lists import filtered_items
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.queries import ListQuery, Query, filtered
from klash_pages.api.reading import Reading
from klash_pages.api.schemas import Link, MunicipalityLink, PageLink, Seo, Status, Version
from klash_pages.lists.filters import ProblemFilterSet, alphabetical
from klash_pages.models import ChallengePage, Problem, ProblemIndexPage

router = make_router("problems")
ORDER = Order("problems", (Column("number", int, descending=True),))
#: Readers see the staff's feedback when the problem has been handled, as on its page.
_HANDLED = (Problem.State.MERGED, Problem.State.CLOSED)
_UNREAD = (
    "submitter_name",
    "submitter_title",
    "submitter_email",
    "submitter_phone",
    "municipality_text",
    "private_feedback",
    "consent_text",
)
_LARGEST = 2**63 - 1


class ThemeName(BaseModel):
    """A theme by its name in the language of the answer."""

    slug: str
    name: str


class ProblemCard(BaseModel):
    """A problem in a list. Its path is empty if the language has no list of problems."""

    type: Literal["problem"] = "problem"
    number: int
    title: str
    title_language: Literal["sv", "fi", "en"]
    language: Annotated[Literal["sv", "fi", "en"], Field(description="The language of the problem's own words.")]
    sentence: str
    summary: str
    municipalities: list[MunicipalityLink]
    theme: ThemeName | None
    status: Status
    challenge: PageLink | None
    path: str
    url: str
    changed_at: datetime | None


class ProblemList(BaseModel):
    """A part of the list of problems."""

    items: list[ProblemCard]
    next_cursor: str | None
    next: str | None


class ProblemOther(BaseModel):
    """Another problem, by number and title."""

    number: int
    title: str
    path: str


class WholeProblem(ProblemCard):
    """A problem with everything a reader sees."""

    text: str
    affected: str
    tried: str
    public_feedback: str
    merged_into: ProblemOther | None
    merged: list[ProblemOther]
    seo: Seo
    translations: list[Version]
    breadcrumbs: list[Link]


ProblemQuery = filtered("ProblemQuery", ProblemFilterSet)


def select() -> Any:
    """Return the public problems with what a card shows."""
    return Problem.objects.public().for_rows().defer(*_UNREAD)


def index_of(reading: Reading) -> ProblemIndexPage | None:
    """Return the public list of problems in the language."""
    found: ProblemIndexPage | None = reading.in_language(ProblemIndexPage.objects.select_related("locale")).first()
    return found


def describe(problems: Iterable[Problem], reading: Reading, index: ProblemIndexPage | None) -> list[dict[str, Any]]:
    """Return the fields of the cards, in a number of queries that does not depend on how many there are."""
    found = list(problems)
    base = reading.place(index) if index else None
    challenges = _challenges(found, reading)
    described = []
    for problem in found:
        tail = index.tail_of(problem) if index else ""
        towns = sorted(problem.municipalities.all(), key=lambda one: alphabetical(one.name))
        described.append(
            {
                "number": problem.number,
                "title": problem.title,
                "title_language": problem.title_language,
                "language": problem.language,
                "sentence": problem.sentence,
                "summary": problem.summary,
                "municipalities": [municipality_link(one) for one in towns],
                "theme": ThemeName(slug=problem.theme.slug, name=problem.theme.name) if problem.theme else None,
                "status": Status(key=problem.state, text=problem.get_state_display()),
                "challenge": challenges.get(problem.challenge.translation_key) if problem.challenge else None,
                "path": f"{base.path}{tail}" if base else "",
                "url": f"{base.url}{tail}" if base else "",
                "changed_at": max(filter(None, (problem.published_at, problem.decided_at)), default=None),
            }
        )
    return described


def _challenges(problems: list[Problem], reading: Reading) -> dict[Any, PageLink]:
    keys = {problem.challenge.translation_key for problem in problems if problem.challenge}
    if not keys:
        return {}
    found = reading.in_language(ChallengePage.objects.filter(translation_key__in=keys).defer_streamfields())
    return {page.translation_key: pages.page_link(page, reading) for page in found}


def _other(problem: Problem, reading: Reading, index: ProblemIndexPage | None) -> ProblemOther:
    path = f"{reading.path(index)}{index.tail_of(problem)}" if index else ""
    return ProblemOther(number=problem.number, title=problem.title, path=path)


def detail(problem: Problem, reading: Reading) -> WholeProblem:
    """Return a problem with everything a reader sees."""
    index = index_of(reading)
    target = problem.merged_into
    return WholeProblem(
        **describe([problem], reading, index)[0],
        text=problem.text,
        affected=problem.affected,
        tried=problem.tried,
        public_feedback=problem.public_feedback if problem.state in _HANDLED else "",
        merged_into=_other(target, reading, index) if target is not None and target.is_public else None,
        merged=[_other(one, reading, index) for one in problem.merged.public().order_by("number")],
        seo=Seo(title=problem.title, description=problem.summary or str(problem.sentence)),
        translations=_translations(index, problem, reading) if index else [],
        breadcrumbs=pages.breadcrumbs(index, reading, inclusive=True) if index else [],
    )


def _translations(index: ProblemIndexPage, problem: Problem, reading: Reading) -> list[Version]:
    titles = {}
    for code in index.problem_tails(problem):
        with override(code):
            titles[code] = problem.title
    found = pages.translations(index, reading, index.problem_tails(problem))
    return [version.model_copy(update={"title": titles[version.locale]}) for version in found]


def by_number(number: int) -> Problem:
    """Return a public problem.

    Raises:
        Http404: there is none with the number.
    """
    found: Problem | None = select().filter(number=number).first() if 0 < number <= _LARGEST else None
    if found is None:
        raise Http404("There is no public problem with that number.")
    return found


@reads(router, "/problems/", ProblemQuery, ProblemList)
def problems(request: HttpRequest, query: ListQuery) -> ProblemList:
    """List problems.

    The newest first, in the language each was written in.
    """
    reading = Reading(request, query.locale)
    found = part(filtered_items(ProblemFilterSet, select(), query, reading), ORDER, query)
    items = [ProblemCard(**fields) for fields in describe(found.items, reading, index_of(reading))]
    return ProblemList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))


@reads(router, "/problems/{int:number}/", Query, WholeProblem, missing=True)
def problem(request: HttpRequest, number: int, query: Query) -> WholeProblem:
    """Read a problem."""
    return detail(by_number(number), Reading(request, query.locale))
