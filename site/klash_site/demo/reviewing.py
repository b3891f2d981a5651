"""Sets up the demo's review: what writers make of news, teams and awards is read by the communications staff."""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from klash_pages.models import ContestIndexPage, NewsIndexPage

NAME = "Granskning"
REVIEWERS = "Communications"


def set_up_review() -> int:
    """Assign the review to the news and the contests of all languages and return how much is new.

    A review that an editor has changed or removed from a page since is left as it is.
    """
    if Workflow.objects.filter(name=NAME).exists():
        return 0
    task = GroupApprovalTask.objects.create(name=NAME)
    task.groups.set(Group.objects.filter(name=REVIEWERS))
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    # Wagtail gives every page a workflow whose moderators nobody is; ours stands on the pages that it is about.
    WorkflowPage.objects.filter(page__depth=1).delete()
    pages = Page.objects.type(NewsIndexPage, ContestIndexPage)
    for page in pages:
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    return len(pages)
