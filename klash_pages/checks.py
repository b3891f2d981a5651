"""Checks that the host site runs our `publish_scheduled`, without which no scheduled release is carried out."""

from __future__ import annotations

from typing import Any

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
