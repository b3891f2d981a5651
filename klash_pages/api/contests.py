"""Contests: the story of one round, where it stands, its stages, its figures and its lineage."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel

from klash_pages.api import awards, challenges, pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.blocks import Body, DocumentBlock, QuestionBlock, Streams
from klash_pages.api.days import period
from klash_pages.api.lists import one
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.queries import ListQuery, TextQuery
from klash_pages.api.reading import Reading, for_cards
from klash_pages.api.schemas import Link, PageCard, Period, Status, Whole
from klash_pages.home.story import tag
from klash_pages.lists import cards
from klash_pages.lists.lineage import lineage
from klash_pages.lists.timeline import timeline
from klash_pages.models import AwardPage, ChallengePage, ContestPage, PartnerRole, Stage
from klash_pages.values.contest_timeline import Standing as ContestStanding

router = make_router("contests")
ORDER = Order(
    "contests",
    (
        Column("first_published_at", dt.datetime, descending=True, nullable=True),
        Column("pk", int, descending=True),
    ),
)


class Standing(BaseModel):
    """Where a contest stands, which follows from its dates and awards."""

    moment: str
    text: str
    last_day: dt.date | None
    changes_at: dt.datetime | None
    then: str | None


class Figures(BaseModel):
    """What is known as a number; null if it is not known."""

    municipalities: int | None
    problems: int | None
    teams: int | None


class ContestCard(PageCard):
    """A contest in a list."""

    type: Literal["contest"]
    promise: str
    standing: Standing
    figures: Figures


class ContestList(BaseModel):
    """A part of the list of contests."""

    items: list[ContestCard]
    next_cursor: str | None
    next: str | None


class StageOfContest(BaseModel):
    """A step of a contest, with its plan and its outcome."""

    kind: str
    name: str
    planned: Period | None
    actual: Period | None
    is_done: bool
    state: Status


class Step(BaseModel):
    """A step from municipalities to winners: how many there were, and how many are named here."""

    noun: str
    number: int
    named: int
    note: str


class PartnerInContest(BaseModel):
    """What a partner did in the contest."""

    partner: Link
    role: Status
    sentence: str


class Contest(Whole, ContestCard):
    """A contest with everything a reader sees."""

    body: Body
    rules: Body
    documents: list[DocumentBlock]
    questions: list[QuestionBlock]
    money_reserved: str
    judged_anonymously: bool
    stages: list[StageOfContest]
    lineage: list[Step]
    partners: list[PartnerInContest]
    challenges: list[challenges.ChallengeCard]
    awards: list[awards.AwardCard]


def select(reading: Reading) -> Any:
    """Return the public contests with what a card shows."""
    found = for_cards(reading.in_language(ContestPage.objects.all()))
    return found.defer("body", "rules", "documents", "questions")


def _standing(standing: ContestStanding) -> Standing:
    return Standing(
        moment=standing.moment.value,
        text=tag(standing)[1],
        last_day=standing.last_day,
        changes_at=standing.changes_at,
        then=standing.then.value if standing.then else None,
    )


def _card(page: ContestPage, standing: ContestStanding, reading: Reading) -> dict[str, Any]:
    return {
        **pages.card(page, reading),
        "promise": page.promise,
        "standing": _standing(standing),
        "figures": Figures(
            municipalities=page.municipalities_count, problems=page.problems_count, teams=page.teams_count
        ),
    }


def describe(contests: Iterable[ContestPage], reading: Reading) -> list[dict[str, Any]]:
    """Return the fields of the cards, in a number of queries that does not depend on how many there are."""
    found = list(contests)
    stages: dict[Any, list[Stage]] = defaultdict(list)
    keys = [page.translation_key for page in found]
    for stage in Stage.objects.filter(contest__translation_key__in=keys).select_related("contest"):
        stages[stage.contest.translation_key].append(stage)
    members: dict[str, list[ChallengePage]] = defaultdict(list)
    below = cards.below(page.path for page in found)
    for challenge in ChallengePage.objects.live().filter(below).only("path", "opens_on", "closes_on", "ending"):
        members[cards.parent_path(challenge)].append(challenge)
    won: dict[str, list[AwardPage]] = defaultdict(list)
    all_challenges = [challenge.path for each in members.values() for challenge in each]
    for award in AwardPage.objects.live().filter(cards.below(all_challenges)).only("path", "announced_on"):
        won[award.path[: -2 * AwardPage.steplen]].append(award)
    return [
        _card(page, page.standing(stages[page.translation_key], members[page.path], won[page.path]), reading)
        for page in found
    ]


def _stages(stages: list[Stage]) -> list[StageOfContest]:
    return [
        StageOfContest(
            kind=row.stage.kind,
            name=row.stage.get_kind_display(),
            planned=period(row.stage.planned_from, row.stage.planned_to, row.stage.planned_precision),
            actual=period(row.stage.actual_from, row.stage.actual_to, row.stage.actual_precision),
            is_done=row.stage.is_done,
            state=Status(key=row.state, text=row.words),
        )
        for row in timeline(stages)
    ]


def _partners(page: ContestPage, reading: Reading) -> list[PartnerInContest]:
    roles = [role for role in PartnerRole.of_contest(page) if reading.doors.is_open(role.partner)]
    return [
        PartnerInContest(
            partner=pages.link(role.partner, reading),
            role=Status(key=role.role, text=role.get_role_display()),
            sentence=role.sentence,
        )
        for role in roles
    ]


def detail(page: ContestPage, reading: Reading) -> Contest:
    """Return a contest with everything a reader sees."""
    stages = list(page.stages)
    of_contest = list(challenges.select(reading).child_of(page).order_by("path"))
    announced = list(awards.select(reading).descendant_of(page).order_by("path"))
    streams = Streams(reading, page.body, page.rules, page.documents, page.questions)
    steps = lineage(page, cards.challenge_cards(of_contest), cards.award_cards(announced), stages)
    return Contest(
        **_card(page, page.standing(stages), reading),
        **pages.whole(page, reading),
        body=streams.describe(page.body),
        rules=streams.describe(page.rules),
        documents=streams.describe(page.documents),
        questions=streams.describe(page.questions),
        money_reserved=page.money_reserved,
        judged_anonymously=page.judged_anonymously,
        stages=_stages(stages),
        lineage=[Step(noun=step.noun, number=step.number, named=step.named, note=step.note) for step in steps],
        partners=_partners(page, reading),
        challenges=[challenges.ChallengeCard(**fields) for fields in challenges.describe(of_contest, reading)],
        awards=[awards.AwardCard(**fields) for fields in awards.describe(announced, reading)],
    )


@reads(router, "/contests/", ListQuery, ContestList)
def contests(request: HttpRequest, query: ListQuery) -> ContestList:
    """List contests.

    The newest first.
    """
    reading = Reading(request, query.locale)
    found = part(select(reading), ORDER, query)
    items = [ContestCard(**fields) for fields in describe(found.items, reading)]
    return ContestList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))


@reads(router, "/contests/{key}/", TextQuery, Contest, missing=True)
def contest(request: HttpRequest, key: UUID, query: TextQuery) -> Contest:
    """Read a contest.

    With its stages as exact as they are known, its figures, its lineage, challenges and awards.
    """
    reading = Reading(request, query.locale, query.rich_text)
    return detail(one(select(reading).defer(None), key), reading)
