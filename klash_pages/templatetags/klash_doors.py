"""Says on Wagtail's own screens why pages stay, so that they do not offer what they would refuse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.models import Page

from klash_pages.admin.deletion import door, reasons
from klash_pages.models import AwardPage

register = template.Library()


@dataclass(frozen=True)
class Kept:
    """A sentence, and the address and name of the screen that does it rightly, or empty."""

    sentence: str
    address: str
    name: str


def _kept(action: str, pages: Iterable[Page]) -> list[Kept]:
    found = []
    for page in pages:
        for error in reasons(action, page):
            address, name = (door(error.page) if hasattr(error, "page") else None) or ("", "")
            found.append(Kept(str(error), address, name))
    return found


@register.simple_tag
def kept(action: str, page: Page) -> list[Kept]:
    """What keeps one page. An award's screen for unpublishing is the one that takes it back."""
    return [] if action == "unpublish" and issubclass(page.specific_class, AwardPage) else _kept(action, [page])


@register.simple_tag
def kept_among(action: str, items: Iterable[dict[str, Any]]) -> list[Kept]:
    """What keeps the chosen pages of a list."""
    return _kept(action, [item["item"] for item in items])
