"""Checks that the host site runs our `publish_scheduled`, and our end of a review, without which releases break."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's own name
from django.core.management import get_commands


@register()
def check_publish_scheduled(**_kwargs: Any) -> list[CheckMessage]:
    """Warn if another app's `publish_scheduled` comes before ours."""
    if get_commands().get("publish_scheduled") == "klash_pages":
        return []
    return [
        Warning(
            "Scheduled releases are not carried out: another app's publish_scheduled comes first.",
            hint="List klash_pages before wagtail in INSTALLED_APPS.",
            id="klash_pages.W001",
        )
    ]


@register()
def check_finished_review(**_kwargs: Any) -> list[CheckMessage]:
    """Warn if the approval of an award would try to publish it outside its release."""
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return []
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", "") == "klash_pages.reviewing.finish":
        return []
    return [
        Warning(
            "Awards cannot be approved in a workflow: the end of the workflow would publish them outside a release.",
            hint="Set WAGTAIL_FINISH_WORKFLOW_ACTION to klash_pages.reviewing.finish.",
            id="klash_pages.W002",
        )
    ]
