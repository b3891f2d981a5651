"""What answers are made of, whatever they are about: pages, links, images, days, people."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

PageType = Literal[
    "home",
    "contest",
    "challenge",
    "team",
    "award",
    "news",
    "partner",
    "standard",
    "accessibility_statement",
    "contest_list",
    "challenge_list",
    "team_list",
    "award_list",
    "problem_list",
    "news_list",
    "partner_list",
    "municipality_list",
    "search",
    "other",
]


class Link(BaseModel):
    """A link to a page of the site."""

    title: str
    path: Annotated[str, Field(description="The path on the site, with the language: /sv/…")]


class PageLink(Link):
    """A link to a page whose type is known; `key` is the same in every language."""

    type: PageType
    key: UUID


class MunicipalityLink(BaseModel):
    """A municipality by its name in the language of the answer."""

    slug: Annotated[str, Field(description="The same in every language; what filters take.")]
    name: str


class Mark(BaseModel):
    """The letter and the hue that follow a challenge through the whole site."""

    letter: str
    hue: Annotated[int, Field(ge=0, le=5)]


class Status(BaseModel):
    """A state that follows from dates and awards, with its words in the language of the answer."""

    key: str
    text: str


class FocalPoint(BaseModel):
    """What must stay in sight when an image is cut: its middle and size, as parts of the image from 0 to 1."""

    x: float
    y: float
    width: float
    height: float


class Rendition(BaseModel):
    """An image in one size."""

    url: str
    width: int
    height: int


class Image(BaseModel):
    """An image in its sizes; `url`, `width` and `height` are those of the largest."""

    url: str
    width: int
    height: int
    alt: Annotated[str, Field(description="Empty if the image is decorative.")]
    focal_point: FocalPoint | None
    srcset: str
    renditions: list[Rendition]


class SharingPicture(BaseModel):
    """The picture that stands for a page elsewhere."""

    url: str
    width: int
    height: int


class RichText(BaseModel):
    """Running text. Links to pages of the site are paths; a link to what is not public is taken out."""

    format: Literal["html", "markdown"]
    text: str


class Day(BaseModel):
    """A date no more exact than it is known: somewhere from `earliest` to `latest`."""

    earliest: date
    latest: date
    precision: Literal["day", "month", "season", "year"]
    text: Annotated[str, Field(description="In the language of the answer.")]


class Period(BaseModel):
    """From when to when, each as exact as known; sometimes only one of the two is known."""

    start: Day | None
    end: Day | None
    text: str


class PersonName(BaseModel):
    """A person whose name may be shown today."""

    name: str
    organisation: str
    title: str


class Document(BaseModel):
    """A file to download."""

    url: str
    title: str
    extension: str
    size: Annotated[int | None, Field(description="Bytes.")]
    language: Literal["sv", "fi", "en"]
    date: date | None
    credit: str


class PageCard(BaseModel):
    """A page as it stands in a list."""

    type: PageType
    id: int
    key: Annotated[UUID, Field(description="The same in every language.")]
    locale: str
    title: str
    lead: str
    path: str
    url: Annotated[str, Field(description="The canonical address.")]
    sharing_image: SharingPicture | None
    published_at: datetime | None
    changed_at: Annotated[datetime | None, Field(description="When it was last published.")]


class Version(BaseModel):
    """The same page in a language in which it is public."""

    locale: str
    title: str
    path: str
    url: str


class Seo(BaseModel):
    """What search engines show."""

    title: str
    description: str


class Whole(BaseModel):
    """What an answer about one page says besides the page itself."""

    seo: Seo
    translations: Annotated[list[Version], Field(description="The other languages in which the page is public.")]
    breadcrumbs: Annotated[list[Link], Field(description="The pages above, the home page first.")]
