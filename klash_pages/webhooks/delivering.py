"""Carries deliveries out: one attempt at a time, again later with back-off, and again when somebody asks for it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log

from klash_pages.models import WebhookDelivery, WebhookEndpoint
from klash_pages.webhooks import sending, signing

State = WebhookDelivery.State
User = Any  # The host site chooses its user model.

#: How long it waits after each failed attempt; after the last one it gives up.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
#: An attempt whose process died counts as failed after this long.
_ABANDONED = timedelta(minutes=5)
REPLAY = "klash_pages.replay_delivery"


def body_of(delivery: WebhookDelivery) -> bytes:
    """Return the bytes that are signed and sent, the same in every attempt."""
    return json.dumps(delivery.payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def deliver(endpoint_id: int) -> None:
    """Send an endpoint what is due, the oldest first, until the receiver fails: then it has no use to go on now."""
    while (delivery := WebhookDelivery.objects.due().filter(endpoint=endpoint_id).first()) is not None:
        if not _take(delivery):
            return  # another process is at it
        if not _attempt(delivery):
            return


@task()
def send_deliveries(endpoint_id: int) -> None:
    """Send a receiver what is due."""
    deliver(endpoint_id)


def deliver_all_due() -> None:
    """Send every endpoint what is due, and forget old deliveries."""
    for endpoint_id in WebhookDelivery.objects.due().order_by().values_list("endpoint", flat=True).distinct():
        send_deliveries.enqueue(endpoint_id)
    kept: int = getattr(settings, "KLASH_PAGES_WEBHOOK_KEPT_DAYS", 30)
    oldest = timezone.now() - timedelta(days=kept)
    WebhookDelivery.objects.filter(created_at__lt=oldest).delete()


def _take(delivery: WebhookDelivery) -> bool:
    """Claim an attempt, so that no other process makes it too."""
    now = timezone.now()
    taken = WebhookDelivery.objects.filter(pk=delivery.pk, state=State.WAITING, due_at=delivery.due_at).update(
        due_at=now + _ABANDONED, attempts=F("attempts") + 1, attempted_at=now
    )
    delivery.refresh_from_db()
    return bool(taken)


def _attempt(delivery: WebhookDelivery) -> bool:
    """Make an attempt, record what came of it, and return whether the message was delivered."""
    body = body_of(delivery)
    moment = timezone.now()
    endpoint = delivery.endpoint
    headers = signing.headers(endpoint.secret, str(delivery.message_id), int(moment.timestamp()), body)
    answer = sending.post(endpoint.url, headers, body)
    state, due_at = _afterwards(delivery, answer, moment)
    WebhookDelivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(
        state=state, due_at=due_at, fault=answer.fault, answer_status=answer.status, answer_text=answer.text
    )
    return not answer.fault


def _afterwards(delivery: WebhookDelivery, answer: sending.Answer, moment: datetime) -> tuple[str, datetime]:
    if not answer.fault:
        return State.DELIVERED, delivery.due_at
    if delivery.attempts > len(BACK_OFF):
        return State.GIVEN_UP, delivery.due_at
    return State.WAITING, moment + BACK_OFF[delivery.attempts - 1]


def may_replay(user: User) -> bool:
    """Whether somebody may send a message again: those who may change where messages go."""
    return bool(user.is_active and user.has_perm("klash_pages.change_webhookendpoint"))


def replay(delivery: WebhookDelivery, user: User) -> None:
    """Send a message again, from the first attempt on, under the same number, so that a receiver knows it.

    Raises:
        PermissionDenied: the user may not.
        ValidationError: the webhook is not in use.
    """
    if not may_replay(user):
        raise PermissionDenied(_("You may not send this message again."))
    with transaction.atomic():
        delivery = WebhookDelivery.objects.select_for_update().get(pk=delivery.pk)
        endpoint: WebhookEndpoint = delivery.endpoint
        if not endpoint.is_active:
            raise ValidationError(_("The webhook is not in use. Take it into use first."))
        delivery.state = State.WAITING
        delivery.due_at = timezone.now()
        delivery.attempts = 0
        delivery.fault = ""
        delivery.save(update_fields=["state", "due_at", "attempts", "fault"])
        log(instance=delivery, action=REPLAY, user=user)
        transaction.on_commit(lambda: send_deliveries.enqueue(endpoint.pk))
