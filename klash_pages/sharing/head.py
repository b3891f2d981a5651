"""What a page's head tells other sites and search engines: canonical address, Open Graph, feed and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urljoin

from django.http import HttpRequest
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe

from klash_pages.models import AwardPage, HomePage, NewsIndexPage, NewsPage, PartnerPage, SharingImage
from klash_pages.models.base import KlashPage
from klash_pages.sharing.drawing import HEIGHT, WIDTH

SITE = "Klash"
_LOCALES = {"sv": "sv_FI", "fi": "fi_FI", "en": "en_GB"}


class Crumb(Protocol):
    """A page above, as the frame has it."""

    title: str
    url: str


@dataclass(frozen=True)
class Head:
    """The values of the tags, absolute addresses throughout."""

    url: str
    title: str
    description: str
    kind: str
    locale: str
    other_locales: list[str]
    image: str = ""
    image_width: int = WIDTH
    image_height: int = HEIGHT
    feed: str = ""
    data: list[SafeString] = field(default_factory=list)


def _locale(code: str) -> str:
    return _LOCALES.get(code, code.replace("-", "_"))


def script(value: dict[str, Any]) -> SafeString:
    """Return a value as JSON-LD that nothing in it can end: a data block, which no browser runs."""
    written = json_script({"@context": "https://schema.org", **value})
    return mark_safe(written.replace('"application/json"', '"application/ld+json"', 1))  # noqa: S308 (escaped above)


def _address(page: KlashPage, request: HttpRequest) -> str:
    """The one address of what is shown: without parameters, save the number of a list's page."""
    own = page.get_full_url(request) or ""
    address = urljoin(own, request.path)
    number = request.GET.get("page", "")
    return f"{address}?page={number}" if number.isascii() and number.isdigit() and number != "1" else address


def _image(page: KlashPage) -> str:
    image = SharingImage.objects.filter(pk=page.pk).first() if page.live else None
    return image.file.url if image is not None else ""


def _feed(page: KlashPage, crumbs: list[Crumb]) -> str:
    if isinstance(page, NewsIndexPage):
        return "feed.xml"
    if isinstance(page, NewsPage) and crumbs:
        return f"{crumbs[-1].url}feed.xml"
    if isinstance(page, HomePage):
        index = NewsIndexPage.objects.live().child_of(page).first()
        return f"{index.url}feed.xml" if index is not None else ""
    return ""


def _organiser(page: KlashPage) -> dict[str, Any] | None:
    partner = (
        PartnerPage.objects.live()
        .filter(locale_id=page.locale_id, role=PartnerPage.Role.ORGANISER)
        .order_by("title")
        .first()
    )
    if partner is None:
        return None
    organiser = {"@type": "Organization", "name": partner.title}
    return {**organiser, "url": partner.website} if partner.website else organiser


def _about(page: KlashPage, head: Head) -> dict[str, Any] | None:
    """What a page is, where a type of schema.org truly fits: a news article, and the site itself on its home page."""
    about: dict[str, Any] = {"url": head.url, "inLanguage": page.locale.language_code}
    if isinstance(page, NewsPage):
        about = {"@type": "NewsArticle", **about, "headline": page.title, "datePublished": page.date.isoformat()}
        if page.last_published_at:
            about["dateModified"] = page.last_published_at.isoformat()
        if head.image:
            about["image"] = head.image
    elif isinstance(page, HomePage):
        about = {"@type": "WebSite", **about, "name": SITE}
    else:
        return None
    if head.description:
        about["description"] = head.description
    if organiser := _organiser(page):
        about["publisher"] = organiser
    return about


def head_of(page: KlashPage, request: HttpRequest, crumbs: list[Crumb], languages: Iterable[str]) -> Head:
    """Return what the head of a page says, given the pages above it and the languages it is public in."""
    own = page.get_full_url(request) or ""
    code = page.locale.language_code
    image, feed = _image(page), _feed(page, crumbs)
    head = Head(
        url=_address(page, request),
        title=page.seo_title or page.title,
        description=page.description,
        kind="article" if isinstance(page, NewsPage | AwardPage) else "website",
        locale=_locale(code),
        other_locales=[_locale(other) for other in languages if other != code],
        image=urljoin(own, image) if image else "",
        feed=urljoin(own, feed) if feed else "",
    )
    if about := _about(page, head):
        head.data.append(script(about))
    if crumbs:
        items = [
            {"@type": "ListItem", "position": place, "name": crumb.title, "item": urljoin(own, crumb.url)}
            for place, crumb in enumerate(crumbs, start=1)
        ]
        items.append({"@type": "ListItem", "position": len(items) + 1, "name": page.title})
        head.data.append(script({"@type": "BreadcrumbList", "itemListElement": items}))
    return head
