"""What every page says of itself: its card, and alone the words for search engines, its languages, the pages above."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from wagtail.models import Page

from klash_pages.api.images import sharing_picture
from klash_pages.api.reading import Reading
from klash_pages.api.schemas import Link, PageLink, PageType, Seo, Version
from klash_pages.models import HomePage
from klash_pages.models.base import KlashPage

_TYPES: dict[str, PageType] = {
    "homepage": "home",
    "contestpage": "contest",
    "challengepage": "challenge",
    "teampage": "team",
    "awardpage": "award",
    "newspage": "news",
    "partnerpage": "partner",
    "standardpage": "standard",
    "accessibilitystatementpage": "accessibility_statement",
    "contestindexpage": "contest_list",
    "challengeindexpage": "challenge_list",
    "teamindexpage": "team_list",
    "resultindexpage": "award_list",
    "problemindexpage": "problem_list",
    "newsindexpage": "news_list",
    "partnerindexpage": "partner_list",
    "municipalityindexpage": "municipality_list",
    "searchpage": "search",
}


def type_of(page: Page) -> PageType:
    """Return the type of a page; a page of another app is `other`."""
    model = page.specific_class
    if model is None or model._meta.app_label != "klash_pages":
        return "other"
    return _TYPES.get(model._meta.model_name, "other")


def card(page: Page, reading: Reading) -> dict[str, Any]:
    """Return the fields of `PageCard`."""
    place = reading.place(page)
    return {
        "type": type_of(page),
        "id": page.pk,
        "key": page.translation_key,
        "locale": reading.language,
        "title": page.title,
        "lead": getattr(page, "lead", ""),
        "path": place.path,
        "url": place.url,
        "sharing_image": sharing_picture(page, reading),
        "published_at": page.first_published_at,
        "changed_at": page.last_published_at,
    }


def whole(page: Page, reading: Reading) -> dict[str, Any]:
    """Return the fields of `Whole`."""
    return {
        "seo": Seo(
            title=page.seo_title or page.title,
            description=page.description if isinstance(page, KlashPage) else page.search_description,
        ),
        "translations": translations(page, reading),
        "breadcrumbs": breadcrumbs(page, reading),
    }


def translations(page: Page, reading: Reading, tails: dict[str, str] | None = None) -> list[Version]:
    """Return the other languages in which a page is public; `tails` follow its address, by language."""
    others = Page.objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    found = []
    for other in reading.open(others).select_related("locale").order_by("locale_id"):
        place, code = reading.place(other), other.locale.language_code
        tail = (tails or {}).get(code, "")
        if place.path:
            found.append(Version(locale=code, title=other.title, path=place.path + tail, url=place.url + tail))
    return found


def breadcrumbs(page: Page, reading: Reading, *, inclusive: bool = False) -> list[Link]:
    """Return the public pages above a page, from its home page on, as the site shows them."""
    above = list(page.get_ancestors(inclusive=inclusive).order_by("path"))
    homes = [place for place, one in enumerate(above) if one.specific_class is HomePage]
    if not homes:
        return []
    home, *between = above[homes[-1] :]
    start = Link(title=gettext("Start"), path=reading.path(home))
    return [start, *(link(one, reading) for one in between if reading.doors.is_open(one))]


def link(page: Page, reading: Reading) -> Link:
    """Return the link to a page."""
    return Link(title=page.title, path=reading.path(page))


def page_link(page: Page, reading: Reading) -> PageLink:
    """Return the link to a page, with its type."""
    return PageLink(title=page.title, path=reading.path(page), type=type_of(page), key=page.translation_key)
