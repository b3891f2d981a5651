"""Makes messages of what was written down: compares what everybody could see of a page before and what they see now."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from klash_pages.models import PageChange, WebhookDelivery, WebhookEndpoint
from klash_pages.models.webhook import PageEvent
from klash_pages.webhooks.delivering import deliver_all_due, send_deliveries
from klash_pages.webhooks.states import State, States, public_states_of

#: So that a message stays small when a whole contest moves.
PAGES_PER_MESSAGE = 100


def event_of(page_id: int, before: State, after: State) -> dict[str, Any] | None:
    """Return what is told about a page, or None if nobody could and can see it."""
    shown = after or before
    if shown is None:
        return None
    if before is None:
        event = PageEvent.APPEARED
    elif after is None:
        event = PageEvent.GONE
    elif after["url"] != before["url"]:
        event = PageEvent.MOVED
    else:
        event = PageEvent.CHANGED
    previous = before["path"] if before and event == PageEvent.MOVED else None
    return {"event": event.value, "id": page_id, **shown, "previous_path": previous}


def gather() -> None:
    """Make the messages about everything that was written down and committed, one for each receiver."""
    if not PageChange.objects.exists():  # each page of a transaction asks, and the first gets all
        return
    with transaction.atomic():
        # Another process that gathers at this moment keeps what it has.
        skip_locked = connection.features.has_select_for_update_skip_locked
        changes = list(PageChange.objects.select_for_update(skip_locked=skip_locked).order_by("pk"))
        before: States = {}
        for change in changes:
            before.setdefault(change.page_id, change.before)
        after = public_states_of(before)
        events = [event for pk in before if (event := event_of(pk, before[pk], after.get(pk)))]
        endpoints = [endpoint for endpoint in WebhookEndpoint.objects.filter(is_active=True) if _tell(endpoint, events)]
        PageChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
        _send_soon(endpoint.pk for endpoint in endpoints)


def _tell(endpoint: WebhookEndpoint, events: list[dict[str, Any]]) -> bool:
    """Make an endpoint's messages, and return whether there are any."""
    wanted = [event for event in events if event["event"] in endpoint.events]
    for start in range(0, len(wanted), PAGES_PER_MESSAGE):
        WebhookDelivery.objects.create(
            endpoint=endpoint,
            payload={
                "type": "pages.changed",
                "timestamp": timezone.now().isoformat(),
                "data": {"pages": wanted[start : start + PAGES_PER_MESSAGE]},
            },
        )
    return bool(wanted)


def _send_soon(endpoint_ids: Iterable[int]) -> None:
    for endpoint_id in endpoint_ids:
        # A task each: a receiver that does not answer holds up only its own.
        transaction.on_commit(partial(send_deliveries.enqueue, endpoint_id))


@task()
def gather_page_changes() -> None:
    """Make the messages about pages that changed."""
    gather()


@task()
def send_all_due_deliveries() -> None:
    """Make the messages that a process which died has left, and send everybody what is due."""
    gather()
    deliver_all_due()
