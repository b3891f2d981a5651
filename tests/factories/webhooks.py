"""Factories of webhooks."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from klash_pages.models import WebhookDelivery, WebhookEndpoint


class WebhookEndpointFactory(DjangoModelFactory):
    """A webhook that is told everything."""

    class Meta:
        model = WebhookEndpoint

    name = factory.Sequence(lambda number: f"Receiver {number}")
    url = "https://receiver.example/hook"


class WebhookDeliveryFactory(DjangoModelFactory):
    """A message about one news item, due now."""

    class Meta:
        model = WebhookDelivery

    endpoint = factory.SubFactory(WebhookEndpointFactory)
    payload = {
        "type": "pages.changed",
        "timestamp": "2020-01-23T10:00:00+00:00",
        "data": {
            "pages": [
                {
                    "event": "changed",
                    "id": 7,
                    "type": "klash_pages.NewsPage",
                    "locale": "sv",
                    "path": "/sv/nyheter/å/",
                    "url": "https://klash.example/sv/nyheter/å/",
                    "previous_path": None,
                }
            ]
        },
    }
