"""What code, law data and documents cite is in the repository, under the name they give it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from procurement.clauses.load import library
from procurement.guards import ALL_GUARDS
from procurement.kinds import registry
from procurement.law.instructions import INSTRUCTIONS

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("audit", "bench", "docs", "examples", "klash_pages", "procurement", "site", "templates", "tests")
#: What is fetched or made, and the papers, whose words cite acts.
PASSED_OVER = {"node_modules", "approved", "__pycache__", "made_fonts"}

#: A document of the house, and perhaps its numbered heading; a citation may run over the end of a line.
HOUSE = re.compile(r"\b(docs/[\w./-]+\.md)\b(?:`? § ?(\d+(?:\.\d+)?))?")
DOCUMENT = re.compile(r"[\w./-]*\w\.md\b")
#: Notes that are not of the repository: by a name and a section, as a brief, or by an absolute address.
ELSEWHERE = re.compile(
    r"(?<![\w./-])(?!record\b)[a-z][a-z-]{2,}`? § ?\d|\b(?:project(?:'s)?|lawyer's|of the) brief\b"
    r"|(?<!\S)/\w+/shared\b",
    re.ASCII,
)


def _files(*kinds: str) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in kinds and not PASSED_OVER & set(path.relative_to(ROOT).parts) and path != Path(__file__):
                yield path
    yield from (path for path in sorted(ROOT.iterdir()) if path.suffix in kinds)


def _said(path: Path) -> str:
    """Return a file's text with citations that run over the end of a line in one piece."""
    return re.sub(r"\s*\n\s*(?:#[:!]?\s+)?", " ", path.read_text(encoding="utf-8"))


def faults(text: str, folder: Path = ROOT) -> list[str]:
    """Return the citations of a text that lead nowhere, as seen from a folder."""
    found = [cited for cited in DOCUMENT.findall(text) if not _is_here(cited, folder)]
    for name, number in HOUSE.findall(text):
        path = ROOT / name
        if number and path.is_file() and not re.search(rf"(?m)^#+ {re.escape(number)}\.? ", path.read_text("utf-8")):
            found.append(f"{name} § {number}")
    return [*found, *(match[0] for match in ELSEWHERE.finditer(text))]


def _is_here(cited: str, folder: Path) -> bool:
    """Return whether a document is where it is cited, or, cited by its bare name, among the documents of the house."""
    here = any((at / cited).is_file() for at in (ROOT, folder))
    return here or ("/" not in cited and any((ROOT / "docs").rglob(cited)))


def test_what_code_and_data_cite_is_in_the_repository() -> None:
    paths = list(_files(".py", ".toml", ".html"))
    assert len(paths) > 1000
    wrong = {str(path.relative_to(ROOT)): said for path in paths if (said := faults(_said(path)))}
    assert wrong == {}


def test_what_documents_cite_is_in_the_repository() -> None:
    wrong = {
        str(path.relative_to(ROOT)): said for path in _files(".md") if (said := faults(path.read_text(), path.parent))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("docs/no-such-notes.md", "docs/no-such-notes.md"),
        ("docs/law-notes.md § 99", "docs/law-notes.md § 99"),
        ("`lawyer.md` § 5", "lawyer.md"),
        ("must not break (domain § 8)", "domain § 8"),
        ("addresses: site-design § 1.2", "site-design § 1"),
        ("measured in the project's brief", "project's brief"),
        ("/somewhere/shared/threats", "/somewhere/shared"),
    ],
)
def test_a_citation_that_leads_nowhere_is_found(text: str, fault: str) -> None:
    assert fault in faults(text)


def test_a_section_of_an_act_and_of_a_jury_record_are_no_citations_of_notes() -> None:
    assert faults('1397/2016, 136 § 2 mom. 5 p.; beslut den 3 mars 2020, § 45; "jury record § 4"') == []


def test_the_law_notes_name_guards_clauses_and_law_that_there_are() -> None:
    text = (ROOT / "docs" / "law-notes.md").read_text(encoding="utf-8")
    tables = {
        f"{table}.{key}"
        for path in (ROOT / "procurement" / "law").glob("*.toml")
        for table, rows in tomllib.loads(path.read_text(encoding="utf-8")).items()
        if isinstance(rows, dict)
        for key in rows
    }
    known = {guard.key for guard in ALL_GUARDS} | set(library()) | {kind.key for kind in registry()} | tables
    known |= {str(variant) for variant in INSTRUCTIONS}
    named = set(re.findall(r"`([a-z][a-z0-9_]*(?:\.[a-z_]+)?)`", text))
    # The rest are names of files, which are looked for, and these words of code.
    files = {name for name in named if any((ROOT / "procurement").rglob(name))}
    assert named - known - files == {
        "case.annex_e_category", "earliest_contract", "eu_rules_bind", "judged_anonymously", "moves", "review_by",
        "reviewed_on",
    }  # fmt: skip
