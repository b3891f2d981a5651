"""Finds in a request what no database can hold or count: NUL, half characters, absurd numbers, endless addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import parse_qsl, unquote_to_bytes

#: The largest number that every reader of JSON and every database counts alike (RFC 8259, section 6).
LARGEST: Final = 2**53 - 1
LONGEST_QUERY: Final = 2000
#: What is searched for is words, also when it looks like a number.
_WORDS: Final = frozenset({"search", "q"})


def holds_nul(path: str, query: str) -> bool:
    """Whether an address holds the character NUL, in its path (decoded) or its query (as sent)."""
    return "\0" in path or b"\0" in unquote_to_bytes(query)


def fault_of_address(path: str, query: str) -> str:
    """Return what makes the address of a question to an API unreadable, empty if nothing does.

    Args:
        path: the path, decoded.
        query: the query, as it was sent.
    """
    if len(query) > LONGEST_QUERY:
        return f"The query is longer than {LONGEST_QUERY} characters."
    if holds_nul(path, query):
        return "The address holds the character NUL."
    values = [value for name, value in parse_qsl(query, keep_blank_values=True) if name not in _WORDS]
    if any(_is_absurd(part) for value in values for part in value.split(",")):
        return f"The address holds a number larger than {LARGEST}."
    return ""


def fault_of_body(body: bytes) -> str:
    """Return what makes a body of JSON unreadable, empty if nothing does, or if it is no JSON at all."""
    try:
        found = json.loads(body, parse_int=_Number)
    except (ValueError, RecursionError):
        return ""
    for value in _all(found):
        if isinstance(value, _Number):
            if _is_absurd(value):
                return f"The body holds a number larger than {LARGEST}."
        elif isinstance(value, str):
            if "\0" in value:
                return "The body holds the character NUL."
            if any("\ud800" <= sign <= "\udfff" for sign in value):
                return "The body holds half a character (a lone surrogate)."
    return ""


class _Number(str):
    """A whole number of JSON as it was written: Python refuses to read those of thousands of digits."""

    __slots__ = ()


def _is_absurd(text: str) -> bool:
    digits = text.strip().lstrip("+-")
    return digits.isdecimal() and (len(digits) > len(str(LARGEST)) or int(digits) > LARGEST)


def _all(value: Any) -> Iterable[Any]:
    pending = [value]
    while pending:
        found = pending.pop()
        if isinstance(found, dict):
            pending += found.keys()
            pending += found.values()
        elif isinstance(found, list):
            pending += found
        else:
            yield found
