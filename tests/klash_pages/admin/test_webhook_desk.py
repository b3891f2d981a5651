"""The desk of webhooks: what it shows and does, and who is kept out."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from klash_pages.admin.webhooks import DeliveryViewSet
from klash_pages.models import WebhookDelivery, WebhookEndpoint
from tests.factories.procurement import LegalUserFactory
from tests.factories.users import AdminFactory, EditorFactory, UserFactory
from tests.factories.webhooks import WebhookDeliveryFactory, WebhookEndpointFactory
from tests.receiving import Receiver

pytestmark = pytest.mark.django_db


def client_of(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def desk() -> Client:
    return client_of(AdminFactory())


def permitted(*names: str) -> Any:
    """A user who may enter the admin and do just this."""
    group = Group.objects.create(name="Technicians")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *names]))
    user = UserFactory()
    user.groups.add(group)
    return user


def text(response: Any) -> str:
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def addresses() -> list[str]:
    delivery = WebhookDeliveryFactory()
    return [
        reverse("webhookendpoint:index"),
        reverse("webhookendpoint:add"),
        reverse("webhookendpoint:edit", args=[delivery.endpoint_id]),
        reverse("webhookendpoint:delete", args=[delivery.endpoint_id]),
        reverse("webhookdelivery:index"),
        reverse("webhookdelivery:index_results"),
        reverse("webhookdelivery:inspect", args=[delivery.pk]),
    ]


@pytest.mark.parametrize("who", [UserFactory, EditorFactory, LegalUserFactory])
def test_webhooks_are_not_shown_to_those_who_may_not(who: Any) -> None:
    client = client_of(who())
    for address in addresses():
        response = client.get(address)
        assert response.status_code == 302, address
        assert "whsec_" not in response.content.decode()
    replayed = client.post(reverse("webhookdelivery:replay", args=[WebhookDelivery.objects.get().pk]))
    assert replayed.status_code == 302
    assert WebhookDelivery.objects.get().attempts == 0


def test_who_may_see_messages_sees_no_secret_and_sends_nothing() -> None:
    delivery = WebhookDeliveryFactory(state=WebhookDelivery.State.GIVEN_UP)
    client = client_of(permitted("view_webhookdelivery"))
    shown = client.get(reverse("webhookdelivery:inspect", args=[delivery.pk]))
    assert shown.status_code == 200
    assert "whsec_" not in shown.content.decode()
    assert "Send again" not in text(shown)
    assert client.get(reverse("webhookendpoint:edit", args=[delivery.endpoint_id])).status_code == 302
    client.post(reverse("webhookdelivery:replay", args=[delivery.pk]))
    delivery.refresh_from_db()
    assert delivery.state == WebhookDelivery.State.GIVEN_UP


def test_a_message_can_be_changed_by_nobody() -> None:
    assert [pattern.name for pattern in DeliveryViewSet().get_urlpatterns()] == [
        "index",
        "index_results",
        "inspect",
        "replay",
    ]


def test_a_new_webhook_shows_its_secret_next(desk: Client) -> None:
    response = desk.post(
        reverse("webhookendpoint:add"),
        {
            "name": "Front end",
            "url": "https://front.example/hook",
            "events": ["appeared", "gone"],
            "is_active": "on",
        },
        follow=True,
    )
    endpoint = WebhookEndpoint.objects.get()
    assert response.redirect_chain[-1][0] == reverse("webhookendpoint:edit", args=[endpoint.pk])
    assert endpoint.secret in response.content.decode()
    assert endpoint.events == ["appeared", "gone"]
    assert endpoint.secret.startswith("whsec_")
    assert len(endpoint.secret) > 40
    listed = text(desk.get(reverse("webhookendpoint:index")))
    assert "A page appears · A page goes" in listed
    assert endpoint.secret not in listed


def test_the_secret_cannot_be_set_by_hand(desk: Client) -> None:
    endpoint = WebhookEndpointFactory()
    desk.post(
        reverse("webhookendpoint:edit", args=[endpoint.pk]),
        {"name": "Other", "url": endpoint.url, "events": ["gone"], "is_active": "on", "secret": "weak"},
    )
    before = endpoint.secret
    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.secret) == ("Other", before)


@pytest.mark.parametrize(
    "url", ["http://front.example/", "https://10.0.0.1/", "https://u:p@front.example/", "nonsense"]
)
def test_an_address_that_cannot_work_is_refused_beside_its_field(desk: Client, url: str) -> None:
    response = desk.post(
        reverse("webhookendpoint:add"), {"name": "X", "url": url, "events": ["gone"], "is_active": "on"}
    )
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"url"}
    assert WebhookEndpoint.objects.count() == 0


def test_a_message_shows_what_came_of_it_and_is_sent_again(
    desk: Client, receiver: Receiver, django_capture_on_commit_callbacks: Any
) -> None:
    delivery = WebhookDeliveryFactory(
        endpoint__url=receiver.url,
        state=WebhookDelivery.State.GIVEN_UP,
        fault=WebhookDelivery.Fault.STATUS,
        answer_status=503,
        answer_text="<script>alert(1)</script>",
    )
    address = reverse("webhookdelivery:inspect", args=[delivery.pk])
    response = desk.get(address)
    shown = text(response)
    assert "<script>alert" not in response.content.decode()
    for words in ("Given up", "The receiver refused the message", "503", "/sv/nyheter/å/", str(delivery.message_id)):
        assert words in shown
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(reverse("webhookdelivery:replay", args=[delivery.pk])).url == address
    assert len(receiver.received) == 1
    assert "The message is sent again." in text(desk.get(address))
    assert desk.get(reverse("webhookdelivery:replay", args=[delivery.pk])).status_code == 405


def test_the_list_of_messages_costs_the_same_whatever_its_length(desk: Client) -> None:
    counts = []
    for _ in range(2):
        WebhookDeliveryFactory.create_batch(3)
        desk.get(reverse("webhookdelivery:index_results"))
        with CaptureQueriesContext(connection) as queries:
            response = desk.get(reverse("webhookdelivery:index_results"))
        counts.append(len(queries))
    assert "/sv/nyheter/å/" in text(response)
    assert counts[0] == counts[1]
