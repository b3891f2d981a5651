"""A release has a time of its own, is carried out whole or not at all, and says why when it is not."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command, get_commands
from django.utils import timezone, translation
from wagtail.models import GroupPagePermission, Page, PageLogEntry
from wagtail.signals import page_published, page_unpublished

from klash_pages.models import AwardPage, ChallengePage, Release, TeamPage
from klash_pages.publication import releases
from klash_pages.publication.doors import ReleaseRefusedError
from klash_pages.publication.requirements import check
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsPageFactory,
    TeamPageFactory,
    make_ready,
)
from tests.factories.records import PersonFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

NO_DECISION = "The contest decision has not been made."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor() -> Any:
    """A member of the communications staff."""
    return EditorFactory()


@pytest.fixture
def award() -> AwardPage:
    """An award that may be released in Swedish and Finnish."""
    return ready_award()


def ready_award(**fields: Any) -> AwardPage:
    """An award with its team, both ready in Swedish and Finnish."""
    award = AwardPageFactory(**fields)
    award.save_revision()
    award.team.save_revision()
    make_ready(award, languages=("fi",))
    return award


def tomorrow() -> datetime:
    """A day ahead."""
    return timezone.now() + timedelta(days=1)


def states(*awards: AwardPage) -> set[bool]:
    """Whether the awards and their teams are live, in all languages: one value if they agree."""
    return {
        page.live
        for award in awards
        for page in (
            *AwardPage.objects.filter(translation_key=award.translation_key),
            *TeamPage.objects.filter(translation_key=award.team.translation_key),
        )
    }


def change_challenge(award: AwardPage, **facts: Any) -> None:
    """Change facts of the award's challenge, published."""
    ChallengePage.objects.filter(translation_key=award.get_parent().translation_key).update(**facts)


def reasons_against(*awards: AwardPage, sharing_reason: str = "") -> list[str]:
    """Everything against releasing these awards together."""
    return check([award.translation_key for award in awards], sharing_reason).all_reasons


# ---- the time of a release


def test_a_scheduled_release_is_recorded_and_publishes_nothing(award, editor):
    due = tomorrow()
    record = releases.schedule([award.translation_key], due, editor)
    record.refresh_from_db()
    assert (record.state, record.due_at, record.created_by, record.award_keys) == (
        "scheduled",
        due,
        editor,
        [award.translation_key],
    )
    assert states(award) == {False}
    assert not Page.objects.filter(go_live_at__isnull=False).exists()


def test_a_release_is_never_early_and_is_whole_when_its_time_has_come(award, editor):
    due = tomorrow()
    record = releases.schedule([award.translation_key], due, editor)
    assert releases.carry_out_due(due - timedelta(seconds=1)) == []
    assert states(award) == {False}
    assert releases.carry_out_due(due + timedelta(seconds=1)) == []
    assert states(award) == {True}
    record.refresh_from_db()
    assert (record.state, record.settled_by) == ("released", editor)


