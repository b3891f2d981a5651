"""Tags about problems: where a challenge came from, and the words of a problem's state and language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language, gettext

from klash_pages.models import ChallengePage, Problem
from klash_pages.problems import rows

register = template.Library()


@register.simple_tag
def challenge_origin(challenge: ChallengePage) -> list[rows.ProblemRow]:
    """The problems behind a challenge, with their addresses."""
    return rows.origin(challenge)


@register.simple_tag
def language_note(problem: Problem) -> str:
    """Say in which language a problem stands, if it is not the reader's."""
    if problem.language == (get_language() or "sv")[:2]:
        return ""
    match problem.language:
        case Problem.Language.FI:
            return gettext("Shown in Finnish, as the municipality wrote it.")
        case Problem.Language.SV:
            return gettext("Shown in Swedish, as the municipality wrote it.")
    return gettext("Shown in English, as the municipality wrote it.")


@register.filter
def is_other_language(code: str) -> bool:
    """Whether a text needs a `lang` of its own."""
    return code != (get_language() or "sv")[:2]
