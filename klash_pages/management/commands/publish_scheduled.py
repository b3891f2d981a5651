"""Run every minute: releases whose time has come, Wagtail's own schedule, messages due again, other apps' work.

Each page is published for itself. Wagtail's command of the same name stops at the first page that cannot be, so that
one refusal would keep everything else from going live. That it is this one that runs is checked by
`klash_pages.checks`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import DraftStateMixin, Page, Revision

from klash_pages.models import Release
from klash_pages.plumbing.api_token_lifetime import revoke_dead
from klash_pages.previewing.tokens import forget_old
from klash_pages.publication import releases
from klash_pages.signals import every_minute
from klash_pages.webhooks.gathering import send_all_due_deliveries

logger = logging.getLogger(__name__)


class Command(WagtailCommand):
    """Release results, publish and expire what is due."""

    help = "Releases results, publishes and expires pages, sends webhooks again, revokes old tokens. Run every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out what is due; a dry run lists it."""
        if options["dryrun"]:
            for release in Release.objects.waiting().filter(due_at__lte=timezone.now()):
                self.stdout.write(f"Release to be carried out: {release.pk} {release.due_at:%Y-%m-%d %H:%M}")
            super().handle(*args, **options)
            return
        for release in releases.carry_out_due():
            self.stderr.write(f"Release {release.pk}: {release.refusal}")
        failed = sum(
            [*(self._attempt(*job) for job in self._expiries()), *(self._attempt(*job) for job in self._due())]
        )
        send_all_due_deliveries.enqueue()
        forget_old()
        revoke_dead()
        every_minute.send_robust(sender=Command)
        if failed:
            raise CommandError(f"{failed} of the scheduled changes failed; they are tried again the next time.")

    def _expiries(self) -> list[tuple[str, Callable[..., Any], dict[str, Any]]]:
        models = [Page, *(m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page))]
        return [
            (f"Expire {expired}", expired.unpublish, {"set_expired": True, "log_action": "wagtail.unpublish.scheduled"})
            for model in models
            for expired in model.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at")
        ]

    def _due(self) -> list[tuple[str, Callable[..., Any], dict[str, Any]]]:
        revisions = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
        return [
            (f"Publish {revision.object_str}", revision.publish, {"log_action": "wagtail.publish.scheduled"})
            for revision in revisions
        ]

    def _attempt(self, name: str, act: Callable[..., Any], options: dict[str, Any]) -> bool:
        """Do one thing in a transaction of its own, and return whether it failed; a refusal is no failure."""
        try:
            with transaction.atomic():
                act(**options)
        except (PermissionDenied, ValidationError) as refusal:
            logger.warning("%s was refused: %s", name, refusal)
            self.stderr.write(f"{name}: {refusal}")
        except Exception:
            logger.exception("%s failed", name)
            self.stderr.write(f"{name}: failed")
            return True
        return False
