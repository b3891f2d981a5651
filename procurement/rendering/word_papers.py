"""What a lawyer's Word template of a kind may name, must say and may not say, and the values it is filled with.

The words that law decides are not typed in a template but taken from the clause library: each clause of the kind that
refers to no other clause by number is a block, `{{p clauses.draft_notice }}`. The frame's words are in `paper`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from procurement.clauses.load import library
from procurement.clauses.model import Clause
from procurement.clauses.rejected import rejected_words
from procurement.clauses.wording import Piece, PieceKind
from procurement.composed.document import (
    Block,
    ComposedDocument,
    Grid,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    Table,
    plain,
)
from procurement.composed.final_words import DRAFT_NOTICE, final_status
from procurement.composing import PARTY_FACTS, compose, fact_names, paper_facts, said_names
from procurement.computed.facts import inputs_of, with_computed
from procurement.facts import Facts
from procurement.facts.catalogue import CATALOGUE, Label
from procurement.guards import guard
from procurement.kinds import FRAME, Kind
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.law import LAW
from procurement.word import (
    DISPLAYS,
    Field,
    FieldCatalogue,
    FieldType,
    Finding,
    decode,
    encode,
    fact_fields,
    fact_values,
    finding,
    nested,
)

_INSTRUCTIONS: Final = guard("instructions_variant")
_PAPER: Final[Mapping[str, tuple[FieldType, Label]]] = MappingProxyType(
    {
        "paper.title": (FieldType.TEXT, Label("Handlingens namn", "Asiakirjan nimi", "Title of the paper")),
        "paper.subject": (FieldType.TEXT, Label("Handlingens ämne", "Asiakirjan aihe", "Subject of the paper")),
        "paper.organisation": (FieldType.TEXT, Label("Beställaren", "Tilaaja", "Organisation")),
        "paper.status": (FieldType.TEXT, Label("Utkastmärkning", "Luonnosmerkintä", "DRAFT notice")),
        "paper.number": (FieldType.NUMBER, Label("Versionens nummer", "Version numero", "Number of the version")),
        "paper.footer": (FieldType.TEXT, Label("Kontrollsumma", "Tarkiste", "Hash of the facts")),
        "paper.rows": (FieldType.LIST, Label("Huvudets rader", "Otsaketiedot", "Header block")),
        "paper.rows[].label": (FieldType.TEXT, Label("Radens rubrik", "Rivin otsikko", "Label of the row")),
        "paper.rows[].value": (FieldType.TEXT, Label("Radens värde", "Rivin arvo", "Value of the row")),
        "paper.annexes": (FieldType.LIST, Label("Bilagor", "Liitteet", "Annexes")),
        "paper.annexes[].label": (FieldType.TEXT, Label("Bilagans nummer", "Liitteen numero", "Number of the annex")),
        "paper.annexes[].value": (FieldType.TEXT, Label("Bilagans namn", "Liitteen nimi", "Title of the annex")),
    }
)
_EXAMPLES: Final = {"paper.status": "UTKAST 1", "paper.number": "1"}

#: What every paper must say: what it is a draft of, and the rows of case number, day and language.
_ALWAYS: Final = ("paper.status", "paper.rows")
#: What a paper of a kind must say besides (docs/law-notes.md § 11), by clause.
_BY_KIND: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "procurement_contract": ("clauses.draft_notice", "clauses.contract_parties", "clauses.contract_background",
                                 "paper.annexes"),
        "invitation_to_negotiate": ("clauses.invitation_draft_notice", "clauses.invitation_basis",
                                    "clauses.invitation_reservations"),
        # What article 28 of the GDPR asks of the agreement, whoever writes it.
        "data_processing_agreement": ("clauses.draft_notice", "clauses.dpa_parties", "clauses.dpa_processing",
                                      "clauses.dpa_instructions", "clauses.dpa_confidentiality",
                                      "clauses.dpa_security", "clauses.dpa_subprocessors", "clauses.dpa_assistance",
                                      "clauses.dpa_audit", "clauses.dpa_end"),
        "negotiation_agenda": ("clauses.paper_draft_notice", "clauses.before_contract"),
        "negotiation_minutes": ("clauses.paper_draft_notice", "clauses.minutes_effect", "clauses.before_contract"),
        "non_disclosure_undertaking": ("clauses.paper_draft_notice", "clauses.nda_openness", "clauses.before_contract"),
        "party_and_rights_statement": ("clauses.paper_draft_notice", "clauses.statement_link",
                                       "clauses.statement_assurance"),
        "final_offer_request": ("clauses.paper_draft_notice", "clauses.before_contract"),
    }
)  # fmt: skip


def required(kind: Kind) -> tuple[str, ...]:
    """Return the fields that a template of a kind must name; a decision must say its instructions for appeal."""
    named = [*_ALWAYS, *_BY_KIND.get(kind.key, ())]
    if kind.key in _INSTRUCTIONS.blocks:
        named += [f"clauses.{part.clause}" for part in kind.outline if "instructions" in part.clause]
    return tuple(dict.fromkeys(named))


def clause_keys(kind: Kind) -> tuple[str, ...]:
    """Return the clauses of a kind that can stand alone: those that cite no other clause by its number."""
    clauses = library()
    return tuple(part.clause for part in kind.outline if not _cites(clauses[part.clause], PieceKind.CLAUSE))


def _cites(clause: Clause, kind: PieceKind) -> bool:
    return any(
        piece.kind is kind
        for wording in clause.wordings.values()
        for pieces in wording.texts.values()
        for piece in pieces
    )


def clause_title(clause: Clause, language: Language) -> str:
    """Return what a clause is called: its heading, or how it begins if it has none."""
    wording = clause.wordings[language]
    return _opening(wording.heading) if wording.heading else _beginning(clause, language)


def _beginning(clause: Clause, language: Language) -> str:
    """How the words of a clause begin, with … for what is filled in."""
    return textwrap.shorten(_opening(next(iter(clause.wordings[language].texts.values()))), 90, placeholder=" …")


def _opening(pieces: Iterable[Piece]) -> str:
    return "".join(piece.value if piece.kind is PieceKind.TEXT else "…" for piece in pieces)


def catalogue(kind: Kind, language: Language, clauses: Mapping[str, Clause] | None = None) -> FieldCatalogue:
    """Return every field that a template of a kind in a language may name.

    `clauses` are the words that papers say now, by which passages are called; the shipped ones if not given.
    """
    supplied = [name for name in CATALOGUE if kind.needs_party or name not in PARTY_FACTS]
    needed = set(required(kind))
    fields = list(fact_fields(supplied=supplied).fields.values())
    for path, (type_, label) in _PAPER.items():
        if path.startswith("paper.annexes") and kind.annexes is None:
            continue
        labels = {str(each): label[each] for each in Language}
        fields.append(Field(path, type_, labels, _EXAMPLES.get(path, ""), path in needed))
    clauses = library() if clauses is None else clauses
    for key in clause_keys(kind):
        labels = {str(each): clause_title(clauses[key], each) for each in LEGAL_LANGUAGES}
        labels["en"] = key.replace("_", " ").capitalize()
        path = f"clauses.{key}"
        begins = _beginning(clauses[key], language)
        fields.append(Field(path, FieldType.BLOCK, labels, begins, path in needed))
    return FieldCatalogue.of(fields, rejected_words(language, in_contract=is_contract(kind)))


def is_contract(kind: Kind) -> bool:
    """Return whether papers of a kind are the procurement contract, which has words of its own that it may not say."""
    return kind.key == "procurement_contract"


def judged(kind: Kind, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the passages that the law wants as errors, where the engine only warns."""
    needed = set(required(kind))
    return [
        finding("PASSAGE_MISSING", each.place, each.text, **each.params)
        if each.code == "UNUSED_FIELD" and each.params.get("name") in needed
        else each
        for each in findings
    ]


