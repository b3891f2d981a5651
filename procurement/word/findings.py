"""What is wrong with a template and where: plain values that a page, a command and a Word comment all show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from procurement.languages import Language
from procurement.word.messages import LANGUAGE_NAMES, MESSAGES, PARTS, PLACE_WORDS, SUGGESTION

#: A finding quotes this much of the offending text.
_SNIPPET: Final = 120


def quoted(text: str, language: str) -> str:
    """Return a text in the quotation marks of a language."""
    return f"“{text}”" if language == Language.EN else f"”{text}”"


class Severity(StrEnum):
    """An error stops the template; a warning must be read; a notice says what was done."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: Word shows no paragraph numbers, so the nearest heading is there too.

    `paragraph` counts every paragraph of the part from 1, as the file has them. Row and cell count from 1 in the
    innermost table; they are 0 outside tables.
    """

    part: str = "file"
    member: str = ""
    paragraph: int = 0
    heading: str = ""
    table: int = 0
    row: int = 0
    cell: int = 0

    def describe(self, language: Language) -> str:
        """Return the place as a reader says it."""
        words = PLACE_WORDS[str(language)]
        found = [PARTS[self.part][str(language)]]
        if self.heading:
            found.append(f"{words['heading']} {quoted(self.heading, language)}")
        if self.table:
            found.append(words["cell"].format(table=self.table, row=self.row, cell=self.cell))
        if self.paragraph:
            found.append(words["paragraph"].format(number=self.paragraph))
        return ", ".join(found)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, with its place, the offending text and a sentence in each language."""

    code: str
    severity: Severity
    place: Place = field(default_factory=Place)
    text: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()

    def message(self, language: Language | str = Language.EN) -> str:
        """Return the sentence, with “did you mean” if there is something near."""
        language = str(Language(language))
        words = {"text": self.text, **self.params}
        for key in ("found", "expected"):
            words[key] = LANGUAGE_NAMES[language].get(words.get(key, ""), words.get(key, ""))
        sentence = MESSAGES[self.code][language].format(**words)
        if self.suggestions:
            sentence += " " + SUGGESTION[language].format(
                names=", ".join(quoted(name, language) for name in self.suggestions)
            )
        return sentence

    def to_json(self, language: Language | str | None = None) -> dict[str, Any]:
        """Return the finding as plain data; with a language, only the sentence in that language."""
        languages = [Language(language)] if language else list(Language)
        place = self.place
        return {
            "code": self.code,
            "severity": str(self.severity),
            "part": place.part,
            "member": place.member,
            "heading": place.heading,
            "paragraph": place.paragraph,
            "table": place.table,
            "row": place.row,
            "cell": place.cell,
            "text": self.text,
            "params": dict(self.params),
            "suggestions": list(self.suggestions),
            "place": {str(each): place.describe(each) for each in languages},
            "message": {str(each): self.message(each) for each in languages},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Finding:
        """Return the finding that `to_json` wrote."""
        keys = ("part", "member", "paragraph", "heading", "table", "row", "cell")
        place = Place(**{key: data[key] for key in keys})
        severity = Severity(data["severity"])
        return cls(data["code"], severity, place, data["text"], dict(data["params"]), tuple(data["suggestions"]))


def finding(
    code: str, place: Place | None = None, text: str = "", suggestions: Iterable[str] = (), **params: object
) -> Finding:
    """Return a finding whose severity is the one its code has."""
    short = " ".join(text.split())
    if len(short) > _SNIPPET:
        short = short[: _SNIPPET - 1] + "…"
    words = {key: str(value)[:_SNIPPET] for key, value in params.items()}
    severity = Severity(MESSAGES[code]["severity"])
    return Finding(code, severity, place or Place(), _visible(short), words, tuple(suggestions))


def _visible(text: str) -> str:
    """Replace what could not be shown: surrogates and controls."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stop a template."""
    return tuple(each for each in findings if each.severity is Severity.ERROR)


class TemplateRefused(ValueError):  # noqa: N818 - the issue's public name
    """A template or its values were refused; `findings` says why, all at once."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{each.place.describe(Language.EN)}: {each.message()}" for each in self.findings))
