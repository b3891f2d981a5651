"""A result becomes public by its release only: when the rules allow it, in all languages at once, by no other door."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import Translation

from klash_pages.models import AwardPage, Release, ReleaseLift, TeamPage
from klash_pages.publication import doors, keeping, releases
from klash_pages.publication.doors import ReleaseRefusedError
from klash_pages.publication.requirements import check
from tests.factories.pages import (
    AwardPageFactory,
    ChallengeIndexPageFactory,
    ChallengePageFactory,
    ContestIndexPageFactory,
    ContestPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PartnerPageFactory,
    ResultIndexPageFactory,
    StandardPageFactory,
    TeamIndexPageFactory,
    TeamPageFactory,
    body,
    make_ready,
)
from tests.factories.reading import read_everything
from tests.factories.records import PersonFactory, ReleaseLiftFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

NO_RECORD = "The jury record is not locked: its signing date or its signers are missing."
NO_DECISION = "The contest decision has not been made."
THE_SCREEN = "An award and its team are published on the screen “Release results”, in all languages at one moment."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def undecided() -> AwardPage:
    """An award that lacks nothing but the jury's record and the decision."""
    award = AwardPageFactory(parent=ChallengePageFactory())
    make_ready(award, languages=("fi",))
    award.save_revision()
    return award


@pytest.fixture
def decided() -> AwardPage:
    """An award that may be released."""
    award = AwardPageFactory()
    make_ready(award)
    award.save_revision()
    return award


