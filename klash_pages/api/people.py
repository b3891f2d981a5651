"""People whose names may be shown, and who stand on a public page: in a team, as a mentor, as a press contact."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from pydantic import BaseModel
from wagtail.models import Page

from klash_pages.api import pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.queries import ListQuery
from klash_pages.api.reading import Reading
from klash_pages.api.schemas import PageLink, PersonName
from klash_pages.models import ChallengeMentor, ChallengePage, Person, TeamMember, TeamPage
from klash_pages.models.site_settings import SiteSettings

router = make_router("people")
ORDER = Order("people", (Column("name", str), Column("pk", int)))


class Member(PersonName):
    """A member of a team."""

    role: str


class Part(BaseModel):
    """What a person does on a public page; `page` is empty for the press contact of the whole site."""

    kind: Literal["member", "mentor", "press_contact"]
    role: str
    page: PageLink | None


class PersonShown(PersonName):
    """A person and what he or she does."""

    parts: list[Part]


class PersonList(BaseModel):
    """A part of the list of people."""

    items: list[PersonShown]
    next_cursor: str | None
    next: str | None


def name_of(person: Person) -> PersonName:
    """Return the name of a person; whoever calls knows that it may be shown."""
    return PersonName(name=person.name, organisation=person.organisation, title=person.title)


def shown_name(person: Person | None) -> PersonName | None:
    """Return the name of a person as long as it may be shown."""
    return name_of(person) if person is not None and person.may_be_shown else None


def member(place: TeamMember) -> Member:
    """Return a member of a team; whoever calls knows that the name may be shown."""
    return Member(**name_of(place.person).model_dump(), role=place.role)


def _press_pages(reading: Reading) -> Any:
    """The public pages that name a press contact, with the contact as `contact_id`."""
    contact = Coalesce("klash_pages_awardpage__press_contact", "klash_pages_newspage__press_contact")
    return reading.in_language(Page.objects.annotate(contact_id=contact).filter(contact_id__isnull=False))


def _settings(reading: Reading) -> Any:
    return SiteSettings.objects.filter(site=reading.site)


@reads(router, "/people/", ListQuery, PersonList)
def people(request: HttpRequest, query: ListQuery) -> PersonList:
    """List people.

    By name: those who may be shown today and stand on a page that is public in this language.
    """
    reading = Reading(request, query.locale)
    teams = reading.in_language(TeamPage.objects.all()).order_by()
    challenges = reading.in_language(ChallengePage.objects.all()).order_by()
    members = TeamMember.objects.filter(page__in=teams.values("pk"))
    mentors = ChallengeMentor.objects.filter(page__in=challenges.values("pk"))
    press = _press_pages(reading).order_by()
    somewhere = (
        Q(pk__in=members.values("person"))
        | Q(pk__in=mentors.values("person"))
        | Q(pk__in=press.values("contact_id"))
        | Q(pk__in=_settings(reading).values("press_contact"))
    )
    of_site = Exists(_settings(reading).filter(press_contact=OuterRef("pk")))
    found = part(Person.objects.shown().filter(somewhere).annotate(is_site_contact=of_site), ORDER, query)
    keys = [person.pk for person in found.items]
    parts: dict[int, list[Part]] = {key: [] for key in keys}
    for place in members.filter(person__in=keys).select_related("page__locale").order_by("page__title", "sort_order"):
        link = pages.page_link(place.page, reading)
        parts[place.person_id].append(Part(kind="member", role=place.role, page=link))
    for place in mentors.filter(person__in=keys).select_related("page__locale").order_by("page__title", "sort_order"):
        parts[place.person_id].append(Part(kind="mentor", role="", page=pages.page_link(place.page, reading)))
    for page in press.filter(contact_id__in=keys).order_by("title", "pk"):
        parts[page.contact_id].append(Part(kind="press_contact", role="", page=pages.page_link(page, reading)))
    for person in found.items:
        if person.is_site_contact:
            parts[person.pk].append(Part(kind="press_contact", role="", page=None))
    items = [PersonShown(**name_of(person).model_dump(), parts=parts[person.pk]) for person in found.items]
    return PersonList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))
