"""A name is shown only with a basis and before its day of removal, and disappears everywhere at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.utils import timezone, translation

from klash_pages.models import Person
from tests.factories.pages import AwardPageFactory, ChallengePageFactory, NewsPageFactory, TeamPageFactory
from tests.factories.reading import read_everything
from tests.factories.records import PersonFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


def test_a_name_is_shown_with_a_basis_and_without_a_day_of_removal():
    person = PersonFactory()
    assert (person.may_be_shown, list(Person.objects.shown())) == (True, [person])


def test_a_name_is_not_shown_without_a_basis():
    person = PersonFactory(basis="", basis_source="")
    assert (person.may_be_shown, list(Person.objects.shown())) == (False, [])


@pytest.mark.parametrize(("days", "shown"), [(1, True), (0, False), (-1, False)])
def test_from_the_day_of_removal_on_a_name_is_not_shown(days, shown):
    person = PersonFactory(remove_on=timezone.localdate() + timedelta(days=days))
    assert person.may_be_shown is shown
    assert Person.objects.shown().exists() is shown


def test_the_query_can_be_asked_for_another_day():
    person = PersonFactory(remove_on=timezone.localdate())
    assert list(Person.objects.shown(on=timezone.localdate() - timedelta(days=1))) == [person]


def test_a_title_is_in_the_readers_language():
    person = PersonFactory(title_sv="projektchef", title_fi="projektipäällikkö", title_en="project manager")
    titles = []
    for language in ("sv", "fi", "en"):
        with translation.override(language):
            titles.append(person.title)
    assert titles == ["projektchef", "projektipäällikkö", "project manager"]


def test_a_team_shows_its_members_in_order_and_counts_the_hidden_ones(rf):
    people = [PersonFactory(name="Second"), PersonFactory(name="First"), PersonFactory(name="Hidden", basis="")]
    team = TeamPageFactory(members=people)
    context = team.get_context(rf.get("/"))
    assert [str(member) for member in context["members"]] == ["Second", "First"]
    assert context["hidden_members"] == 1


def test_a_member_whose_day_of_removal_comes_disappears_from_every_page_at_once():
    person = PersonFactory(name="Markermember Markersson")
    challenge = ChallengePageFactory(decided=True)
    AwardPageFactory(parent=challenge, team=TeamPageFactory(parent=challenge, members=[person]), published=True)
    assert {path[:4] for path, text in read_everything().items() if person.name in text} == {"/sv/", "/fi/", "/en/"}

    person.remove_on = timezone.localdate()
    person.save()
    assert [path for path, text in read_everything().items() if person.name in text] == []


def test_a_press_contact_whose_day_of_removal_comes_disappears_from_the_news():
    person = PersonFactory(name="Markercontact Markersson")
    news = NewsPageFactory(press_contact=person)
    translate(news, "fi")
    assert {path[:4] for path, text in read_everything().items() if person.name in text} == {"/sv/", "/fi/"}

    person.remove_on = timezone.localdate()
    person.save()
    assert [path for path, text in read_everything().items() if person.name in text] == []


def test_a_member_or_a_press_contact_cannot_be_deleted():
    member, contact = PersonFactory(), PersonFactory()
    TeamPageFactory(members=[member])
    NewsPageFactory(press_contact=contact)
    for person in (member, contact):
        with pytest.raises(ProtectedError):
            person.delete()
