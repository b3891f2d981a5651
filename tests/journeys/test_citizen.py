"""A citizen on a phone reads from the home page to the challenge, in two languages, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.pages import AwardPageFactory, ChallengePageFactory, ResultIndexPageFactory, TeamPageFactory
from tests.factories.translations import translate
from tests.journeys.conftest import violations

pytestmark = [pytest.mark.sqlite_leg, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PHONE = 360


@pytest.fixture
def published_award(address: str) -> None:
    """A winner whose pages have titles of their own in Swedish and in Finnish."""
    translate(ResultIndexPageFactory(title="Resultat", show_in_menus=True), "fi", title="Tulokset")
    challenge = ChallengePageFactory(title="Resor med gemensam taxi", decided=True)
    translate(challenge, "fi", title="Matkat yhteisellä taksilla")
    AwardPageFactory(parent=challenge, team=TeamPageFactory(parent=challenge, title="Rapida"), published=True)


def fits(page: Page) -> bool:
    """Whether nothing has to be moved sideways to be read."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def read_to_the_challenge(page: Page) -> list[str]:
    """Home, results, winner, challenge, in Finnish; return the addresses."""
    page.goto("/fi/")
    seen = [page.url]
    page.locator("header nav").get_by_role("link", name="Tulokset").click()
    expect(page.locator("h1")).to_have_text("Tulokset")
    seen.append(page.url)
    page.locator("main").get_by_role("link", name="Rapida").click()
    expect(page.locator("h1")).to_have_text("Rapida")
    seen.append(page.url)
    page.locator("main article").get_by_role("link", name="Matkat yhteisellä taksilla").click()
    expect(page.locator("h1")).to_contain_text("Matkat yhteisellä taksilla")
    return [*seen, page.url]


def test_without_javascript_a_phone_reads_from_home_to_the_challenge_and_changes_language(
    published_award: None, open_window: Callable[..., BrowserContext]
) -> None:
    page = open_window("fi-FI", PHONE, java_script_enabled=False).new_page()
    read_to_the_challenge(page)
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    page.get_by_role("link", name=re.compile("svenska", re.IGNORECASE)).first.click()
    expect(page.locator("html")).to_have_attribute("lang", "sv-FI")
    expect(page.locator("h1")).to_contain_text("Resor med gemensam taxi")


def test_no_page_on_the_way_has_a_fault_in_either_language_or_is_wider_than_a_phone(
    published_award: None, open_window: Callable[..., BrowserContext]
) -> None:
    page = open_window("fi-FI", PHONE).new_page()
    finnish = read_to_the_challenge(page)
    swedish = [page.locator("link[hreflang=sv]").get_attribute("href") for _ in [page.goto(url) for url in finnish]]
    faults = {}
    for url in [*finnish, *swedish]:
        page.goto(url)
        faults[url] = [*violations(page), *([] if fits(page) else ["too wide"])]
    assert faults == {url: [] for url in [*finnish, *swedish]}
