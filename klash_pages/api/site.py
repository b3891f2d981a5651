"""What stands around every page: menus, organiser, contact, languages, the current contest."""

from __future__ import annotations

from django.http import HttpRequest
from pydantic import BaseModel

from klash_pages.api import pages
from klash_pages.api.answering import make_router, reads
from klash_pages.api.people import shown_name
from klash_pages.api.queries import Query
from klash_pages.api.reading import Reading
from klash_pages.api.schemas import PageLink, PersonName, Version
from klash_pages.home import menus as site_menus
from klash_pages.home.current_contest import current_contest
from klash_pages.models import PartnerPage, SiteSettings

router = make_router("site")


class MenuItem(BaseModel):
    """A link: a path on the site, or an address elsewhere."""

    title: str
    href: str


class FooterGroup(BaseModel):
    """Some links of the footer under a heading."""

    title: str
    items: list[MenuItem]


class Menus(BaseModel):
    """The menu, the footer and the way to the search page."""

    menu: list[MenuItem]
    footer: list[FooterGroup]
    search: MenuItem | None


class Site(BaseModel):
    """What the staff decide for the whole site."""

    name: str
    home: PageLink
    languages: list[Version]
    organisers: list[str]
    contact_email: str
    press_contact: PersonName | None
    current_contest: PageLink | None


def _item(item: site_menus.Item) -> MenuItem:
    return MenuItem(title=item.title, href=item.url)


@reads(router, "/menus/", Query, Menus, missing=True)
def menus(request: HttpRequest, query: Query) -> Menus:
    """Read the menus.

    What the staff chose, otherwise what the page tree holds.
    """
    reading = Reading(request, query.locale)
    home = reading.home
    found = site_menus.gather(home, home, reading.site, reading.doors, request)
    return Menus(
        menu=[_item(item) for item in found.menu],
        footer=[FooterGroup(title=group.title, items=[_item(item) for item in group.items]) for group in found.footer],
        search=_item(found.search) if found.search else None,
    )


@reads(router, "/site/", Query, Site, missing=True)
def site(request: HttpRequest, query: Query) -> Site:
    """Read the settings of the site."""
    reading = Reading(request, query.locale)
    home = reading.home
    own = SiteSettings.for_site(reading.site)
    contest = current_contest(home)
    if contest is not None and not reading.doors.is_open(contest):
        contest = None
    organisers = reading.in_language(PartnerPage.objects.filter(role=PartnerPage.Role.ORGANISER)).order_by("title")
    place = reading.place(home)
    here = Version(locale=query.locale, title=home.title, path=place.path, url=place.url)
    return Site(
        name=reading.site.site_name or "",
        home=pages.page_link(home, reading),
        languages=[here, *pages.translations(home, reading)],
        organisers=[own.organiser] if own.organiser else [partner.title for partner in organisers],
        contact_email=own.contact_email,
        press_contact=shown_name(own.press_contact),
        current_contest=pages.page_link(contest, reading) if contest else None,
    )
