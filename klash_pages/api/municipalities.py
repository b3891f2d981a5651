"""Municipalities that took part: they submitted a public problem or host a public challenge."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Path as FromPath
from pydantic import BaseModel, Field
from wagtail.models import Locale

from klash_pages.api import awards, challenges, pages, problems
from klash_pages.api.answering import make_router, reads
from klash_pages.api.paging import Column, Order, part
from klash_pages.api.queries import ListQuery, Query
from klash_pages.api.reading import Reading
from klash_pages.api.schemas import Link, Version
from klash_pages.lists.querysets import participating
from klash_pages.models import ChallengePage, Municipality, MunicipalityIndexPage

router = make_router("municipalities")
ORDER = Order("municipalities", (Column("slug", str),))

Slug = Annotated[str, Field(pattern=r"^[\w-]{1,110}$", description="Its `slug`, its name in addresses or its code.")]


class MunicipalityCard(BaseModel):
    """A municipality in a list. Its path is empty if the language has no list of municipalities."""

    type: Literal["municipality"] = "municipality"
    slug: str
    code: Annotated[str, Field(description="The municipality code of Statistics Finland.")]
    name: str
    name_sv: str
    name_fi: str
    website: str
    path: str
    url: str


class MunicipalityList(BaseModel):
    """A part of the list of municipalities."""

    items: list[MunicipalityCard]
    next_cursor: str | None
    next: str | None


class MunicipalityStory(MunicipalityCard):
    """A municipality with what it has done."""

    challenges: list[challenges.ChallengeCard]
    awards: list[awards.AwardCard]
    problems: list[problems.ProblemCard]
    translations: list[Version]
    breadcrumbs: list[Link]


def select(reading: Reading) -> Any:
    """Return the municipalities that took part."""
    return participating(reading.in_language(ChallengePage.objects.all()))


def _index(reading: Reading) -> MunicipalityIndexPage | None:
    found: MunicipalityIndexPage | None = reading.in_language(
        MunicipalityIndexPage.objects.select_related("locale")
    ).first()
    return found


def describe(municipality: Municipality, reading: Reading, index: MunicipalityIndexPage | None) -> dict[str, Any]:
    """Return the fields of the card."""
    place = reading.place(index) if index else None
    return {
        "slug": municipality.slug,
        "code": municipality.code,
        "name": municipality.name,
        "name_sv": municipality.name_sv,
        "name_fi": municipality.name_fi,
        "website": municipality.website,
        "path": f"{place.path}{municipality.address}/" if place else "",
        "url": f"{place.url}{municipality.address}/" if place else "",
    }


def detail(municipality: Municipality, reading: Reading) -> MunicipalityStory:
    """Return a municipality with what it has done."""
    index = _index(reading)
    hosted = list(challenges.select(reading).filter(municipality=municipality).order_by("path"))
    below = Q(*(("path__startswith", page.path) for page in hosted), _connector=Q.OR) if hosted else Q(pk__in=[])
    won = awards.select(reading).filter(below).order_by("path")
    submitted = problems.select().filter(municipalities=municipality).order_by("-number")
    rows = problems.describe(submitted, reading, problems.index_of(reading))
    return MunicipalityStory(
        **describe(municipality, reading, index),
        challenges=[challenges.ChallengeCard(**fields) for fields in challenges.describe(hosted, reading)],
        awards=[awards.AwardCard(**fields) for fields in awards.describe(won, reading)],
        problems=[problems.ProblemCard(**fields) for fields in rows],
        translations=_translations(index, municipality, reading) if index else [],
        breadcrumbs=pages.breadcrumbs(index, reading, inclusive=True) if index else [],
    )


def _translations(index: MunicipalityIndexPage, municipality: Municipality, reading: Reading) -> list[Version]:
    tails, names = {}, {}
    for code in Locale.objects.values_list("language_code", flat=True):
        with override(code):
            tails[code], names[code] = f"{municipality.address}/", municipality.name
    found = pages.translations(index, reading, tails)
    return [version.model_copy(update={"title": names[version.locale]}) for version in found]


def by_address(slug: str, reading: Reading) -> Municipality:
    """Return a municipality that took part, by whatever leads to it.

    Raises:
        Http404: no such municipality took part.
    """
    for municipality in select(reading):
        if slug == municipality.slug or slug in municipality.addresses:
            return municipality
    raise Http404("No municipality of that name has taken part.")


@reads(router, "/municipalities/", ListQuery, MunicipalityList)
def municipalities(request: HttpRequest, query: ListQuery) -> MunicipalityList:
    """List municipalities.

    By slug: those that submitted a public problem or host a challenge that is public in this language.
    """
    reading = Reading(request, query.locale)
    found = part(select(reading), ORDER, query)
    index = _index(reading)
    items = [MunicipalityCard(**describe(one, reading, index)) for one in found.items]
    return MunicipalityList(items=items, next_cursor=found.next_cursor, next=found.next_url(reading))


@reads(router, "/municipalities/{slug}/", Query, MunicipalityStory, missing=True)
def municipality(request: HttpRequest, slug: FromPath[Slug], query: Query) -> MunicipalityStory:
    """Read a municipality.

    With the challenges it hosts, the winners there and the problems it submitted.
    """
    reading = Reading(request, query.locale)
    return detail(by_address(slug, reading), reading)
