"""The office's own wordings: checked like the library and for what a lawyer could break, then laid over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from procurement.clauses.load import LOCAL_NAMES, Fault, read_wordings, written
from procurement.clauses.model import Clause, Style, Wording
from procurement.clauses.rejected import TYPED_LAW, rejected_in
from procurement.clauses.wording import ROW, FaultCode, Piece, PieceKind
from procurement.facts import digest_of
from procurement.facts.field import Label
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW

HOUSE: Final = "house"
HEADING: Final = "heading"
#: The texts of a clause: by language, then by passage; the heading under its own name.
Texts = Mapping[str, Mapping[str, str]]

_SENTENCES: Final[Mapping[FaultCode, Label]] = MappingProxyType(
    {
        FaultCode.NO_TEXT: Label(
            "Här saknas text. Ett avsnitt kan inte vara tomt.",
            "Teksti puuttuu. Kohta ei voi olla tyhjä.",
            "There is no text. A passage cannot be empty.",
        ),
        FaultCode.BRACE: Label(
            "En klammer står ensam: { eller } behövs också.",
            "Aaltosulku on yksin: tarvitaan myös { tai }.",
            "A brace stands alone: { or } is needed as well.",
        ),
        FaultCode.EMPHASIS: Label(
            "Kursiven slutar aldrig: sätt en andra asterisk.",
            "Kursivointi ei pääty: lisää toinen tähti.",
            "The italics never end: add a second asterisk.",
        ),
        FaultCode.PLACEHOLDER: Label(
            "{value} är inget fält.", "{value} ei ole kenttä.", "{value} is not a placeholder."
        ),
        FaultCode.FORMAT: Label(
            "Fältet {value} har ett format som inte finns.",
            "Kentän {value} muotoa ei ole.",
            "The placeholder {value} has a format that does not exist.",
        ),
        FaultCode.UNKNOWN_FACT: Label(
            "Fältet {value} hör inte till den här klausulen.",
            "Kenttä {value} ei kuulu tähän ehtoon.",
            "The placeholder {value} does not belong to this clause.",
        ),
        FaultCode.UNKNOWN_LAW: Label(
            "Lagrummet {value} finns inte i rättsdata på det här språket.",
            "Säännösviittausta {value} ei ole säädöstiedoissa tällä kielellä.",
            "The reference {value} is not in the law data in this language.",
        ),
        FaultCode.OPTIONAL: Label(
            "{value}: bara en cell i en tabell får vara tom.",
            "{value}: vain taulukon solu saa olla tyhjä.",
            "{value}: only a cell of a table may be empty.",
        ),
        FaultCode.PARTS: Label(
            "Raden ska ha {value} delar med | emellan.",
            "Rivillä on oltava {value} osaa, välissä |.",
            "The row must have {value} parts with | between them.",
        ),
        FaultCode.GRID: Label(
            "Tabellen är en rubrikrad och minst en rad till, alla med lika många celler: 2–{value}.",
            "Taulukossa on otsikkorivi ja ainakin yksi muu rivi, kaikissa yhtä monta solua: 2–{value}.",
            "The table is a header and at least one more line, all with the same number of cells: 2 to {value}.",
        ),
        FaultCode.HEADING: Label(
            "Klausulen ska ha rubrik på alla språk om programmets lydelse har det, annars inte på något.",
            "Ehdolla on oltava otsikko kaikilla kielillä, jos ohjelman sanamuodossa on; muuten ei millään.",
            "The clause must have a heading in every language if the shipped one has, otherwise in none.",
        ),
        FaultCode.PARITY: Label(
            "Här saknas fält som ett annat språk har: {value}.",
            "Tästä puuttuu kenttä, joka on toisessa kielessä: {value}.",
            "Placeholders that another language has are missing here: {value}.",
        ),
        FaultCode.REQUIRED: Label(
            "Fältet {value} måste finnas här.",
            "Kentän {value} on oltava tässä.",
            "The placeholder {value} must stand here.",
        ),
        FaultCode.REJECTED: Label(
            "Ordet ”{value}” används inte i finländska upphandlingshandlingar.",
            "Sanaa ”{value}” ei käytetä hankinta-asiakirjoissa.",
            "The word “{value}” is not used in Finnish procurement papers.",
        ),
        FaultCode.TYPED_LAW: Label(
            "Skriv inte ”{value}”: ett lagrum skrivs som fält, {law:…}, så att det följer lagen på handlingens dag.",
            "Älä kirjoita ”{value}”: säännös merkitään kenttänä {law:…}, jotta se vastaa lakia asiakirjan päivänä.",
            "Do not type “{value}”: a provision is a placeholder, {law:…}, which follows the law on the paper's day.",
        ),
        FaultCode.ENDING: Label(
            "{value}: sätt ingen finsk kasusändelse efter ett fält.",
            "{value}: kenttään ei voi liittää sijapäätettä.",
            "{value}: hang no Finnish case ending on a placeholder.",
        ),
        FaultCode.OTHER: Label(
            "Avsnittet finns inte längre i programmets lydelse.",
            "Kohtaa ei enää ole ohjelman sanamuodossa.",
            "The passage is no longer in the shipped clause.",
        ),
    }
)  # fmt: skip


def sentence(fault: Fault, language: Language) -> str:
    """Return what is wrong, in the reader's language."""
    text = _SENTENCES[fault.code][language]
    return text.replace("{value}", fault.value)


