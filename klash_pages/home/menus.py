"""The links around every page: what the communications staff chose, otherwise what the page tree holds.

A page behind a login or a password is in no menu: its title would tell what it hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from wagtail.models import Page, PageViewRestriction, Site

from klash_pages.models import (
    AccessibilityStatementPage,
    AwardPage,
    ChallengeIndexPage,
    ChallengePage,
    ContestIndexPage,
    Navigation,
    NewsIndexPage,
    PartnerIndexPage,
    ProblemIndexPage,
    ResultIndexPage,
    StandardPage,
    TeamIndexPage,
    TeamPage,
)

_LISTS = (
    ChallengeIndexPage,
    ResultIndexPage,
    TeamIndexPage,
    ProblemIndexPage,
    NewsIndexPage,
    PartnerIndexPage,
)
# These pages live below their contest, but readers look for them under their list.
_LIST_OF = {ChallengePage: ChallengeIndexPage, TeamPage: TeamIndexPage, AwardPage: ResultIndexPage}


@dataclass(frozen=True)
class Item:
    """A link; `current` is the value of `aria-current`, empty when the reader is elsewhere."""

    title: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class Group:
    """Some links of the footer under a heading."""

    title: str
    items: list[Item]


@dataclass(frozen=True)
class Doors:
    """Which parts of the page tree are closed to some readers."""

    closed: tuple[str, ...] = ()

    @classmethod
    def read(cls) -> Doors:
        """Ask the database once."""
        return cls(tuple(PageViewRestriction.objects.order_by("pk").values_list("page__path", flat=True)))

    def is_open(self, page: Page) -> bool:
        """Whether everybody may read a page."""
        return bool(page.live) and not page.path.startswith(self.closed)


@dataclass(frozen=True)
class Menus:
    """The menu, the footer and the way to the search page."""

    menu: list[Item] = field(default_factory=list)
    footer: list[Group] = field(default_factory=list)
    search: Item | None = None


@dataclass
class _Reading:
    """One reader on one page."""

    page: Page
    request: Any
    doors: Doors
    #: Whether the reader is at an address that the page serves below its own.
    is_below: bool = False

    def item(self, target: Page, text: str = "") -> Item:
        return Item(text or target.title, target.get_url(self.request) or "", self._current(target))

    def _current(self, target: Page) -> str:
        if target.pk == self.page.pk:
            return "true" if self.is_below else "page"
        is_its_list = target.specific_class is _LIST_OF.get(self.page.specific_class)
        return "true" if is_its_list or self.page.path.startswith(target.path) else ""

    def links(self, chosen: Iterable[Any]) -> list[Item]:
        """Turn the chosen links into items, without those that readers could not follow."""
        items = []
        for link in chosen:
            if link["url"]:
                items.append(Item(link["text"], link["url"]))
            elif link["page"] and self.doors.is_open(link["page"]):
                items.append(self.item(link["page"], link["text"]))
        return items


def gather(home: Page, page: Page, site: Site | None, doors: Doors, request: Any, *, is_below: bool = False) -> Menus:
    """Return the menus of a language, as a reader of a page sees them."""
    reading = _Reading(page, request, doors, is_below)
    children = [child for child in Page.objects.live().child_of(home).order_by("path") if doors.is_open(child)]
    own = Navigation.objects.filter(site=site, locale_id=home.locale_id).first() if site else None
    groups = [Group(group.value["heading"], reading.links(group.value["links"])) for group in own.footer] if own else []
    search = next((child for child in children if getattr(child.specific_class, "is_search_page", False)), None)
    return Menus(
        menu=(reading.links(own.header_links()) if own else []) or _menu_of_tree(children, reading),
        footer=[group for group in groups if group.items] or _footer_of_tree(children, reading),
        search=reading.item(search) if search else None,
    )


def _menu_of_tree(children: Sequence[Page], reading: _Reading) -> list[Item]:
    return [
        reading.item(child)
        for child in children
        if child.specific_class in _LISTS or (child.specific_class is StandardPage and child.show_in_menus)
    ]


def _footer_of_tree(children: Sequence[Page], reading: _Reading) -> list[Group]:
    lists = [reading.item(child) for child in children if child.specific_class in (*_LISTS, ContestIndexPage)]
    texts = [child for child in children if child.specific_class in (StandardPage, AccessibilityStatementPage)]
    left_out = set(
        StandardPage.objects.filter(pk__in=[text.pk for text in texts], in_footer=False).values_list("pk", flat=True)
    )
    about = [reading.item(text) for text in texts if text.pk not in left_out]
    groups = [Group(gettext("The contest"), lists), Group(gettext("About the site"), about)]
    return [group for group in groups if group.items]
