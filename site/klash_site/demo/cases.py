"""Opens the three demo cases, records what no page holds as “demo”, drafts their papers, makes one ready to sign."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from klash_pages.models import AwardPage
from klash_site.demo.loading import DemoPages
from klash_site.demo.signing import make_ready, upload_annexes
from procurement.actions.draft_document import draft_document
from procurement.actions.open_case import open_case
from procurement.actions.record_facts import record_facts
from procurement.actions.save_party import save_party
from procurement.actions.verify_party import verify_party
from procurement.facts import Source, Value
from procurement.facts.catalogue import CATALOGUE
from procurement.kinds import registry
from procurement.management.commands.draft_document import write_files
from procurement.models import Case, Party

_CONTENT: Final = Path(__file__).with_name("cases.toml")
#: The same for all demo parties: the extract is as invented as the party.
_PARTY: Final = {
    "extract_date": date(2026, 8, 20),
    "signatory": "N.N. (demo)",
    "signatory_title_sv": "verkställande direktör (demo)",
    "signatory_title_fi": "toimitusjohtaja (demo)",
    "signatory_ground_sv": "Ensam enligt registret (demo)",
    "signatory_ground_fi": "Yksin rekisterin mukaan (demo)",
    "link_evidence_sv": "registerutdrag och medlemmarnas försäkran (demo)",
    "link_evidence_fi": "rekisteriote ja jäsenten vakuutus (demo)",
}


@dataclass(frozen=True)
class DemoPaper:
    """A paper of the demo and the files it was written to."""

    challenge: str
    title: str
    language: str
    number: int
    paths: tuple[Path, ...]


def load_cases(pages: DemoPages, out: Path, report: Callable[[str], None]) -> list[DemoPaper]:
    """Open, fill and draft the demo's cases, and write their papers below a folder.

    A second run changes nothing: unchanged facts are not recorded again, unchanged papers are the versions there are.
    """
    data = tomllib.loads(_CONTENT.read_text(encoding="utf-8"))
    awards = {award.get_parent().slug: award for award in pages.awards}
    papers: list[DemoPaper] = []
    for entry in data["cases"]:
        report(f"case of {entry['challenge']}")
        award = awards[entry["challenge"]]
        facts = {**data["common"], **entry["facts"], **entry.get("signing", {})}
        case = _fill(award, facts, entry["party"], pages.users)
        upload_annexes(case, entry.get("uploads", ()), pages.users["lawyer-1"])
        for key in entry.get("papers", [kind.key for kind in registry()]):
            kind = registry()[key]
            for version in draft_document(case, kind, kind.languages, pages.users["lawyer-1"]):
                paths = tuple(write_files(version, out / entry["challenge"]))
                papers.append(DemoPaper(entry["challenge"], version.title, version.language, version.number, paths))
        if "signing" in entry:
            report(f"signing pack of {entry['challenge']}")
            make_ready(case, out / entry["challenge"], pages.users["lawyer-2"])
    return papers


def _fill(award: AwardPage, facts: Mapping[str, Any], party: Mapping[str, Any], users: Mapping[str, Any]) -> Case:
    case = open_case(award, users["lawyer-1"])
    values: dict[str, Value | None] = {name: _value(name, value) for name, value in facts.items()}
    record_facts(case, values, users["lawyer-1"], source=Source.DEMO, reference="(demo)")
    if case.party_or_none is None:
        registered = save_party(Party(case=case, is_demo=True, **_PARTY, **party), users["lawyer-1"])
        verify_party(registered, users["lawyer-2"], shown=registered.content_digest)
    return case


def _value(name: str, value: Any) -> Value:
    data = value.isoformat() if isinstance(value, date) else value
    return CATALOGUE[name].read(data)
