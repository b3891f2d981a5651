"""The example in docs/how-to/receive-webhooks.md does what it says, with a message that was really sent."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from klash_pages.models.webhook import PageEvent
from klash_pages.webhooks import delivering
from tests.factories.pages import NewsPageFactory, home
from tests.factories.webhooks import WebhookDeliveryFactory, WebhookEndpointFactory
from tests.receiving import Receiver

pytestmark = pytest.mark.django_db

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "how-to" / "receive-webhooks.md").read_text()


def example(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


@pytest.fixture
def is_genuine() -> Callable[..., bool]:
    names: dict[str, Any] = {}
    exec(example("python"), names)  # noqa: S102 - the guide's own code
    check: Callable[..., bool] = names["is_genuine"]
    return check


def test_the_guide_accepts_what_was_sent_and_nothing_else(
    receiver: Receiver, is_genuine: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = WebhookDeliveryFactory(endpoint__url=receiver.url)
    delivering.deliver(delivery.endpoint_id)
    [request] = receiver.received
    secret = delivery.endpoint.secret
    assert is_genuine(request.headers, request.body, secret)
    assert not is_genuine(request.headers, request.body + b" ", secret)
    assert not is_genuine(request.headers, request.body, WebhookEndpointFactory.build().secret)
    for header in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        assert not is_genuine({**request.headers, header: "1"}, request.body, secret)
        assert not is_genuine({k: v for k, v in request.headers.items() if k != header}, request.body, secret)
    later = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: later)
    assert not is_genuine(request.headers, request.body, secret)


def test_the_guide_shows_the_message_with_all_its_fields(
    receiver: Receiver, django_capture_on_commit_callbacks: Any
) -> None:
    WebhookEndpointFactory(url=receiver.url)
    with django_capture_on_commit_callbacks(execute=True):
        NewsPageFactory(parent=home())
    [request] = receiver.received
    shown = json.loads(example("json"))
    assert shown.keys() == request.json.keys()
    assert shown["data"]["pages"][0].keys() == request.json["data"]["pages"][0].keys()


def test_the_guide_names_every_event() -> None:
    assert re.findall(r"^\| `(\w+)` \| ", GUIDE, re.MULTILINE) == ["event", *PageEvent.values]