def test_the_minutes_command_carries_out_what_is_due(award, editor):
    record = releases.schedule([award.translation_key], tomorrow(), editor)
    assert get_commands()["publish_scheduled"] == "klash_pages"
    Release.objects.filter(pk=record.pk).update(due_at=timezone.now() + timedelta(seconds=60))
    call_command("publish_scheduled")
    assert states(award) == {False}
    Release.objects.filter(pk=record.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_scheduled", dryrun=True, stdout=(said := StringIO()))
    assert f"Release to be carried out: {record.pk}" in said.getvalue()
    assert states(award) == {False}
    call_command("publish_scheduled")
    assert states(award) == {True}


def test_a_time_that_has_passed_is_refused(award, editor):
    with pytest.raises(ReleaseRefusedError, match="The time of the release has passed"):
        releases.schedule([award.translation_key], timezone.now(), editor)
    assert not Release.objects.exists()


def test_a_moved_release_happens_at_its_new_time_only(award, editor):
    due = tomorrow()
    record = releases.schedule([award.translation_key], due, editor)
    releases.reschedule(record, due + timedelta(hours=2), editor)
    releases.carry_out_due(due + timedelta(hours=1))
    assert states(award) == {False}
    releases.carry_out_due(due + timedelta(hours=3))
    assert states(award) == {True}


def test_a_withdrawn_release_never_happens(award, editor):
    record = releases.schedule([award.translation_key], tomorrow(), editor)
    releases.withdraw(record, editor)
    releases.carry_out_due(tomorrow() + timedelta(days=9))
    assert states(award) == {False}
    record.refresh_from_db()
    assert (record.state, record.settled_by) == ("withdrawn", editor)
    with pytest.raises(ReleaseRefusedError, match="settled already"):
        releases.withdraw(record, editor)


def test_a_released_release_cannot_be_withdrawn_or_moved(award, editor):
    record = releases.release_now([award.translation_key], editor)
    for act in (
        lambda: releases.withdraw(record, editor),
        lambda: releases.reschedule(record, tomorrow(), editor),
        lambda: releases.release_early(record, editor),
    ):
        with pytest.raises(ReleaseRefusedError, match="settled already"):
            act()


def test_an_award_is_in_one_scheduled_release(award, editor):
    releases.schedule([award.translation_key], tomorrow(), editor)
    for act in (
        lambda: releases.schedule([award.translation_key], tomorrow(), editor),
        lambda: releases.release_now([award.translation_key], editor),
    ):
        with pytest.raises(ReleaseRefusedError, match="already in a scheduled release"):
            act()
    assert states(award) == {False}


def test_a_scheduled_release_can_be_carried_out_early(award, editor):
    record = releases.schedule([award.translation_key], tomorrow(), editor)
    releases.release_early(record, editor)
    assert states(award) == {True}


def test_a_translation_made_after_the_schedule_goes_live_with_it(award, editor):
    due = tomorrow()
    releases.schedule([award.translation_key], due, editor)
    translate(award.team, "en", same=True)
    translate(award, "en", same=True)
    assert releases.carry_out_due(due) == []
    assert states(award) == {True}
    assert AwardPage.objects.live().count() == 3


def test_an_award_without_translation_cannot_be_scheduled_until_it_has_one(editor):
    award = AwardPageFactory()
    with pytest.raises(ReleaseRefusedError, match="no version in Finnish"):
        releases.schedule([award.translation_key], tomorrow(), editor)
    award.save_revision()
    make_ready(award, languages=("fi",))
    releases.schedule([award.translation_key], tomorrow(), editor)


def test_a_language_added_after_the_release_is_released_by_a_second_one(award, editor):
    releases.release_now([award.translation_key], editor)
    assert reasons_against(award) == [f"{award.title}: The award is already released."]
    translate(award.team, "en", same=True)
    translate(award, "en", same=True)
    releases.release_now([award.translation_key], editor)
    assert states(award) == {True}


# ---- a release that cannot be carried out


def test_a_due_release_that_is_no_longer_allowed_stays_whole_and_says_why(award, editor):
    due = tomorrow()
    record = releases.schedule([award.translation_key], due, editor)
    change_challenge(award, contest_decision_on=None)
    [stopped] = releases.carry_out_due(due)
    record.refresh_from_db()
    assert (stopped, record.state, record.refusal) == (record, "refused", f"{award.title}: {NO_DECISION}")
    assert states(award) == {False}

    change_challenge(award, contest_decision_on=timezone.localdate())
    assert releases.carry_out_due(due + timedelta(minutes=1)) == []
    assert states(award) == {False}  # a person decides again
    releases.release_early(record, editor)
    assert states(award) == {True}
    record.refresh_from_db()
    assert (record.state, record.refusal) == ("released", "")


def test_one_refusal_stops_neither_another_release_nor_another_page(award, editor):
    other = ready_award()
    news = NewsPageFactory(live=False)
    news.go_live_at = tomorrow()
    news.save_revision().publish()
    for one in (award, other):
        releases.schedule([one.translation_key], tomorrow(), editor)
    change_challenge(award, contest_decision_on=None)
    past = timezone.now() - timedelta(minutes=1)
    Release.objects.update(due_at=past)
    Page.objects.filter(pk=news.pk).update(go_live_at=past)
    revision = news.latest_revision
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()

    call_command("publish_scheduled", stderr=(said := StringIO()))
    assert states(award) == {False}
    assert states(other) == {True}
    news.refresh_from_db()
    assert news.live
    assert NO_DECISION in said.getvalue()


def test_a_technical_fault_leaves_everything_hidden_and_is_tried_again(award, editor):
    record = releases.schedule([award.translation_key], tomorrow(), editor)
    Release.objects.update(due_at=timezone.now())

    def fail(instance: Page, **_kwargs: Any) -> None:
        if isinstance(instance, AwardPage):
            raise OSError("the disk is full")

    page_published.connect(fail)
    try:
        call_command("publish_scheduled", stderr=StringIO())
    finally:
        page_published.disconnect(fail)
    record.refresh_from_db()
    assert record.state == "scheduled"
    assert record.refusal == "A technical fault stopped the release. It is tried again every minute."
    assert states(award) == {False}
    call_command("publish_scheduled")
    assert states(award) == {True}


def test_a_page_that_fails_for_a_technical_reason_makes_the_command_fail_after_the_others(editor):
    past = timezone.now() - timedelta(minutes=1)
    items = [NewsPageFactory(title=title) for title in ("broken", "sound")]
    Page.objects.filter(pk__in=[item.pk for item in items]).update(expire_at=past)

    def fail(instance: Page, **_kwargs: Any) -> None:
        if instance.title == "broken":
            raise OSError("the disk is full")

    page_unpublished.connect(fail)
    try:
        with pytest.raises(CommandError, match="1 of the scheduled changes failed"):
            call_command("publish_scheduled", stderr=StringIO())
    finally:
        page_unpublished.disconnect(fail)
    assert [Page.objects.get(pk=item.pk).live for item in items] == [True, False]


def test_if_one_award_fails_no_award_of_the_release_goes_live(award, editor):
    contest = award.get_parent().get_parent().specific
    other = ready_award(parent=ChallengePageFactory(parent=contest))
    with pytest.raises(ReleaseRefusedError, match=NO_DECISION):
        releases.release_now([award.translation_key, other.translation_key], editor)
    assert states(award, other) == {False}


# ---- several winners


@pytest.fixture
def two(award) -> tuple[AwardPage, AwardPage]:
    """Two awards of one challenge whose rules allow one winner."""
    return award, ready_award(parent=award.get_parent().specific)


def test_more_winners_than_the_rules_allow_are_refused_together(two, editor):
    title = two[0].get_parent().title
    assert reasons_against(*two) == [f"{title}: more winners than the rules allow (1). Confirm that they share."]
    with pytest.raises(ReleaseRefusedError):
        releases.release_now([award.translation_key for award in two], editor)
    assert states(*two) == {False}


def test_winners_may_share_if_somebody_says_where_it_was_decided(two, editor):
    record = releases.release_now([award.translation_key for award in two], editor, "jury record § 4")
    assert record.sharing_reason == "jury record § 4"
    assert states(*two) == {True}


def test_a_confirmed_sharing_holds_for_a_schedule_until_it_is_due(two, editor):
    due = tomorrow()
    releases.schedule([award.translation_key for award in two], due, editor, "jury record § 4")
    assert releases.carry_out_due(due) == []
    assert states(*two) == {True}


def test_a_confirmation_that_is_not_needed_is_not_recorded(award, editor):
    assert releases.release_now([award.translation_key], editor, "jury record § 4").sharing_reason == ""


def test_languages_of_one_award_are_one_winner(award):
    translate(award.team, "en", same=True)
    translate(award, "en", same=True)
    assert reasons_against(award) == []


def test_the_same_team_cannot_be_awarded_twice(award, editor):
    parent = award.get_parent().specific
    change_challenge(award, winners_allowed=2)
    # The form refuses this; a script does not.
    second = AwardPageFactory(parent=parent, team=award.team)
    twice = f"{award.team.title}: the team would be awarded twice."
    assert twice in reasons_against(award, second)
    second.delete()
    releases.release_now([award.translation_key], editor)
    assert twice in reasons_against(AwardPageFactory(parent=parent, team=award.team))


def test_a_draft_that_could_not_be_published_is_refused_with_what_it_lacks(award, editor):
    award.title = ""
    award.announced_on = None
    award.save_revision(clean=False)
    assert any("announced on: This field cannot be null." in reason for reason in reasons_against(award))
    with pytest.raises(ReleaseRefusedError):
        releases.release_now([award.translation_key], editor)
    assert states(award) == {False}


def test_awards_of_different_contests_are_released_apart(award):
    other = ready_award()
    assert reasons_against(award, other) == [
        "The awards belong to different contests. Make a release for each contest."
    ]


def test_a_release_of_nothing_is_refused(editor):
    with pytest.raises(ReleaseRefusedError, match="Choose at least one award"):
        releases.release_now([], editor)


def test_a_release_whose_award_was_deleted_is_refused(award, editor):
    due = tomorrow()
    record = releases.schedule([award.translation_key], due, editor)
    for version in AwardPage.objects.filter(translation_key=award.translation_key):
        version.delete()
    releases.carry_out_due(due)
    record.refresh_from_db()
    assert (record.state, record.refusal) == ("refused", "An award of this release no longer exists.")


# ---- endings


def test_a_challenge_that_ended_without_a_winner_releases_no_award(award):
    change_challenge(award, ending="no_winner")
    assert reasons_against(award) == [f"{award.title}: The challenge has ended without a winner."]


@pytest.mark.parametrize("by", ["schedule", "release"])
def test_a_challenge_with_a_winner_cannot_end_without_one(by, award, editor):
    if by == "schedule":
        releases.schedule([award.translation_key], tomorrow(), editor)
    else:
        releases.release_now([award.translation_key], editor)
    challenge = award.get_parent().specific
    challenge.ending = "no_winner"
    with pytest.raises(ValidationError, match="so it cannot end without one"):
        challenge.save_revision()
    with pytest.raises(ValidationError, match="so it cannot end without one"):
        challenge.save()


# ---- translations


def test_a_translation_older_than_its_source_is_not_released(award):
    award.solution = "One ride for all."
    award.save_revision()
    assert reasons_against(award) == [f"{award.title}: The award has changed since it was translated into Finnish."]
    translate(AwardPage.objects.get(pk=award.pk).get_latest_revision_as_object(), "fi", same=True)
    assert reasons_against(award) == []


def test_a_team_that_changed_after_its_translation_is_not_released(award):
    team = award.team
    team.lead = "Another lead."
    team.save_revision()
    assert reasons_against(award) == [f"{award.title}: The team has changed since it was translated into Finnish."]


def test_saving_without_a_change_does_not_make_a_translation_outdated(award):
    TeamPage.objects.get(pk=award.team_id).save_revision()
    AwardPage.objects.get(pk=award.pk).save_revision()
    assert reasons_against(award) == []


def test_members_of_a_team_do_not_make_its_translation_outdated():
    challenge = ChallengePageFactory(decided=True)
    team = TeamPageFactory(parent=challenge, members=[PersonFactory(), PersonFactory()])
    award = ready_award(parent=challenge, team=team)
    assert reasons_against(award) == []


# ---- warnings


def test_a_published_page_that_names_the_winner_with_words_for_winning_is_pointed_out(award):
    TeamPage.objects.filter(pk=award.team_id).update(title="Rapida")
    NewsPageFactory(title="Rapida vann")
    NewsPageFactory(title="Rapida tävlar")
    NewsPageFactory(title="Rapidare vann")
    NewsPageFactory(title="Segraren är Rapida", live=False)
    mentions = check([award.translation_key]).mentions
    assert [(mention.page.title, mention.words) for mention in mentions] == [("Rapida vann", "Rapida, vann")]


def test_a_missing_press_contact_is_a_warning(award):
    assert f"{award.title}: no press contact is shown on the page." in check([award.translation_key]).warnings
    AwardPage.objects.filter(translation_key=award.translation_key).update(press_contact=PersonFactory())
    assert not any("press contact" in warning for warning in check([award.translation_key]).warnings)


# ---- who


def test_whoever_may_not_publish_every_page_releases_nothing(award):
    nobody = UserFactory()
    half = UserFactory()
    group = half.groups.create(name="Swedish only")
    GroupPagePermission.objects.create(
        group=group, page=award.get_parent().get_parent(), permission=_publish_permission()
    )
    for user in (nobody, half):
        with pytest.raises(PermissionDenied):
            releases.release_now([award.translation_key], user)
        with pytest.raises(PermissionDenied):
            releases.schedule([award.translation_key], tomorrow(), user)
    assert states(award) == {False}
    assert not Release.objects.exists()


def _publish_permission() -> Any:
    return GroupPagePermission.objects.filter(permission__codename="publish_page").first().permission


def test_whoever_may_not_publish_withdraws_nothing(award, editor):
    record = releases.schedule([award.translation_key], tomorrow(), editor)
    with pytest.raises(PermissionDenied):
        releases.withdraw(record, UserFactory())
    record.refresh_from_db()
    assert record.state == "scheduled"


# ---- the lift of the rule


@pytest.fixture
def lawyer() -> Any:
    """A member of the legal staff."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Legal"))
    return user


def test_the_rule_is_lifted_when_a_lawyer_confirms_what_an_editor_asked_for(editor, lawyer):
    award = ready_award(parent=ChallengePageFactory())
    lift = releases.ask_for_lift(award, editor, "announced at the dinner")
    assert len(reasons_against(award)) == 2
    releases.confirm_lift(lift, lawyer)
    assert reasons_against(award) == []
    lift.refresh_from_db()
    assert (lift.editor, lift.lawyer, lift.reason) == (editor, lawyer, "announced at the dinner")


def test_a_lift_needs_a_reason_a_lawyer_and_a_second_person(award, editor, lawyer):
    with pytest.raises(ReleaseRefusedError, match="Write why"):
        releases.ask_for_lift(award, editor, " ")
    with pytest.raises(PermissionDenied):
        releases.ask_for_lift(award, lawyer, "a lawyer publishes nothing")
    admin = AdminFactory()
    lift = releases.ask_for_lift(award, admin, "announced at the dinner")
    with pytest.raises(PermissionDenied, match="Only legal staff"):
        releases.confirm_lift(lift, editor)
    with pytest.raises(PermissionDenied, match="second person"):
        releases.confirm_lift(lift, admin)
    with pytest.raises(ReleaseRefusedError, match="asked for already"):
        releases.ask_for_lift(award, editor, "again")
    releases.confirm_lift(lift, lawyer)
    with pytest.raises(ReleaseRefusedError, match="confirmed already"):
        releases.confirm_lift(lift, AdminFactory())


# ---- taking back


def test_an_award_is_taken_back_in_all_languages_with_its_reason(award, editor):
    releases.release_now([award.translation_key], editor)
    releases.take_back(award, editor, "the jury record was annulled")
    assert not AwardPage.objects.live().exists()
    assert not TeamPage.objects.live().exists(), "judged without names again"
    entries = PageLogEntry.objects.filter(action="klash_pages.take_back_award")
    assert [entry.data["reason"] for entry in entries] == ["the jury record was annulled"] * 2


def test_an_award_is_not_taken_back_without_a_reason_or_the_right(award, editor):
    releases.release_now([award.translation_key], editor)
    with pytest.raises(ReleaseRefusedError):
        releases.take_back(award, editor, " ")
    with pytest.raises(PermissionDenied):
        releases.take_back(award, UserFactory(), "because")
    with pytest.raises(ReleaseRefusedError, match="taken back on its own page"):
        AwardPage.objects.get(pk=award.pk).unpublish()
    assert AwardPage.objects.live().count() == 2


# ---- anonymity


def test_a_team_of_a_contest_judged_with_open_names_may_be_public_before_the_award():
    contest = ContestPageFactory(judged_anonymously=False)
    award = ready_award(parent=ChallengePageFactory(parent=contest, decided=True))
    for version in TeamPage.objects.filter(translation_key=award.team.translation_key):
        version.get_latest_revision().publish()
    assert TeamPage.objects.live().count() == 2
    assert not AwardPage.objects.live().exists()
    releases.release_now([award.translation_key], AdminFactory())
    assert states(award) == {True}


def test_names_that_are_public_cannot_be_hidden_by_a_setting():
    contest = ContestPageFactory(judged_anonymously=False)
    team = TeamPageFactory(parent=ChallengePageFactory(parent=contest, title="Resor"))
    team.save_revision().publish()
    contest.judged_anonymously = True
    with pytest.raises(ValidationError, match="Teams of “Resor” are public already"):
        contest.save()
    TeamPage.objects.get(pk=team.pk).unpublish()
    contest.save()
