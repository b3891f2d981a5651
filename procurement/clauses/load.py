"""Reads the clause library from TOML and finds every fault at once, each with its file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from procurement.clauses.conditions import Condition, ConditionError, parse
from procurement.clauses.model import Clause, Passage, Style, Wording
from procurement.clauses.wording import CELL, LINE, ROW, FaultCode, Piece, PieceKind, WordingError, read, split
from procurement.composed.document import WIDEST_GRID
from procurement.facts import FactType, digest_of
from procurement.facts.catalogue import CATALOGUE
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW

LIBRARY: Final = Path(__file__).parent / "library"
#: Word refuses longer bookmark names than 40 characters, and the bookmark is `cl_` and the key.
LONGEST_KEY: Final = 37
#: Names a wording may use that are not facts: the element of a list, the number of a table's row, an annex, a marker.
LOCAL_NAMES: Final = frozenset({"item", "row.number", "annex.number", "annex.title", "marker.number", "marker.label"})
ANNEXES: Final = "annexes"
_PARTS: Final = MappingProxyType({Style.ROW: 2, Style.SIGNATURE: 4})
_CLAUSE_FIELDS: Final = frozenset({"note", "ground", "when", "passages", *Language})
_PASSAGE_FIELDS: Final = frozenset({"key", "style", "when", "each"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a clause file: the file's name, the key inside it, what is wrong.

    `code` and `value` say the same to those who say it in another language; only what is wrong in words has a code.
    """

    file: str
    key: str
    message: str
    code: FaultCode = FaultCode.OTHER
    value: str = ""

    def __str__(self) -> str:
        return f"{self.file}, {self.key}: {self.message}"


class LibraryError(ValueError):
    """The clause library has faults; all of them are listed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class _Reader:
    """Reads one clause and collects its faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, key: str, message: str, code: FaultCode = FaultCode.OTHER, value: str = "") -> None:
        self.faults.append(Fault(self.file, key, message, code, value))

    def read(self, path: Path) -> Clause | None:
        try:
            data = tomllib.loads(path.read_bytes().decode())
        except UnicodeDecodeError as error:
            self.fault("-", f"not UTF-8: {error}")
            return None
        except tomllib.TOMLDecodeError as error:
            self.fault("-", f"not TOML: {error}")
            return None
        if len(path.stem) > LONGEST_KEY:
            self.fault("-", f"the name has more than {LONGEST_KEY} characters")
        for name in data.keys() - _CLAUSE_FIELDS:
            self.fault(name, "unknown field")
        for name in ("note", "ground"):
            if not isinstance(data.get(name), str):
                self.fault(name, "missing")
        passages = self._passages(data.get("passages", []))
        wordings = self.wordings(data, passages)
        clause = Clause(
            key=path.stem,
            note=str(data.get("note", "")),
            ground=str(data.get("ground", "")),
            when=self._condition("when", data.get("when")),
            passages=passages,
            wordings=MappingProxyType(wordings),
        )
        self.check_parity(wordings)
        return clause

    def _condition(self, key: str, source: object, columns: frozenset[str] = frozenset()) -> Condition | None:
        if source is None:
            return None
        try:
            condition = parse(str(source))
        except ConditionError as error:
            self.fault(key, str(error))
            return None
        for name in sorted(condition.names - CATALOGUE.keys() - columns):
            self.fault(key, f"unknown fact “{name}” in the condition")
        return condition

    def _passages(self, rows: list[dict[str, Any]]) -> tuple[Passage, ...]:
        passages: list[Passage] = []
        for row in rows:
            key = str(row.get("key", ""))
            if not key.isidentifier() or key == "heading" or key in {passage.key for passage in passages}:
                self.fault(key or "passages", "a passage needs a key of its own")
                continue
            for name in row.keys() - _PASSAGE_FIELDS:
                self.fault(f"{key}.{name}", "unknown field")
            each = row.get("each")
            if each is not None and each != ANNEXES:
                field = CATALOGUE.get(each)
                if field is None or field.type not in (FactType.LOCALISED_LIST, FactType.TABLE):
                    self.fault(f"{key}.each", f"“{each}” is neither a list nor a table of the catalogue")
            style = str(row.get("style", Style.PARAGRAPH))
            if style not in set(Style):
                self.fault(f"{key}.style", f"“{style}” is not a style")
                style = Style.PARAGRAPH
            condition = self._condition(f"{key}.when", row.get("when"), _columns(each))
            passages.append(Passage(key, Style(style), condition, each))
        return tuple(passages)

    def wordings(self, data: Mapping[str, Any], passages: tuple[Passage, ...]) -> dict[Language, Wording]:
        wordings: dict[Language, Wording] = {}
        for language in Language:
            texts = data.get(language)
            if texts is None:
                if language in LEGAL_LANGUAGES:
                    self.fault(language, "there is no wording in this language")
                continue
            wordings[language] = self._wording(language, texts, passages)
        return wordings

    def _wording(self, language: Language, texts: Mapping[str, str], passages: tuple[Passage, ...]) -> Wording:
        expected = {passage.key for passage in passages}
        for key in sorted(texts.keys() - expected - {"heading"}):
            self.fault(f"{language}.{key}", "there is no passage with this key")
        for key in sorted(expected - texts.keys()):
            self.fault(f"{language}.{key}", "the passage has no text", FaultCode.NO_TEXT)
        by_key = {passage.key: passage for passage in passages}
        pieces = {key: self._pieces(f"{language}.{key}", text, by_key.get(key)) for key, text in texts.items()}
        heading = pieces.pop("heading", None)
        return Wording(heading, MappingProxyType(pieces), MappingProxyType(dict(texts)), digest_of(dict(texts)))

    def _pieces(self, key: str, text: str, passage: Passage | None) -> tuple[Piece, ...]:
        try:
            pieces = read(text)
        except WordingError as error:
            self.fault(key, str(error), error.code, error.value)
            return ()
        for piece in pieces:
            if piece.kind is PieceKind.FACT and not self._is_known(piece.value, passage):
                self.fault(
                    key, f"unknown placeholder “{{{piece.value}}}”", FaultCode.UNKNOWN_FACT, f"{{{piece.value}}}"
                )
            if piece.kind is PieceKind.LAW and not LAW.prints(piece.value):
                self.fault(
                    key, f"unknown reference “{{law:{piece.value}}}”", FaultCode.UNKNOWN_LAW, f"{{law:{piece.value}}}"
                )
            if piece.format == "optional" and not piece.value.startswith(ROW):
                self.fault(
                    key,
                    f"“{piece.value}” is no cell of a table, and a fact is never optional",
                    FaultCode.OPTIONAL,
                    f"{{{piece.value}|optional}}",
                )
        if passage is not None:
            self._check_parts(key, pieces, passage)
        return pieces

    def _is_known(self, name: str, passage: Passage | None) -> bool:
        if name.startswith(ROW):
            table = CATALOGUE.get(passage.each or "") if passage is not None else None
            return table is not None and table.column(name.removeprefix(ROW)) is not None
        return name in CATALOGUE or name in LOCAL_NAMES

    def _check_parts(self, key: str, pieces: tuple[Piece, ...], passage: Passage) -> None:
        """Report a wording with another number of cells than its style has."""
        if (count := _PARTS.get(passage.style)) is not None and len(split(pieces, CELL)) != count:
            self.fault(key, f"a {passage.style} has {count} parts, with “|” between them", FaultCode.PARTS, str(count))
        if passage.style is Style.GRID:
            lines = split(pieces, LINE)
            widths = {len(split(line, CELL)) for line in lines}
            if len(lines) < 2 or len(widths) != 1 or not 2 <= max(widths) <= WIDEST_GRID:
                self.fault(
                    key,
                    f"a grid is a header and at least one more line, all of the same 2 to {WIDEST_GRID} cells",
                    FaultCode.GRID,
                    str(WIDEST_GRID),
                )

    def check_parity(self, wordings: Mapping[Language, Wording]) -> None:
        """A translation says the same: the same headings, and the same facts and references in each passage."""
        first = wordings.get(LEGAL_LANGUAGES[0])
        if first is None:
            return
        for language, wording in wordings.items():
            if (wording.heading is None) != (first.heading is None):
                self.fault(f"{language}.heading", "one language has a heading and another has none", FaultCode.HEADING)
            for key in wording.texts:
                others = [each.texts[key] for each in wordings.values() if key in each.texts]
                # The fault stands at the text that lacks something, whichever language that is.
                if lacking := frozenset().union(*map(_names, others)) - _names(wording.texts[key]):
                    self.fault(
                        f"{language}.{key}",
                        "lacks placeholders that another language has",
                        FaultCode.PARITY,
                        ", ".join(sorted(written(*each) for each in lacking)),
                    )


