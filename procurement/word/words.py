"""Reads the words around the tags as a lawyer would: law typed as text, case endings hung on fields, wrong language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from procurement.languages import Language
from procurement.law import LAW
from procurement.word.catalogue import FieldCatalogue, FieldType
from procurement.word.findings import Finding, finding
from procurement.word.tags import Paragraph

_GAP: Final = "[ \u00a0\u202f]?"
_UNIT: Final = (
    r"(?:dagar(?:s)?|dygn|arbetsdagar|vardagar|månader(?:s)?|veckor|päivää|päivän|vuorokautta|vuorokauden|arkipäivää|"
    r"kuukautta|kuukauden|viikkoa|days?|working days|months?|weeks?)"
)
_PATTERNS: Final = (
    ("LAW_TERMS", re.compile(r"\b(?:JYSE|JIT)[ \u00a0]+\d{4}(?:[ \u00a0](?:[A-ZÅÄÖ][\wåäö]+))?")),
    (
        "LAW_SECTION",
        re.compile(
            rf"\b\d+{_GAP}[a-z]?{_GAP}(?:ja|och|–|-){_GAP}\d+{_GAP}[a-z]?{_GAP}§|\b\d+{_GAP}[a-z]?{_GAP}§|§{_GAP}\d+"
        ),
    ),
    ("LAW_PERCENT", re.compile(rf"\b\d+(?:[.,]\d+)?{_GAP}(?:%|procent|prosent\w+|per ?cent)", re.IGNORECASE)),
    (
        "LAW_AMOUNT",
        re.compile(
            rf"\b\d{{1,3}}(?:[ \u00a0\u202f.]\d{{3}})+(?:,\d\d)?{_GAP}(?:euro\w*|€|eur\b)?|"
            rf"\b\d{{4,9}}{_GAP}(?:euro\w*|€|eur\b)|(?:€|EUR){_GAP}\d[\d .,\u00a0]*\d",
            re.IGNORECASE,
        ),
    ),
    ("LAW_DAYS", re.compile(rf"\b\d+{_GAP}{_UNIT}\b", re.IGNORECASE)),
)
_DRAFT: Final = re.compile(r"\b(?:UTKAST|LUONNOS|DRAFT)\b")
#: The text of a watermark.
_EFFECT: Final = "{urn:schemas-microsoft-com:vml}textpath"
_ENDING: Final = re.compile(r"[:’'][a-zåäö]{1,5}\b")
_OFFERED: Final = {
    "LAW_PERCENT": (FieldType.PERCENT, ()),
    "LAW_AMOUNT": (FieldType.MONEY, ()),
    "LAW_DAYS": (FieldType.NUMBER, ("day", "month", "dag", "päiv", "månad", "kuukau")),
    "LAW_TERMS": (FieldType.TEXT, ("terms", "villkor", "ehdot")),
}
_COMMON: Final = {
    Language.SV: frozenset(
        [
            "och",
            "att",
            "det",
            "som",
            "en",
            "ett",
            "av",
            "för",
            "på",
            "med",
            "är",
            "den",
            "till",
            "inte",
            "om",
            "har",
            "de",
            "vid",
            "eller",
            "enligt",
            "ska",
            "skall",
            "kan",
            "detta",
            "denna",
            "från",
            "mellan",
            "under",
            "efter",
            "samt",
            "alla",
            "parterna",
            "leverantören",
            "beställaren",
            "avtalet",
            "kontraktet",
            "utan",
            "sina",
            "sin",
            "sitt",
            "dess",
            "när",
            "får",
            "genom",
            "över",
            "mot",
        ]
    ),
    Language.FI: frozenset(
        [
            "ja",
            "on",
            "ei",
            "se",
            "että",
            "joka",
            "tai",
            "sekä",
            "mukaan",
            "tämä",
            "tämän",
            "ovat",
            "jos",
            "kun",
            "voi",
            "ole",
            "hän",
            "myös",
            "sen",
            "jotka",
            "niin",
            "kuin",
            "mutta",
            "tilaaja",
            "tilaajan",
            "toimittaja",
            "toimittajan",
            "sopimus",
            "sopimuksen",
            "osapuolet",
            "osapuolten",
            "saa",
            "tulee",
            "kanssa",
            "ennen",
            "jälkeen",
            "kaikki",
            "ilman",
            "sopimuksessa",
            "noudatetaan",
            "vastaa",
            "jonka",
        ]
    ),
    Language.EN: frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "in",
            "that",
            "is",
            "for",
            "with",
            "as",
            "by",
            "shall",
            "be",
            "this",
            "or",
            "on",
            "are",
            "an",
            "it",
            "from",
            "which",
            "not",
            "any",
            "all",
            "under",
            "between",
            "party",
            "parties",
            "agreement",
            "supplier",
            "buyer",
            "contract",
            "may",
            "its",
            "if",
            "has",
            "have",
            "will",
        ]
    ),
}


@cache
def _thresholds() -> frozenset[int]:
    dated = (*LAW.national.values(), *LAW.eu.values())
    return frozenset(int(each.amount) for rows in dated for each in rows)


def typed_law(paragraph: Paragraph, catalogue: FieldCatalogue | None) -> Iterator[Finding]:
    """Yield the law that is typed as text, with the fields that could say it."""
    words = paragraph.without(*paragraph.tags) if paragraph.tags else paragraph.text
    taken: list[tuple[int, int]] = []
    for code, pattern in _PATTERNS:
        for match in pattern.finditer(words):
            span = match.span()
            if any(start < span[1] and span[0] < end for start, end in taken):
                continue
            text = match[0].strip()
            if (
                code == "LAW_AMOUNT"
                and not re.search(r"euro|€|eur", text, re.IGNORECASE)
                and (int(re.sub(r"\D", "", text)) not in _thresholds())
            ):
                continue
            taken.append(span)
            yield finding(code, paragraph.place, text, _offers(code, words, catalogue))


def typed_draft(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """Yield the marks of a draft that are typed or drawn as a watermark: no paper that says them can be approved."""
    for paragraph in paragraphs:
        drawn = " ".join(effect.get("string", "") for effect in paragraph.element.iter(_EFFECT))
        if match := _DRAFT.search(f"{paragraph.words()} {drawn}"):
            yield finding("DRAFT_TYPED", paragraph.place, match[0])


def forbidden(paragraphs: Iterable[Paragraph], listed: Sequence[str]) -> Iterator[Finding]:
    """Yield the words that papers of this kind may not say, each time they are typed."""
    if not listed:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})\w*")
    for paragraph in paragraphs:
        for match in pattern.finditer(paragraph.words()):
            yield finding("FORBIDDEN_WORD", paragraph.place, match[0])


def _offers(code: str, words: str, catalogue: FieldCatalogue | None) -> Sequence[str]:
    if catalogue is None or code not in _OFFERED:
        return ()
    wanted, marks = _OFFERED[code]
    said = set(re.findall(r"[a-zåäö]{4,}", words.casefold()))
    offers = []
    for each in catalogue.fields.values():
        names = f"{each.path} {' '.join(each.labels.values())}".casefold()
        if each.type is wanted and (not marks or any(mark in names for mark in marks)):
            alike = sum(1 for word in said if word[:6] in names)
            offers.append((-alike, each.path))
    return [path for _, path in sorted(offers)[:3]]


def case_endings(paragraph: Paragraph, catalogue: FieldCatalogue | None) -> Iterator[Finding]:
    """Yield the endings hung on fields: no machine can bend a name it has not seen."""
    for tag in paragraph.tags:
        match = _ENDING.match(paragraph.text, tag.end) if tag.kind == "{" else None
        if match is None:
            continue
        known: list[str] = []
        if catalogue is not None:
            stem = re.split(r"[|\s]", tag.body)[0]
            known = [path for path in catalogue.fields if path.startswith(f"{stem}_")]
        yield finding("CASE_ENDING", tag.place, tag.source + match[0], known[:3])


def language_of(text: str) -> Language | None:
    """Return the language most of the common words of a text belong to, if there are enough of them."""
    words = re.findall(r"[a-zåäö]+", text.casefold())
    counts = {language: sum(1 for word in words if word in common) for language, common in _COMMON.items()}
    ranked = sorted(counts.items(), key=lambda each: -each[1])
    (best, most), (_, second) = ranked[0], ranked[1]
    return best if most >= 3 and most >= 2 * second + 1 else None


def wrong_language(paragraphs: Sequence[Paragraph], language: Language) -> Iterator[Finding]:
    """Yield the paragraphs whose words are not in the template's language."""
    for paragraph in paragraphs:
        found = language_of(paragraph.words()) if len(paragraph.text) > 30 else None
        if found is not None and found is not language:
            yield finding("TEXT_LANGUAGE", paragraph.place, paragraph.words(), found=found, expected=language)


def declared(found: Language, expected: Language) -> Finding:
    """Return the warning that the file says another language than its words."""
    return finding("DECLARED_LANGUAGE", None, "", found=found, expected=expected)


__all__ = ["case_endings", "declared", "language_of", "typed_draft", "typed_law", "wrong_language"]
