"""Names languages inside a sentence, which Finnish and Swedish inflect: on the desk nobody reads codes."""

from __future__ import annotations

from django.utils.translation import gettext as _


def in_language(code: str) -> str:
    """Return "in Finnish" in the language that is active; a language without a name here keeps its code."""
    return {"sv": _("in Swedish"), "fi": _("in Finnish"), "en": _("in English")}.get(code, f"({code})")


def into_language(code: str) -> str:
    """Return "into Finnish" in the language that is active; a language without a name here keeps its code."""
    return {"sv": _("into Swedish"), "fi": _("into Finnish"), "en": _("into English")}.get(code, f"({code})")
