"""Which language a person's screens speak: labels, sentences and messages are told in it."""

from __future__ import annotations

from django.utils.translation import get_language

from procurement.languages import Language


def interface_language() -> Language:
    """Return the user's language, for labels of the catalogue and messages of the guards."""
    code = (get_language() or "")[:2]
    return Language(code) if code in set(Language) else Language.EN
