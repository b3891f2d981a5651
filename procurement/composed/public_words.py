"""Makes the public version of a paper: what is secret is left out wherever it stands, with the ground of each omission.

It errs on the side of secrecy. Words are left out wherever the paper has them, a heading or a header included; a place
is left out whole if the words are not in it; and an omission that finds nothing refuses the public version. The hash of
the facts goes too: with every other fact printed, a price could be guessed until the hash agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from procurement.composed.document import (
    Block,
    ComposedDocument,
    Grid,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Run,
    RunKind,
    Runs,
    Table,
    plain,
)
from procurement.facts import Localised, Records
from procurement.languages import Language

_MARK: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.SV: "[utelämnat {number}]",
        Language.FI: "[poistettu {number}]",
        Language.EN: "[omitted {number}]",
    }
)
_PUBLIC: Final[Mapping[Language, str]] = MappingProxyType(
    {Language.SV: "OFFENTLIG VERSION", Language.FI: "JULKINEN VERSIO", Language.EN: "PUBLIC VERSION"}
)
_GROUNDS: Final[Mapping[Language, str]] = MappingProxyType(
    {
        Language.SV: "Uppgifter som har utelämnats, och grunden för varje utelämnande",
        Language.FI: "Poistetut tiedot ja jokaisen poiston peruste",
        Language.EN: "What has been omitted, and the ground of each omission",
    }
)


@dataclass(frozen=True, slots=True)
class Omission:
    """Something secret: its words in the paper's language, the number of the clause it stands in, the ground.

    Without a place the words are looked for in the whole paper. `place` is a number as printed, such as `19` or `19.2`.
    """

    words: str
    place: str
    ground: str


class NothingOmittedError(ValueError):
    """Some omissions found nothing in the paper, so it would have been published with its secrets."""

    def __init__(self, omissions: Sequence[Omission]) -> None:
        super().__init__("; ".join(f"{omission.words} {omission.place}".strip() for omission in omissions))
        self.omissions = tuple(omissions)


class OmissionIncompleteError(ValueError):
    """An omission has no words in the paper's language, or no ground."""


def omissions(secrets: Records, language: Language) -> tuple[Omission, ...]:
    """Return what a case says must be left out, in a language.

    Args:
        secrets: the rows of the fact `publicity.secrets`.
        language: the paper's language.

    Raises:
        OmissionIncompleteError: a row has no words or no ground in that language.
    """
    found: list[Omission] = []
    for row in secrets:
        words, ground, place = row.get("item"), row.get("ground"), row.get("place")
        item = words.get(language) if isinstance(words, Localised) else None
        reason = ground.get(language) if isinstance(ground, Localised) else None
        if not item or not reason:
            raise OmissionIncompleteError(f"row {len(found) + 1}")
        found.append(Omission(item, place if isinstance(place, str) else "", reason))
    return tuple(found)


def redact(document: ComposedDocument, secrets: Sequence[Omission]) -> ComposedDocument:
    """Return the public version of a paper.

    Raises:
        NothingOmittedError: some omissions are found nowhere.
    """
    redaction = _Redaction(document, secrets)
    public = redaction.document()
    if missed := [omission for number, omission in enumerate(secrets, start=1) if number not in redaction.used]:
        raise NothingOmittedError(missed)
    return public


