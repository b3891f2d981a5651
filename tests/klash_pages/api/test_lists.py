"""Lists hold what the site's own lists hold, in few queries, filtered by the same filters and cut by a cursor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klash_pages.models import AwardPage, ChallengePage, NewsPage, PartnerPage, TeamMember, TeamPage
from tests.factories.bulk import add_many
from tests.factories.pages import ContestPageFactory, NewsIndexPageFactory, PartnerIndexPageFactory
from tests.factories.records import MunicipalityFactory, PersonFactory, ProblemFactory
from tests.klash_pages.api.conftest import ROOT, SECRET, World

pytestmark = pytest.mark.django_db
Read = Callable[..., Any]

#: The lists and how many queries each takes, however long it is.
#: How many queries; one of them counts the question.
LISTS = {
    "contests": 6,
    "challenges": 7,
    "teams": 5,
    "awards": 5,
    "problems": 6,
    "partners": 3,
    "news": 3,
    "municipalities": 4,
    "people": 7,
}


def queries(address: str) -> int:
    """How many queries a second reader costs."""
    Client().get(address)
    with CaptureQueriesContext(connection) as found:
        assert Client().get(address).status_code == 200
    return len(found)


def test_each_list_holds_what_is_public_and_nothing_else(world: World, read: Read) -> None:
    titles = {
        name: [item.get("title") or item["name"] for item in read(f"{name}/")["items"]]
        for name in LISTS
        if name != "people"
    }
    assert titles == {
        "contests": ["Klash 1"],
        "challenges": ["Resor på landet", "Unga på vägen"],
        "teams": ["Bussarna"],
        "awards": ["Bussarna vann"],
        "problems": ["Hur kommer man till affären?", "Hur reser man?"],
        "partners": ["Förbundet"],
        "news": ["Vinnaren är klar"],
        "municipalities": ["Vanda"],
    }


def test_a_challenge_in_a_list_says_where_it_stands(world: World, read: Read) -> None:
    won, still_open = read("challenges/")["items"]
    assert (won["status"], won["mark"]) == ({"key": "won", "text": "Vinnare utsedd"}, {"letter": "A", "hue": 0})
    assert still_open["status"]["key"] == "open"
    assert still_open["closes_on"] == (timezone.localdate() + timedelta(days=3)).isoformat()
    assert won["municipality"] == {"slug": "vantaa", "name": "Vanda"}
    assert won["contest"]["title"] == "Klash 1"
    assert (won["path"], won["url"]) == (world.challenge.url, world.challenge.full_url)
    assert [one["width"] for one in won["photo"]["renditions"]] == [640, 1000]
    assert won["photo"]["srcset"].endswith(" 1000w")
    assert won["photo"]["url"].startswith("http://localhost")


def test_an_award_in_a_list_names_winner_challenge_and_host(world: World, read: Read) -> None:
    (award,) = read("awards/")["items"]
    assert award["winner"] == "Bussarna"
    assert award["team"] == {
        "title": "Bussarna",
        "path": world.team.url,
        "type": "team",
        "key": str(world.team.translation_key),
    }
    assert award["challenge"]["title"] == "Resor på landet"
    assert award["announced_on"] == "2020-01-23"


def test_another_language_has_its_own_pages_and_none_to_fall_back_on(world: World, read: Read) -> None:
    assert [item["title"] for item in read("news/", locale="fi")["items"]] == ["Voittaja on selvillä"]
    assert read("news/", locale="en")["items"] == []
    assert read("awards/", locale="fi")["items"][0]["municipality"]["name"] == "Vantaa"


@pytest.mark.parametrize(
    ("name", "query", "number"),
    [
        ("challenges", {"status": "won"}, 1),
        ("challenges", {"municipality": "vantaa"}, 2),
        ("challenges", {"contest": "klash-1", "status": "open"}, 1),
        ("awards", {"year": "2020"}, 1),
        ("awards", {"q": "app"}, 1),
        ("teams", {"contest": "klash-1"}, 1),
        ("news", {"year": "2020"}, 1),
        ("problems", {"theme": "travel"}, 1),
        ("problems", {"q": "affären"}, 1),
    ],
)
def test_lists_take_the_filters_of_the_site(
    world: World, read: Read, name: str, query: dict[str, str], number: int
) -> None:
    assert len(read(f"{name}/", **query)["items"]) == number


def test_the_choices_of_a_list_are_those_that_occur(world: World, read: Read) -> None:
    found = {one["name"]: one for one in read("filters/challenges/")["filters"]}
    assert [choice["value"] for choice in found["status"]["choices"]] == ["open", "won"]
    assert found["municipality"]["choices"] == [{"value": "vantaa", "label": "Vanda"}]
    assert (found["q"]["kind"], found["q"]["choices"]) == ("words", [])
    assert read("filters/challenges/", locale="fi")["filters"][2]["label"] == "Tila"


def test_people_are_those_who_may_be_shown_and_stand_on_a_public_page(world: World, read: Read) -> None:
    PersonFactory(name="Nils Ingenstans")
    found = {person["name"]: person["parts"] for person in read("people/")["items"]}
    assert list(found) == ["Maja Medlem", "Mikael Mentor", "Pia Press"]
    assert [(part["kind"], part["page"]["title"]) for part in found["Maja Medlem"]] == [("member", "Bussarna")]
    assert [part["kind"] for part in found["Pia Press"]] == ["press_contact"]


def test_a_name_goes_on_its_day_of_removal(world: World, read: Read) -> None:
    world.member.remove_on = timezone.localdate()
    world.member.save()
    assert "Maja Medlem" not in str(read("people/"))
    team = read(f"teams/{world.team.translation_key}/")
    assert (team["members"], team["hidden_members"]) == ([], 2)


# Cursors


def grow(world: World, number: int) -> None:
    hosts = [MunicipalityFactory(code=f"{place:03}", name_fi=f"Kunta {place}") for place in range(number)]
    contest = ContestPageFactory(title="Klash 2", slug="klash-2")
    challenges = add_many(contest, ChallengePage, number, municipality=lambda place: hosts[place % number])
    for place, challenge in enumerate(challenges):
        (team,) = add_many(challenge, TeamPage, 1, title=f"Team {place // 2}")
        add_many(challenge, AwardPage, 1, team=team, announced_on=date(2021, 1, 1 + place // 2))
        TeamMember.objects.create(page=team, person=PersonFactory(name=f"Person {place // 2}"))
    add_many(NewsIndexPageFactory(slug="fler"), NewsPage, number, date=lambda place: date(2021, 1, 1 + place // 2))
    add_many(PartnerIndexPageFactory(slug="fler-partner"), PartnerPage, number)
    for _ in range(number - 1):
        ProblemFactory(contest=contest, published=True, municipalities=hosts[:2])
        ContestPageFactory()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_however_long_it_is(world: World, name: str) -> None:
    address = f"{ROOT}{name}/?locale=sv"
    assert queries(address) == LISTS[name]
    grow(world, 9)
    assert queries(address) == LISTS[name]


@pytest.mark.parametrize("name", LISTS)
def test_leafing_through_a_list_gives_each_item_once_in_order(world: World, read: Read, name: str) -> None:
    grow(world, 7)
    whole = read(f"{name}/", limit=100)["items"]
    assert len(whole) >= 6
    leafed, address = [], f"{ROOT}{name}/?locale=sv&limit=3"
    while address:
        answer = Client().get(address).json()
        leafed += answer["items"]
        parts = urlsplit(answer["next"] or "")
        address = f"{parts.path}?{parts.query}" if parts.query else ""
    assert leafed == whole


def test_a_cursor_goes_on_where_it_stood_when_something_new_has_come(world: World, read: Read) -> None:
    grow(world, 3)
    first = read("news/", limit=2)
    NewsPage.objects.get(pk=first["items"][0]["id"]).delete()
    second = read("news/", limit=2, cursor=first["next_cursor"])
    assert {item["id"] for item in first["items"]}.isdisjoint({item["id"] for item in second["items"]})
    assert len(second["items"]) == 2


def test_only_the_fields_that_are_wanted_are_sent(world: World) -> None:
    response = Client().get(f"{ROOT}awards/", {"locale": "sv", "fields": "winner, announced_on"})
    assert response["Content-Type"] == "application/vnd.klash.partial+json"
    assert response.json() == {
        "items": [{"winner": "Bussarna", "announced_on": "2020-01-23"}],
        "next_cursor": None,
        "next": None,
    }


def test_nothing_of_the_world_that_is_not_public_stands_in_a_list(world: World, read: Read) -> None:
    for name in LISTS:
        assert SECRET.lower() not in str(read(f"{name}/", limit=100)).lower()
