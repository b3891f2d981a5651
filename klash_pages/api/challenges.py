"""Challenges: what the problem is, whether one can still take part, and who won."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel

from klash_pages.api import images, pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.blocks import Body, QuestionBlock, Streams, stored
from klash_pages.api.lists import filtered_items, one
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.people import name_of
from klash_pages.api.queries import ListQuery, TextQuery, filtered
from klash_pages.api.reading import LINKED, Reading, for_cards, parents_of
from klash_pages.api.schemas import (
    Image,
    Mark,
    MunicipalityLink,
    PageCard,
    PageLink,
    PersonName,
    Status,
    Whole,
)
from klash_pages.lists import cards
from klash_pages.lists.filters import ChallengeFilterSet
from klash_pages.lists.status_words import status_words
from klash_pages.models import ChallengePage, ContestPage, Municipality, TeamPage
from klash_pages.problems import rows

router = make_router("challenges")
ORDER = Order("challenges", (Column("path", str),))
#: What the law hangs on a challenge is for the staff and stays out, and so does all that a card does not show.
_UNREAD = (
    "follow_on_clause",
    "follow_on_clause_source",
    "jury_record_signers",
    "contest_decision_number",
    "dates_reason",
)
_IN_CARD = (*_UNREAD, "body", "questions", "criteria", "closing_note")


class ChallengeCard(PageCard):
    """A challenge in a list."""

    type: Literal["challenge"]
    question: str
    municipality: MunicipalityLink
    contest: PageLink | None
    mark: Mark
    status: Status
    opens_on: dt.date | None
    closes_on: dt.date | None
    photo: Image | None


class ChallengeList(BaseModel):
    """A part of the list of challenges."""

    items: list[ChallengeCard]
    next_cursor: str | None
    next: str | None


class Notice(BaseModel):
    """A reference to an official notice."""

    kind: Status
    channel: Status
    number: str
    published_on: dt.date | None
    url: str


class ProblemLink(BaseModel):
    """A problem by its number and title."""

    number: int
    title: str
    language: str
    path: str


class TakenBack(BaseModel):
    """That a result was announced and taken back, in words for readers."""

    announced_on: dt.date
    taken_back_on: dt.date
    text: str


class Challenge(Whole, ChallengeCard):
    """A challenge with everything a reader sees."""

    body: Body
    criteria: str
    questions: list[QuestionBlock]
    closing_note: str
    winners_allowed: int
    other_municipalities: list[MunicipalityLink]
    mentors: list[PersonName]
    notices: list[Notice]
    teams: list[PageLink]
    awards: list[PageLink]
    taken_back: list[TakenBack]
    problems: list[ProblemLink]


ChallengeQuery = filtered("ChallengeQuery", ChallengeFilterSet)


def municipality_link(municipality: Municipality) -> MunicipalityLink:
    """Return a municipality by its name."""
    return MunicipalityLink(slug=municipality.slug, name=municipality.name)


def select(reading: Reading) -> Any:
    """Return the public challenges with what a card shows."""
    found = reading.in_language(ChallengePage.objects.select_related("municipality"))
    return for_cards(found).defer(*_IN_CARD)


def describe(challenges: Iterable[ChallengePage], reading: Reading) -> list[dict[str, Any]]:
    """Return the fields of the cards, in a number of queries that does not depend on how many there are."""
    found = list(challenges)
    above = reading.in_language(ContestPage.objects.filter(path__in=parents_of(found)).only(*LINKED))
    contests = {page.path: pages.page_link(page, reading) for page in above}
    photos = {page.pk: child["value"] for page in found for child in stored(page.photo)}
    pictures = images.gather(
        (key for value in photos.values() if (key := _image(value).get("image")) is not None), images.PHOTO
    )
    described = []
    for card in cards.challenge_cards(found):
        page = card.challenge
        value = _image(photos.get(page.pk, {}))
        picture = pictures.get(value.get("image"))  # type: ignore[arg-type]
        described.append(
            {
                **pages.card(page, reading),
                "question": page.question,
                "municipality": municipality_link(page.municipality),
                "contest": contests.get(cards.parent_path(page)),
                "mark": Mark(letter=card.mark.letter, hue=card.mark.hue),
                "status": Status(key=card.status, text=status_words(card.status, page.closes_on)),
                "opens_on": page.opens_on,
                "closes_on": page.closes_on,
                "photo": images.describe(picture, images.PHOTO, reading, images.alt_of(value)) if picture else None,
            }
        )
    return described


def _image(value: dict[str, Any]) -> dict[str, Any]:
    image = value.get("image")
    return image if isinstance(image, dict) else {"image": image}


def detail(page: ChallengePage, reading: Reading) -> Challenge:
    """Return a challenge with everything a reader sees."""
    fields = describe([page], reading)[0]
    streams = Streams(reading, page.body, page.questions)
    awards = list(reading.open(page.live_awards()))
    teams = reading.open(TeamPage.objects.live().child_of(page)).order_by("title")
    others = page.other_municipalities.select_related("municipality")
    return Challenge(
        **fields,
        **pages.whole(page, reading),
        body=streams.describe(page.body),
        criteria=page.criteria,
        questions=streams.describe(page.questions),
        closing_note=page.closing_note if page.ending and not awards else "",
        winners_allowed=page.winners_allowed,
        other_municipalities=[municipality_link(place.municipality) for place in others],
        mentors=[name_of(place.person) for place in page.mentors.select_related("person") if place.person.may_be_shown],
        notices=[
            Notice(
                kind=Status(key=notice.kind, text=notice.get_kind_display()),
                channel=Status(key=notice.channel, text=notice.get_channel_display()),
                number=notice.number,
                published_on=notice.published_on,
                url=notice.url,
            )
            for notice in page.notices
        ],
        teams=[pages.page_link(team, reading) for team in teams],
        awards=[pages.page_link(award, reading) for award in awards],
        taken_back=[
            TakenBack(announced_on=award.announced_on, taken_back_on=award.taken_back_on, text=award.told)
            for award in page.taken_back
        ],
        problems=[
            ProblemLink(
                number=row.problem.number, title=row.problem.title, language=row.problem.title_language, path=row.url
            )
            for row in rows.origin(page)
        ],
    )


@reads(router, "/challenges/", ChallengeQuery, ChallengeList)
def challenges(request: HttpRequest, query: ListQuery) -> ChallengeList:
    """List challenges.

    In the order of the page tree: contest by contest.
    """
    reading = Reading(request, query.locale)
    found = part(filtered_items(ChallengeFilterSet, select(reading), query, reading), ORDER, query)
    items = [ChallengeCard(**fields) for fields in describe(found.items, reading)]
    return ChallengeList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))


@reads(router, "/challenges/{key}/", TextQuery, Challenge, missing=True)
def challenge(request: HttpRequest, key: UUID, query: TextQuery) -> Challenge:
    """Read a challenge."""
    reading = Reading(request, query.locale, query.rich_text)
    return detail(one(select(reading).defer(None).defer(*_UNREAD), key), reading)
