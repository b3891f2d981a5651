"""Finds pages by words, in the reader's language: which words a text holds, what they find, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend
from wagtail.search.query import PlainText

#: Nobody types more on purpose.
LONGEST_QUERY = 200
MOST_WORDS = 12
#: Nobody reads further, and a list of ids has to end somewhere.
MOST_HITS = 1000

#: Marks round a hit inside an excerpt: characters that no text holds, turned into elements after everything is escaped.
HIT_START, HIT_END = "\ue000", "\ue001"

# A word is letters and digits; a few signs may stand inside it, as in 23.1.2020 or EU:n.
_WORD = re.compile(r"[^\W_]+(?:[.,:/'’&@-][^\W_]+)*")
_EXCERPT = 200
_CONFIGURATIONS = {"sv": "swedish", "fi": "finnish", "en": "english"}


@dataclass(frozen=True)
class Found:
    """A hit: the key of the page, and the key of its type."""

    pk: int
    content_type: int


def words_in(text: str) -> list[str]:
    """Return the words to search for; signs and operators have no meaning, so none can be misused."""
    return _WORD.findall(text[:LONGEST_QUERY])[:MOST_WORDS]


def search_configuration(language: str) -> str:
    """The text search configuration of PostgreSQL for a language; without one, words are taken as they are written."""
    configurations = getattr(settings, "KLASH_PAGES_SEARCH_CONFIGURATIONS", _CONFIGURATIONS)
    return str(configurations.get(language.split("-")[0], "simple"))


def _backend(locale: Locale | None) -> Any:
    backend = get_search_backend()
    if locale is None or not hasattr(backend, "ranked"):
        # The site's own backend has indexed by its own configuration and must be asked by it.
        return backend
    return get_search_backend(SEARCH_CONFIG=search_configuration(locale.language_code))


def find(pages: QuerySet[Any], words: Sequence[str], locale: Locale | None, most: int = MOST_HITS) -> list[Found]:
    """Return what the words find among pages, best first.

    Args:
        pages: where to look; filtered by nothing but what the pages declare for search.
        words: all of which a page must hold.
        locale: the language of the words.
        most: how many hits at most.
    """
    if not words:
        return []
    backend = _backend(locale)
    query = PlainText(" ".join(words), operator="and")
    if hasattr(backend, "ranked"):
        return [Found(*row) for row in backend.ranked(query, pages, most)]
    return [Found(page.pk, getattr(page, "content_type_id", 0)) for page in backend.search(query, pages)[:most]]


def excerpts(
    model: type[Any], keys: Sequence[int], words: Sequence[str], locale: Locale | None
) -> dict[int, SafeString]:
    """Return two lines of the indexed text of each page, the words marked."""
    backend = _backend(locale)
    if not hasattr(backend, "excerpts"):
        return {}
    query = PlainText(" ".join(words), operator="and")
    return {key: marked(text) for key, text in backend.excerpts(query, model, keys).items()}


def marked(text: str) -> SafeString:
    """Escape a text and turn the marks in it into elements."""
    safe = str(escape(text)).replace(HIT_START, "<mark>").replace(HIT_END, "</mark>")
    return mark_safe(safe)  # noqa: S308 - everything was escaped but our own two marks


def folded(text: str) -> str:
    """Return a text without capitals and accents, of the same length."""
    letters = (unicodedata.normalize("NFKD", letter)[0].lower() for letter in text)
    return "".join(letter[:1] or " " for letter in letters)


def excerpt(text: str, words: Iterable[str]) -> str:
    """Return the part of a text in which words that begin like these stand, with marks round them."""
    text = " ".join(text.replace(HIT_START, "").replace(HIT_END, "").split())
    beginnings = sorted(
        {folded(part) for word in words for part in re.findall(r"[^\W_]+", word)}, key=len, reverse=True
    )
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, beginnings))})[^\W_]*") if beginnings else None
    hits = [match.span() for match in pattern.finditer(folded(text))] if pattern else []
    first = hits[0][0] if hits else 0
    start = text.rfind(" ", 0, max(0, first - _EXCERPT // 3)) + 1 if first > _EXCERPT // 3 else 0
    end = len(text) if len(text) - start <= _EXCERPT else text.rfind(" ", start, start + _EXCERPT)
    end = end if end > start else min(len(text), start + _EXCERPT)
    pieces, at = [], start
    for left, right in hits:
        if left >= at and right <= end:
            pieces += [text[at:left], HIT_START, text[left:right], HIT_END]
            at = right
    pieces.append(text[at:end])
    return f"{'… ' if start else ''}{''.join(pieces)}{' …' if end < len(text) else ''}"
