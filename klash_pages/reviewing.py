"""What an approved review does: it publishes, unless the page has to wait for a release; then it stays approved.

A site names `finish` in `WAGTAIL_FINISH_WORKFLOW_ACTION`. Wagtail's own action would end the last approval of an award
with a refusal.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from klash_pages.release import ReleaseRefusedError

#: What the history of a page says of an approval that published nothing.
ACTION = "klash_pages.approve_for_release"


def finish(workflow_state: Any, user: Any = None) -> None:
    """Publish what the review has approved, or leave it for the release that it waits for."""
    page = workflow_state.content_object
    revision = page.get_latest_revision()
    try:
        with transaction.atomic():
            revision.publish(user=user)
    except ReleaseRefusedError as refusal:
        log(instance=page, action=ACTION, user=user, revision=revision, data={"reason": str(refusal)})
