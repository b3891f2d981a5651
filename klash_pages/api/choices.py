"""What a list can be filtered by, and the values that occur in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpRequest
from pydantic import BaseModel

from klash_pages.api import awards, challenges, news, problems, teams
from klash_pages.api.answering import make_router, reads
from klash_pages.api.lists import filters_of
from klash_pages.api.queries import Query
from klash_pages.api.reading import Reading
from klash_pages.lists import filters

router = make_router("filters")

ListName = Literal["awards", "challenges", "teams", "news", "problems"]
_LISTS: dict[str, tuple[type[filters.ListFilterSet], Callable[[Reading], Any]]] = {
    "awards": (filters.ResultFilterSet, awards.select),
    "challenges": (filters.ChallengeFilterSet, challenges.select),
    "teams": (filters.TeamFilterSet, teams.select),
    "news": (filters.NewsFilterSet, news.select),
    "problems": (filters.ProblemFilterSet, lambda _reading: problems.select()),
}


class Choice(BaseModel):
    """A value and its name in the language of the answer."""

    value: str
    label: str


class Filter(BaseModel):
    """A parameter of a list. A choice takes only its values; words are free."""

    name: str
    label: str
    kind: Literal["choice", "words"]
    choices: list[Choice]


class Filters(BaseModel):
    """The filters of a list."""

    filters: list[Filter]


@reads(router, "/filters/{name}/", Query, Filters)
def filter_choices(request: HttpRequest, name: ListName, query: Query) -> Filters:
    """Read the filters of a list.

    With the values that occur in the list, as its parameters take them.
    """
    reading = Reading(request, query.locale)
    filter_set, select = _LISTS[name]
    found = []
    for key, one in filters_of(filter_set, select(reading), {}, reading).filters.items():
        offered = one.offered if isinstance(one, filters.OptionFilter) else None
        found.append(
            Filter(
                name=key,
                label=str(one.label),
                kind="words" if offered is None else "choice",
                choices=[Choice(value=option.value, label=str(option.label)) for option in offered or []],
            )
        )
    return Filters(filters=found)
