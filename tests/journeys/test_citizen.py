"""A citizen on a phone reads from the home page to the challenge, in two languages, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from wagtail.search.backends import get_search_backend

from klash_pages.models import AwardPage, ChallengePage, TeamPage
from tests.factories.bulk import add_many
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    ResultIndexPageFactory,
    SearchPageFactory,
    StandardPageFactory,
    TeamPageFactory,
)
from tests.factories.records import MunicipalityFactory
from tests.factories.translations import translate
from tests.journeys.conftest import violations

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PHONE = 360


@pytest.fixture
def published_award(address: str) -> None:
    """A winner whose pages have titles of their own in Swedish and in Finnish."""
    translate(ResultIndexPageFactory(title="Resultat", show_in_menus=True), "fi", title="Tulokset")
    challenge = ChallengePageFactory(title="Resor med gemensam taxi", decided=True)
    translate(challenge, "fi", title="Matkat yhteisellä taksilla")
    AwardPageFactory(parent=challenge, team=TeamPageFactory(parent=challenge, title="Rapida"), published=True)


@pytest.fixture
def many_awards(address: str) -> None:
    """Eight winners of two municipalities, in Swedish and in Finnish, and the search."""
    results = ResultIndexPageFactory(title="Resultat", slug="resultat", show_in_menus=True)
    search = SearchPageFactory(title="Sök", slug="sok")
    contest = ContestPageFactory(title="Klash 1", slug="klash-1")
    hosts = [MunicipalityFactory(name_sv=sv, name_fi=fi) for sv, fi in (("Vanda", "Vantaa"), ("Åbo", "Turku"))]
    for page, title in ((results, "Tulokset"), (search, "Haku"), (contest, "Klash 1")):
        translate(page, "fi", title=title)
    for here in (contest, contest.get_translations().get(locale__language_code="fi")):
        for challenge in add_many(here, ChallengePage, 8, municipality=lambda number: hosts[number % 2]):
            team = add_many(challenge, TeamPage, 1, title=f"Team {challenge.slug[-1]}")[0]
            add_many(challenge, AwardPage, 1, team=team, announced_on=date(2020, 1, 23))
    get_search_backend().add(StandardPageFactory(title="Kollektivtrafik"))


def fits(page: Page) -> bool:
    """Whether nothing has to be moved sideways to be read."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def read_to_the_challenge(page: Page) -> list[str]:
    """Home, results, winner, challenge, in Finnish; return the addresses."""
    page.goto("/fi/")
    seen = [page.url]
    page.locator("header nav").get_by_role("link", name="Tulokset").click()
    expect(page.locator("h1")).to_have_text("1 voittaja")
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


def test_a_citizen_filters_results_on_a_phone_changes_language_and_searches(
    many_awards: None, open_window: Callable[..., BrowserContext]
) -> None:
    page = open_window("sv-FI", PHONE, java_script_enabled=False).new_page()
    page.goto("/sv/")
    page.locator("header nav").get_by_role("link", name="Resultat").click()
    expect(page.locator("h1")).to_have_text("8 vinnare")
    page.get_by_label("Kommun").select_option(label="Åbo")
    page.get_by_role("button", name="Visa").click()
    expect(page).to_have_url(re.compile(r"/\?municipality=turku$"))
    expect(page.get_by_text("4 träffar")).to_be_visible()
    expect(page.locator("ul.cards > li")).to_have_count(4)
    page.locator("header nav").get_by_role("link", name="Suomi").click()
    expect(page.get_by_label("Kunta")).to_have_value("turku")
    expect(page.locator("ul.cards > li")).to_have_count(4)
    page.get_by_role("link", name="Poista rajaus").click()
    expect(page.locator("ul.cards > li")).to_have_count(8)
    page.locator("header").get_by_role("link", name="Haku").click()
    page.get_by_label("Hakusanat").fill("kollektivtrafik")
    page.get_by_role("button", name="Hae").click()
    expect(page.locator("h1")).to_have_text("0 osumaa haulle ”kollektivtrafik”")
    page.locator("main").get_by_role("link", name="Svenska (1)").click()
    expect(page.locator("main").get_by_role("link", name="Kollektivtrafik")).to_be_visible()


def test_neither_a_filtered_list_nor_the_search_has_a_fault_or_is_wider_than_a_phone(
    many_awards: None, open_window: Callable[..., BrowserContext]
) -> None:
    urls = [
        "/sv/resultat/?municipality=turku",
        "/fi/resultat/?municipality=atlantis",
        "/sv/sok/?q=kollektivtrafik",
        "/sv/sok/?q=!!!",
        "/fi/sok/?q=raketti",
    ]
    faults = {}
    for scheme in ("light", "dark"):
        page = open_window("sv-FI", 320, color_scheme=scheme).new_page()
        for url in urls:
            assert page.goto(url).status == 200
            faults[scheme, url] = [*violations(page), *([] if fits(page) else ["too wide"])]
    assert {case: found for case, found in faults.items() if found} == {}
