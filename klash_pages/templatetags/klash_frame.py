"""What stands around every page: language, navigation, breadcrumbs, language links and fonts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_info, gettext, override
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page, Site

from klash_pages.home.menus import Doors, Group, Item, Menus, gather
from klash_pages.models import HomePage, PartnerPage, SiteSettings
from klash_pages.plumbing import web_fonts as fonts

register = template.Library()

_REGIONS = {"sv": "sv-FI"}


@dataclass(frozen=True)
class Version:
    """The page in one language, or the note that it is not there and the nearest page that is."""

    code: str
    name: str
    url: str = ""
    full_url: str = ""
    is_current: bool = False
    note: str = ""
    nearest: Item | None = None


@dataclass(frozen=True)
class Frame:
    """What the base template needs to know besides the page."""

    language: str
    home: Item | None = None
    is_home: bool = False
    menus: Menus = field(default_factory=Menus)
    crumbs: list[Item] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    default_url: str = ""
    organisers: list[str] = field(default_factory=list)
    contact_email: str = ""

    @property
    def menu(self) -> list[Item]:
        """The main menu."""
        return self.menus.menu

    @property
    def footer(self) -> list[Group]:
        """The groups of the footer."""
        return self.menus.footer

    @property
    def search(self) -> Item | None:
        """The way to the search page, where the site has one."""
        return self.menus.search

    @property
    def missing(self) -> list[Version]:
        """The languages in which the reader is sent to a page above."""
        return [version for version in self.versions if version.nearest]


def _language_name(code: str, fallback: str) -> str:
    try:
        name = str(get_language_info(code)["name_local"])
    except KeyError:
        name = fallback
    return name[:1].upper() + name[1:]


def _missing_note(code: str) -> str:
    """Say in its own language that the page is not in a language."""
    with override(code):
        return gettext("(not in English)") if code.startswith("en") else gettext("(not in this language)")


def _versions(
    page: Page, trail: list[Page], doors: Doors, request: Any, tails: Mapping[str, str] | None = None
) -> list[Version]:
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    depths = {above.translation_key: above.depth for above in trail}
    nearest: dict[int, Page] = {}
    for other in Page.objects.live().filter(translation_key__in=depths).exclude(locale_id=page.locale_id):
        known = nearest.get(other.locale_id)
        if not doors.is_open(other):
            continue
        if known is None or depths[other.translation_key] > depths[known.translation_key]:
            nearest[other.locale_id] = other
    names = get_content_languages()
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    versions = []
    for code in names:
        if code not in locales:
            continue
        tail = (tails or {}).get(code, "")
        name = _language_name(code, str(names[code]))
        found = nearest.get(locales[code].pk)
        if locales[code].pk == page.locale_id:
            versions.append(
                Version(
                    code,
                    name,
                    f"{page.get_url(request) or ''}{tail}",
                    f"{page.get_full_url(request) or ''}{tail}",
                    is_current=True,
                )
            )
        elif found is not None and found.translation_key == page.translation_key:
            versions.append(
                Version(
                    code, name, f"{found.get_url(request) or ''}{tail}", f"{found.get_full_url(request) or ''}{tail}"
                )
            )
        else:
            above = Item(found.title, found.get_url(request) or "") if found else None
            versions.append(Version(code, name, note=_missing_note(code), nearest=above))
    return versions


@register.simple_tag(takes_context=True)
def page_frame(context: template.Context) -> Frame:
    """Gather what stands around the page, in a number of queries that does not depend on the content.

    A view without a page of its own, such as "not found", passes the home page of its language as `frame_home`.
    """
    page, request = context.get("page"), context.get("request")
    stands_alone = not isinstance(page, Page)
    if stands_alone:
        page = context.get("frame_home")
    language = get_language() or settings.LANGUAGE_CODE
    if not isinstance(page, Page):
        return Frame(_REGIONS.get(language, language))
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        language = page.locale.language_code
    doors = Doors.read()
    # What a page serves below its own address, by language: a problem of the list of problems, the form.
    tails: Mapping[str, str] = context.get("address_tails") or {}
    trail = [*page.get_ancestors().order_by("path"), page]
    homes = [position for position, above in enumerate(trail) if above.specific_class is HomePage]
    if not homes:
        return Frame(_REGIONS.get(language, language), versions=_versions(page, trail[1:], doors, request))
    trail = trail[homes[-1] :]
    home = trail[0]
    above = [Item(gettext("Start"), home.get_url(request) or "")] + [
        Item(between.title, between.get_url(request) or "")
        for between in (trail[1:] if tails else trail[1:-1])
        if doors.is_open(between)
    ]
    site = Site.find_for_request(request) if request is not None else None
    own = SiteSettings.for_request(request) if site else SiteSettings()
    return Frame(
        language=_REGIONS.get(language, language),
        home=Item(home.title, home.get_url(request) or ""),
        is_home=page.pk == home.pk and not stands_alone,
        menus=gather(home, page, site, doors, request, is_below=bool(tails)),
        crumbs=above if len(trail) > 2 or tails else [],
        versions=[] if stands_alone else _versions(page, trail, doors, request, tails),
        default_url=f"{site.root_url}/" if site else "",
        organisers=[own.organiser] if own.organiser else _organisers(home),
        contact_email=own.contact_email,
    )


def _organisers(home: Page) -> list[str]:
    partners = PartnerPage.objects.live().public().descendant_of(home).filter(role=PartnerPage.Role.ORGANISER)
    return list(partners.order_by("title").values_list("title", flat=True))


@register.simple_tag
def child_pages(page: Page) -> Iterable[Page]:
    """The live pages right below a page, in tree order."""
    return page.get_children().live().public().order_by("path")


@register.simple_tag
def web_fonts() -> fonts.WebFonts | None:
    """The built fonts, or None when the site has to do with the reader's own."""
    return fonts.built()
