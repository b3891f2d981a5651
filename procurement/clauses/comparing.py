"""Compares two texts word by word, for a lawyer who reads what has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final


class Change(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand together and have the same fate."""

    text: str
    change: Change


#: A placeholder is one word, and so are a run of letters, a run of spaces and any other mark.
_WORD: Final = re.compile(r"\{[^{}]*\}|\w+|\s+|.", re.DOTALL)


def compare(old: str, new: str) -> tuple[Words, ...]:
    """Return the words of both texts in order: kept, removed from the old, added in the new."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    found: list[Words] = []
    # What stands often in a long text is no landmark: looking for it would take minutes.
    for fate, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if fate == "equal":
            found.append(Words("".join(before[start:end]), Change.KEPT))
            continue
        if removed := "".join(before[start:end]):
            found.append(Words(removed, Change.REMOVED))
        if added := "".join(after[new_start:new_end]):
            found.append(Words(added, Change.ADDED))
    return tuple(found)
