"""Refuses, beside the field, text that no paper could carry, with the word it stands in and what to type instead."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from procurement.facts.text import Advice, Refused, clean, refused
from procurement.fonts import is_shown

_SENTENCES = {
    Advice.REGISTER: _(
        "“%(word)s” holds %(character)s, which papers cannot print. "
        "Write a name in the Latin letters of the passport or the population register."
    ),
    Advice.RETYPE: _(
        "“%(word)s” holds an unseen mark, %(character)s, that changes how the text is read. "
        "Delete the word and type it again."
    ),
    Advice.ONE_ALPHABET: _(
        "“%(word)s” mixes two alphabets: %(character)s is not the Latin letter it looks like. Type the word again."
    ),
    Advice.ORDINARY: _("“%(word)s” holds %(character)s, which papers cannot print. Type “%(instead)s” instead."),
    Advice.WORDS: _("“%(word)s” holds %(character)s, which papers cannot print. Leave it out, or say it in words."),
}
#: A word this long is shown from its beginning.
_LONGEST = 60


def validate_printable(value: str) -> None:
    """Refuse a text with characters that papers cannot show, judged as papers carry it.

    Raises:
        ValidationError: a sentence for each word, and for what is to be done with it.
    """
    found: dict[tuple[str, Advice, str], list[Refused]] = {}
    for each in refused(clean(value), is_shown):
        found.setdefault((each.word, each.advice, each.instead), []).append(each)
    if found:
        raise ValidationError([_said(group) for group in found.values()])


def _said(group: list[Refused]) -> str:
    word, advice, instead = group[0].word, group[0].advice, group[0].instead
    shown = word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"
    characters = ", ".join(each.shown for each in group)
    return str(_SENTENCES[advice] % {"word": shown, "character": characters, "instead": instead})
