"""Complete facts of a case without a database: the invented ones of the demo, and what pages and party would add."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from procurement.facts import Fact, Facts, Localised, LocalisedList, Provenance, Source, Value, from_json
from procurement.facts.catalogue import CATALOGUE
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
    }


def _party_values() -> dict[str, Value]:
    return {
        "supplier.name": "Rapida Oy (demo)",
        "supplier.business_id": "9999997-6",
        "supplier.legal_form": localised("aktiebolag", "osakeyhtiö"),
        "supplier.address": "Esimerkkikatu 4, Vanda (demo)",
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
        name: from_json(value.isoformat() if isinstance(value, date) else value, CATALOGUE[name].type)
        for name, value in {**data["common"], **data["cases"][case]["facts"]}.items()
    }
    values: dict[str, Value | None] = {**recorded, **_page_values(), **_party_values()}
    values.update({name.replace("__", "."): value for name, value in changes.items()})
    return Facts({name: Fact(value, Provenance(source)) for name, value in values.items() if value is not None})


#: A case above the EU threshold of the notice's day, for the other variant of the basis sentence.
EU_VALUE = Decimal("240000.00")