def place(fault: Fault) -> tuple[str, str]:
    """Return the language and the passage of a fault."""
    language, _, passage = fault.key.partition(".")
    return language, passage


def shipped_digest(clause: Clause) -> str:
    """Return the hash of the words of a clause in all its languages."""
    return digest_of({str(language): wording.digest for language, wording in clause.wordings.items()})


def texts_of(clause: Clause) -> dict[str, dict[str, str]]:
    """Return the words of a clause as they are written, the heading first and then the passages in their order."""
    keys = (HEADING, *(passage.key for passage in clause.passages))
    return {
        str(language): {key: wording.source[key] for key in keys if key in wording.source}
        for language, wording in clause.wordings.items()
    }


def normalised(shipped: Clause, texts: Texts) -> dict[str, dict[str, str]]:
    """Return texts in the languages of a clause without needless spaces and blanks; only a table has lines."""
    grids = {passage.key for passage in shipped.passages if passage.style is Style.GRID}

    def clean(key: str, text: str) -> str:
        lines = [" ".join(line.split()) for line in text.splitlines()]
        return ("\n" if key in grids else " ").join(line for line in lines if line)

    return {
        str(language): {key: cleaned for key, text in texts.get(language, {}).items() if (cleaned := clean(key, text))}
        for language in shipped.wordings
    }


def unfollowed(before: Texts, after: Texts) -> list[tuple[Language, str]]:
    """Return the texts that stayed as they were while the same passage was changed in the other legal language.

    Both languages bind, and each is read as the whole contract: what is changed in one has to be said in the other.

    Args:
        before: what papers say now.
        after: what they would say.
    """
    changed = {
        language: {
            key
            for key in before.get(language, {}).keys() | after.get(language, {}).keys()
            if before.get(language, {}).get(key) != after.get(language, {}).get(key)
        }
        for language in LEGAL_LANGUAGES
    }
    return [
        (language, key)
        for language in LEGAL_LANGUAGES
        for key in after.get(language, {})
        if key not in changed[language] and any(key in changed[other] for other in LEGAL_LANGUAGES)
    ]


def read_house(shipped: Clause, texts: Texts) -> tuple[Clause, tuple[Fault, ...]]:
    """Return a clause with the house's words, and everything that is wrong with them."""
    in_its_languages = {str(language): texts.get(language, {}) for language in shipped.wordings}
    wordings, faults = read_wordings(shipped, in_its_languages)
    found = [*faults]
    for language, wording in wordings.items():
        found += _faults(shipped, language, wording)
    house = {language: replace(wording, origin=HOUSE) for language, wording in wordings.items()}
    return replace(shipped, wordings=MappingProxyType(house)), tuple(dict.fromkeys(found))


