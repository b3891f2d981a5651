"""What is at an address of the site: a page, a redirect, or nothing any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path
from ninja import Schema
from pydantic import BaseModel, Field
from wagtail.models import Page

from klash_pages.api import (
    awards,
    challenges,
    contests,
    municipalities,
    news,
    pages,
    partners,
    problems,
    teams,
    texts,
)
from klash_pages.api.answering import make_router, reads
from klash_pages.api.queries import RichTextFormat
from klash_pages.api.reading import Reading, for_cards
from klash_pages.api.schemas import PageCard, Whole
from klash_pages.models import (
    AccessibilityStatementPage,
    AwardPage,
    ChallengePage,
    ContestPage,
    MunicipalityIndexPage,
    NewsPage,
    PartnerPage,
    ProblemIndexPage,
    StandardPage,
    TeamPage,
)
from klash_pages.plumbing import error_pages

router = make_router("addresses")


class AddressQuery(Schema):
    """What is asked."""

    path: Annotated[
        str,
        Field(
            pattern=r"^/[^?#]*$",
            max_length=1000,
            description="A path of the site, with the language, without a query: /sv/…",
        ),
    ]
    rich_text: RichTextFormat = "html"

    @property
    def locale(self) -> str:
        """The language of the address."""
        return get_language_from_path(self.path) or settings.LANGUAGE_CODE

    @property
    def fields(self) -> str:
        """All fields."""
        return ""


class PlainPage(Whole, PageCard):
    """A home page, a list, a search page, or a page of another app."""

    type: Literal[
        "home",
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


AnyPage = Annotated[
    contests.Contest
    | challenges.Challenge
    | teams.Team
    | awards.Award
    | news.NewsItem
    | partners.Partner
    | texts.Standard
    | texts.AccessibilityStatement
    | problems.WholeProblem
    | municipalities.MunicipalityStory
    | PlainPage,
    Field(discriminator="type"),
]


class FoundPage(BaseModel):
    """There is a page."""

    outcome: Literal["page"] = "page"
    page: AnyPage


class Redirect(BaseModel):
    """What was here is at another address."""

    outcome: Literal["redirect"] = "redirect"
    location: str
    permanent: bool


class Gone(BaseModel):
    """There was a page, and it is no longer published."""

    outcome: Literal["gone"] = "gone"


Outcome = Annotated[FoundPage | Redirect | Gone, Field(discriminator="outcome")]

_DETAILS: dict[type[Page], tuple[Callable[[Reading], Any], Callable[[Any, Reading], Any]]] = {
    ContestPage: (contests.select, contests.detail),
    ChallengePage: (challenges.select, challenges.detail),
    TeamPage: (teams.select, teams.detail),
    AwardPage: (awards.select, awards.detail),
    NewsPage: (news.select, news.detail),
    PartnerPage: (partners.select, partners.detail),
    StandardPage: (lambda reading: _select(StandardPage, reading), texts.standard),
    AccessibilityStatementPage: (
        lambda reading: _select(AccessibilityStatementPage, reading),
        texts.accessibility_statement,
    ),
}


def _select(model: type[Page], reading: Reading) -> Any:
    return for_cards(reading.in_language(model.objects.all()))


def _plain(page: Page, reading: Reading) -> PlainPage:
    return PlainPage(**pages.card(page, reading), **pages.whole(page, reading))


def _describe(page: Page, reading: Reading) -> Any:
    """Return a public page by its type."""
    model = page.specific_class
    select, detail = _DETAILS.get(model, (lambda reading: _select(model or Page, reading), _plain))
    found = select(reading).defer(None).filter(pk=page.pk).select_related("locale").first()
    if found is None:
        raise Http404
    return detail(found, reading)


def _at(reading: Reading, path: str) -> FoundPage | Redirect | None:
    """What the site's pages have at a path."""
    try:
        match = resolve(path if path.endswith("/") else f"{path}/")
    except Resolver404:
        return None
    if match.url_name != "wagtail_serve":
        return None
    route = Page.route_for_request(reading.request, match.args[0] if match.args else "")
    page = route.page if route is not None else None
    if page is None or not reading.doors.is_open(page) or not _is_in_language(page, reading):
        return None
    values = route.args[2] if len(route.args) == 3 else {}
    if isinstance(page, ProblemIndexPage) and "number" in values:
        return _problem(page, reading, **values)
    if isinstance(page, MunicipalityIndexPage) and "slug" in values:
        return _municipality(page, reading, **values)
    if values:
        # The form for problems, which only the site itself has.
        return None
    return FoundPage(page=_describe(page, reading))


def _is_in_language(page: Page, reading: Reading) -> bool:
    return not getattr(settings, "WAGTAIL_I18N_ENABLED", False) or page.locale.language_code == reading.language


def _problem(index: ProblemIndexPage, reading: Reading, number: int, slug: str = "") -> FoundPage | Redirect:
    problem = problems.by_number(number)
    if slug != problem.slug:
        return Redirect(location=f"{reading.path(index)}{index.tail_of(problem)}", permanent=True)
    return FoundPage(page=problems.detail(problem, reading))


def _municipality(index: MunicipalityIndexPage, reading: Reading, slug: str) -> FoundPage | Redirect:
    found = municipalities.by_address(slug, reading)
    if slug != found.address:
        return Redirect(location=f"{reading.path(index)}{found.address}/", permanent=True)
    return FoundPage(page=municipalities.detail(found, reading))


def _redirect(reading: Reading, path: str) -> Redirect | None:
    """Where an editor, or a page that moved, sends the readers of an old address."""
    if not apps.is_installed("wagtail.contrib.redirects"):
        return None
    from wagtail.contrib.redirects.middleware import get_redirect  # lazy: optional
    from wagtail.contrib.redirects.models import Redirect as OldAddress  # lazy: optional

    found = get_redirect(reading.request, OldAddress.normalise_path(path, decode_unicode=False))
    if found is None or not found.link:
        return None
    if found.redirect_page is not None and not reading.doors.is_open(found.redirect_page):
        return None
    return Redirect(location=found.link, permanent=found.is_permanent)


def _to_home(reading: Reading, path: str) -> Redirect | None:
    """The address without a language leads to the home page of the site's own."""
    if path != "/" or not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return None
    return Redirect(location=reading.path(reading.home), permanent=False)


@reads(router, "/page/", AddressQuery, Outcome, missing=True)
def page(request: HttpRequest, query: AddressQuery) -> FoundPage | Redirect | Gone:
    """Read what is at an address.

    The page with everything a reader sees, where it went, or that it is gone. The language is that of the address.
    """
    reading = Reading(request, query.locale, query.rich_text)
    found: FoundPage | Redirect | None
    try:
        found = _at(reading, query.path)
    except Http404:
        found = None
    found = found or _redirect(reading, query.path) or _to_home(reading, query.path)
    if found is not None:
        return found
    if error_pages.was_live(request, query.path):
        return Gone()
    raise Http404("There is nothing at this address.")
