"""How Swedish and Finnish legal papers, and their English translations, write dates, sums and lists.

Source: docs/law-notes.md § 12. Babel's own `sv_FI` short date is Sweden's ISO form and
its percent rounds to whole numbers, so every pattern here is explicit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

NBSP: Final = "\N{NO-BREAK SPACE}"


class Language(StrEnum):
    """A language a paper can be written in. Legal texts exist in Swedish and Finnish."""

    SV = "sv"
    FI = "fi"
    EN = "en"


LEGAL_LANGUAGES: Final = (Language.SV, Language.FI)
#: What a kind with an English translation is offered in.
WITH_ENGLISH: Final = (*LEGAL_LANGUAGES, Language.EN)

_BABEL_LOCALE: Final = {Language.SV: "sv_FI", Language.FI: "fi_FI", Language.EN: "en_GB"}
#: BCP 47 tags written into Word and PDF files.
LANGUAGE_TAG: Final = {Language.SV: "sv-FI", Language.FI: "fi-FI", Language.EN: "en-GB"}
_LONG_DATE: Final = {
    Language.SV: "d MMMM yyyy",
    Language.FI: "d. MMMM yyyy",
    Language.EN: "d MMMM yyyy",
}
_AND: Final = {Language.SV: "och", Language.FI: "ja", Language.EN: "and"}
_YES: Final = {Language.SV: "ja", Language.FI: "kyllä", Language.EN: "yes"}
_NO: Final = {Language.SV: "nej", Language.FI: "ei", Language.EN: "no"}


def long_date(value: date, language: Language) -> str:
    """Return a date for running text, without "den": `23 januari 2020`, `23. tammikuuta 2020`."""
    text = format_date(value, _LONG_DATE[language], locale=_BABEL_LOCALE[language])
    return text.replace(" ", NBSP)


def short_date(value: date, language: Language) -> str:
    """Return a date for tables and headers, `23.1.2020` in Swedish and Finnish alike."""
    if language is Language.EN:
        return long_date(value, language)
    return f"{value.day}.{value.month}.{value.year}"


def _written(value: int | Decimal, pattern: str, language: Language) -> str:
    """Return a number that no line breaks: Babel's own thousands and its hyphen for minus would let one."""
    text = format_decimal(value, format=pattern, locale=_BABEL_LOCALE[language])
    return text.replace("\N{NARROW NO-BREAK SPACE}", NBSP).replace("-", "\N{MINUS SIGN}")


def number(value: int | Decimal, language: Language) -> str:
    """Return a number with no-break thousands and, in sv and fi, a decimal comma."""
    return _written(value, "#,##0.####", language)


def amount(value: Decimal, language: Language) -> str:
    """Return a sum in euro for running text, without the word euro: `60 000`, `60 000,50` or a unit price, `0,035`.

    Cents are written when there are any, and then both of them; parts of a cent are never lost.
    """
    return _written(value, "#,##0" if value == value.to_integral_value() else "#,##0.00##", language)


def figure(value: Decimal, language: Language, decimals: int) -> str:
    """Return a number for a column of figures, where all have as many decimals: `60 000,00`, `25,5`."""
    return _written(value, "#,##0." + "0" * decimals if decimals else "#,##0", language)


def enumeration(items: Sequence[str], language: Language) -> str:
    """Join names as running text: `A`, `A och B`, `A, B och C`."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_AND[language]} {items[-1]}"


def yes_no(value: bool, language: Language) -> str:
    """Return the word for a yes/no fact."""
    return (_YES if value else _NO)[language]


#: Where a line must not break: inside citations, dates and sums (docs/law-notes.md § 12).
_UNITS: Final = (
    r"§|%|mom\.|punkten|kap\.|euro|euroa|procent|prosenttia|dagar|dagars|månader|månaders|år|års|"
    r"momentin|momentti|momentissa|momentissa|kohdan|kohta|kohdassa|artikla|artiklan|artikeln|artikel|"
    r"päivää|päivän|kuukautta|kuukauden|vuotta|vuoden|luku|luvun|days|months|hours|per cent"
)
_BEFORE_UNIT: Final = re.compile(rf"(?<=[0-9}}]) (?=(?:a )?(?:{_UNITS})(?![\wåäöÅÄÖ]))")
_AFTER_SIGN: Final = re.compile(r"(?<=§) (?=[0-9{])")
_BEFORE_REFERENCE: Final = re.compile(r" (?=\{(?:ref|annex):)")
#: English puts the word first: section 40, subsection 2.
_BEFORE_NUMBER: Final = re.compile(r"\b((?:[Ss]ub)?[Ss]ections?|[Pp]aragraph|Articles?|Chapter) (?=[0-9IVX])")
_A_SECTION: Final = re.compile(r"(?<=[0-9]) a (?=§)")
_AFTER_INFLECTED: Final = re.compile(r"(?<=§:n) (?=[0-9])|(?<=mom\.) (?=[0-9])|(?<=momentin) (?=[0-9])")


def with_no_break_spaces(text: str) -> str:
    """Return a text whose citations, dates and sums do not break over lines."""
    text = _A_SECTION.sub(f"{NBSP}a{NBSP}", text)
    text = _BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    for pattern in (_BEFORE_UNIT, _AFTER_SIGN, _AFTER_INFLECTED, _BEFORE_REFERENCE):
        text = pattern.sub(NBSP, text)
    return text