def _faults(shipped: Clause, language: Language, wording: Wording) -> Iterator[Fault]:
    original = shipped.wordings[language]
    if (wording.heading is None) != (original.heading is None):
        yield _fault(shipped, language, HEADING, FaultCode.HEADING)
    known = {
        (piece.kind, piece.value)
        for each in shipped.wordings.values()
        for pieces in (each.heading or (), *each.texts.values())
        for piece in pieces
    }
    parts = {**wording.texts, HEADING: wording.heading or ()}
    originals = {**original.texts, HEADING: original.heading or ()}
    for key, pieces in parts.items():
        local = {piece.value for piece in originals.get(key, ()) if _is_local(piece)}
        for piece in pieces:
            if piece.kind is PieceKind.TEXT or (piece.kind is PieceKind.FACT and piece.value.startswith(ROW)):
                continue
            if piece.kind is PieceKind.LAW:
                if not _is_said_in(piece.value, language):
                    yield _fault(shipped, language, key, FaultCode.UNKNOWN_LAW, written(piece.kind, piece.value))
            elif (piece.kind, piece.value) not in known or (_is_local(piece) and piece.value not in local):
                yield _fault(shipped, language, key, FaultCode.UNKNOWN_FACT, written(piece.kind, piece.value))
        for name in sorted(local - {piece.value for piece in pieces if _is_local(piece)}):
            yield _fault(shipped, language, key, FaultCode.REQUIRED, written(PieceKind.FACT, name))
        yield from _words(shipped, language, key, pieces)


def _words(shipped: Clause, language: Language, key: str, pieces: tuple[Piece, ...]) -> Iterator[Fault]:
    prose = "".join(piece.value if piece.kind is PieceKind.TEXT else "\0" for piece in pieces)
    for word in rejected_in(prose, language):
        yield _fault(shipped, language, key, FaultCode.REJECTED, word)
    if typed := TYPED_LAW.search(prose):
        yield _fault(shipped, language, key, FaultCode.TYPED_LAW, typed[0])
    if language is Language.FI:
        for first, second in pairwise(pieces):
            ending = re.match(r":?[a-zåäö]+", second.value) if second.kind is PieceKind.TEXT else None
            if first.kind is PieceKind.FACT and ending:
                shown = written(first.kind, first.value) + ending[0]
                yield _fault(shipped, language, key, FaultCode.ENDING, shown)


def _fault(shipped: Clause, language: Language, key: str, code: FaultCode, value: str = "") -> Fault:
    return Fault(shipped.key, f"{language}.{key}", f"{code}: {value}", code, value)


def _is_local(piece: Piece) -> bool:
    return piece.kind is PieceKind.FACT and piece.value in LOCAL_NAMES


def _is_said_in(key: str, language: Language) -> bool:
    """Whether the law data have a reference in a language; one that nobody knows is a fault of its own."""
    rows = (LAW.references[key],) if key in LAW.references else LAW.printed.get(key, ())
    return all(language in row.texts for row in rows)


@dataclass(frozen=True, slots=True)
class HouseTexts:
    """A house wording in use: of which clause, its texts, and the hash of the shipped words it was written against."""

    clause: str
    texts: Texts
    shipped_digest: str


@dataclass(frozen=True, slots=True)
class CurrentLibrary:
    """The clauses that papers are made from now.

    Attributes:
        clauses: the shipped library with the house wordings laid over it.
        outdated: clauses whose shipped words have changed since the house wording was written; the house's are said.
        unfit: clauses whose house wording no longer fits the shipped clause; no paper with them is drafted.
    """

    clauses: Mapping[str, Clause]
    outdated: frozenset[str] = frozenset()
    unfit: frozenset[str] = frozenset()


def lay_over(library: Mapping[str, Clause], house: Iterable[HouseTexts]) -> CurrentLibrary:
    """Return a library with house wordings laid over it.

    One that no longer fits is not laid: a paper may say neither it nor, unasked, the words that it replaced.
    """
    clauses, outdated, unfit = dict(library), set(), set()
    for each in house:
        shipped = library.get(each.clause)
        if shipped is None:
            continue
        clause, faults = read_house(shipped, each.texts)
        if faults:
            unfit.add(each.clause)
            continue
        clauses[each.clause] = clause
        if shipped_digest(shipped) != each.shipped_digest:
            outdated.add(each.clause)
    return CurrentLibrary(MappingProxyType(clauses), frozenset(outdated), frozenset(unfit))
