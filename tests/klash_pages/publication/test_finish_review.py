"""A review publishes what it approves, except what has to wait for its release; and no release overtakes a review."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from klash_pages import checks
from klash_pages.admin.waiting_work import Kind, waiting_for
from klash_pages.models import NewsRelation
from klash_pages.publication import releases
from klash_pages.publication.doors import ReleaseRefusedError
from klash_pages.publication.finish_review import ACTION
from klash_pages.publication.requirements import check
from tests.factories.pages import AwardPageFactory, NewsPageFactory, TeamPageFactory, home, make_ready
from tests.factories.screens import editing_form
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def review() -> Workflow:
    """A review of everything below the home page by the communications staff."""
    task = GroupApprovalTask.objects.create(name="Granskning")
    task.groups.add(Group.objects.get(name="Communications"))
    workflow = Workflow.objects.create(name="Granskning")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=home(), workflow=workflow)
    return workflow


def writer() -> Any:
    """Somebody who writes and does not publish."""
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for action in ("add", "change"):
        GroupPagePermission.objects.create(
            group=group,
            page=Page.objects.get(depth=1),
            permission=Permission.objects.get(codename=f"{action}_page", content_type__app_label="wagtailcore"),
        )
    user = UserFactory()
    user.groups.add(group)
    return user


def client_of(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(user)
    return client


def submitted(page: Any) -> Any:
    """The page, sent for review by a writer."""
    page.save_revision()
    page.get_workflow().start(page, writer())
    return page


def approve(page: Any, user: Any) -> Any:
    """Approve as the editor does, on the dashboard or the page."""
    state = page.current_workflow_state.current_task_state
    return client_of(user).post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": "bra"}
    )


def test_a_draft_waits_for_the_editor_and_not_for_the_writer() -> None:
    page = submitted(NewsPageFactory(live=False))
    assert [entry.number for entry in waiting_for(EditorFactory()) if entry.kind == Kind.REVIEWS] == [1]
    assert Kind.REVIEWS not in [entry.kind for entry in waiting_for(page.current_workflow_state.requested_by)]


def test_approved_news_goes_live() -> None:
    page = submitted(NewsPageFactory(live=False))
    assert approve(page, EditorFactory()).status_code == 302
    page.refresh_from_db()
    assert page.live


def test_the_writer_cannot_approve_or_publish() -> None:
    page = submitted(NewsPageFactory(live=False))
    user = page.current_workflow_state.requested_by
    assert approve(page, user).status_code == 302
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = editing_form(client_of(user), page)
    form["action-publish"] = "1"
    # The page is locked for its writer while it is reviewed.
    assert client_of(user).post(edit, form).status_code == 200
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress


@pytest.mark.parametrize("factory", [AwardPageFactory, TeamPageFactory])
def test_an_approved_award_or_team_waits_for_its_release(factory: Any) -> None:
    page = submitted(factory(title="Rapida"))
    state = page.current_workflow_state
    assert approve(page, EditorFactory()).status_code == 302
    state.refresh_from_db()
    page.refresh_from_db()
    assert state.status == state.STATUS_APPROVED
    assert (page.live, page.first_published_at) == (False, None)
    assert registry.get_logs_for_instance(page).filter(action=ACTION).count() == 1


def test_a_release_waits_for_the_review_and_then_takes_what_was_approved() -> None:
    award = AwardPageFactory(title="Rapida", solution="Före")
    make_ready(award)
    award.solution = "Efter granskning"
    submitted(award)
    admin = AdminFactory()
    reason = "Rapida (på svenska) väntar på sin granskning."
    assert reason in check([award.translation_key]).all_reasons[-1]
    with pytest.raises(ReleaseRefusedError):
        releases.release_now([award.translation_key], admin)
    approve(award, EditorFactory())
    assert [text for text in check([award.translation_key]).all_reasons if "granskning" in text] == []


def test_an_approved_change_of_an_announced_award_is_published_at_once() -> None:
    award = AwardPageFactory(published=True, solution="Före")
    award.solution = "Rättat"
    approve(submitted(award), EditorFactory())
    award.refresh_from_db()
    assert (award.live, award.solution) == (True, "Rättat")


def test_approved_news_about_an_award_waits_for_the_award() -> None:
    award = AwardPageFactory()
    news = NewsPageFactory(live=False)
    news.related.add(NewsRelation(target=award))
    submitted(news)
    approve(news, EditorFactory())
    news.refresh_from_db()
    assert not news.live
    assert not news.workflow_in_progress


def test_a_site_without_our_end_of_a_review_is_warned(settings: Any) -> None:
    assert checks.check_finished_review() == []
    settings.WAGTAIL_FINISH_WORKFLOW_ACTION = "wagtail.workflows.publish_workflow_state"
    assert [warning.id for warning in checks.check_finished_review()] == ["klash_pages.W002"]
    settings.WAGTAIL_WORKFLOW_ENABLED = False
    assert checks.check_finished_review() == []
