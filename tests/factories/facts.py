"""Complete facts of a case without a database: the invented ones of the demo, and what pages and party would add."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from procurement.facts import Cell, Fact, Facts, Localised, LocalisedList, Provenance, Record, Records, Source, Value
from procurement.facts.catalogue import CATALOGUE
from procurement.guards.checks import CONTRACTOR_CHECKS
from procurement.languages import Language

_DEMO = Path(__file__).parents[2] / "site" / "klash_site" / "demo" / "cases.toml"


def localised(sv: str, fi: str) -> Localised:
    return Localised({Language.SV: sv, Language.FI: fi})


@cache
def _demo() -> dict[str, Any]:
    return tomllib.loads(_DEMO.read_text(encoding="utf-8"))


def _page_values() -> dict[str, Value]:
    return {
        "contest.name": localised("Klash 2018–2020", "Klash 2018–2020"),
        "challenge.title": localised("Unga på studievägen", "Nuoret opintopolulle"),
        "host.name": localised("Vanda stad", "Vantaan kaupunki"),
        "host.name_gen": localised("Vanda stads", "Vantaan kaupungin"),
        "host.name_in": localised("i Vanda stad", "Vantaan kaupungissa"),
        "team.name": "Rapida",
        "award.announced_on": date(2020, 1, 23),
        "winners.names": LocalisedList(dict.fromkeys(Language, ("Rapida",))),
        "winners.several": False,
        "contests.near": LocalisedList(
            {
                Language.SV: ("Mobilitetsservice i glesbygden (annons 2019-000101, 11.4.2019) (demo)",),
                Language.FI: ("Haja-asutusalueiden liikkumispalvelu (ilmoitus 2019-000101, 11.4.2019) (demo)",),
                Language.EN: ("Mobility service (notice 2019-000101, 11 April 2019) (demo)",),
            }
        ),
    }


def _party_values() -> dict[str, Value]:
    return {
        "supplier.name": "Rapida Oy (demo)",
        "supplier.business_id": "9999997-6",
        "supplier.legal_form": localised("aktiebolag", "osakeyhtiö"),
        "supplier.address": "Esimerkkikatu 4, Vantaa (demo)",
        "supplier.email": "rapida@example.org",
        "supplier.extract_date": date(2026, 8, 20),
        "supplier.signatory": "N.N. (demo)",
        "supplier.signatory_title": localised("verkställande direktör (demo)", "toimitusjohtaja (demo)"),
        "supplier.signatory_ground": localised("Ensam enligt registret (demo)", "Yksin rekisterin mukaan (demo)"),
        "supplier.link": "entered_as",
        "supplier.link_evidence": localised("registerutdrag (demo)", "rekisteriote (demo)"),
        "supplier.verified": True,
    }


def complete_facts(case: int = 2, source: Source = Source.DEMO, **changes: Value | None) -> Facts:
    """Return every fact both kinds need.

    Args:
        case: which of the demo's three cases.
        source: the provenance of what a case form would hold.
        changes: facts to change, with `__` for the dot; None takes a fact away.
    """
    data = _demo()
    recorded = {
        name: CATALOGUE[name].read(value.isoformat() if isinstance(value, date) else value)
        for name, value in {**data["common"], **data["cases"][case]["facts"]}.items()
    }
    values: dict[str, Value | None] = {**recorded, **_page_values(), **_party_values()}
    values.update({name.replace("__", "."): value for name, value in changes.items()})
    return Facts({name: Fact(value, Provenance(source)) for name, value in values.items() if value is not None})


#: A case above the EU threshold of the notice's day, for the other variant of the basis sentence.
EU_VALUE = Decimal("240000.00")


def records(*rows: dict[str, Cell]) -> Records:
    return Records(tuple(Record(row) for row in rows))


def _trail() -> dict[str, Value]:
    """What the guards of the later papers and of signing ask for, beside the facts of invitation and contract."""
    both = localised("(demo)", "(demo)")
    checks = [*CONTRACTOR_CHECKS, "espd", "exclusion"]
    checked: dict[str, Cell] = {"document_date": date(2026, 10, 1), "checked_on": date(2026, 10, 2), "result": "ok"}
    return {
        "jury.record_date": date(2020, 1, 20),
        "jury.signed_by_all": True,
        "instructions.decision": "procurement_decision",
        "direct_notice.kind": "national",
        "direct_notice.published_on": date(2026, 11, 3),
        "conflicts.all_declared": True,
        "decision.own_initiative": True,
        "decision.rectified_on": date(2026, 10, 1),
        "checks.rows": records(*({"check": check, **checked} for check in sorted(checks))),
        "checks.criminal_record_on": date(2026, 10, 2),
        "checks.criminal_record_by": both,
        "checks.contractor_liability": True,
        "signing.planned_on": date(2026, 11, 20),
        "signing.signed_on": date(2026, 11, 20),
        "accession.date": date(2026, 12, 1),
        "accession.named": True,
        "accession.named_where": both,
        "accession.value": Decimal("10000.00"),
        "accession.start": date(2027, 1, 1),
        "notice.maximum": Decimal("60000.00"),
        "reuse.ceiling": Decimal("60000.00"),
        "reuse.end": date(2028, 12, 31),
        "host.has_duties": True,
        "host.signs": "pilot_agreement",
        "host.signatory": "N.N. (demo)",
        "host.signatory_ground": both,
        "change.number": 1,
        "change.rows": records(
            {"number": 1, "ground": "small", "reason": both, "effect": Decimal("1000.00"), "date": date(2027, 2, 1)}
        ),
        "decision.recipients": records(
            {"recipient": "Rapida Oy (demo)", "channel": "email", "sent_on": date(2026, 10, 21)},
            {"recipient": "Toinen Oy (demo)", "channel": "letter", "sent_on": date(2026, 10, 21)},
        ),
        "appeal.registered": False,
        "appeal.rectification_pending": False,
        "dpa.signed_on": date(2026, 11, 20),
        "pack.markers": 0,
        "pack.missing_annexes": 0,
        "pack.facts_hashes": 1,
        "pack.approver_is_drafter": False,
        "pack.hidden_content": False,
        "pack.words_of_other_routes": 0,
    }


def whole_case(**changes: Value | None) -> Facts:
    """Return the facts of a case that goes the whole way to signing; changes as in `complete_facts`."""
    facts = complete_facts().with_values(Source.CASE_FORM, _trail())
    named = {name.replace("__", "."): value for name, value in changes.items()}
    kept = {name: fact for name, fact in facts.entries.items() if name not in named}
    return Facts(kept).with_values(Source.CASE_FORM, named)
