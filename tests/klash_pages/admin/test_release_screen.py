"""The release screen shows what is missing, asks before it acts, and is shut to those who may not publish."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published

from klash_pages.models import AwardPage, Release, ReleaseLift, TeamPage
from klash_pages.publication import releases
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    ResultIndexPageFactory,
    TeamPageFactory,
    make_ready,
)
from tests.factories.translations import translate
from tests.factories.users import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor() -> Any:
    """A member of the communications staff."""
    return EditorFactory()


@pytest.fixture
def lawyer() -> Any:
    """A member of the legal staff."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Legal"))
    return user


def desk_of(user: Any) -> Client:
    """The admin, in English, with somebody logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def desk(editor) -> Client:
    """The editor's admin."""
    return desk_of(editor)


@pytest.fixture
def award() -> AwardPage:
    """An award that may be released in Swedish and Finnish."""
    award = AwardPageFactory(title="Winner Rapida", solution="One ride for all.")
    award.save_revision()
    make_ready(award, languages=("fi",))
    return award


def screen(award: AwardPage) -> str:
    """The address of the screen for one award."""
    return f"{reverse('releases:prepare')}?award={award.translation_key}"


def nothing_is_public(award: AwardPage) -> bool:
    """Whether neither the award nor its team is live in any language."""
    return not (
        AwardPage.objects.live().filter(translation_key=award.translation_key).exists()
        or TeamPage.objects.live().filter(translation_key=award.team.translation_key).exists()
    )


def messages_of(response: Any) -> list[str]:
    """What the admin says on top of the page."""
    return [str(message).strip() for message in response.context["messages"]]


# ---- what it shows


def test_the_menu_leads_publishers_and_lawyers_to_the_screen(desk, lawyer):
    for client in (desk, desk_of(lawyer)):
        assert client.get(reverse("releases:index")).status_code == 200
        assert "Release results" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_list_offers_each_waiting_award_once_whatever_its_languages(desk, award):
    text = desk.get(reverse("releases:index")).content.decode()
    assert text.count(f'value="{award.translation_key}"') == 1


def test_the_screen_shows_each_language_of_the_award_and_its_team(desk, award):
    response = desk.get(screen(award))
    [one] = response.context["check"].awards
    assert [(a.language, a.state, t.state) for a, t in one.rows] == [("sv", "ready", "ready"), ("fi", "ready", "ready")]
    assert "Nothing is missing." in response.content.decode()


def test_the_screen_says_what_is_missing(desk):
    award = AwardPageFactory(parent=ChallengePageFactory())
    text = desk.get(screen(award)).content.decode()
    for sentence in (
        "The jury record is not locked: its signing date or its signers are missing.",
        "The contest decision has not been made.",
        "The award has no version in Finnish.",
    ):
        assert sentence in text


@pytest.mark.parametrize(("query", "status"), [("award=nonsense", 404), ("award=%00", 400)])
def test_an_address_that_names_no_award_is_refused(query, status, desk):
    assert desk.get(f"{reverse('releases:prepare')}?{query}").status_code == status


def test_an_address_without_awards_leads_to_the_list(desk):
    assert desk.get(reverse("releases:prepare")).url == reverse("releases:index")


# ---- what it does


def test_a_time_is_read_as_helsinki_time_whatever_zone_the_editor_uses(desk, award, settings):
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    with timezone.override(ZoneInfo("America/New_York")):
        response = desk.post(screen(award), {"action": "schedule", "due_at": f"{day}T18:00"})
    record = Release.objects.get()
    assert response.url == reverse("releases:release", args=[record.pk])
    assert record.due_at == datetime.fromisoformat(f"{day}T18:00").replace(tzinfo=ZoneInfo("Europe/Helsinki"))
    assert nothing_is_public(award)


@pytest.mark.parametrize("typed", ["", "tomorrow", "2020-01-23T18:00"])
def test_a_time_that_is_missing_unreadable_or_past_is_refused_beside_the_field(typed, desk, award):
    response = desk.post(screen(award), {"action": "schedule", "due_at": typed})
    assert response.status_code == 200
    assert response.context["when"].errors["due_at"]
    assert not Release.objects.exists()


