"""One reader's question: in which language, what everybody may see, and where it stands on the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urljoin

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from wagtail.models import Locale, Page, Site

from klash_pages.menus import Doors
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
        live = pages.filter(live=True, locale__language_code=self.language).select_related("locale")
        return self.open(live)

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


def with_sharing_image(pages: QuerySet[_P]) -> QuerySet[_P]:
    """Return pages with the name of the file of their sharing image, in the same query."""
    images = SharingImage.objects.filter(pk=OuterRef("pk"))
    return pages.annotate(sharing_file=Subquery(images.values("file")[:1]))


def parents_of(pages: Iterable[Page]) -> set[str]:
    """Return the tree paths of the parents of pages."""
    return {str(page.path[: -Page.steplen]) for page in pages}
