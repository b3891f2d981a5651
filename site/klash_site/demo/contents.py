"""Reads the demo's content files, and says which page lacks which text."""

from __future__ import annotations

import json
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
# A page that another one names comes before it: the list of problems links to the privacy notice.
PAGE_FILES = ("home", "standard", "lists", "partners", "contest", "winners", "news")

LANGUAGES = ("sv", "fi", "en")
SOURCE_LANGUAGE = "sv"
TARGET_LANGUAGES = tuple(code for code in LANGUAGES if code != SOURCE_LANGUAGE)

# Translation keys and block ids are made from names, so that a second run recognises what the first one made.
_NAMESPACE = uuid.UUID("6f0f6a35-4a0c-4c2e-9d0b-2f5a4f8b7a11")
_NOT_TEXTS = {"key", "type", "parent", "menu", "sources", "facts", "body", "rules", "deficiencies"}


class ContentError(Exception):
    """The content files are incomplete; the sentence names the page and the text."""


def stable_id(*names: str) -> uuid.UUID:
    """Return the same id for the same names, on every machine and every run."""
    return uuid.uuid5(_NAMESPACE, "/".join(names))


@dataclass(frozen=True)
class PageEntry:
    """One page as the content files describe it, in all languages."""

    key: str
    type: str
    parent: str
    menu: bool
    facts: dict[str, Any]
    texts: dict[str, dict[str, str]]
    body: list[dict[str, Any]]
    rules: list[dict[str, Any]] = field(default_factory=list)
    deficiencies: list[dict[str, dict[str, str]]] = field(default_factory=list)

    @property
    def translation_key(self) -> uuid.UUID:
        """The key that the page's language versions share."""
        return stable_id(self.key)

    def texts_in(self, language: str) -> dict[str, str]:
        """Return the values of the text fields in a language, body and rules as stream data among them."""
        values = {name: self._text(texts, language, name) for name, texts in self.texts.items()}
        for name, blocks in (("body", self.body), ("rules", self.rules)):
            if blocks:
                values[name] = json.dumps(
                    [self._block(name, block, language, number) for number, block in enumerate(blocks)]
                )
        if self.deficiencies:
            blocks = [self._deficiency(texts, language, nr) for nr, texts in enumerate(self.deficiencies)]
            values["deficiencies"] = json.dumps(blocks)
        return values

    def _deficiency(self, texts: dict[str, dict[str, str]], language: str, number: int) -> dict[str, Any]:
        value = {name: self._text(texts[name], language, f"deficiency {number + 1}, {name}") for name in texts}
        return {
            "type": "deficiency",
            "value": value,
            "id": str(stable_id(self.key, "deficiencies", str(number))),
        }

    def _text(self, texts: dict[str, str], language: str, where: str) -> str:
        text = texts.get(language, "").strip()
        if not text:
            raise ContentError(f"Page “{self.key}”: “{where}” has no text in “{language}”.")
        return text

    def _block(self, name: str, block: dict[str, Any], language: str, number: int) -> dict[str, Any]:
        where = f"{name}, block {number + 1}"
        text = self._text(block, language, where)
        value: Any
        match block["kind"]:
            case "heading":
                value = {"text": text, "level": "h2"}
            case "text":
                value = rich_text(text)
            case "quote":
                title = self._text(block["title"], language, f"{where}, title")
                value = {"text": text, "name": block["name"], "title": title}
            case kind:
                raise ContentError(f"Page “{self.key}”: {where} has the unknown kind “{kind}”.")
        return {"type": block["kind"], "value": value, "id": str(stable_id(self.key, name, str(number)))}


def rich_text(text: str) -> str:
    """Return HTML: paragraphs are parted by empty lines, and lines that begin with a hyphen make a list."""
    return "".join(_paragraph(part.strip().splitlines()) for part in text.split("\n\n"))


def _paragraph(lines: list[str]) -> str:
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>"
    return f"<p>{' '.join(lines)}</p>"


def _tables(name: str, kind: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))[kind])


def read_pages() -> Iterator[PageEntry]:
    """Yield the pages, parents before children and teams before their awards."""
    for name in PAGE_FILES:
        for table in _tables(name, "page"):
            yield PageEntry(
                key=table["key"],
                type=table["type"],
                parent=table.get("parent", ""),
                menu=table.get("menu", False),
                facts=table.get("facts", {}),
                texts={field: texts for field, texts in table.items() if field not in _NOT_TEXTS},
                body=table.get("body", []),
                rules=table.get("rules", []),
                deficiencies=table.get("deficiencies", []),
            )


def read_municipalities() -> list[dict[str, Any]]:
    """Return the fields of the municipalities."""
    return _tables("records", "municipality")


def read_stages() -> list[dict[str, Any]]:
    """Return the fields of the stages, in order, without the notes on their sources."""
    return [_without_source(table) for table in _tables("records", "stage")]


def read_problems() -> list[dict[str, Any]]:
    """Return the fields of the problems that became challenges."""
    return _tables("problems", "problem")


def read_people() -> Iterable[dict[str, Any]]:
    """Return the fields of the people, with the basis and the day of removal that the people rule gives all of them."""
    rule = tomllib.loads((CONTENT / "records.toml").read_text(encoding="utf-8"))["people_rule"]
    announced_on: date = rule["announced_on"]
    basis = {
        "basis": "announcement",
        "basis_source": rule["source"],
        "basis_since": announced_on,
        "remove_on": announced_on.replace(year=announced_on.year + rule["years_shown"]),
    }
    return [{**table, **basis} for table in _tables("records", "person")]


def _without_source(table: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in table.items() if field != "source"}
