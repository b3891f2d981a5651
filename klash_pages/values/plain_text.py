"""Plain text as people send it: one kind of line break, and no characters that nobody sees."""

from __future__ import annotations

import re

# Control characters, and the marks that turn the direction of text around: they spoof names and are never typed.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """Return text with one kind of line break and without unseen characters."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
