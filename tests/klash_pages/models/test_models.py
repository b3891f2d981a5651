"""What the models refuse, and with which sentence."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import translation

from klash_pages.models import ChallengePage, Municipality, NoticeReference, Person, TeamPage
from klash_pages.publication.keeping import KeptError
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    TeamPageFactory,
)
from tests.factories.records import MunicipalityFactory, NoticeReferenceFactory, PersonFactory, StageFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def complaints(instance: object) -> dict[str, list[str]]:
    """The sentences an editor reads, by field."""
    try:
        instance.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


# ---- challenges


def test_a_challenge_with_sensible_facts_is_accepted():
    assert complaints(ChallengePageFactory(decided=True)) == {}


def test_a_challenge_cannot_close_before_it_opens():
    challenge = ChallengePageFactory()
    challenge.closes_on = date(2019, 4, 10)
    assert complaints(challenge) == {"closes_on": ["The last day is before the day the challenge opens."]}


def test_a_challenge_may_open_and_close_on_one_day():
    challenge = ChallengePageFactory()
    challenge.closes_on = challenge.opens_on
    assert complaints(challenge) == {}


def test_a_signed_jury_record_needs_its_signers():
    challenge = ChallengePageFactory()
    challenge.jury_record_signed_on = date(2020, 1, 20)
    challenge.jury_record_signers = "  \n"
    assert complaints(challenge) == {"jury_record_signers": ["Write who signed the jury record."]}


def test_the_contest_decision_cannot_be_before_the_jury_record():
    challenge = ChallengePageFactory(decided=True)
    challenge.contest_decision_on = date(2020, 1, 19)
    assert complaints(challenge) == {
        "contest_decision_on": ["The contest decision is before the jury record was signed."]
    }


@pytest.mark.parametrize(
    ("language", "source"),
    [("", "Contest programme, point 4"), ("sv", ""), ("", "")],
    ids=["language", "source", "both"],
)
def test_a_follow_on_clause_needs_language_and_source(language, source):
    challenge = ChallengePageFactory()
    challenge.follow_on_clause = "A contract may follow."
    challenge.follow_on_clause_language = language
    challenge.follow_on_clause_source = source
    assert complaints(challenge) == {
        "follow_on_clause_source": ["Write in which language and where the clause stands."]
    }


def test_all_faults_of_a_challenge_are_told_at_once():
    challenge = ChallengePageFactory()
    challenge.closes_on = date(2019, 1, 1)
    challenge.jury_record_signed_on = date(2020, 1, 20)
    challenge.follow_on_clause = "A contract may follow."
    assert set(complaints(challenge)) == {"closes_on", "jury_record_signers", "follow_on_clause_source"}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2019, 4, 10), "coming"),
        (date(2019, 4, 11), "open"),
        (date(2019, 6, 18), "open"),
        (date(2019, 6, 19), "deciding"),
    ],
)
def test_the_status_of_a_challenge_follows_the_day(day, status):
    assert ChallengePageFactory().status(awards=0, today=day) == status


def test_a_challenge_without_an_opening_day_is_coming():
    assert ChallengePageFactory(opens_on=None).status(awards=0, today=date(2030, 1, 1)) == "coming"


def test_an_award_and_an_ending_go_before_the_day():
    assert ChallengePageFactory().status(awards=1, today=date(2019, 5, 1)) == "won"
    assert ChallengePageFactory(ending="no_winner").status(awards=0, today=date(2019, 5, 1)) == "no_winner"
    assert ChallengePageFactory(ending="discontinued").status(awards=0, today=date(2019, 5, 1)) == "discontinued"


# ---- awards


def test_an_award_needs_a_team_of_its_own_challenge():
    award = AwardPageFactory()
    award.team = TeamPageFactory()
    assert complaints(award) == {"team": ["This team competes for another challenge."]}


def test_a_team_is_awarded_once():
    first = AwardPageFactory()
    challenge = first.get_parent().specific
    second = AwardPageFactory(parent=challenge, team=TeamPageFactory(parent=challenge))
    second.team = first.team
    assert complaints(second) == {"team": ["This team already has an award of this challenge."]}


def test_a_challenge_may_have_two_winning_teams():
    first = AwardPageFactory()
    assert complaints(AwardPageFactory(parent=first.get_parent().specific)) == {}


def test_the_finnish_award_of_the_same_team_is_no_second_award():
    award = AwardPageFactory()
    finnish = translate(award, "fi")
    assert (finnish.team, complaints(finnish), complaints(award)) == (award.team, {}, {})


def test_a_team_with_an_award_cannot_be_deleted_alone():
    award = AwardPageFactory()
    with pytest.raises(KeptError, match="is in use and cannot be deleted"):
        TeamPage.objects.get(pk=award.team_id).delete()


def test_the_team_of_an_award_is_named_in_the_readers_language_when_it_is_live():
    award = AwardPageFactory(published=True)
    assert award.team_in_language() == award.team
    finnish = award.get_translations().get(locale__language_code="fi").specific
    assert finnish.team_in_language().locale.language_code == "fi"


def test_the_team_of_a_draft_award_is_not_shown():
    assert AwardPageFactory().team_in_language() is None


# ---- stages


def test_a_stage_cannot_end_before_it_begins():
    stage = StageFactory(planned_from=date(2019, 1, 15), actual_from=date(2019, 4, 11))
    stage.planned_to = date(2019, 1, 14)
    assert complaints(stage) == {"planned_to": ["The end is before the beginning."]}
    stage.planned_to, stage.actual_to = None, date(2019, 4, 10)
    assert complaints(stage) == {"actual_to": ["The end is before the beginning."]}


def test_a_stage_without_an_outcome_is_not_done():
    assert not StageFactory(actual_from=None, planned_from=date(2018, 8, 16)).is_done
    assert StageFactory().is_done


def test_a_stage_is_done_when_its_last_day_has_come():
    assert not StageFactory(actual_to=date(2999, 1, 1)).is_done


def test_a_contest_has_the_same_stages_in_every_language():
    contest = ContestPageFactory()
    second = StageFactory(contest=contest, position=2)
    first = StageFactory(contest=contest, position=1)
    StageFactory()
    assert list(contest.stages) == [first, second]
    assert list(translate(contest, "fi").stages) == [first, second]


# ---- municipalities


@pytest.mark.parametrize("code", ["92", "0092", "abc", "09 "])
def test_a_municipality_code_has_three_digits(code):
    municipality = MunicipalityFactory.build(code=code)
    assert "Write the three digits of Statistics Finland, for example 092." in complaints(municipality)["code"]


def test_a_municipality_code_is_used_once():
    MunicipalityFactory(code="092")
    with pytest.raises(IntegrityError):
        MunicipalityFactory(code="092")


@pytest.mark.parametrize(
    ("language", "majority", "name"),
    [
        ("sv", "fi", "Vanda"),
        ("fi", "fi", "Vantaa"),
        ("en", "fi", "Vantaa"),
        ("en", "sv", "Vanda"),
    ],
)
def test_a_municipality_is_named_in_the_readers_language_and_in_english_by_its_majority(language, majority, name):
    municipality = MunicipalityFactory(majority_language=majority)
    with translation.override(language):
        assert municipality.name == name


def test_a_host_municipality_cannot_be_deleted():
    challenge = ChallengePageFactory()
    with pytest.raises(ProtectedError):
        challenge.municipality.delete()
    assert Municipality.objects.count() == 1


# ---- people


def test_a_basis_needs_a_source():
    person = PersonFactory(basis_source="")
    assert complaints(person) == {"basis_source": ["Write where the basis can be checked."]}


def test_a_name_cannot_be_removed_before_it_may_be_shown():
    person = PersonFactory(remove_on=date(2020, 1, 23))
    assert complaints(person) == {"remove_on": ["The day of removal is before the basis began."]}


def test_a_person_without_a_basis_is_accepted_but_not_shown():
    person = PersonFactory(basis="", basis_source="", basis_since=None)
    assert (complaints(person), person.may_be_shown) == ({}, False)


def test_a_member_of_a_team_cannot_be_deleted():
    person = PersonFactory()
    TeamPageFactory(members=[person])
    with pytest.raises(ProtectedError):
        person.delete()
    assert Person.objects.count() == 1


# ---- notices


def test_a_notice_is_registered_once_in_its_channel():
    NoticeReferenceFactory(number="2019-001")
    with pytest.raises(IntegrityError, match=r"klash_pages_notice_once|UNIQUE"):
        NoticeReferenceFactory(number="2019-001")


def test_a_challenge_has_the_same_notices_in_every_language():
    notice = NoticeReferenceFactory(number="2019-001")
    assert str(notice) == "Hilma 2019-001"
    assert list(translate(notice.challenge, "fi").notices) == [notice]


def test_notices_go_with_their_challenge():
    notice = NoticeReferenceFactory()
    ChallengePage.objects.get(pk=notice.challenge.pk).delete()
    assert not NoticeReference.objects.exists()
