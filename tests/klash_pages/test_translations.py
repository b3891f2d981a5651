import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["sv", "fi"]
# The function, and how its arguments are to be read.
KEYWORDS = {
    "_": "s",
    "gettext": "s",
    "gettext_lazy": "s",
    "ngettext": "sp",
    "ngettext_lazy": "sp",
    "pgettext": "cs",
    "pgettext_lazy": "cs",
    "npgettext": "csp",
    "npgettext_lazy": "csp",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")

Message = tuple[str | None, str, str | None]


def read_messages(source: str) -> Iterator[Message]:
    options: dict[str, Any] = {"encoding": "utf-8"}
    for _line, function, arguments, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], options):
        texts = (arguments,) if isinstance(arguments, str) else arguments
        if not texts or texts[0] is None:
            continue
        named = dict(zip(KEYWORDS[function], texts, strict=False))
        yield named.get("c"), named["s"], named.get("p")


def all_messages() -> set[Message]:
    found: set[Message] = set()
    for path in (ROOT / "klash_pages").rglob("*.py"):
        if "migrations" not in path.parts:
            found.update(read_messages(path.read_text()))
    for path in (ROOT / "templates" / "klash_pages").rglob("*.html"):
        for line in templatize(path.read_text()).splitlines():
            found.update(read_messages(line.strip()))
    return found


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "klash_pages" / "locale" / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> Message:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None
