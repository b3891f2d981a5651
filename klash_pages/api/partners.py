"""Partners: who makes the contest possible."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel

from klash_pages.api import pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.lists import one
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.queries import ListQuery, Query
from klash_pages.api.reading import Reading, for_cards
from klash_pages.api.schemas import Link, PageCard, Status, Whole
from klash_pages.models import PartnerPage, PartnerRole

router = make_router("partners")
ORDER = Order("partners", (Column("role", str), Column("title", str), Column("pk", int)))


class PartnerCard(PageCard):
    """A partner in a list."""

    type: Literal["partner"]
    role: Status
    website: str


class PartnerList(BaseModel):
    """A part of the list of partners."""

    items: list[PartnerCard]
    next_cursor: str | None
    next: str | None


class ContestOfPartner(BaseModel):
    """What the partner did in one contest."""

    contest: Link
    role: Status
    sentence: str


class Partner(Whole, PartnerCard):
    """A partner with everything a reader sees."""

    contests: list[ContestOfPartner]


def select(reading: Reading) -> Any:
    """Return the public partners."""
    return for_cards(reading.in_language(PartnerPage.objects.all()))


def describe(page: PartnerPage, reading: Reading) -> dict[str, Any]:
    """Return the fields of the card."""
    role = Status(key=page.role, text=page.get_role_display())
    return {**pages.card(page, reading), "role": role, "website": page.website}


def detail(page: PartnerPage, reading: Reading) -> Partner:
    """Return a partner with everything a reader sees."""
    roles = [role for role in PartnerRole.of_partner(page) if reading.doors.is_open(role.page)]
    return Partner(
        **describe(page, reading),
        **pages.whole(page, reading),
        contests=[
            ContestOfPartner(
                contest=pages.link(role.page, reading),
                role=Status(key=role.role, text=role.get_role_display()),
                sentence=role.sentence,
            )
            for role in roles
        ],
    )


@reads(router, "/partners/", ListQuery, PartnerList)
def partners(request: HttpRequest, query: ListQuery) -> PartnerList:
    """List partners.

    By role and name.
    """
    reading = Reading(request, query.locale)
    found = part(select(reading), ORDER, query)
    items = [PartnerCard(**describe(page, reading)) for page in found.items]
    return PartnerList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))


@reads(router, "/partners/{key}/", Query, Partner, missing=True)
def partner(request: HttpRequest, key: UUID, query: Query) -> Partner:
    """Read a partner."""
    reading = Reading(request, query.locale)
    return detail(one(select(reading), key), reading)