def facts_of(fields: Iterable[str]) -> frozenset[str]:
    """Return the facts that fields of a template are of; the line of a group is of all that it says."""
    found = set[str]()
    for path in fields:
        found.update(DISPLAYS[path].facts if path in DISPLAYS else needed_by(path))
    return frozenset(found)


def needed_by(path: str) -> tuple[str, ...]:
    """Return the facts that a field cannot do without.

    `price.lines[].amount` cannot without `price.lines`, the words of a choice not without the choice, and the line of a
    group not without what names it. What the frame and the passages say needs none here.
    """
    if path in DISPLAYS:
        return DISPLAYS[path].needed
    name = path.split("[")[0]
    name = name if name in CATALOGUE else name.removesuffix("_label")
    return (name,) if name in CATALOGUE else ()


def lacking(path: str, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the facts for want of which a field has no value: of those it needs, the ones that no value holds."""
    names = needed_by(path)
    return tuple(name for name in names if not _holds(values, name)) or names


def _holds(values: Mapping[str, Any], name: str) -> bool:
    here: Any = values
    for part in name.split("."):
        if not isinstance(here, Mapping) or part not in here:
            return False
        here = here[part]
    return True


def _clauses_of(fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(path.split(".")[1] for path in fields if path.startswith("clauses."))


def clauses_said(kind: Kind, fields: Iterable[str]) -> tuple[str, ...]:
    """Return the clauses of the library whose words a paper made from a template can say."""
    return _reduced(kind, fields).clauses


def _reduced(kind: Kind, fields: Iterable[str]) -> Kind:
    """Return the kind with no more clauses than a template says."""
    named, fields = set(_clauses_of(fields)), tuple(fields)
    outline = tuple(part for part in kind.outline if part.clause in named)
    listed = any(each.startswith("paper.annexes") for each in fields)
    cited = any(_cites(library()[part.clause], PieceKind.ANNEX) for part in outline)
    return replace(kind, outline=outline, annexes=kind.annexes if listed or cited else None)


def template_fact_names(kind: Kind, fields: Iterable[str], clauses: Mapping[str, Clause]) -> frozenset[str]:
    """Return the facts that a paper made from a template may read: its fields', its clauses', its guards'."""
    fields = tuple(fields)
    return _printed_names(kind, fields) | fact_names(_reduced(kind, fields), clauses)


def template_said_names(kind: Kind, fields: Iterable[str], clauses: Mapping[str, Clause]) -> frozenset[str]:
    """Return the facts that the words of a paper made from a template rest on, without what only its guards read."""
    fields = tuple(fields)
    return _printed_names(kind, fields) | said_names(_reduced(kind, fields), clauses)


def _printed_names(kind: Kind, fields: Iterable[str]) -> frozenset[str]:
    names = inputs_of(facts_of(fields))
    return names if kind.needs_party else names - PARTY_FACTS


@dataclass(frozen=True, slots=True)
class Filling:
    """The values of a template and the facts that are missing in the passages it takes from the library."""

    values: Mapping[str, Any]
    gaps: tuple[str, ...]
    title: str
    organisation: str
    day: date

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data that JSON can hold, for the final files of a version that is approved later."""
        about = {"title": self.title, "organisation": self.organisation, "day": self.day.isoformat()}
        return {"values": encode(self.values), **about}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Filling:
        """Return what `to_json` stored of a complete paper."""
        day = date.fromisoformat(data["day"])
        return cls(decode(data["values"]), (), data["title"], data["organisation"], day)


def final(filling: Filling, number: int, language: Language) -> Filling:
    """Return what the final files of a paper are filled with: the same without the marks of a draft."""
    paper, clauses = filling.values["paper"], filling.values["clauses"]
    values = {
        **filling.values,
        "paper": {**paper, "status": final_status(paper["status"], number, language)},
        "clauses": {key: () if key.endswith(DRAFT_NOTICE) else said for key, said in clauses.items()},
    }
    return replace(filling, values=values)


def draft_mark(language: Language) -> str:
    """Return the word that marks a paper as a draft, without its number."""
    pieces = library()[FRAME].wordings[language].texts["status"]
    return "".join(piece.value for piece in pieces if piece.kind is PieceKind.TEXT).strip()


def marker(name: str, number: int, language: Language) -> str:
    """Return what an incomplete draft prints for a missing fact."""
    said = {"marker.number": str(number), "marker.label": CATALOGUE[name].label[language]}
    pieces = library()[FRAME].wordings[language].texts["marker"]
    return "".join(piece.value if piece.kind is PieceKind.TEXT else said[piece.value] for piece in pieces)


def filling(
    kind: Kind,
    fields: Iterable[str],
    facts: Facts,
    language: Language,
    number: int,
    clauses: Mapping[str, Clause],
    missing: Sequence[str] = (),
) -> Filling:
    """Return what a template is filled with.

    Args:
        kind: of the paper.
        fields: that the template names.
        facts: of the case.
        language: of the paper.
        number: of the version.
        clauses: the words that papers say now.
        missing: facts that the whole paper lacks, in the order in which their markers are numbered.

    Raises:
        ComposingError: the paper has no date, rests on law data that are due for review, or cannot be printed.
    """
    fields = tuple(fields)
    facts = paper_facts(kind, template_fact_names(kind, fields, clauses), facts)
    reduced = _reduced(kind, fields)

    def composed(part: Kind) -> ComposedDocument:
        return compose(part, facts, library=clauses, law=LAW, language=language, number=number, missing=missing)

    whole = composed(reduced)
    frame = composed(replace(reduced, outline=()))
    heading = _rows(frame)
    values = fact_values(with_computed(kind, facts, LAW).restricted_to(facts_of(fields)), language)
    values["paper"] = {
        "title": whole.title,
        "subject": plain(whole.subject),
        "organisation": plain(whole.organisation),
        "status": whole.status,
        "number": number,
        "footer": whole.footer,
        "rows": [_row(row) for row in heading],
        "annexes": [_row(row) for row in _annex_rows(whole)] if reduced.annexes else [],
    }
    values["clauses"] = {
        part.clause: tuple(_said(composed(replace(reduced, outline=(part,))), frame)) for part in reduced.outline
    }
    gaps = tuple(gap.name for gap in whole.gaps)
    return Filling(values, gaps, f"{whole.title}: {plain(whole.subject)}", plain(whole.organisation), whole.date)


def _rows(document: ComposedDocument) -> tuple[Row, ...]:
    first = document.blocks[0]
    return first.rows if isinstance(first, Table) else ()


def _annex_rows(document: ComposedDocument) -> tuple[Row, ...]:
    last = document.blocks[-1]
    return last.rows if isinstance(last, Table) and len(document.blocks) > 1 else ()


def _row(row: Row) -> dict[str, str]:
    return {"label": plain(row.label), "value": plain(row.value)}


def _said(document: ComposedDocument, frame: ComposedDocument) -> Iterator[str]:
    """Yield the words of a clause, a line a paragraph, without its heading and without the frame around it."""
    first, *rest = document.blocks[: len(document.blocks) - len(frame.blocks) + 1]
    rows = len(_rows(frame))
    if isinstance(first, Table) and len(first.rows) > rows:
        rest = [replace(first, rows=first.rows[rows:]), *rest]
    for block in rest:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            return
        case Paragraph():
            text = plain(block.runs)
            yield f"{block.label} {text}" if block.style is ParagraphStyle.ITEM and block.label else text
        case Table():
            yield from (f"{plain(row.label)}: {plain(row.value)}".rstrip() for row in block.rows)
        case Grid():
            yield " · ".join(plain(column.heading) for column in block.columns)
            yield from (" · ".join(map(plain, cells)) for cells in block.rows)


def sample_values(kind: Kind, language: Language, *, answer: bool) -> dict[str, Any]:
    """Return sample values of every field: each yes/no is `answer`, and lists have two rows or none."""
    known = catalogue(kind, language)
    flat: dict[str, Any] = {}
    rows: dict[str, dict[str, Any]] = {}
    for path, field in known.fields.items():
        name, _, column = path.partition("[].")
        label = field.labels.get(str(language), path)
        value = _sample(field, label, answer)
        if column:
            rows.setdefault(name, {})[column] = value
        else:
            flat[path] = value
    for name in (path for path, field in known.fields.items() if field.type is FieldType.LIST):
        item: Any = rows.get(name) or f"[{known.fields[name].labels.get(str(language), name)}]"
        flat[name] = [item, item] if answer else []
    choices = {f"{name}_label": field.choices[0].label[language] for name, field in CATALOGUE.items() if field.choices}
    choices |= {name: field.choices[0 if answer else -1].key for name, field in CATALOGUE.items() if field.choices}
    return nested({**flat, **{name: value for name, value in choices.items() if name in flat}})


def _sample(field: Field, label: str, answer: bool) -> Any:
    match field.type:
        case FieldType.YES_NO:
            return answer
        case FieldType.DATE:
            return date(2026, 9, 1)
        case FieldType.NUMBER | FieldType.PERCENT:
            return 12
        case FieldType.MONEY:
            return Decimal("12345.60")
        case FieldType.BLOCK:
            return (f"[{label}]",)
        case FieldType.LIST:
            return []
    return field.example or f"[{label}]"


__all__ = [
    "Filling",
    "catalogue",
    "clause_keys",
    "draft_mark",
    "facts_of",
    "filling",
    "final",
    "is_contract",
    "judged",
    "lacking",
    "marker",
    "needed_by",
    "required",
    "sample_values",
    "template_fact_names",
    "template_said_names",
]