def test_a_scheduled_award_opens_its_release_again(desk, award, editor):
    record = releases.schedule([award.translation_key], timezone.now() + timedelta(days=1), editor)
    assert desk.get(screen(award)).url == reverse("releases:release", args=[record.pk])


def test_release_now_asks_for_the_number_of_awards(desk, award):
    for typed in ("", "2", "x"):
        response = desk.post(screen(award), {"action": "release", "number": typed})
        assert response.context["now"].errors["number"]
    assert nothing_is_public(award)
    response = desk.post(screen(award), {"action": "release", "number": "1"}, follow=True)
    text = response.content.decode()
    for page in AwardPage.objects.live():
        assert page.full_url in text
    assert AwardPage.objects.live().count() == 2
    assert messages_of(response) == ["The results are public in all languages."]


def test_a_refused_release_says_so_and_releases_nothing(desk):
    award = AwardPageFactory(parent=ChallengePageFactory())
    response = desk.post(screen(award), {"action": "release", "number": "1"})
    assert "Nothing was released or scheduled" in response.content.decode()
    assert nothing_is_public(award)


def test_a_schedule_is_withdrawn_and_moved_on_the_screen(desk, award, editor):
    record = releases.schedule([award.translation_key], timezone.now() + timedelta(days=1), editor)
    address = reverse("releases:release", args=[record.pk])
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    desk.post(address, {"action": "schedule", "due_at": f"{day}T12:00"})
    record.refresh_from_db()
    assert timezone.localtime(record.due_at).isoformat().startswith(f"{day}T12:00")
    desk.post(address, {"action": "withdraw"})
    record.refresh_from_db()
    assert record.state == "withdrawn"
    assert desk.post(address, {"action": "explode"}).status_code == 404


def test_winners_share_when_the_screen_is_told_where_it_was_decided(desk, award):
    second = AwardPageFactory(parent=award.get_parent().specific)
    second.save_revision()
    make_ready(second, languages=("fi",))
    address = f"{screen(award)}&award={second.translation_key}"
    assert "They share: where was it decided?" in desk.get(address).content.decode()
    desk.post(address, {"action": "release", "number": "2", "sharing_reason": "jury record § 4"})
    assert Release.objects.get().sharing_reason == "jury record § 4"
    assert AwardPage.objects.live().count() == 4


# ---- the preview


def test_the_preview_shows_the_future_and_releases_nothing(desk, award):
    results = ResultIndexPageFactory(title="Results")
    translate(results, "fi")
    heard: list[Page] = []
    listener = lambda instance, **_kwargs: heard.append(instance)  # noqa: E731
    page_published.connect(listener)
    try:
        for language in ("sv", "fi"):
            for subject in ("home", "results", "challenge", "award"):
                address = f"{reverse('releases:preview')}?award={award.translation_key}"
                response = desk.get(f"{address}&subject={subject}&language={language}")
                assert response.status_code == 200
                assert award.team.title in response.content.decode(), (subject, language)
                assert "no-store" in response["Cache-Control"]
    finally:
        page_published.disconnect(listener)
    assert heard == []
    assert nothing_is_public(award)
    assert not PageLogEntry.objects.filter(action="wagtail.publish", page=award.pk).exists()
    assert award.team.title not in Client().get(results.url).content.decode()


def test_the_preview_shows_the_newest_draft(desk, award):
    award.solution = "A draft sentence."
    award.save_revision()
    AwardPage.objects.filter(pk=award.pk).update(solution="An old sentence.")
    address = f"{reverse('releases:preview')}?award={award.translation_key}&subject=award&language=sv"
    assert "A draft sentence." in desk.get(address).content.decode()
    award.refresh_from_db()
    assert award.solution == "An old sentence."


def test_a_preview_of_what_does_not_exist_is_not_found(desk, award):
    address = f"{reverse('releases:preview')}?award={award.translation_key}"
    for query in ("", "&subject=award", "&subject=award&language=en", "&subject=secrets&language=sv"):
        assert desk.get(address + query).status_code == 404


# ---- who gets in


