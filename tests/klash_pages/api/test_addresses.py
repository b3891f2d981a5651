"""An address of the site is a page, a redirect or gone, as the site itself says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from tests.factories.pages import StandardPageFactory
from tests.klash_pages.api.conftest import ROOT, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Callable[..., Any]:
    def ask(path: str, expect: int = 200) -> Any:
        response = Client().get(f"{ROOT}page/", {"path": path})
        assert response.status_code == expect, response.content.decode()
        return response.json()

    return ask


def test_every_public_page_is_at_its_address(world: World, at: Callable[..., Any]) -> None:
    types = {}
    for page in Page.objects.live().public().filter(depth__gt=1).specific():
        found = at(page.url)
        assert (found["outcome"], found["page"]["title"], found["page"]["path"]) == ("page", page.title, page.url)
        types[type(page).__name__] = found["page"]["type"]
    assert types == {
        "HomePage": "home",
        "ContestPage": "contest",
        "ChallengePage": "challenge",
        "TeamPage": "team",
        "AwardPage": "award",
        "NewsPage": "news",
        "PartnerPage": "partner",
        "StandardPage": "standard",
        "AccessibilityStatementPage": "accessibility_statement",
        "ContestIndexPage": "contest_list",
        "ChallengeIndexPage": "challenge_list",
        "TeamIndexPage": "team_list",
        "ResultIndexPage": "award_list",
        "ProblemIndexPage": "problem_list",
        "NewsIndexPage": "news_list",
        "PartnerIndexPage": "partner_list",
        "MunicipalityIndexPage": "municipality_list",
        "SearchPage": "search",
    }


def test_a_problem_and_a_municipality_stand_below_their_lists(world: World, at: Callable[..., Any]) -> None:
    problem = Client().get(f"{ROOT}problems/{world.problem.number}/", {"locale": "sv"}).json()
    assert at(problem["path"])["page"] == problem
    assert at(f"/sv/problem/{world.problem.number}/")["location"] == problem["path"]
    host = Client().get(f"{ROOT}municipalities/vantaa/", {"locale": "sv"}).json()
    assert at(host["path"])["page"] == host
    assert at("/sv/kommuner/vantaa/") == {"outcome": "redirect", "location": host["path"], "permanent": True}


def test_an_address_with_and_without_its_slash_is_one(world: World, at: Callable[..., Any]) -> None:
    assert at(world.news.url.rstrip("/")) == at(world.news.url)


def test_the_root_leads_to_the_home_page_of_the_sites_language(world: World, at: Callable[..., Any]) -> None:
    assert at("/") == {"outcome": "redirect", "location": "/sv/", "permanent": False}


def test_an_old_address_leads_on_whether_it_ends_in_a_slash_or_not(world: World, at: Callable[..., Any]) -> None:
    Redirect.objects.create(old_path="/gammal", redirect_page=world.news, is_permanent=True)
    expected = {"outcome": "redirect", "location": world.news.url, "permanent": True}
    assert at("/gammal") == expected
    assert at("/gammal/") == expected


def test_an_old_address_does_not_tell_of_a_page_that_is_not_public(world: World, at: Callable[..., Any]) -> None:
    Redirect.objects.create(old_path="/sv/gammal", redirect_page=world.draft_award)
    at("/sv/gammal/", expect=404)


def test_a_page_that_was_taken_away_is_gone(world: World, at: Callable[..., Any]) -> None:
    page = StandardPageFactory(title="Borta", slug="borta")
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    assert at("/sv/borta/") == {"outcome": "gone"}


@pytest.mark.parametrize(
    "path",
    ["/sv/nope/", "/xx/", "/nope/", "/sv/problem/99/", "/sv/kommuner/nope/", "/sv/problem/lamna-in/", "/admin/", "//"],
)
def test_nothing_is_nothing(world: World, at: Callable[..., Any], path: str) -> None:
    assert at(path, expect=404)["detail"] == "There is nothing at this address."


def test_a_page_for_some_readers_is_nothing_to_the_api(world: World, at: Callable[..., Any]) -> None:
    at(world.private.url, expect=404)
    PageViewRestriction.objects.create(page=world.news.get_parent(), restriction_type="login")
    at(world.news.url, expect=404)


def test_a_draft_is_nothing(world: World, at: Callable[..., Any]) -> None:
    at(world.draft_award.url, expect=404)
    at(world.draft_award.team.url, expect=404)
