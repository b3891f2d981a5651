"""The list of contents of a body, and what a reader is told of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext

register = template.Library()

_FROM = 3


@dataclass(frozen=True)
class Heading:
    """A heading that the list of contents leads to."""

    text: str
    anchor: str


@register.filter
def anchor(block: Any) -> str:
    """The name by which a link finds a block; it stays the same when the words change."""
    return f"s-{block.id}"


@register.simple_tag
def contents(body: Any) -> list[Heading]:
    """The h2 of a body, from three on; fewer need no list."""
    headings = [
        Heading(block.value["text"], anchor(block))
        for block in body or []
        if block.block_type == "heading" and block.value["level"] == "h2"
    ]
    return headings if len(headings) >= _FROM else []


@register.simple_tag
def language_name(code: str) -> str:
    """The name of a language in the reader's language, as a document's line says it."""
    match code:
        case "sv":
            return gettext("in Swedish")
        case "fi":
            return gettext("in Finnish")
        case "en":
            return gettext("in English")
    return ""