def test_visitors_and_others_do_not_get_in(award, editor):
    record = releases.schedule([award.translation_key], timezone.now() + timedelta(days=1), editor)
    reader = UserFactory()
    writer = UserFactory()
    writer.user_permissions.add(_access())
    addresses = [
        reverse("releases:index"),
        screen(award),
        reverse("releases:release", args=[record.pk]),
        f"{reverse('releases:preview')}?award={award.translation_key}&subject=award&language=sv",
    ]
    for client in (Client(), desk_of(reader), desk_of(writer)):
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 302
            assert "/admin/login/" in response.url or response.url == reverse("wagtailadmin_home")
        client.post(addresses[2], {"action": "release", "number": "1"})
    assert nothing_is_public(award)


def test_a_lawyer_looks_but_releases_and_previews_nothing(award, lawyer):
    client = desk_of(lawyer)
    assert "You may look, but not release" in client.get(screen(award)).content.decode()
    client.post(screen(award), {"action": "release", "number": "1"})
    preview = f"{reverse('releases:preview')}?award={award.translation_key}&subject=award&language=sv"
    assert client.get(preview).status_code == 302
    assert nothing_is_public(award)


def _access() -> Any:
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


# ---- the lift


def test_an_editor_asks_for_the_lift_and_a_lawyer_confirms_it_on_the_screen(desk, lawyer):
    award = AwardPageFactory(parent=ChallengePageFactory())
    lift = reverse("releases:lift", args=[award.translation_key])
    desk.post(lift, {"action": "ask", "reason": "announced at the dinner"})
    assert "It lifts nothing before legal staff have confirmed it." in desk.get(screen(award)).content.decode()
    desk.post(lift, {"action": "confirm"})
    assert ReleaseLift.objects.get().lawyer is None
    desk_of(lawyer).post(lift, {"action": "confirm"})
    assert ReleaseLift.objects.get().lawyer == lawyer
    text = desk.get(screen(award)).content.decode()
    assert f"The rule is lifted. Confirmed by {lawyer}" in text
    assert "announced at the dinner" in text


# ---- Wagtail's own screens


def test_an_award_and_its_team_offer_the_release_in_place_of_publish(desk, award):
    for page in (award, award.team):
        text = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert 'name="action-publish"' not in text
        assert f'href="{screen(award)}"' in text
        assert 'name="go_live_at"' not in text


def test_a_new_award_offers_no_publish(desk):
    challenge = ChallengePageFactory()
    for model in ("awardpage", "teampage"):
        text = desk.get(reverse("wagtailadmin_pages:add", args=["klash_pages", model, challenge.pk])).content.decode()
        assert 'name="action-publish"' not in text


def test_a_released_award_and_a_team_after_the_award_offer_publish(desk):
    award = AwardPageFactory(published=True)
    loser = TeamPageFactory(parent=award.get_parent().specific)
    for page in (award, loser):
        text = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert 'name="action-publish"' in text


def test_unpublishing_a_released_award_asks_for_a_reason_and_offers_a_note(desk):
    award = AwardPageFactory(published=True)
    address = reverse("wagtailadmin_pages:unpublish", args=[award.pk])
    text = desk.post(address).content.decode()
    assert "Write a dated correction or withdrawal on the page instead" in text
    assert "Write the reason." in desk.post(address, {"reason": " "}).content.decode()
    assert AwardPage.objects.live().count() == 3
    desk.post(address, {"reason": "the jury record was annulled"})
    assert not AwardPage.objects.live().exists()


def test_a_released_award_is_not_unpublished_in_bulk_or_with_its_challenge(desk):
    award = AwardPageFactory(published=True)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    desk.post(f"{bulk}?id={award.pk}")
    desk.post(f"{bulk}?id={award.get_parent().pk}", {"include_descendants": "on"})
    single = reverse("wagtailadmin_pages:unpublish", args=[award.get_parent().pk])
    desk.post(single, {"include_descendants": "on"})
    assert AwardPage.objects.live().count() == 3


def test_the_screen_asks_the_same_number_of_questions_however_much_news_there_is(
    desk, award, django_assert_num_queries
):
    index = NewsIndexPageFactory()
    NewsPageFactory(parent=index)
    desk.get(screen(award))
    counts = []
    for extra in (0, 5):
        for _number in range(extra):
            NewsPageFactory(parent=index)
        with django_assert_num_queries(1000, exact=False) as captured:
            desk.get(screen(award))
        counts.append(len(captured))
    assert counts[0] == counts[1]
