"""One page of a filtered list: what stands on it, how much there is in all, and where one can go from here.

It knows nothing of requests: pages and, where links are wanted, other faces make it from a set of filters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, Page, Paginator
from django.forms import BoundField
from django.http import Http404

if TYPE_CHECKING:
    from klash_pages.lists.filters import ListFilterSet

PAGE_SIZE = 20
#: With so many items or fewer one sees them all: no form.
FEW = 6

_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_SHOWN_VALUE = 60


def address(url: str, values: dict[str, str], page: int = 1) -> str:
    """Return a link to a list; the first page has no number."""
    query = urlencode({**values, **({"page": page} if page > 1 else {})})
    return f"{url}?{query}" if query else url


@dataclass(frozen=True)
class Step:
    """A link of the pagination."""

    number: int
    url: str


class Sheet:
    """One page of a long list, with real links to the others."""

    def __init__(self, items: Sequence[Any] | Any, number: str, url: str, values: dict[str, str]) -> None:
        """Take the part of the items that a page number names.

        Raises:
            Http404: no such page.
        """
        if number and not _NUMBER.fullmatch(number):
            raise Http404("This is not the number of a page.")
        try:
            self.page: Page[Any] = Paginator(items, PAGE_SIZE).page(int(number or 1))
        except EmptyPage as error:
            raise Http404("The list has no such page.") from error
        self._url = url
        self._values = values

    @property
    def number(self) -> int:
        """Which page this is."""
        return self.page.number

    @property
    def of(self) -> int:
        """How many pages there are."""
        return self.page.paginator.num_pages

    @property
    def count(self) -> int:
        """How many items the whole list has."""
        return self.page.paginator.count

    @property
    def previous(self) -> Step | None:
        """The page before this one."""
        return self._step(self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> Step | None:
        """The page after this one."""
        return self._step(self.number + 1) if self.number < self.of else None

    def _step(self, number: int) -> Step:
        return Step(number, address(self._url, self._values, number))


@dataclass(frozen=True)
class Condition:
    """A condition that is on, in words, with the link that takes it away and what is wrong with it, if anything."""

    label: str
    words: str
    without: str
    problem: str = ""


@dataclass(frozen=True)
class Choice:
    """One value as a link."""

    label: str
    url: str
    is_chosen: bool


class Listing:
    """A list filtered by what a reader chose, cut into pages."""

    def __init__(self, filterset: ListFilterSet, url: str, page: str = "") -> None:
        """Filter and cut.

        Raises:
            Http404: no such page.
        """
        self.filterset = filterset
        self.url = url
        self.chosen = filterset.chosen
        self.sheet = Sheet(filterset.qs, page, url, self.chosen)

    @property
    def items(self) -> Iterable[Any]:
        """What stands on this page."""
        return self.sheet.page.object_list

    @property
    def count(self) -> int:
        """How many items meet the conditions."""
        return self.sheet.count

    @cached_property
    def total(self) -> int:
        """How many items there are without conditions."""
        return self.filterset.queryset.count() if self.chosen else self.count

    @cached_property
    def fields(self) -> list[BoundField]:
        """The fields of the form: none for a short list, and no choice that has one value only."""
        if self.total <= FEW:
            return []
        return [
            self.filterset.form[name]
            for name, one in self.filterset.filters.items()
            if not hasattr(one, "offered") or len(one.offered) > 1
        ]

    @cached_property
    def kept(self) -> dict[str, str]:
        """The conditions that are on and have no field, which the form carries along unseen."""
        shown = {field.name for field in self.fields}
        return {name: value for name, value in self.chosen.items() if name not in shown}

    @cached_property
    def conditions(self) -> list[Condition]:
        """The conditions that are on."""
        return [self._condition(name, value) for name, value in self.chosen.items()]

    def links(self, name: str) -> list[Choice]:
        """Return the values of a choice as links, if there are two or more."""
        offered = self.filterset.filters[name].offered
        if len(offered) < 2:
            return []
        return [
            Choice(one.label, address(self.url, {**self.chosen, name: one.value}), self.chosen.get(name) == one.value)
            for one in offered
        ]

    def without(self, *names: str) -> str:
        """Return the link to the list without some of the conditions."""
        return address(self.url, {name: value for name, value in self.chosen.items() if name not in names})

    def _condition(self, name: str, value: str) -> Condition:
        one = self.filterset.filters[name]
        option = one.named(value) if hasattr(one, "named") else None
        words = option.label if option else value
        if len(words) > _SHOWN_VALUE:
            words = f"{words[:_SHOWN_VALUE]}…"
        problem = " ".join(self.filterset.errors.get(name, []))
        return Condition(str(one.label), words, self.without(name), problem)
