"""An editor sees nothing of procurement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.procurement import complete_case
from tests.factories.users import EditorFactory
from tests.journeys.conftest import with_password

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_an_editor_has_no_menu_item_and_finds_no_case(
    address: str, open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]
) -> None:
    case = complete_case()
    page = log_in(open_window("sv-FI"), with_password(EditorFactory, "edith"))
    menu = page.locator("#wagtail-sidebar")
    expect(menu.get_by_role("link", name="Bilder")).to_be_visible()
    assert "upphandling" not in page.content().lower()

    for name, arguments in (("index", []), *((name, [case.pk]) for name in ("case", "facts", "party"))):
        response = page.goto(reverse(f"procurement:{name}", args=arguments))
        assert response is not None
        assert response.status == 404
