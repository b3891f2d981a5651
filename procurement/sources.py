"""The one door from published pages, records, parties and the case form to facts, and to the clauses in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max
from wagtail.models import Page

from klash_pages.models import AwardPage, ChallengePage, ContestPage, NoticeReference, TeamPage
from procurement.clauses.house import CurrentLibrary, HouseTexts, lay_over
from procurement.clauses.load import library
from procurement.facts import Fact, Facts, Localised, LocalisedList, Provenance, Source, Value
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.entering import entered
from procurement.languages import Language
from procurement.models import Case, CaseFact, HouseWording, Party


def _translations(page: Page) -> dict[Language, Any]:
    """Return a page in every language it has, by language."""
    rows = type(page).objects.filter(translation_key=page.translation_key).select_related("locale")
    return {Language(row.locale.language_code): row for row in rows if row.locale.language_code in set(Language)}


def _titles(pages: Mapping[Language, Page]) -> Localised:
    return Localised({language: page.title for language, page in pages.items()})


def source_page(award: AwardPage) -> AwardPage:
    """Return the award page that the translations were made from: the oldest of its translation key."""
    return AwardPage.objects.filter(translation_key=award.translation_key).order_by("pk").first() or award


def page_facts(award: AwardPage) -> Facts:
    """Return what the pages and records say of an award, in every language they say it in."""
    challenge: ChallengePage = award.get_parent().specific
    contest: ContestPage = challenge.get_parent().specific
    host = challenge.municipality
    values: dict[str, Value | None] = {
        "contest.name": _titles(_translations(contest)),
        "challenge.title": _titles(_translations(challenge)),
        "team.name": award.team.title,
        "award.announced_on": award.announced_on,
        "host.name": _by_language(host.official_name_sv, host.official_name_fi),
        "host.name_gen": _by_language(host.genitive_sv, host.genitive_fi),
        "host.name_in": _by_language(host.locative_sv, host.locative_fi),
        **_winner_values(award, challenge),
        **_challenge_values(challenge),
    }
    reference = f"page {award.pk}, revision {award.latest_revision_id}"
    recorded_at = award.last_published_at.isoformat() if award.last_published_at else ""
    provenance = Provenance(Source.PAGE, reference, recorded_at=recorded_at)
    return _entered((name, value, provenance) for name, value in values.items())


def _entered(supplied: Iterable[tuple[str, Value | None, Provenance]]) -> Facts:
    """Return what was supplied as papers carry it; what is empty then is missing."""
    made = ((name, entered(CATALOGUE[name], value), provenance) for name, value, provenance in supplied)
    return Facts({name: Fact(value, provenance) for name, value, provenance in made if value is not None})


def _by_language(sv: str, fi: str) -> Localised:
    return Localised({Language.SV: sv, Language.FI: fi})


def _winner_values(award: AwardPage, challenge: ChallengePage) -> dict[str, Value | None]:
    """All winners of the challenge: in law each challenge is a contest of its own, and no other contest counts."""
    teams = TeamPage.objects.filter(
        pk__in=AwardPage.objects.child_of(challenge).filter(live=True).values("team")
    ) | TeamPage.objects.filter(pk=award.team_id)
    names = tuple(team.title for team in teams.order_by("title"))
    return {
        "winners.names": LocalisedList(dict.fromkeys(Language, names)),
        "winners.several": len(names) > 1,
    }


def _challenge_values(challenge: ChallengePage) -> dict[str, Value | None]:
    notice = challenge.notices.filter(kind=NoticeReference.Kind.CONTEST).order_by("published_on", "pk").first()
    source = challenge.follow_on_clause_source
    return {
        "notice.number": notice.number if notice else None,
        "notice.date": notice.published_on if notice else None,
        "notice.clause_text": challenge.follow_on_clause,
        "notice.clause_language": challenge.follow_on_clause_language or None,
        "notice.clause_source": Localised(dict.fromkeys(Language, source)),
        "jury.record_date": challenge.jury_record_signed_on if challenge.is_jury_record_locked else None,
        "contest_decision.date": challenge.contest_decision_on,
        "contest_decision.number": challenge.contest_decision_number,
    }


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


def facts_shown(case: Case, until: int) -> Facts:
    """Return what was recorded on the case form when a form was made; `until` is the newest recording it knew of."""
    return _entered(map(_recorded, recorded_facts(case, until=until).values()))


def case_facts(case: Case) -> Facts:
    """Return every fact of a case. Where a page holds a fact, the page is right and not the case form."""
    return Facts(
        {
            **_entered(map(_recorded, recorded_facts(case).values())).entries,
            **party_facts(case.party_or_none).entries,
            **page_facts(case.award).entries,
        }
    )
