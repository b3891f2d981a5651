"""What stands around every page: language, navigation, breadcrumbs, language links and fonts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language, get_language_info, gettext, override
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page, Site

from klash_pages import fonts
from klash_pages.models import (
    AwardPage,
    ChallengeIndexPage,
    ChallengePage,
    ContestIndexPage,
    HomePage,
    NewsIndexPage,
    PartnerIndexPage,
    PartnerPage,
    ResultIndexPage,
    SearchPage,
    StandardPage,
    TeamIndexPage,
    TeamPage,
)

register = template.Library()

_LISTS = (ChallengeIndexPage, ResultIndexPage, TeamIndexPage, NewsIndexPage, PartnerIndexPage)
# These pages live below their contest, but readers look for them under their list.
_LIST_OF = {ChallengePage: ChallengeIndexPage, TeamPage: TeamIndexPage, AwardPage: ResultIndexPage}
_REGIONS = {"sv": "sv-FI"}


@dataclass(frozen=True)
class Item:
    """A link; `current` is the value of `aria-current`, empty when the reader is elsewhere."""

    title: str
    url: str
    current: str = ""


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
    search: Item | None = None
    menu: list[Item] = field(default_factory=list)
    crumbs: list[Item] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    default_url: str = ""
    lists: list[Item] = field(default_factory=list)
    about: list[Item] = field(default_factory=list)
    organisers: list[str] = field(default_factory=list)

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


def _versions(page: Page, trail: list[Page], request: Any) -> list[Version]:
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    depths = {above.translation_key: above.depth for above in trail}
    nearest: dict[int, Page] = {}
    for other in Page.objects.live().filter(translation_key__in=depths).exclude(locale_id=page.locale_id):
        known = nearest.get(other.locale_id)
        if known is None or depths[other.translation_key] > depths[known.translation_key]:
            nearest[other.locale_id] = other
    names = get_content_languages()
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    versions = []
    for code in names:
        if code not in locales:
            continue
        name = _language_name(code, str(names[code]))
        found = nearest.get(locales[code].pk)
        if locales[code].pk == page.locale_id:
            versions.append(
                Version(code, name, page.get_url(request) or "", page.get_full_url(request) or "", is_current=True)
            )
        elif found is not None and found.translation_key == page.translation_key:
            versions.append(Version(code, name, found.get_url(request) or "", found.get_full_url(request) or ""))
        else:
            above = Item(found.title, found.get_url(request) or "") if found else None
            versions.append(Version(code, name, note=_missing_note(code), nearest=above))
    return versions


def _menu_item(child: Page, page: Page, request: Any) -> Item:
    if child.pk == page.pk:
        current = "page"
    elif page.path.startswith(child.path) or child.specific_class is _LIST_OF.get(page.specific_class):
        current = "true"
    else:
        current = ""
    return Item(child.title, child.get_url(request) or "", current)


def _is_in_menu(child: Page) -> bool:
    return child.specific_class in _LISTS or (child.specific_class is StandardPage and child.show_in_menus)


@register.simple_tag(takes_context=True)
def page_frame(context: template.Context) -> Frame:
    """Gather what stands around the page, in a number of queries that does not depend on the content."""
    page, request = context.get("page"), context.get("request")
    language = get_language() or settings.LANGUAGE_CODE
    if not isinstance(page, Page):
        return Frame(_REGIONS.get(language, language))
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        language = page.locale.language_code
    trail = [*page.get_ancestors().order_by("path"), page]
    homes = [position for position, above in enumerate(trail) if above.specific_class is HomePage]
    if not homes:
        return Frame(_REGIONS.get(language, language), versions=_versions(page, trail[1:], request))
    trail = trail[homes[-1] :]
    home = trail[0]
    children = list(Page.objects.live().child_of(home).order_by("path"))
    above = [Item(gettext("Start"), home.get_url(request) or "")] + [
        Item(between.title, between.get_url(request) or "") for between in trail[1:-1] if between.live
    ]
    site = Site.find_for_request(request) if request is not None else None
    return Frame(
        language=_REGIONS.get(language, language),
        home=Item(home.title, home.get_url(request) or ""),
        is_home=page.pk == home.pk,
        search=next((_menu_item(one, page, request) for one in children if one.specific_class is SearchPage), None),
        menu=[_menu_item(child, page, request) for child in children if _is_in_menu(child)],
        crumbs=above if len(trail) > 2 else [],
        versions=_versions(page, trail, request),
        default_url=f"{site.root_url}/" if site else "",
        lists=[
            Item(child.title, child.get_url(request) or "")
            for child in children
            if child.specific_class in (*_LISTS, ContestIndexPage)
        ],
        about=[
            Item(child.title, child.get_url(request) or "")
            for child in children
            if child.specific_class is StandardPage
        ],
        organisers=list(
            PartnerPage.objects.live()
            .descendant_of(home)
            .filter(role=PartnerPage.Role.ORGANISER)
            .order_by("title")
            .values_list("title", flat=True)
        ),
    )


@register.simple_tag
def child_pages(page: Page) -> Iterable[Page]:
    """The live pages right below a page, in tree order."""
    return page.get_children().live().order_by("path")


@register.simple_tag
def web_fonts() -> fonts.WebFonts | None:
    """The built fonts, or None when the site has to do with the reader's own."""
    return fonts.built()