class _Redaction:
    def __init__(self, paper: ComposedDocument, secrets: Sequence[Omission]) -> None:
        self._paper = paper
        self._secrets = list(enumerate(secrets, start=1))
        self.used: set[int] = set()
        # The longest first: words inside other words would leave the rest of those standing.
        ordered = sorted(self._secrets, key=lambda pair: -len(pair[1].words))
        self._patterns = [(number, _pattern(omission.words)) for number, omission in ordered]

    def document(self) -> ComposedDocument:
        blocks = [self._block(block) for block in self._paper.blocks]
        whole = self._whole_places()
        blocks = [
            Paragraph((self._mark(whole[at]),), ParagraphStyle.BODY) if at in whole else block
            for at, block in enumerate(blocks)
        ]
        # Words inside other words that are left out have gone with those.
        gone = [omission.words for number, omission in self._secrets if number in self.used]
        self.used |= {number for number, pattern in self._patterns if any(map(pattern.search, gone))}
        status = self._text(f"{_PUBLIC[self._paper.language]} · {self._paper.status}")
        return replace(
            self._paper,
            organisation=self._runs(self._paper.organisation),
            title=self._text(self._paper.title),
            subject=self._runs(self._paper.subject),
            status=status,
            blocks=(*blocks, *self._grounds()),
            footer="",
            digest="",
            gaps=(),
            sections=(),
        )

    def _grounds(self) -> Iterator[Block]:
        if not self._secrets:
            return
        yield Paragraph((Run(_GROUNDS[self._paper.language]),), ParagraphStyle.PARTY)
        yield Table(
            tuple(Row((self._mark(number),), self._runs((Run(omission.ground),))) for number, omission in self._secrets)
        )

    def _whole_places(self) -> dict[int, int]:
        """Return which blocks are left out whole, each with the number of its omission: places without their words."""
        found: dict[int, int] = {}
        for number, omission in self._secrets:
            at = [
                index for index, place in enumerate(self._places()) if omission.place and _is_in(place, omission.place)
            ]
            said = any(self._says(self._paper.blocks[index], number) for index in at)
            if at and not said:
                self.used.add(number)
                found.update(dict.fromkeys((index for index in at if not self._is_heading(index)), number))
        return found

    def _is_heading(self, index: int) -> bool:
        return isinstance(self._paper.blocks[index], Heading)

    def _says(self, block: Block, number: int) -> bool:
        pattern = dict(self._patterns)[number]
        return any(pattern.search(plain(runs)) for runs in _texts(block))

    def _places(self) -> list[str]:
        """Return the number under which each block stands: its own, or that of the paragraph or clause before it."""
        places, last = [], ""
        for block in self._paper.blocks:
            if isinstance(block, Heading):
                last = block.number
            elif isinstance(block, Paragraph) and block.style is ParagraphStyle.CLAUSE:
                last = block.label
            places.append(last)
        return places

    def _mark(self, number: int) -> Run:
        return Run(_MARK[self._paper.language].format(number=number), RunKind.MARKER)

    def _block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                return replace(block, runs=self._runs(block.runs))
            case Table():
                rows = (Row(self._runs(row.label), self._runs(row.value)) for row in block.rows)
                return replace(block, rows=tuple(rows))
            case Grid():
                columns = (replace(column, heading=self._runs(column.heading)) for column in block.columns)
                cells = (tuple(self._runs(cell) for cell in row) for row in block.rows)
                return replace(block, columns=tuple(columns), rows=tuple(cells))

    def _text(self, text: str) -> str:
        return plain(self._runs((Run(text),)))

    def _runs(self, runs: Runs) -> Runs:
        for number, pattern in self._patterns:
            spans = [match.span() for match in pattern.finditer(plain(runs))]
            if spans:
                self.used.add(number)
                runs = tuple(self._cut(runs, spans, number))
        return runs

    def _cut(self, runs: Runs, spans: list[tuple[int, int]], number: int) -> Iterator[Run]:
        """Yield the runs with a mark in place of each span of their text; a span may cross runs."""
        start = 0
        for run in runs:
            at = start
            for left, right in spans:
                if right <= start or left >= start + len(run.text):
                    continue
                if left > at:
                    yield replace(run, text=run.text[at - start : left - start])
                if left >= start:
                    yield self._mark(number)
                at = min(right, start + len(run.text))
            if at < start + len(run.text):
                yield replace(run, text=run.text[at - start :])
            start += len(run.text)


_CENTS: Final = re.compile(r",00$")


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds the words: any space for a space, letters whatever their case, endings of words included.

    A figure is found whole and never inside a longer one; with its cents and, if they are none, without.
    """
    parts = words.split()
    parts[-1] = _CENTS.sub("", parts[-1])
    source = r"\s+".join(map(re.escape, parts))
    before = r"(?<!\d)" if parts[0][:1].isdigit() else ""
    after = r"(?:,00)?(?![\d]|[\s,]\d)" if parts[-1][-1:].isdigit() else ""
    return re.compile(f"{before}{source}{after}", re.IGNORECASE)


def _is_in(place: str, wanted: str) -> bool:
    return place == wanted or place.startswith(f"{wanted}.")


def _texts(block: Block) -> Iterable[Runs]:
    match block:
        case Heading() | Paragraph():
            yield block.runs
        case Table():
            for row in block.rows:
                yield row.label
                yield row.value
        case Grid():
            for column in block.columns:
                yield column.heading
            for row_ in block.rows:
                yield from row_