def _columns(each: str | None) -> frozenset[str]:
    """Return the names under which a passage over a table says its columns: `item.` and the column's key."""
    field = CATALOGUE.get(each or "")
    return frozenset(f"{ROW}{column.key}" for column in field.columns) if field else frozenset()


def written(kind: PieceKind, name: str) -> str:
    """Return a placeholder as it is written in a wording."""
    prefix = {PieceKind.CLAUSE: "ref:", PieceKind.ANNEX: "annex:", PieceKind.LAW: "law:"}.get(kind, "")
    return f"{{{prefix}{name}}}"


def read_wordings(
    clause: Clause, texts: Mapping[str, Mapping[str, str]]
) -> tuple[Mapping[Language, Wording], tuple[Fault, ...]]:
    """Return other wordings of a clause, read and checked as those of its file are, and every fault in them."""
    reader = _Reader(clause.key)
    wordings = reader.wordings(texts, clause.passages)
    reader.check_parity(wordings)
    return wordings, tuple(reader.faults)


def _names(pieces: tuple[Piece, ...]) -> set[tuple[PieceKind, str]]:
    return {(piece.kind, piece.value) for piece in pieces if piece.kind is not PieceKind.TEXT}


def read_library(folder: Path = LIBRARY) -> tuple[dict[str, Clause], list[Fault]]:
    """Return the clauses of a folder, and every fault found in them."""
    clauses: dict[str, Clause] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        reader = _Reader(path.name)
        clause = reader.read(path)
        faults += reader.faults
        if clause is not None:
            clauses[clause.key] = clause
    for clause in clauses.values():
        faults += _broken_references(clause, clauses)
    return clauses, faults


def _broken_references(clause: Clause, clauses: Mapping[str, Clause]) -> list[Fault]:
    return [
        Fault(f"{clause.key}.toml", f"{language}.{key}", f"refers to the clause “{piece.value}”, which does not exist")
        for language, wording in clause.wordings.items()
        for key, pieces in wording.texts.items()
        for piece in pieces
        if piece.kind is PieceKind.CLAUSE and piece.value not in clauses
    ]


@cache
def library() -> Mapping[str, Clause]:
    """Return the shipped library.

    Raises:
        LibraryError: it has faults.
    """
    clauses, faults = read_library()
    if faults:
        raise LibraryError(faults)
    return MappingProxyType(clauses)
