"""Awards: who won what. An award is here when it has been announced, and not a moment before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel

from klash_pages.api import pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.blocks import Body, FollowUpBlock, NoteBlock, Streams
from klash_pages.api.challenges import municipality_link
from klash_pages.api.lists import filtered_items, one
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.people import Member, member, shown_name
from klash_pages.api.queries import ListQuery, TextQuery, filtered
from klash_pages.api.reading import Reading, for_cards
from klash_pages.api.schemas import Mark, MunicipalityLink, PageCard, PageLink, PersonName, Whole
from klash_pages.lists import cards
from klash_pages.lists.filters import ResultFilterSet
from klash_pages.models import AwardPage

router = make_router("awards")
ORDER = Order("awards", (Column("announced_on", dt.date, descending=True), Column("path", str)))


class AwardCard(PageCard):
    """An award in a list; `winner` is the name of the team."""

    type: Literal["award"]
    winner: str
    team: PageLink | None
    challenge: PageLink | None
    municipality: MunicipalityLink
    mark: Mark
    announced_on: dt.date
    solution: str


class AwardList(BaseModel):
    """A part of the list of awards."""

    items: list[AwardCard]
    next_cursor: str | None
    next: str | None


class Award(Whole, AwardCard):
    """An award with everything a reader sees."""

    body: Body
    follow_ups: list[FollowUpBlock]
    notes: list[NoteBlock]
    members: list[Member]
    press_contact: PersonName | None


AwardQuery = filtered("AwardQuery", ResultFilterSet)


def select(reading: Reading) -> Any:
    """Return the announced awards with what a card shows."""
    found = reading.in_language(AwardPage.objects.select_related("team"))
    return for_cards(found).defer("body", "follow_ups", "notes", "team__body", "team__links")


def describe(awards: Iterable[AwardPage], reading: Reading) -> list[dict[str, Any]]:
    """Return the fields of the cards."""
    described = []
    for card in cards.award_cards(awards):
        team = card.team if card.team is not None and reading.doors.is_open(card.team) else None
        described.append(
            {
                **pages.card(card.award, reading),
                "winner": team.title if team else card.award.title,
                "team": pages.page_link(team, reading) if team else None,
                "challenge": pages.page_link(card.challenge, reading)
                if reading.doors.is_open(card.challenge)
                else None,
                "municipality": municipality_link(card.challenge.municipality),
                "mark": Mark(letter=card.mark.letter, hue=card.mark.hue),
                "announced_on": card.award.announced_on,
                "solution": card.award.solution,
            }
        )
    return described


def detail(page: AwardPage, reading: Reading) -> Award:
    """Return an award with everything a reader sees."""
    fields = describe([page], reading)[0]
    streams = Streams(reading, page.body, page.follow_ups, page.notes)
    team = page.team_in_language() if fields["team"] else None
    return Award(
        **fields,
        **pages.whole(page, reading),
        body=streams.describe(page.body),
        follow_ups=_newest_first(page.follow_ups, streams),
        notes=_newest_first(page.notes, streams),
        members=[member(one) for one in team.shown_members()] if team else [],
        press_contact=shown_name(page.press_contact),
    )


def _newest_first(stream: Any, streams: Streams) -> list[Any]:
    """The blocks of a stream, as the page shows them."""
    described = {block.id: block for block in streams.describe(stream)}
    dated = sorted(stream, key=lambda block: block.value["date"], reverse=True)
    return [described[block.id] for block in dated if block.id in described]


@reads(router, "/awards/", AwardQuery, AwardList)
def awards(request: HttpRequest, query: ListQuery) -> AwardList:
    """List awards.

    The results of the contests, the newest first.
    """
    reading = Reading(request, query.locale)
    found = part(filtered_items(ResultFilterSet, select(reading), query, reading), ORDER, query)
    items = [AwardCard(**fields) for fields in describe(found.items, reading)]
    return AwardList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))


@reads(router, "/awards/{key}/", TextQuery, Award, missing=True)
def award(request: HttpRequest, key: UUID, query: TextQuery) -> Award:
    """Read an award."""
    reading = Reading(request, query.locale, query.rich_text)
    return detail(one(select(reading).defer(None), key), reading)