@pytest.fixture
def desk() -> Client:
    """The admin, with an editor logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(EditorFactory())
    return client


def versions(award: AwardPage) -> list[Page]:
    """The award and its team in all languages."""
    return [
        *AwardPage.objects.filter(translation_key=award.translation_key),
        *TeamPage.objects.filter(translation_key=award.team.translation_key),
    ]


def refusals(award: AwardPage) -> list[str]:
    """What is against releasing this award alone."""
    result = check([award.translation_key])
    return [*result.reasons, *result.awards[0].reasons]


def live(award: AwardPage) -> set[bool]:
    """Whether the pages are live: one value if they agree."""
    return {page.live for page in versions(award)}


NOTHING = {False}
EVERYTHING = {True}


def edit_form(award: AwardPage) -> dict[str, Any]:
    """What the edit form sends when nothing is changed and Publish is pressed."""
    return nested_form_data(
        {
            "title": award.title,
            "slug": award.slug,
            "lead": award.lead,
            "team": award.team_id,
            "announced_on": award.announced_on.isoformat(),
            "solution": award.solution,
            "body": streamfield([]),
            "follow_ups": streamfield([]),
            "notes": streamfield([]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
            "action-publish": "1",
        }
    )


# ---- the rules


def test_an_award_needs_the_jury_record_and_the_decision(undecided):
    assert refusals(undecided) == [NO_RECORD, NO_DECISION]


def test_a_jury_record_without_signers_is_not_locked(decided):
    challenge = decided.get_parent().specific
    challenge.jury_record_signers = " "
    challenge.save(clean=False)
    assert refusals(decided) == [NO_RECORD]


def test_a_decided_challenge_has_nothing_against_its_award(decided):
    assert refusals(decided) == []


def test_an_editor_and_a_lawyer_can_lift_the_rule(undecided):
    ReleaseLiftFactory(award=undecided)
    assert refusals(undecided) == []


def test_a_lift_covers_no_other_award(undecided):
    ReleaseLiftFactory(award=AwardPageFactory())
    assert refusals(undecided) == [NO_RECORD, NO_DECISION]


def test_an_award_needs_swedish_and_finnish_and_its_team_in_the_same_languages():
    award = AwardPageFactory()
    assert refusals(award) == ["The award has no version in Finnish."]
    translate(award, "fi", same=True)
    assert refusals(award) == ["The team has no version in Finnish."]
    translate(award.team, "fi", same=True)
    assert refusals(award) == []


def test_an_award_needs_its_challenge_to_be_public_in_all_its_languages(decided):
    challenge = decided.get_parent()
    with keeping.going([challenge.translation_key]):
        challenge.get_translations().get(locale__language_code="en").unpublish()
    assert refusals(decided) == ["The challenge is not public in English."]


def test_the_rules_of_the_challenge_limit_the_number_of_winners(decided):
    releases.release_now([decided.translation_key], AdminFactory())
    second = AwardPageFactory(parent=decided.get_parent().specific)
    make_ready(second)
    title = second.get_parent().title
    assert refusals(second) == [f"{title}: more winners than the rules allow (1). Confirm that they share."]
    challenge = second.get_parent().specific
    challenge.winners_allowed = 2
    challenge.save()
    assert refusals(second) == []


# ---- the doors that are not the release, whatever the rules say


def by_revision(award: AwardPage, desk: Client) -> None:
    with pytest.raises(ReleaseRefusedError, match="Release results"):
        award.save_revision().publish()


def by_the_publishing_action(award: AwardPage, desk: Client) -> None:
    with pytest.raises(ReleaseRefusedError, match="Release results"):
        PublishPageRevisionAction(award.get_latest_revision()).execute()


def by_saving(award: AwardPage, desk: Client) -> None:
    award.live = True
    with pytest.raises(ReleaseRefusedError, match="Release results"):
        award.save()


def by_the_edit_view(award: AwardPage, desk: Client) -> None:
    response = desk.post(reverse("wagtailadmin_pages:edit", args=[award.pk]), edit_form(award), follow=True)
    assert [str(message).strip() for message in response.context["messages"]] == [THE_SCREEN]
    assert response.redirect_chain[0][0] == f"/admin/releases/prepare/?award={award.translation_key}"


def by_bulk_publishing(award: AwardPage, desk: Client) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = desk.post(f"{address}?id={award.pk}", follow=True)
    assert [str(message).strip() for message in response.context["messages"]] == [f"{award.title}: {THE_SCREEN}"]


def by_bulk_publishing_all_below_the_challenge(award: AwardPage, desk: Client) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    challenge = award.get_parent()
    response = desk.post(f"{address}?id={challenge.pk}", {"include_descendants": "on"}, follow=True)
    assert f"{award.title}: {THE_SCREEN}" in [str(message).strip() for message in response.context["messages"]]


def by_the_admins_api(award: AwardPage, desk: Client) -> None:
    address = reverse("wagtailadmin_api:pages:action", args=[award.pk, "publish"])
    assert desk.post(address).status_code == 403


def by_scheduling(award: AwardPage, desk: Client) -> None:
    award.go_live_at = timezone.now() + timedelta(days=1)
    for clean in (True, False):
        with pytest.raises(ValidationError, match="Release results"), transaction.atomic():
            award.save_revision(clean=clean)
    with pytest.raises(ReleaseRefusedError):
        award.get_latest_revision().publish()


def by_a_schedule_written_into_a_revision(award: AwardPage, desk: Client) -> None:
    revision = award.get_latest_revision()
    revision.content["go_live_at"] = (timezone.now() + timedelta(days=1)).isoformat()
    revision.save()
    with pytest.raises(ValidationError, match="Release results"), transaction.atomic():
        PublishPageRevisionAction(revision).execute()


def by_an_expiry(award: AwardPage, desk: Client) -> None:
    award.team.expire_at = timezone.now() + timedelta(days=1)
    with pytest.raises(ValidationError, match="taken back on its own page"), transaction.atomic():
        award.team.save_revision()


def by_a_schedule_forced_into_the_database(award: AwardPage, desk: Client) -> None:
    award.latest_revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    award.latest_revision.save()
    call_command("publish_scheduled", stderr=StringIO())


def by_the_finnish_page(award: AwardPage, desk: Client) -> None:
    finnish = award.get_translations().get(locale__language_code="fi").specific
    with pytest.raises(ReleaseRefusedError):
        finnish.get_latest_revision().publish()


def by_the_translation_editor(award: AwardPage, desk: Client) -> None:
    finnish = award.get_translations().get(locale__language_code="fi")
    response = desk.post(reverse("wagtailadmin_pages:edit", args=[finnish.pk]), {"action": "publish"}, follow=True)
    said = [str(message).strip() for message in response.context["messages"]]
    assert said == ["The translation is saved as a draft.", THE_SCREEN]


def by_its_team(award: AwardPage, desk: Client) -> None:
    with pytest.raises(ReleaseRefusedError, match="Teams are shown when the jury has decided the challenge"):
        award.team.save_revision().publish()
    award.team.live = True
    with pytest.raises(ReleaseRefusedError):
        award.team.save()


def by_its_teams_edit_view(award: AwardPage, desk: Client) -> None:
    form = {
        "title": award.team.title,
        "slug": award.team.slug,
        "lead": "",
        "body": streamfield([]),
        "links": streamfield([]),
    }
    members = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    address = reverse("wagtailadmin_pages:edit", args=[award.team.pk])
    data = nested_form_data({**form, "members": members, "comments": members, "action-publish": "1"})
    response = desk.post(address, data, follow=True)
    sentences = [str(message).strip() for message in response.context["messages"]]
    assert sentences == ["Teams are shown when the jury has decided the challenge."]


DOORS = [
    by_revision,
    by_the_publishing_action,
    by_saving,
    by_the_edit_view,
    by_bulk_publishing,
    by_bulk_publishing_all_below_the_challenge,
    by_the_admins_api,
    by_scheduling,
    by_a_schedule_written_into_a_revision,
    by_an_expiry,
    by_a_schedule_forced_into_the_database,
    by_the_finnish_page,
    by_the_translation_editor,
    by_its_team,
    by_its_teams_edit_view,
]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_an_award_does_not_go_live_by_any_door_but_the_release(door, decided, desk):
    door(decided, desk)
    assert live(decided) == NOTHING


def test_translating_an_award_and_publishing_it_at_once_is_refused(decided, django_capture_on_commit_callbacks):
    target = Translation.objects.get(source__object_id=decided.translation_key, target_locale__language_code="fi")
    with django_capture_on_commit_callbacks() as callbacks:
        target.save_target(publish=True)
    [publish] = [callback for callback in callbacks if getattr(callback, "__name__", "") == "publish"]
    with pytest.raises(ReleaseRefusedError):
        publish()
    assert live(decided) == NOTHING


def test_an_award_does_not_go_live_when_it_is_written_and_published_at_once(desk):
    challenge = ChallengePageFactory()
    team = TeamPageFactory(parent=challenge)
    draft = AwardPageFactory.build(parent=challenge, team=team, title="Winner", slug="winner", locale=challenge.locale)
    address = reverse("wagtailadmin_pages:add", args=["klash_pages", "awardpage", challenge.pk])
    desk.post(address, edit_form(draft))
    assert not AwardPage.objects.live().exists()
    assert not TeamPage.objects.live().exists()


def test_an_award_cannot_be_made_live_in_a_script():
    with pytest.raises(ReleaseRefusedError):
        AwardPageFactory(parent=ChallengePageFactory(), live=True)
    assert not AwardPage.objects.exists()


def test_a_copy_of_a_released_award_does_not_go_live():
    award = AwardPageFactory(published=True)
    with pytest.raises(ReleaseRefusedError):
        award.copy(to=ChallengePageFactory(), update_attrs={"slug": "copy"}, keep_live=True)
    assert AwardPage.objects.live().count() == 3


# ---- the release


def let_go(award: AwardPage) -> Release:
    """Release one award."""
    return releases.release_now([award.translation_key], EditorFactory())


def test_all_languages_and_the_team_go_live_together(decided):
    let_go(decided)
    assert live(decided) == EVERYTHING
    assert len(versions(decided)) == 6
    assert not any(page.has_unpublished_changes for page in versions(decided))


def test_a_lifted_award_goes_live_like_any_other(undecided):
    ReleaseLiftFactory(award=undecided)
    let_go(undecided)
    assert live(undecided) == EVERYTHING


def test_a_lift_that_no_lawyer_has_confirmed_lifts_nothing(undecided):
    ReleaseLiftFactory(award=undecided, lawyer=None)
    assert refusals(undecided) == [NO_RECORD, NO_DECISION]


def test_the_log_says_who_released_every_page(decided):
    release_ = let_go(decided)
    for page in versions(decided):
        entry = PageLogEntry.objects.get(page=page.pk, action="wagtail.publish")
        assert entry.user == release_.settled_by


@pytest.mark.parametrize("model", [AwardPage, TeamPage])
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_if_one_page_fails_nothing_goes_live(model, language, decided):
    def fail(sender: Any, instance: Page, **kwargs: Any) -> None:
        if isinstance(instance, model) and instance.locale.language_code == language:
            raise OSError("the search engine is away")

    page_published.connect(fail)
    try:
        with pytest.raises(OSError, match="the search engine is away"):
            let_go(decided)
    finally:
        page_published.disconnect(fail)
    assert live(decided) == NOTHING


def test_a_team_goes_live_alone_when_its_challenge_ended_without_a_winner():
    challenge = ChallengePageFactory(ending="no_winner")
    team = TeamPageFactory(parent=challenge)
    team.save_revision().publish()
    team.refresh_from_db()
    assert team.live


def test_a_losing_team_may_go_live_after_the_award():
    award = AwardPageFactory(published=True)
    loser = TeamPageFactory(parent=award.get_parent().specific)
    loser.save_revision().publish()
    loser.refresh_from_db()
    assert loser.live


def test_a_released_award_can_be_edited_and_published_again(decided):
    let_go(decided)
    award = AwardPage.objects.get(pk=decided.pk)
    award.solution = "One ride for all."
    award.save_revision().publish()
    award.refresh_from_db()
    assert (award.live, award.solution) == (True, "One ride for all.")


def test_a_release_that_was_refused_leaves_no_door_open(undecided):
    with pytest.raises(ReleaseRefusedError):
        let_go(undecided)
    assert not doors._released.get()


# ---- the lift


def test_a_lift_needs_two_people(undecided):
    editor = EditorFactory()
    with pytest.raises(IntegrityError, match="klash_pages_lift_by_two_people"):
        ReleaseLiftFactory(award=undecided, editor=editor, lawyer=editor)


def test_a_lift_needs_a_reason(undecided):
    with pytest.raises(IntegrityError, match="klash_pages_lift_has_reason"):
        ReleaseLiftFactory(award=undecided, reason="")


def test_a_rule_is_lifted_once_for_an_award(undecided):
    ReleaseLiftFactory(award=undecided)
    with pytest.raises(IntegrityError):
        ReleaseLiftFactory(award=undecided, lawyer=UserFactory())


# ---- what a reader sees before and after

MARKERS = {
    "award title": "Markeraward",
    "award lead": "markerawardlead",
    "award solution": "markersolution",
    "award body": "markerawardbody",
    "award slug": "markerawardslug",
    "team title": "Markerteam",
    "team lead": "markerteamlead",
    "team body": "markerteambody",
    "team slug": "markerteamslug",
    "member": "Markermember Markersson",
}


@pytest.fixture
def whole_site() -> AwardPage:
    """A page of every type in three languages, with an award ready to be released."""
    index = ContestIndexPageFactory(title="Contests")
    contest = ContestPageFactory(parent=index, title="Contest", municipalities_count=2, problems_count=3, teams_count=4)
    challenge = ChallengePageFactory(parent=contest, title="Challenge", decided=True)
    for page in (
        ChallengeIndexPageFactory(title="Challenges"),
        ResultIndexPageFactory(title="Results"),
        TeamIndexPageFactory(title="Teams"),
        NewsPageFactory(parent=NewsIndexPageFactory(title="News"), title="Item"),
        PartnerPageFactory(title="Partner"),
        StandardPageFactory(title="About", show_in_menus=True),
        challenge,
    ):
        for language in ("fi", "en"):
            translate(page, language)
    team = TeamPageFactory(
        parent=challenge,
        title=MARKERS["team title"],
        lead=MARKERS["team lead"],
        slug=MARKERS["team slug"],
        body=body(MARKERS["team body"]),
        members=[PersonFactory(name=MARKERS["member"])],
    )
    award = AwardPageFactory(
        parent=challenge,
        team=team,
        title=MARKERS["award title"],
        lead=MARKERS["award lead"],
        slug=MARKERS["award slug"],
        solution=MARKERS["award solution"],
        body=body(MARKERS["award body"]),
    )
    make_ready(award)
    award.save_revision()
    return award


def leaks(client: Client) -> set[tuple[str, str]]:
    """What of the award or its team a reader finds, at any address of the site."""
    texts = read_everything(client=client)
    assert len(texts) >= 30
    return {(path, name) for path, text in texts.items() for name, marker in MARKERS.items() if marker in text + path}


def test_before_the_release_nothing_of_it_is_public_at_any_address_whatever_is_done_with_the_schedule(whole_site):
    editor, reader = EditorFactory(), Client()
    reader.force_login(UserFactory())
    tomorrow = timezone.now() + timedelta(days=1)
    assert leaks(Client()) == set()

    record = releases.schedule([whole_site.translation_key], tomorrow, editor)
    translate(whole_site, "fi", solution="markersolution suomeksi")
    assert leaks(Client()) == set()
    assert leaks(reader) == set()

    releases.reschedule(record, tomorrow + timedelta(days=1), editor)
    releases.withdraw(record, editor)
    record = releases.schedule([whole_site.translation_key], tomorrow, editor)
    assert releases.carry_out_due(tomorrow - timedelta(seconds=1)) == []
    assert leaks(reader) == set()
    assert [Client().get(page.url).status_code for page in versions(whole_site)] == [404] * 6

    assert releases.carry_out_due(tomorrow + timedelta(seconds=1)) == []
    assert [Client().get(page.url).status_code for page in versions(whole_site)] == [200] * 6
    assert "markersolution suomeksi" in "".join(read_everything().values())


def test_after_the_release_all_of_it_is_public_in_every_language(whole_site):
    let_go(whole_site)
    texts = read_everything()
    for language in ("sv", "fi", "en"):
        text = "".join(text for path, text in texts.items() if path.startswith(f"/{language}/"))
        assert [name for name, marker in MARKERS.items() if marker not in text] == []


def test_after_it_is_taken_back_nothing_of_award_and_team_is_public_at_any_address(
    whole_site, django_capture_on_commit_callbacks
):
    let_go(whole_site)
    assert leaks(Client()) != set()
    with django_capture_on_commit_callbacks(execute=True):
        releases.take_back(whole_site, EditorFactory(), "the jury record was annulled")
    assert leaks(Client()) == set()
    assert {Client().get(page.url).status_code for page in versions(whole_site)} <= {404, 410}


def test_a_lift_is_found_by_the_awards_key(undecided):
    lift = ReleaseLiftFactory(award=undecided)
    assert ReleaseLift.objects.get(award_key=undecided.translation_key) == lift
