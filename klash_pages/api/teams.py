"""Teams that may be shown: who they are and what they propose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel

from klash_pages.api import pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.blocks import Body, LinkBlock, Streams
from klash_pages.api.lists import filtered_items, one
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.people import Member, member
from klash_pages.api.queries import ListQuery, TextQuery, filtered
from klash_pages.api.reading import Reading, for_cards
from klash_pages.api.schemas import Mark, PageCard, PageLink, Whole
from klash_pages.lists import cards
from klash_pages.lists.filters import TeamFilterSet
from klash_pages.models import AwardPage, TeamPage

router = make_router("teams")
ORDER = Order("teams", (Column("title", str), Column("pk", int)))


class TeamCard(PageCard):
    """A team in a list; its lead is its pitch."""

    type: Literal["team"]
    challenge: PageLink | None
    mark: Mark
    has_won: bool


class TeamList(BaseModel):
    """A part of the list of teams."""

    items: list[TeamCard]
    next_cursor: str | None
    next: str | None


class Team(Whole, TeamCard):
    """A team with everything a reader sees."""

    body: Body
    links: list[LinkBlock]
    members: list[Member]
    hidden_members: int
    awards: list[PageLink]


TeamQuery = filtered("TeamQuery", TeamFilterSet)


def select(reading: Reading) -> Any:
    """Return the public teams with what a card shows."""
    return for_cards(reading.in_language(TeamPage.objects.all())).defer("body", "links")


def describe(teams: Iterable[TeamPage], reading: Reading) -> list[dict[str, Any]]:
    """Return the fields of the cards."""
    return [
        {
            **pages.card(row.team, reading),
            "challenge": pages.page_link(row.challenge, reading) if reading.doors.is_open(row.challenge) else None,
            "mark": Mark(letter=row.mark.letter, hue=row.mark.hue),
            "has_won": row.has_won,
        }
        for row in cards.team_rows(teams)
    ]


def detail(page: TeamPage, reading: Reading) -> Team:
    """Return a team with everything a reader sees."""
    streams = Streams(reading, page.body, page.links)
    members = page.shown_members()
    awards = AwardPage.objects.live().sibling_of(page).filter(team__translation_key=page.translation_key)
    return Team(
        **describe([page], reading)[0],
        **pages.whole(page, reading),
        body=streams.describe(page.body),
        links=streams.describe(page.links),
        members=[member(one) for one in members],
        hidden_members=page.members.count() - len(members),
        awards=[pages.page_link(award, reading) for award in reading.open(awards.for_cards())],
    )


@reads(router, "/teams/", TeamQuery, TeamList)
def teams(request: HttpRequest, query: ListQuery) -> TeamList:
    """List teams.

    By name. A team is shown together with the award of its challenge, or before if the contest is judged openly.
    """
    reading = Reading(request, query.locale)
    found = part(filtered_items(TeamFilterSet, select(reading), query, reading), ORDER, query)
    items = [TeamCard(**fields) for fields in describe(found.items, reading)]
    return TeamList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))


@reads(router, "/teams/{key}/", TextQuery, Team, missing=True)
def team(request: HttpRequest, key: UUID, query: TextQuery) -> Team:
    """Read a team."""
    reading = Reading(request, query.locale, query.rich_text)
    return detail(one(select(reading).defer(None), key), reading)
