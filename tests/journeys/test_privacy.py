"""Nothing that a page loads comes from another host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from tests.factories.procurement import LegalUserFactory, complete_case
from tests.journeys.conftest import with_password

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_no_request_leaves_the_host(
    address: str, open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]
) -> None:
    case = complete_case()
    window = open_window("sv-FI")
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    page = log_in(window, with_password(LegalUserFactory, "linnea"))
    for url in ("/sv/", reverse("procurement:case", args=[case.pk])):
        page.goto(url, wait_until="networkidle")
    assert asked
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme not in ("data", "blob")}
    assert hosts == {urlsplit(address).netloc}
