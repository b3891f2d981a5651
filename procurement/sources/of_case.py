"""What a case knows: its recordings, pages, party and approved papers, and the clauses it is written with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Max

from klash_pages.models import AwardPage
from procurement.clauses.house import CurrentLibrary, HouseTexts, lay_over
from procurement.clauses.load import library
from procurement.facts import Fact, Facts, Localised, Provenance, Record, Records, Source, Value
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.entering import entered
from procurement.languages import Language
from procurement.models import Case, CaseFact, DocumentVersion, HouseWording, Party
from procurement.sources.frozen_facts import frozen, said_of
from procurement.sources.other_contests import other_contests
from procurement.sources.page_facts import Pages, page_facts


def source_page(award: AwardPage) -> AwardPage:
    """Return the award page that the translations were made from: the oldest of its translation key."""
    return AwardPage.objects.filter(translation_key=award.translation_key).order_by("pk").first() or award


def _entered(supplied: Iterable[tuple[str, Value | None, Provenance]]) -> Facts:
    """Return what was supplied as papers carry it; what is empty then is missing."""
    made = ((name, entered(CATALOGUE[name], value), provenance) for name, value, provenance in supplied)
    return Facts({name: Fact(value, provenance) for name, value, provenance in made if value is not None})


def recorded_facts(case: Case, *, until: int | None = None) -> dict[str, CaseFact]:
    """Return the newest recording of each fact of the case form, withdrawn ones left out.

    Args:
        case: the case.
        until: the key of the last recording to know of; without it all are known.
    """
    rows = case.recorded_facts.all() if until is None else case.recorded_facts.filter(pk__lte=until)
    newest = rows.values("name").annotate(newest=Max("pk")).values("newest")
    return {
        row.name: row
        for row in CaseFact.objects.filter(pk__in=newest).select_related("recorded_by")
        if row.value is not None
    }


def _recorded(row: CaseFact) -> tuple[str, Value, Provenance]:
    provenance = Provenance(
        Source(row.source), row.reference, row.recorded_by.get_username(), row.recorded_at.isoformat()
    )
    return row.name, CATALOGUE[row.name].read(row.value), provenance


def _by_language(sv: str, fi: str) -> Localised:
    return Localised({Language.SV: sv, Language.FI: fi})


_LEGAL_FORMS = {
    "oy": ("aktiebolag", "osakeyhtiö"),
    "ay": ("öppet bolag", "avoin yhtiö"),
    "ky": ("kommanditbolag", "kommandiittiyhtiö"),
    "osk": ("andelslag", "osuuskunta"),
    "ry": ("registrerad förening", "rekisteröity yhdistys"),
    "sr": ("stiftelse", "säätiö"),
    "tmi": ("enskild näringsidkare", "yksityinen elinkeinonharjoittaja"),
}


def party_facts(party: Party | None) -> Facts:
    """Return what is known of the supplier; without a party only that nobody is verified."""
    if party is None:
        return Facts().with_values(Source.COMPUTED, {"supplier.verified": False})
    values: dict[str, Value] = {
        "supplier.name": party.name,
        "supplier.business_id": party.business_id,
        "supplier.legal_form": _by_language(*_LEGAL_FORMS[party.legal_form]),
        "supplier.address": party.address,
        "supplier.email": party.email,
        "supplier.extract_date": party.extract_date,
        "supplier.signatory": party.signatory,
        "supplier.signatory_title": _by_language(party.signatory_title_sv, party.signatory_title_fi),
        "supplier.signatory_ground": _by_language(party.signatory_ground_sv, party.signatory_ground_fi),
        "supplier.link": party.link,
        "supplier.link_evidence": _by_language(party.link_evidence_sv, party.link_evidence_fi),
        "supplier.verified": party.is_verified,
    }
    source = Source.DEMO if party.is_demo else Source.COUNTERPARTY
    by = party.verified_by.get_username() if party.verified_by else ""
    at = party.verified_at.isoformat() if party.verified_at else ""
    return _entered((name, value, Provenance(source, "", by, at)) for name, value in values.items())


def current_library(trial: HouseWording | None = None) -> CurrentLibrary:
    """Return the clauses that papers are made from: the shipped ones, with the house wordings in use laid over them.

    Args:
        trial: a version to read in context before it is in use.
    """
    used = {wording.clause: wording for wording in HouseWording.all_in_use()}
    if trial is not None:
        used[trial.clause] = trial
    house = (HouseTexts(key, wording.texts, wording.shipped_digest) for key, wording in used.items())
    return lay_over(library(), house)


#: The papers whose words on the buyers that may order bind the later ones, by the fact that tells of each.
_TELLING: Final = {
    "approved.invitation": "invitation_to_negotiate",
    "approved.decision": "procurement_decision",
    "approved.contract": "procurement_contract",
}
_TOLD: Final = {
    "basis": "reuse.basis",
    "buyers": "reuse.municipalities",
    "ceiling": "reuse.ceiling",
    "end": "reuse.end",
}


def _approved_facts(case: Case) -> Facts:
    """Return what the newest approved invitation, awarding decision and contract say of the buyers that may order.

    A paper that an earlier release made without knowing any of it is not told of, nor is an older one in its place.
    """
    newest: dict[str, DocumentVersion] = {}
    approved = case.versions.filter(kind__in=_TELLING.values(), approval__isnull=False).select_related("word_template")
    for version in approved.defer("composed", "filling", "wordings").order_by("-number", "pk"):
        if version.kind != "procurement_decision" or frozen(version, "decision.outcome") == "award":
            newest.setdefault(version.kind, version)
    found: dict[str, Fact] = {}
    for name, kind in _TELLING.items():
        if kind in newest and newest[kind].facts.keys() & set(_TOLD.values()):
            provenance = Provenance(Source.COMPUTED, f"{kind} {newest[kind].number}")
            found[name] = Fact(Records((_told(newest[kind]),)), provenance)
    return Facts(found)


def _told(version: DocumentVersion) -> Record:
    """Return what the words of a paper say of the buyers; what only its guards read it does not say.

    Whoever prints the buyers says by it that they may order, whether or not a condition in the paper asks for it.
    """
    said = said_of(version, library())
    if _TOLD["buyers"] in said:
        said |= {_TOLD["basis"]}
    told = ((column, frozen(version, fact)) for column, fact in _TOLD.items() if fact in said)
    cells = {column: value for column, value in told if value is not None and not isinstance(value, Records)}
    return Record({"number": version.number, **cells})


def facts_shown(case: Case, until: int) -> Facts:
    """Return what was recorded on the case form when a form was made; `until` is the newest recording it knew of."""
    return _entered(map(_recorded, recorded_facts(case, until=until).values()))


def case_facts(case: Case) -> Facts:
    """Return every fact of a case. Where a page holds a fact, the page is right and not the case form."""
    pages = Pages(case.award)
    facts = Facts(
        {
            **_entered(map(_recorded, recorded_facts(case).values())).entries,
            **party_facts(case.party_or_none).entries,
            **_approved_facts(case).entries,
            **page_facts(pages).entries,
        }
    )
    others = other_contests(case, pages.challenge, facts.value("notice.date"), facts.value("buyer.business_id"))
    return facts.with_values(Source.COMPUTED, others, dict.fromkeys(others, ("notice.date", "buyer.business_id")))
