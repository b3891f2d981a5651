"""What journeys share: one browser, a server that is the site, people who can log in, and eyes for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from wagtail.models import Site

from tests.factories.users import UserFactory

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "the-password-of-the-journeys"


@pytest.fixture(scope="package")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """The one browser of all journeys.

    Playwright runs an event loop in this thread. Beside a loop Django refuses to touch the database unless told
    otherwise, and has connections of their own, which do not know the rows of the migrations to put back.
    """
    rows = connection._test_serialized_contents
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connection._test_serialized_contents = rows
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()
        connection.close()


@pytest.fixture
def open_window(browser: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """Open a window of its own cookies, with a language, a width and whatever else a visitor's browser has."""
    windows = []

    def open_(locale: str, width: int = 1280, **options: Any) -> BrowserContext:
        window = browser.new_context(
            base_url=address, locale=locale, viewport={"width": width, "height": 800}, **options
        )
        window.set_default_timeout(10_000)
        windows.append(window)
        return window

    yield open_
    for window in windows:
        window.close()


@pytest.fixture
def address(browser: Browser, live_server: Any) -> str:
    """Where the site is: the site's record names the host and port of the running server."""
    Site.objects.update(hostname=live_server.thread.host, port=live_server.thread.port)
    Site.clear_site_root_paths_cache()
    return str(live_server.url)


@pytest.fixture
def log_in() -> Callable[[BrowserContext, Any], Page]:
    """Log somebody in through the form, as they do."""

    def log_in(window: BrowserContext, user: Any) -> Page:
        page = window.new_page()
        page.goto("/admin/")
        page.locator("[name=username]").fill(user.username)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form button[type=submit]").click()
        page.wait_for_url("**/admin/")
        return page

    return log_in


def with_password(factory: type[UserFactory], username: str) -> Any:
    """Somebody who can log in."""
    user = factory(username=username)
    user.set_password(PASSWORD)
    user.save()
    return user


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds on a page, Wagtail's own passing messages left out: the rule, and the first element."""
    found = Axe().run(page, context={"exclude": [[".messages"]]}).response["violations"]
    return [(violation["id"], violation["nodes"][0]["html"]) for violation in found]
