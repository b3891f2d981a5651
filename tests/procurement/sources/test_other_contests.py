"""The buyer's other contests near in time are found by their notices and by what other cases have recorded."""

from __future__ import annotations

from datetime import date

import pytest

from klash_pages.models import NoticeReference
from procurement.languages import Language
from procurement.sources import case_facts
from tests.factories.pages import AwardPageFactory, ChallengePageFactory, ContestPageFactory
from tests.factories.procurement import CaseFactory, record
from tests.factories.records import NoticeReferenceFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 11)
BUYER = "0926151-4"


@pytest.fixture
def case():
    """A case whose contest was announced on the day."""
    case = CaseFactory()
    record(case, {"notice.date": DAY, "buyer.business_id": BUYER})
    return case


def near(case, language=Language.SV, name="contests.near"):
    """The other contests that a case is told of."""
    found = case_facts(case).value(name)
    return () if found is None else found.get(language)


def unattributed(case, language=Language.SV):
    """The contests that a case is told of, but whose buyer nobody has recorded."""
    return near(case, language, "contests.unattributed")


def announced(title, day, **values):
    """Another case, of a contest that was announced on a day."""
    challenge = ChallengePageFactory(parent=ContestPageFactory(), title=title, decided=True)
    other = CaseFactory(award=AwardPageFactory(parent=challenge))
    record(other, {"notice.date": day, "notice.number": "2019-000101", "buyer.business_id": BUYER, **values})
    return other


def test_a_contest_of_the_same_buyer_within_twelve_months_is_told_by_name_notice_and_day(case):
    announced("Mobilitet", DAY)
    assert near(case) == ("Mobilitet (annons 2019-000101, 11.4.2019)",)
    assert near(case, Language.FI) == ("Mobilitet (ilmoitus 2019-000101, 11.4.2019)",)


@pytest.mark.parametrize(
    ("day", "is_near"),
    [
        (date(2018, 4, 10), False),
        (date(2018, 4, 11), True),
        (date(2020, 4, 11), True),
        (date(2020, 4, 12), False),
    ],
)
def test_twelve_months_are_counted_before_and_after_the_notice(case, day, is_near):
    announced("Mobilitet", day)
    assert bool(near(case)) is is_near


def test_contests_are_told_in_the_order_of_their_notices_and_in_the_reader_s_language(case):
    announced("Senare", date(2019, 9, 1))
    first = announced("Tidigare", date(2018, 9, 1))
    translate(first.award.get_parent().specific, "fi", title="Aiempi")
    assert [told.partition(" (")[0] for told in near(case)] == ["Tidigare", "Senare"]
    assert [told.partition(" (")[0] for told in near(case, Language.FI)] == ["Aiempi", "Senare"]


def test_a_contest_that_no_case_was_opened_of_is_known_by_its_notice(case):
    challenge = ChallengePageFactory(title="Plattform")
    NoticeReferenceFactory(challenge=challenge, number="2019-7", published_on=date(2019, 5, 1))
    result = NoticeReference.Kind.RESULT
    NoticeReferenceFactory(challenge=ChallengePageFactory(), kind=result, published_on=date(2019, 5, 1), number="x")
    NoticeReferenceFactory(challenge=ChallengePageFactory(), published_on=None, number="y")
    assert unattributed(case) == ("Plattform (annons 2019-7, 1.5.2019)",)
    assert unattributed(case, Language.FI) == ("Plattform (ilmoitus 2019-7, 1.5.2019)",)


def test_a_contest_whose_buyer_nobody_recorded_is_never_told_as_this_buyer_s(case):
    other = announced("Mobilitet", DAY)
    record(other, {"buyer.business_id": None})
    assert near(case) == ()
    assert len(unattributed(case)) == 1


def test_while_the_case_s_own_buyer_is_not_recorded_no_contest_is_told_as_its(case):
    announced("Mobilitet", DAY)
    record(case, {"buyer.business_id": None})
    assert near(case) == ()
    assert len(unattributed(case)) == 1


def test_the_notice_record_is_right_where_a_case_says_otherwise(case):
    other = announced("Mobilitet", DAY)
    challenge = other.award.get_parent().specific
    NoticeReferenceFactory(challenge=challenge, number="2015-1", published_on=date(2015, 1, 1))
    assert near(case) == unattributed(case) == ()


def test_the_contest_of_another_buyer_is_not_this_buyer_s(case):
    other = announced("Mobilitet", DAY)
    record(other, {"buyer.business_id": "9999992-5"})
    assert near(case) == unattributed(case) == ()


def test_another_winner_of_the_same_contest_is_no_other_contest(case):
    challenge = case.award.get_parent().specific
    other = CaseFactory(award=AwardPageFactory(parent=challenge))
    record(other, {"notice.date": DAY})
    NoticeReferenceFactory(challenge=challenge, published_on=DAY)
    assert near(case) == unattributed(case) == ()


def test_without_a_notice_nothing_is_near():
    announced("Mobilitet", DAY)
    assert not {"contests.near", "contests.unattributed"} & set(case_facts(CaseFactory()))


@pytest.mark.parametrize("day", [date(9999, 6, 1), date(1, 6, 1)])
def test_a_notice_at_an_end_of_the_calendar_has_no_contests_near(case, day):
    announced("Mobilitet", DAY)
    record(case, {"notice.date": day})
    assert near(case) == unattributed(case) == ()
