"""What an approved review does: it publishes, unless the page has to wait for a release; then it stays approved.

A site names `finish` in `WAGTAIL_FINISH_WORKFLOW_ACTION`. Wagtail's own action would end the last approval of an award
with a refusal.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log

from klash_pages.publication.doors import ReleaseRefusedError

#: What the history of a page says of an approval that published nothing.
ACTION = "klash_pages.approve_for_release"
#: And of one that could not be published as it is: its changed dates rest on nothing, for example.
KEPT = "klash_pages.approve_unpublished"


def finish(workflow_state: Any, user: Any = None) -> None:
    """Publish what the review has approved, or leave it for the release that it waits for."""
    page = workflow_state.content_object
    revision = page.get_latest_revision()
    try:
        with transaction.atomic():
            revision.publish(user=user)
    except ReleaseRefusedError as refusal:
        log(instance=page, action=ACTION, user=user, revision=revision, data={"reason": str(refusal)})
    except ValidationError as error:
        log(instance=page, action=KEPT, user=user, revision=revision, data={"reason": " ".join(error.messages)})


class KeptFormatter(LogFormatter):
    """The log of an approved draft that could not be published, with the reason."""

    label = gettext_lazy("Approve without publishing")
    message = gettext_lazy("Approved, but not published")

    def format_comment(self, log_entry: Any) -> str:
        """The reason."""
        return str(log_entry.data.get("reason", ""))
