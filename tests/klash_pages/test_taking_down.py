"""A page is taken down, and deleted, in all its languages with everything below it, with a reason, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_unpublished

from klash_pages import releasing, taking_down
from klash_pages.models import AwardPage, ChallengePage, ContestPage, ResultIndexPage, TeamPage
from klash_pages.taking_down import TakeDownRefusedError, Whole
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    ResultIndexPageFactory,
    StandardPageFactory,
    TeamPageFactory,
    home,
)
from tests.factories.records import ProblemFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def editor() -> Any:
    return EditorFactory()


@pytest.fixture
def contest() -> ContestPage:
    """A public contest in two languages with a challenge in both and a second in Swedish."""
    contest = ContestPageFactory(title="Klash")
    translate(ChallengePageFactory(title="Rides", parent=contest), "fi")
    ChallengePageFactory(title="Food", parent=contest)
    return contest


def live(kind: type[Page]) -> int:
    return kind.objects.live().count()


def desk(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def screen(page: Page) -> str:
    return reverse("klash_pages_take_down", args=[page.pk])


def said(response: Any) -> list[str]:
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


# ---- taking down


def test_a_contest_goes_in_all_languages_with_its_challenges_and_the_reason(contest, editor):
    assert taking_down.take_down(contest, editor, " the rules were wrong ") == 5
    assert (live(ContestPage), live(ChallengePage)) == (0, 0)
    entries = PageLogEntry.objects.filter(action="klash_pages.take_down")
    assert {(entry.user, entry.data["reason"]) for entry in entries} == {(editor, "the rules were wrong")}
    assert entries.count() == 5


def test_it_makes_no_difference_which_language_is_taken(contest, editor):
    assert taking_down.take_down(contest.get_translations().get(), editor, "wrong") == 5
    assert live(ContestPage) == 0


def test_other_contests_stay(contest, editor):
    other = ContestPageFactory()
    taking_down.take_down(contest, editor, "wrong")
    assert list(ContestPage.objects.live()) == [other]


def test_nothing_goes_if_one_page_fails(contest, editor):
    def fail(**_kwargs: Any) -> None:
        raise RuntimeError

    page_unpublished.connect(fail, sender=ChallengePage)
    try:
        with pytest.raises(RuntimeError):
            taking_down.take_down(contest, editor, "wrong")
    finally:
        page_unpublished.disconnect(fail, sender=ChallengePage)
    assert (live(ContestPage), live(ChallengePage)) == (2, 3)
    assert not PageLogEntry.objects.filter(action="klash_pages.take_down").exists()


def test_a_reason_is_needed(contest, editor):
    with pytest.raises(TakeDownRefusedError, match="Write the reason"):
        taking_down.take_down(contest, editor, "  ")
    assert live(ContestPage) == 2


def test_a_user_without_the_right_takes_nothing_down(contest):
    with pytest.raises(TakeDownRefusedError, match="You may not unpublish all of these pages"):
        taking_down.take_down(contest, UserFactory(), "wrong")
    assert live(ContestPage) == 2


@pytest.mark.parametrize("find", [lambda award: award.team, lambda award: award.get_parent(),
                                  lambda award: award.get_parent().get_parent()],
                         ids=["team", "challenge", "contest"])  # fmt: skip
def test_a_released_award_is_taken_back_first(find, editor):
    award = AwardPageFactory(title="Winner", published=True)
    page = find(award)
    with pytest.raises(TakeDownRefusedError, match="“Winner” is a released award"):
        taking_down.take_down(page, AdminFactory(), "wrong")
    assert (live(AwardPage), live(TeamPage), live(ChallengePage)) == (3, 3, 3)
    releasing.take_back(award, editor, "wrong winner")
    taking_down.take_down(page, editor, "wrong winner")
    assert live(TeamPage) == 0


def test_an_alias_goes_with_its_source(contest, editor):
    alias = contest.create_alias(parent=home("fi"), update_slug="alias")
    taking_down.take_down(contest, editor, "wrong")
    assert not Page.objects.get(pk=alias.pk).live


def test_what_waits_for_a_day_does_not_come_back_alone(contest, editor):
    challenge = ChallengePageFactory(title="Later", parent=contest, live=False)
    challenge.go_live_at = timezone.now() + timedelta(days=1)
    challenge.save_revision().publish()
    assert challenge.revisions.filter(approved_go_live_at__isnull=False).exists()
    taking_down.take_down(contest, editor, "wrong")
    assert not challenge.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_a_list_is_taken_down_by_an_administrator_only(editor):
    results = ResultIndexPageFactory()
    translate(results, "fi")
    with pytest.raises(TakeDownRefusedError, match="A list is taken down by an administrator"):
        taking_down.take_down(results, editor, "not needed")
    assert taking_down.take_down(results, AdminFactory(), "not needed") == 2
    assert live(ResultIndexPage) == 0


def test_a_home_page_is_taken_down_by_nobody():
    before = Page.objects.live().count()
    with pytest.raises(TakeDownRefusedError, match="Ask whoever runs the server"):
        taking_down.take_down(home(), AdminFactory(), "wrong")
    assert Page.objects.live().count() == before


# ---- deleting


def test_what_is_public_is_not_deleted(contest):
    with pytest.raises(TakeDownRefusedError, match="It is public"):
        taking_down.delete(contest, AdminFactory(), "wrong")


def test_what_is_down_is_deleted_in_all_languages_with_everything_below(contest, editor):
    draft = AwardPageFactory(parent=ChallengePage.objects.get(title="Rides", locale__language_code="sv"))
    translate(draft, "fi")  # its team is the Swedish one, which the database protects
    taking_down.take_down(contest, editor, "wrong")
    with pytest.raises(TakeDownRefusedError, match="You may not delete all of these pages"):
        taking_down.delete(contest, editor, "entered by mistake")  # Wagtail lets editors delete one page at a time
    number = Whole(contest).pages().count()
    assert taking_down.delete(contest, AdminFactory(), "entered by mistake") == number
    assert [kind.objects.count() for kind in (ContestPage, ChallengePage, TeamPage, AwardPage)] == [0, 0, 0, 0]
    entries = PageLogEntry.objects.filter(action="klash_pages.delete_everywhere", deleted=True)
    assert {entry.data["reason"] for entry in entries} == {"entered by mistake"}
    assert entries.count() == number
    home_page = Page.objects.get(pk=home().pk)
    assert home_page.numchild == home_page.get_children().count()


def test_an_award_that_was_released_keeps_its_challenge_from_deletion(editor):
    award = AwardPageFactory(title="Winner", published=True)
    challenge = award.get_parent()
    releasing.take_back(award, editor, "wrong winner")
    taking_down.take_down(challenge, editor, "wrong winner")
    with pytest.raises(TakeDownRefusedError, match="“Winner” has been released"):
        taking_down.delete(challenge, AdminFactory(), "wrong")
    assert AwardPage.objects.count() == 3


def test_problems_keep_their_contest_from_deletion(contest, editor):
    ProblemFactory(contest=contest)
    taking_down.take_down(contest, editor, "wrong")
    with pytest.raises(TakeDownRefusedError, match="Problems belong to “Klash”"):
        taking_down.delete(contest, AdminFactory(), "wrong")
    assert ContestPage.objects.count() == 2
    assert not PageLogEntry.objects.filter(action="klash_pages.delete_everywhere").exists()


# ---- the screen


def test_the_screen_lists_what_goes_and_takes_it_down(contest, editor):
    client = desk(editor)
    content = client.get(screen(contest)).content.decode()
    assert content.count("(Challenge, ") == 3
    assert "(Contest, in Finnish)" in content
    response = client.post(screen(contest), {"action": "take-down", "reason": "wrong"})
    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_explore", args=[home().pk]))
    assert said(response) == ["5 pages are taken down."]
    assert live(ContestPage) == 0


def test_the_reason_is_asked_for_on_the_screen_and_what_was_written_is_kept(contest, editor):
    response = desk(editor).post(screen(contest), {"action": "take-down", "reason": " "})
    assert "Write the reason. It is kept in the page&#x27;s history." in response.content.decode()
    assert live(ContestPage) == 2


def test_the_screen_of_what_is_down_deletes_it(contest, editor):
    taking_down.take_down(contest, editor, "wrong")
    client = desk(AdminFactory())
    content = client.get(screen(contest)).content.decode()
    assert "Delete in all languages" in content
    assert "Take down in all languages" not in content
    assert said(client.post(screen(contest), {"action": "delete", "reason": "twice"})) == ["5 pages are deleted."]
    assert not ContestPage.objects.exists()


def test_the_screen_leads_to_the_award_that_stands_in_the_way():
    award = AwardPageFactory(title="Winner", published=True)
    content = desk(EditorFactory()).get(screen(award.team)).content.decode()
    assert f'href="{reverse("wagtailadmin_pages:unpublish", args=[award.pk])}"' in content
    assert '<textarea id="reason"' not in content


def test_an_award_has_a_screen_of_its_own_and_other_pages_have_none(editor):
    award = AwardPageFactory(published=True)
    assert desk(editor).get(screen(award))["Location"] == reverse("wagtailadmin_pages:unpublish", args=[award.pk])
    assert desk(editor).get(screen(StandardPageFactory())).status_code == 404


def test_a_home_page_has_a_sentence_and_no_button():
    content = desk(AdminFactory()).get(screen(home())).content.decode()
    assert "Ask whoever runs the server" in content
    assert '<textarea id="reason"' not in content


def test_who_may_not_unpublish_does_not_see_the_screen(contest):
    assert Client().get(screen(contest)).status_code == 302
    nobody = UserFactory()
    assert "Klash" not in desk(nobody).get(screen(contest), follow=True).content.decode().partition("<main")[2]
    desk(nobody).post(screen(contest), {"action": "take-down", "reason": "mischief"})
    assert live(ContestPage) == 2


def test_the_menus_of_a_public_page_lead_to_the_screen(contest, editor):
    team = TeamPageFactory(parent=ChallengePage.objects.get(title="Food"))
    client = desk(editor)
    assert screen(contest) in client.get(reverse("wagtailadmin_explore", args=[home().pk])).content.decode()
    assert screen(contest) in client.get(reverse("wagtailadmin_pages:edit", args=[contest.pk])).content.decode()
    # What was never public is deleted as ever.
    assert screen(team) not in client.get(reverse("wagtailadmin_pages:edit", args=[team.pk])).content.decode()
    results = ResultIndexPageFactory()
    address = reverse("wagtailadmin_pages:edit", args=[results.pk])
    assert screen(results) not in client.get(address).content.decode()
    assert screen(results) in desk(AdminFactory()).get(address).content.decode()


def test_the_history_tells_the_reason(contest, editor):
    taking_down.take_down(contest, editor, "the rules were wrong")
    content = desk(editor).get(reverse("wagtailadmin_pages:history", args=[contest.pk])).content.decode()
    assert "Taken down in all languages" in content
    assert "the rules were wrong" in content


def test_whole_names_each_award_once():
    award = AwardPageFactory(published=True)
    assert [found.translation_key for found in Whole(award.get_parent()).awards] == [award.translation_key]
