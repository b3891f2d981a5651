"""One reader's question: in which language, what everybody may see, and where it stands on the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urljoin

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from wagtail.models import Locale, Page, Site

from klash_pages.home.menus import Doors
from klash_pages.models import HomePage, SharingImage

_P = TypeVar("_P", bound=Page)


@dataclass(frozen=True)
class Place:
    """Where a page stands: its path on the site, and its whole address. Both are empty where nothing serves it."""

    path: str = ""
    url: str = ""


class Reading:
    """Everything that an answer asks for while it is made, each once."""

    def __init__(self, request: HttpRequest, language: str, rich_text: str = "html") -> None:
        self.request = request
        self.language = language
        self.rich_text = rich_text

    @cached_property
    def locale(self) -> Locale:
        """The language of the answer.

        Raises:
            Http404: the site knows the language and has no pages in it.
        """
        found = Locale.objects.filter(language_code=self.language).first()
        if found is None:
            raise Http404("This site has no pages in that language.")
        return found

    @cached_property
    def site(self) -> Site:
        """The site that was asked.

        Raises:
            Http404: there is none.
        """
        found = Site.find_for_request(self.request)
        if found is None:
            raise Http404("There is no site at this address.")
        return found

    @cached_property
    def home(self) -> HomePage:
        """The home page of the language.

        Raises:
            Http404: the language has none that everybody may read.
        """
        homes = HomePage.objects.live().filter(translation_key=self.site.root_page.translation_key)
        found = self.open(homes.filter(locale__language_code=self.language).select_related("locale")).first()
        if found is None:
            raise Http404("This site has no pages in that language.")
        return found

    @cached_property
    def doors(self) -> Doors:
        """What is closed to some readers, and so to all readers of the API."""
        return Doors.read()

    def open(self, pages: QuerySet[_P]) -> Any:
        """Return those of the pages that everybody may read."""
        for path in self.doors.closed:
            pages = pages.exclude(path__startswith=path)
        return pages

    def in_language(self, pages: QuerySet[_P]) -> Any:
        """Return the live pages of the language that everybody may read."""
        # As a sum, so that SQLite does not take the index of languages, which holds every page, before that of paths.
        spoken = Locale.objects.filter(language_code=self.language).values("pk")[:1]
        return self.open(pages.alias(spoken=F("locale_id") + 0).filter(live=True, spoken=spoken))

    def place(self, page: Page) -> Place:
        """Return where a page stands."""
        parts = page.get_url_parts(self.request)
        if not parts or not parts[2]:
            return Place()
        return Place(parts[2], f"{parts[1]}{parts[2]}")

    def path(self, page: Page) -> str:
        """Return the path of a page."""
        return self.place(page).path

    @cached_property
    def root_url(self) -> str:
        """The address of the site, without a path."""
        roots = {root.site_id: str(root.root_url) for root in Site.get_site_root_paths()}
        # Most installations have one site, which need not be looked up.
        return next(iter(roots.values())) if len(roots) == 1 else str(self.site.root_url)

    def absolute(self, url: str) -> str:
        """Return the whole address of a file or a path of this site."""
        return urljoin(f"{self.root_url}/", url) if url else ""


#: Columns that a link needs.
LINKED = ("title", "path", "url_path", "translation_key", "content_type")
#: Columns of every page that no card shows.
_UNSHOWN = (
    "draft_title",
    "has_unpublished_changes",
    "owner",
    "seo_title",
    "search_description",
    "show_in_menus",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "alias_of",
)


def for_cards(pages: QuerySet[_P]) -> QuerySet[_P]:
    """Return pages with what a card shows, the file of their sharing image in the same query."""
    images = SharingImage.objects.filter(pk=OuterRef("pk"))
    return pages.annotate(sharing_file=Subquery(images.values("file")[:1])).defer(*_UNSHOWN)


def parents_of(pages: Iterable[Page]) -> set[str]:
    """Return the tree paths of the parents of pages."""
    return {str(page.path[: -Page.steplen]) for page in pages}
