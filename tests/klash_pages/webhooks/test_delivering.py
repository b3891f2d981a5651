"""A message is tried again with back-off, given up in the end, and sent again by those who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from klash_pages.models import WebhookDelivery
from klash_pages.webhooks import delivering, signing
from klash_pages.webhooks.delivering import BACK_OFF
from tests.factories.users import AdminFactory, EditorFactory, UserFactory
from tests.factories.webhooks import WebhookDeliveryFactory
from tests.receiving import Receiver

pytestmark = pytest.mark.django_db

State, Fault = WebhookDelivery.State, WebhookDelivery.Fault


def due_to(receiver: Receiver, **values: Any) -> WebhookDelivery:
    return WebhookDeliveryFactory(endpoint__url=receiver.url, **values)


def send(delivery: WebhookDelivery) -> WebhookDelivery:
    delivering.deliver(delivery.endpoint_id)
    delivery.refresh_from_db()
    return delivery


def test_a_delivered_message_is_recorded_with_its_answer(receiver: Receiver) -> None:
    receiver.status, receiver.answer = 200, b"thanks"
    delivery = send(due_to(receiver))
    assert (delivery.state, delivery.attempts, delivery.fault) == (State.DELIVERED, 1, "")
    assert (delivery.answer_status, delivery.answer_text) == (200, "thanks")
    assert delivery.attempted_at is not None


def test_a_receiver_can_check_who_sent_it(receiver: Receiver) -> None:
    delivery = send(due_to(receiver))
    [request] = receiver.received
    timestamp = int(request.headers["webhook-timestamp"])
    assert abs(timezone.now().timestamp() - timestamp) < 60
    assert request.headers["webhook-id"] == str(delivery.message_id)
    expected = signing.sign(delivery.endpoint.secret, str(delivery.message_id), timestamp, request.body)
    assert request.headers["webhook-signature"] == expected
    assert "å".encode() in request.body


def test_a_failed_message_waits_longer_each_time_and_is_given_up_in_the_end(receiver: Receiver) -> None:
    receiver.status = 503
    delivery = due_to(receiver)
    for attempt, pause in enumerate(BACK_OFF, start=1):
        send(delivery)
        assert (delivery.state, delivery.attempts, delivery.fault) == (State.WAITING, attempt, Fault.STATUS)
        assert delivery.attempted_at is not None
        assert timedelta(0) <= delivery.due_at - delivery.attempted_at - pause < timedelta(seconds=5)
        assert len(send(delivery).endpoint.deliveries.due()) == 0  # not before its time
        WebhookDelivery.objects.update(due_at=timezone.now())
        delivery.refresh_from_db()
    send(delivery)
    assert (delivery.state, delivery.attempts) == (State.GIVEN_UP, len(BACK_OFF) + 1)
    assert len(receiver.received) == len(BACK_OFF) + 1
    assert len({(request.headers["webhook-id"], request.body) for request in receiver.received}) == 1


def test_the_minute_tries_again_what_is_due(receiver: Receiver) -> None:
    receiver.status = 503
    delivery = send(due_to(receiver))
    receiver.status = 204
    call_command("publish_scheduled")
    assert len(receiver.received) == 1
    WebhookDelivery.objects.update(due_at=timezone.now())
    call_command("publish_scheduled")
    delivery.refresh_from_db()
    assert delivery.state == State.DELIVERED


def test_a_receiver_that_fails_is_asked_once_and_the_others_are_not_held_up(receiver: Receiver) -> None:
    with Receiver(status=500) as broken:
        first = due_to(broken)
        due_to(broken, endpoint=first.endpoint)
        good = due_to(receiver)
        delivering.deliver_all_due()
        assert len(broken.received) == 1
    good.refresh_from_db()
    assert good.state == State.DELIVERED


def test_messages_go_in_the_order_in_which_they_were_made(receiver: Receiver) -> None:
    first = due_to(receiver)
    second = due_to(receiver, endpoint=first.endpoint)
    send(first)
    assert [request.headers["webhook-id"] for request in receiver.received] == [
        str(first.message_id),
        str(second.message_id),
    ]


def test_a_message_that_another_process_is_sending_is_left_to_it(receiver: Receiver) -> None:
    delivery = due_to(receiver)
    seen = WebhookDelivery.objects.get(pk=delivery.pk)
    assert delivering._take(seen)
    assert not delivering._take(delivery)
    send(delivery)
    assert receiver.received == []
    # … and comes back when that process has died.
    assert delivery.state == State.WAITING
    assert delivery.due_at > timezone.now()


def test_nothing_is_sent_to_a_webhook_that_is_not_in_use(receiver: Receiver) -> None:
    send(due_to(receiver, endpoint__is_active=False))
    delivering.deliver_all_due()
    assert receiver.received == []


def test_old_messages_are_forgotten(settings: Any) -> None:
    settings.KLASH_PAGES_WEBHOOK_KEPT_DAYS = 10
    kept = WebhookDeliveryFactory(state=State.DELIVERED)
    old = WebhookDeliveryFactory(state=State.GIVEN_UP)
    WebhookDelivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=11))
    delivering.deliver_all_due()
    assert list(WebhookDelivery.objects.all()) == [kept]


def test_a_message_is_sent_again_under_the_same_number(
    receiver: Receiver, django_capture_on_commit_callbacks: Any
) -> None:
    receiver.status = 500
    delivery = send(due_to(receiver))
    WebhookDelivery.objects.update(state=State.GIVEN_UP, attempts=6)
    receiver.status = 204
    user = AdminFactory()
    with django_capture_on_commit_callbacks(execute=True):
        delivering.replay(delivery, user)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.fault) == (State.DELIVERED, 1, "")
    assert {request.headers["webhook-id"] for request in receiver.received} == {str(delivery.message_id)}
    entry = ModelLogEntry.objects.for_instance(delivery).get()
    assert (entry.action, entry.user) == (delivering.REPLAY, user)


@pytest.mark.parametrize("who", [lambda: UserFactory(), lambda: EditorFactory(), lambda: AdminFactory(is_active=False)])
def test_who_may_not_change_webhooks_sends_nothing_again(who: Any) -> None:
    delivery = WebhookDeliveryFactory(state=State.GIVEN_UP)
    with pytest.raises(PermissionDenied):
        delivering.replay(delivery, who())
    delivery.refresh_from_db()
    assert delivery.state == State.GIVEN_UP


def test_a_message_of_a_webhook_that_is_not_in_use_is_not_sent_again() -> None:
    delivery = WebhookDeliveryFactory(state=State.GIVEN_UP, endpoint__is_active=False)
    with pytest.raises(ValidationError):
        delivering.replay(delivery, AdminFactory())
