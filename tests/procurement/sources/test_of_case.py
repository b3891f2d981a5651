"""Facts come from pages first, then from the party and the case form, and each says where it came from."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from klash_pages.models import AwardPage, NoticeReference
from procurement import sources
from procurement.actions.record_facts import record_facts
from procurement.facts import Localised, LocalisedList, Provenance, Record, Source
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.model import Holder
from procurement.languages import Language
from procurement.models import Case, CaseFact
from procurement.sources import case_facts
from procurement.sources.page_facts import HOLDER_OF
from tests.factories.pages import AwardPageFactory, ChallengePageFactory, ContestPageFactory, TeamPageFactory
from tests.factories.procurement import (
    ApprovalFactory,
    CaseFactory,
    DocumentVersionFactory,
    PartyFactory,
    WordTemplateVersionFactory,
    complete_case,
    record,
)
from tests.factories.records import MunicipalityFactory, NoticeReferenceFactory, PersonFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db

SV, FI, EN = Language.SV, Language.FI, Language.EN


def challenge_of(case):
    """The challenge page above the award of a case."""
    return case.award.get_parent().specific


def announce(award: AwardPage) -> None:
    """Make an award public; how the release rules do it is tested with the pages."""
    AwardPage.objects.filter(pk=award.pk).update(live=True)


# -- From pages ----------------------------------------------------------------------------------------


def test_pages_give_their_texts_in_every_language_they_have():
    contest = ContestPageFactory(title="Klash")
    challenge = ChallengePageFactory(parent=contest, title="Unga på studievägen", decided=True)
    case = CaseFactory(award=AwardPageFactory(parent=challenge))
    translate(challenge, "fi", title="Nuoret opintopolulle")
    translate(challenge, "en", title="Young people on the study path")
    assert case_facts(case).value("challenge.title") == Localised(
        {SV: "Unga på studievägen", FI: "Nuoret opintopolulle", EN: "Young people on the study path"}
    )
    assert case_facts(case).value("contest.name") == Localised({SV: "Klash", FI: "Klash", EN: "Klash"})


def test_a_language_that_a_page_lacks_is_missing():
    case = CaseFactory()
    title = case_facts(case).value("challenge.title")
    assert isinstance(title, Localised)
    assert set(title.texts) == {SV}


def test_the_host_is_named_in_the_forms_that_papers_need():
    challenge = ChallengePageFactory(decided=True, municipality=MunicipalityFactory())
    facts = case_facts(CaseFactory(award=AwardPageFactory(parent=challenge)))
    assert facts.value("host.name") == Localised({SV: "Vanda stad", FI: "Vantaan kaupunki"})
    assert facts.value("host.name_gen") == Localised({SV: "Vanda stads", FI: "Vantaan kaupungin"})
    assert facts.value("host.name_in") == Localised({SV: "i Vanda stad", FI: "Vantaan kaupungissa"})


def test_the_challenge_gives_what_the_law_hangs_on_it():
    challenge = ChallengePageFactory(
        decided=True,
        follow_on_clause="Ett kontrakt ingås med vinnaren.",
        follow_on_clause_language="sv",
        follow_on_clause_source="avsnitt II.2.14",
    )
    NoticeReferenceFactory(challenge=challenge, number="2019-000101", published_on=date(2019, 4, 11))
    facts = case_facts(CaseFactory(award=AwardPageFactory(parent=challenge)))
    source = "avsnitt II.2.14"
    legal = ("notice.", "contest_decision.", "jury.")
    assert {name: facts.value(name) for name in facts if name.startswith(legal)} == {
        "notice.number": "2019-000101",
        "notice.date": date(2019, 4, 11),
        "notice.clause_text": "Ett kontrakt ingås med vinnaren.",
        "notice.clause_language": "sv",
        "notice.clause_source": Localised({SV: source, FI: source, EN: source}),
        "contest_decision.date": date(2020, 1, 22),
        "contest_decision.number": "1",  # papers print the sign themselves
        "jury.record_date": challenge.jury_record_signed_on,
    }
    assert challenge.jury_record_signed_on is not None


def test_the_notice_is_the_first_contest_notice_and_no_other():
    case = CaseFactory()
    challenge = challenge_of(case)
    for kind, number, day in (
        (NoticeReference.Kind.RESULT, "2020-1", date(2019, 1, 1)),
        (NoticeReference.Kind.CONTEST, "2019-2", date(2019, 5, 2)),
        (NoticeReference.Kind.CONTEST, "2019-1", date(2019, 5, 1)),
    ):
        NoticeReferenceFactory(challenge=challenge, kind=kind, number=number, published_on=day)
    assert case_facts(case).value("notice.number") == "2019-1"


def test_text_of_pages_is_cleaned_as_papers_carry_it():
    award = AwardPageFactory(team__title="Kaikki\u00a0 kyytiin \t A\u0308")
    assert case_facts(CaseFactory(award=award)).value("team.name") == "Kaikki\u00a0 kyytiin Ä"


def test_the_only_winner_is_the_awarded_team():
    case = CaseFactory(award=AwardPageFactory(team__title="Rapida"))
    facts = case_facts(case)
    assert facts.value("winners.names") == LocalisedList(dict.fromkeys(Language, ("Rapida",)))
    assert facts.value("winners.several") is False


def test_all_announced_winners_of_the_challenge_count_in_order_of_their_names():
    challenge = ChallengePageFactory(decided=True)
    case = CaseFactory(award=AwardPageFactory(parent=challenge, team__title="Rapida"))
    announce(AwardPageFactory(parent=challenge, team__title="Desperado"))
    facts = case_facts(case)
    assert facts.value("winners.names").get(SV) == ("Desperado", "Rapida")
    assert facts.value("winners.several") is True


def test_an_award_that_is_not_announced_makes_no_winner():
    challenge = ChallengePageFactory(decided=True)
    case = CaseFactory(award=AwardPageFactory(parent=challenge, team__title="Rapida"))
    AwardPageFactory(parent=challenge, team__title="Desperado")
    assert case_facts(case).value("winners.names").get(SV) == ("Rapida",)


def test_winners_of_other_challenges_do_not_count():
    contest = ContestPageFactory()
    case = CaseFactory(
        award=AwardPageFactory(parent=ChallengePageFactory(parent=contest, decided=True), team__title="Rapida")
    )
    announce(AwardPageFactory(parent=ChallengePageFactory(parent=contest, decided=True), team__title="Desperado"))
    assert case_facts(case).value("winners.names").get(SV) == ("Rapida",)


def test_a_winner_in_several_languages_is_one_winner():
    case = CaseFactory(award=AwardPageFactory(team__title="Rapida"))
    announce(case.award)
    finnish = translate(case.award, "fi")
    announce(finnish)
    assert case_facts(case).value("winners.names").get(FI) == ("Rapida",)
    assert case_facts(case).value("winners.several") is False


def test_names_of_members_and_signers_never_enter_facts():
    member = PersonFactory(name="Maija Medlem", organisation="Medlemmarna Ab")
    challenge = ChallengePageFactory(decided=True, jury_record_signers="Jussi Juror")
    team = TeamPageFactory(parent=challenge, members=[member])
    case = CaseFactory(award=AwardPageFactory(parent=challenge, team=team))
    text = json.dumps(case_facts(case).to_json())
    assert [name for name in ("Maija", "Medlem", "Jussi", "Juror") if name in text] == []


def test_no_fact_is_unknown_to_the_catalogue():
    facts = case_facts(complete_case())
    assert set(facts) <= set(CATALOGUE)
    assert {name for name in facts if CATALOGUE[name].supplied_by == "computed"} == set()


# -- From the case form --------------------------------------------------------------------------------


def test_what_a_page_holds_wins_over_the_case_form():
    case = CaseFactory()
    record(case, {"notice.number": "typed"})
    assert case_facts(case).value("notice.number") == "typed"
    NoticeReferenceFactory(challenge=challenge_of(case), number="2019-000101")
    fact = case_facts(case).entries["notice.number"]
    assert (fact.value, fact.provenance.source) == ("2019-000101", Source.PAGE)


def test_what_a_page_no_longer_holds_comes_from_the_case_form_again():
    case = CaseFactory()
    record(case, {"notice.number": "typed"})
    notice = NoticeReferenceFactory(challenge=challenge_of(case))
    notice.delete()
    assert case_facts(case).value("notice.number") == "typed"


def test_the_newest_recording_is_the_fact():
    case = CaseFactory()
    for amount in ("90000.00", "80000.00", "85000.00"):
        record(case, {"value.estimate": Decimal(amount)})
    assert case_facts(case).value("value.estimate") == Decimal("85000.00")


def test_a_withdrawn_fact_is_missing():
    case = CaseFactory()
    record(case, {"case.number": "123", "value.disclosed": False})
    record(case, {"case.number": None})
    assert "case.number" not in case_facts(case)
    assert case_facts(case).value("value.disclosed") is False


@pytest.mark.parametrize("typed", ["§ 131", "131 §", "§131."])
def test_a_section_sign_that_was_recorded_is_printed_once(typed):
    case = CaseFactory()
    record(case, {"decision.number": typed})
    assert case_facts(case).value("decision.number") == "131"


def test_facts_of_other_cases_stay_there():
    case, other = CaseFactory(), CaseFactory()
    record(other, {"case.number": "123"})
    assert "case.number" not in case_facts(case)


def test_each_type_of_value_comes_back_as_it_was_recorded():
    case = CaseFactory()
    values = {
        "case.number": "123/02.08.00/2026",
        "case.legal_basis": "direct_after_contest",
        "notice.clause_text": "Sopimus tehdään voittajan kanssa.",
        "value.disclosed": False,
        "value.estimate": Decimal("90000.50"),
        "acceptance.days": 14,
        "delay.max_percent": 10,
        "term.end": date(2028, 12, 31),
        "buyer.name": Localised({SV: "Finlands Kommunförbund rf", FI: "Suomen Kuntaliitto ry"}),
        "negotiation.topics": LocalisedList({SV: ("priset", "tiden"), FI: ("hinta", "aika")}),
    }
    record(case, values)
    facts = case_facts(case)
    assert {name: facts.value(name) for name in values} == values


# -- From the party ------------------------------------------------------------------------------------


def test_without_a_party_only_that_nobody_is_verified_is_known():
    facts = case_facts(CaseFactory())
    assert {name: facts.value(name) for name in facts if name.startswith("supplier.")} == {"supplier.verified": False}


def test_the_party_is_the_supplier():
    facts = case_facts(PartyFactory().case)
    assert {name: facts.value(name) for name in facts if name.startswith("supplier.")} == {
        "supplier.name": "Rapida Oy",
        "supplier.business_id": "9999997-6",
        "supplier.legal_form": Localised({SV: "aktiebolag", FI: "osakeyhtiö"}),
        "supplier.address": "Esimerkkikatu 4, Vantaa",
        "supplier.email": "rapida@example.org",
        "supplier.extract_date": date(2026, 8, 20),
        "supplier.signatory": "N.N.",
        "supplier.signatory_title": Localised({SV: "verkställande direktör", FI: "toimitusjohtaja"}),
        "supplier.signatory_ground": Localised({SV: "Ensam enligt registret", FI: "Yksin rekisterin mukaan"}),
        "supplier.link": "entered_as",
        "supplier.link_evidence": Localised({SV: "registerutdrag", FI: "rekisteriote"}),
        "supplier.verified": True,
    }


def test_a_party_that_waits_to_be_verified_is_not_verified():
    party = PartyFactory(verified_by=None, verified_at=None)
    assert case_facts(party.case).value("supplier.verified") is False


# -- Where a value came from ---------------------------------------------------------------------------


def provenance(case, name):
    """Where a fact of a case came from."""
    return case_facts(case).entries[name].provenance


def holder(case, name):
    """The only page or record that holds a fact of a case."""
    (held,) = provenance(case, name).holders
    return held


def public(page, day=datetime(2026, 3, 12, 9, 0, tzinfo=UTC), revision=None):
    """Make a page live as readers see it, with the revision that was published."""
    type(page).objects.filter(pk=page.pk).update(live=True, last_published_at=day, live_revision=revision)
    page.refresh_from_db()


def test_a_page_s_value_names_the_page_its_live_revision_and_its_publication_and_never_the_draft_s():
    case = CaseFactory()
    challenge = challenge_of(Case.objects.get(pk=case.pk))
    published = challenge.save_revision()
    public(challenge, revision=published)
    challenge.title = "A title that nobody has released"
    draft = challenge.save_revision()
    assert draft.pk != published.pk
    case = Case.objects.get(pk=case.pk)
    assert provenance(case, "contest_decision.date") == Provenance(
        Source.PAGE,
        holders=(
            Holder(
                "challenge",
                challenge.pk,
                challenge_of(case).title,
                revision=published.pk,
                published_on="2026-03-12",
            ),
        ),
    )
    assert "nobody has released" not in json.dumps(case_facts(case).to_json())


def test_a_page_that_no_revision_was_kept_of_names_its_day_alone():
    case = CaseFactory()
    public(challenge_of(case))
    held = holder(case, "contest_decision.date")
    assert (held.revision, held.published_on) == (None, "2026-03-12")


def test_a_page_that_is_not_public_has_no_day_of_publication():
    case = CaseFactory()
    case.award.save_revision()
    AwardPage.objects.filter(pk=case.award.pk).update(last_published_at=datetime(2026, 3, 12, 9, 0, tzinfo=UTC))
    held = holder(case, "award.announced_on")
    assert (held.kind, held.pk, held.revision, held.published_on) == ("award", case.award.pk, None, "")


def test_each_fact_names_the_page_or_record_that_holds_it():
    challenge = ChallengePageFactory(
        decided=True,
        follow_on_clause="Ett kontrakt ingås.",
        follow_on_clause_language="sv",
        follow_on_clause_source="II.2.14",
    )
    notice = NoticeReferenceFactory(challenge=challenge, number="2019-000101", published_on=date(2019, 4, 11))
    case = CaseFactory(award=AwardPageFactory(parent=challenge))
    contest = challenge.get_parent()
    held = {name: [(each.kind, each.pk) for each in provenance(case, name).holders] for name in HOLDER_OF}
    by_holder = {
        ("contest", contest.pk): ("contest.name",),
        ("challenge", challenge.pk): (
            "challenge.title",
            "notice.clause_text",
            "notice.clause_language",
            "notice.clause_source",
            "jury.record_date",
            "contest_decision.date",
            "contest_decision.number",
        ),
        ("team", case.award.team_id): ("team.name", "winners.names", "winners.several"),
        ("award", case.award.pk): ("award.announced_on",),
        ("municipality", challenge.municipality_id): ("host.name", "host.name_gen", "host.name_in"),
        ("notice", notice.pk): ("notice.number", "notice.date"),
    }
    assert held == {name: [holder] for holder, names in by_holder.items() for name in names}
    assert set(HOLDER_OF) == {name for name, field in CATALOGUE.items() if field.supplied_by.startswith("page")}


def test_a_title_names_the_page_of_each_language():
    case = CaseFactory()
    challenge = challenge_of(case)
    finnish = translate(challenge, "fi", title="Nuoret opintopolulle")
    assert [(each.language, each.pk, each.title) for each in provenance(case, "challenge.title").holders] == [
        ("sv", challenge.pk, challenge.title),
        ("fi", finnish.pk, "Nuoret opintopolulle"),
    ]


def test_a_record_names_the_day_of_its_last_change_if_it_is_known(lawyer):
    case = CaseFactory()
    municipality = challenge_of(case).municipality
    assert holder(case, "host.name") == Holder("municipality", municipality.pk, "Vanda stad / Vantaan kaupunki")
    for day in (3, 5):
        log(instance=municipality, action="wagtail.edit", user=lawyer)
        ModelLogEntry.objects.filter(pk=ModelLogEntry.objects.latest("pk").pk).update(
            timestamp=datetime(2026, 10, day, 9, 0, tzinfo=UTC)
        )
    assert holder(case, "host.name").changed_on == "2026-10-05"


def test_pages_and_records_are_asked_once_however_many_facts_they_hold(django_assert_max_num_queries):
    case = complete_case()
    NoticeReferenceFactory(challenge=challenge_of(case))
    with django_assert_max_num_queries(26):
        facts = case_facts(case)
    assert len(facts) > 150


# -- From approved papers ------------------------------------------------------------------------------


def approve(case, kind, number, word_template=None, **facts):
    """An approved version of a paper, with the facts that it was made from."""
    recorded = {name.replace("__", "."): {"value": value} for name, value in facts.items()}
    inputs = {"facts": recorded, "word_template": word_template, "inputs_digest": f"{number:064}"}
    version = DocumentVersionFactory(case=case, kind=kind, number=number, **inputs)
    ApprovalFactory(version=version)
    return version


BUYERS = {"sv": ["Esbo stad"], "fi": ["Espoon kaupunki"]}


def test_the_newest_approved_decision_tells_of_the_buyers_that_may_order():
    case = CaseFactory()
    named = {"decision__outcome": "award", "reuse__basis": "named_buyers", "reuse__municipalities": BUYERS}
    approve(case, "procurement_decision", 1, **named, reuse__ceiling="50000.00")
    approve(case, "procurement_decision", 2, **named, reuse__ceiling="60000.00", reuse__end="2028-12-31")
    approve(case, "procurement_decision", 3, decision__outcome="rectify")
    DocumentVersionFactory(case=case, kind="procurement_decision", number=4, inputs_digest="4" * 64)
    (row,) = case_facts(case).rows("approved.decision")
    assert row == Record(
        {
            "number": 2,
            "basis": "named_buyers",
            "buyers": LocalisedList({SV: ("Esbo stad",), FI: ("Espoon kaupunki",)}),
            "ceiling": Decimal("60000.00"),
            "end": date(2028, 12, 31),
        }
    )
    assert "approved.contract" not in case_facts(case)


def test_a_paper_of_an_earlier_release_that_knew_nothing_of_buyers_is_not_told_of():
    case = CaseFactory()
    approve(case, "procurement_decision", 1, decision__outcome="award", reuse__basis="rights_only")
    approve(case, "procurement_decision", 2, decision__outcome="award")
    approve(CaseFactory(), "procurement_contract", 1, reuse__basis="named_buyers")
    assert not {"approved.decision", "approved.contract"} & set(case_facts(case))


def test_an_approved_paper_tells_what_its_words_say_and_not_what_its_guards_read():
    case = CaseFactory()
    named = {"reuse__basis": "named_buyers", "reuse__municipalities": BUYERS, "reuse__ceiling": "50000.00"}
    silent = WordTemplateVersionFactory(fields=["supplier.name"])
    approve(case, "procurement_decision", 1, silent, decision__outcome="award", **named)
    assert case_facts(case).rows("approved.decision") == (Record({"number": 1}),)
    telling = WordTemplateVersionFactory(template=silent.template, number=2, fields=["reuse.municipalities[].sv"])
    approve(case, "procurement_decision", 2, telling, decision__outcome="award", **named)
    (row,) = case_facts(case).rows("approved.decision")
    # Whoever prints the buyers lets them order; without a ceiling on paper there is none.
    assert set(row.cells) == {"number", "basis", "buyers"}


@pytest.mark.parametrize("source", [Source.CASE_FORM, Source.COUNTERPARTY, Source.DEMO])
def test_a_recorded_value_names_its_source_what_it_rests_on_who_and_when(source, lawyer):
    case = CaseFactory()
    record_facts(case, {"case.number": "123"}, lawyer, source=source, reference="brev 1.9.2026")
    row = CaseFact.objects.get()
    assert provenance(case, "case.number") == Provenance(
        source, "brev 1.9.2026", lawyer.get_username(), row.recorded_at.isoformat()
    )


def test_the_supplier_comes_from_the_counterparty_and_names_who_verified_it():
    party = PartyFactory()
    assert provenance(party.case, "supplier.name") == Provenance(
        Source.COUNTERPARTY, "", party.verified_by.get_username(), party.verified_at.isoformat()
    )


def test_an_invented_party_says_so():
    assert provenance(PartyFactory(is_demo=True).case, "supplier.name").source is Source.DEMO


# -- The source page -----------------------------------------------------------------------------------


def test_the_source_page_of_a_translation_is_the_page_it_was_made_from():
    award = AwardPageFactory()
    finnish = translate(award, "fi")
    assert sources.source_page(finnish) == award
    assert sources.source_page(award) == award
