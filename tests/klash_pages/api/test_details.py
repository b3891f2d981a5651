"""An answer about one thing says everything a reader sees of it, in the reader's language, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail import blocks as wagtail_blocks

from klash_pages.api.blocks import BLOCKS
from klash_pages.api.days import day
from klash_pages.models import blocks as site_blocks
from klash_pages.models.accessibility import DeficienciesBlock
from tests.klash_pages.api.conftest import ROOT, SECRET, World

pytestmark = pytest.mark.django_db
Read = Callable[..., Any]


def test_a_challenge_has_its_whole_body_as_typed_blocks(world: World, read: Read) -> None:
    found = read(f"challenges/{world.challenge.translation_key}/")
    assert [block["type"] for block in found["body"]] == [
        "heading",
        "text",
        "quote",
        "figure",
        "facts",
        "document",
        "button",
        "table",
    ]
    heading, _text, quote, figure, facts, document, button, table = found["body"]
    assert (heading["text"], heading["level"]) == ("Bakgrund", 2)
    assert (quote["text"], quote["name"], quote["title"]) == ("Så är det", "Någon", "Chef")
    assert (figure["caption"], figure["credit"], figure["image"]["width"]) == ("En bild", "Fotografen", 100)
    assert facts["facts"] == [{"label": "Längd", "value": "3 km"}]
    assert (document["document"]["title"], document["document"]["date"]) == ("Bilaga", "2019-04-01")
    assert document["document"]["url"].startswith("http://localhost")
    assert button["page"] == {"title": "Vinnaren är klar", "path": world.news.url}
    assert (table["head"], table["rows"]) == (["Dag", "Tid"], [["Måndag", "9"]])


def test_every_block_of_the_site_is_known_to_the_api() -> None:
    streams = [one for one in vars(site_blocks).values() if isinstance(one, type)]
    names = {
        name
        for stream in [*streams, DeficienciesBlock]
        if issubclass(stream, wagtail_blocks.StreamBlock) and stream is not wagtail_blocks.StreamBlock
        for name in stream.base_blocks
    }
    assert names == set(BLOCKS)


def test_links_lead_to_public_pages_only(world: World, read: Read) -> None:
    text = read(f"challenges/{world.challenge.translation_key}/")["body"][1]["text"]
    assert text == {
        "format": "html",
        "text": f'<p><a href="{world.news.url}">Mer</a>, <a>dolt</a> och <a href="https://example.org/">nätet</a>.</p>',
    }


def test_rich_text_is_markdown_when_asked_for(world: World, read: Read) -> None:
    text = read(f"challenges/{world.challenge.translation_key}/", rich_text="markdown")["body"][1]["text"]
    assert text == {
        "format": "markdown",
        "text": f"[Mer]({world.news.url}), dolt och [nätet](https://example.org/).",
    }


def test_a_link_leads_to_the_page_in_the_language_of_the_answer(world: World, read: Read) -> None:
    finnish = world.challenge.get_translations().get(locale__language_code="fi")
    finnish.body = world.challenge.body
    finnish.save()
    text = read(f"challenges/{world.challenge.translation_key}/", locale="fi")["body"][1]["text"]["text"]
    assert '<a href="/fi/' in text


def test_a_challenge_tells_no_fact_that_only_the_law_needs(world: World, read: Read) -> None:
    found = read(f"challenges/{world.challenge.translation_key}/")
    assert (found["criteria"], found["winners_allowed"], found["closing_note"]) == ("Nytta", 2, "")
    assert [person["name"] for person in found["mentors"]] == ["Mikael Mentor"]
    assert [team["title"] for team in found["teams"]] == ["Bussarna"]
    assert [award["title"] for award in found["awards"]] == ["Bussarna vann"]
    assert found["notices"][0]["kind"]["key"] == "contest"
    assert found["questions"][0]["answer"]["text"] == "<p>Ja</p>"
    assert [problem["title"] for problem in found["problems"]] == ["Hur reser man?"]
    assert not {"jury_record_signed_on", "jury_record_signers", "follow_on_clause", "contest_decision_on"} & set(found)


def test_every_page_says_where_it_stands_and_in_which_languages(world: World, read: Read) -> None:
    found = read(f"news/{world.news.translation_key}/")
    assert found["locale"] == "sv"
    assert found["url"] == world.news.full_url
    assert [(one["locale"], one["title"]) for one in found["translations"]] == [("fi", "Voittaja on selvillä")]
    assert found["breadcrumbs"] == [
        {"title": "Start", "path": "/sv/"},
        {"title": "Nyheter", "path": world.news.get_parent().url},
    ]
    assert found["seo"] == {"title": "Vinnaren är klar", "description": world.news.lead}
    assert found["changed_at"] == read("news/")["items"][0]["changed_at"]


def test_an_award_has_its_team_and_what_happened_since(world: World, read: Read) -> None:
    found = read(f"awards/{world.award.translation_key}/")
    assert [member["name"] for member in found["members"]] == ["Maja Medlem"]
    assert found["press_contact"] is None
    assert found["follow_ups"][0]["date"] == {
        "earliest": "2020-06-01",
        "latest": "2020-08-31",
        "precision": "season",
        "text": "sommaren 2020",
    }
    assert found["notes"][0]["kind"] == "correction"


def test_a_contest_has_stages_figures_and_lineage(world: World, read: Read) -> None:
    found = read(f"contests/{world.contest.translation_key}/")
    assert found["figures"] == {"municipalities": 20, "problems": 38, "teams": 9}
    launch, result = found["stages"]
    assert launch["planned"]["text"] == "augusti 2018"
    assert launch["actual"]["start"]["earliest"] == "2018-08-16"
    assert (result["actual"], result["planned"]["start"]["precision"]) == (None, "season")
    assert [(step["number"], step["named"]) for step in found["lineage"]] == [(20, 1), (38, 2), (2, 2), (9, 1), (1, 1)]
    assert found["partners"] == [
        {
            "partner": {"title": "Förbundet", "path": read("partners/")["items"][0]["path"]},
            "role": {"key": "organiser", "text": "Arrangör"},
            "sentence": "Ordnade tävlingen",
        }
    ]
    assert found["standing"]["moment"] == "entries_open"
    assert len(found["challenges"]) == 2


def test_a_problem_keeps_what_was_said_to_the_submitter_alone(world: World, read: Read) -> None:
    found = read(f"problems/{world.problem.number}/")
    assert (found["text"], found["public_feedback"]) == ("Bussen går två gånger om dagen.", "")
    assert (found["theme"], found["municipalities"]) == (
        {"slug": "travel", "name": "Resor"},
        [{"slug": "vantaa", "name": "Vanda"}],
    )
    world.problem.state = "closed"
    world.problem.public_feedback = "Tack, det blev ingen utmaning."
    world.problem.save()
    assert read(f"problems/{world.problem.number}/")["public_feedback"] == "Tack, det blev ingen utmaning."


def test_a_municipality_is_found_by_whatever_leads_to_it(world: World, read: Read) -> None:
    stories = [read(f"municipalities/{name}/") for name in ("vantaa", "vanda", "092")]
    assert stories[0] == stories[1] == stories[2]
    assert [challenge["title"] for challenge in stories[0]["challenges"]] == ["Resor på landet", "Unga på vägen"]
    assert [award["winner"] for award in stories[0]["awards"]] == ["Bussarna"]
    assert len(stories[0]["problems"]) == 2


@pytest.mark.parametrize(
    ("address", "number"),
    [("challenges/{challenge}", 24), ("awards/{award}", 10), ("news/{news}", 13), ("contests/{contest}", 22)],
)
def test_an_answer_about_one_thing_takes_a_known_number_of_queries(world: World, address: str, number: int) -> None:
    keys = {name: getattr(world, name).translation_key for name in ("challenge", "award", "news", "contest")}
    path = f"{ROOT}{address.format(**keys)}/?locale=sv"
    Client().get(path)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path).status_code == 200
    assert len(queries) == number


@pytest.mark.parametrize("name", ["contests", "challenges", "teams", "awards", "news", "partners"])
def test_what_is_not_there_is_a_problem_document(world: World, read: Read, name: str) -> None:
    draft = {"awards": world.draft_award, "teams": world.draft_award.team}.get(name)
    key = draft.translation_key if draft else "00000000-0000-4000-8000-000000000000"
    found = read(f"{name}/{key}/", expect=404)
    assert found == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing public by that key in this language.",
    }


def test_the_site_and_its_menus(world: World, read: Read) -> None:
    site = read("site/")
    assert (site["contact_email"], site["press_contact"], site["organisers"]) == (
        "klash@example.org",
        None,
        ["Förbundet"],
    )
    assert site["current_contest"]["title"] == "Klash 1"
    assert [one["locale"] for one in site["languages"]] == ["sv", "fi", "en"]
    menus = read("menus/")
    assert [item["title"] for item in menus["menu"]] == [
        "Resultat",
        "Utmaningar",
        "Team",
        "Problem",
        "Nyheter",
        "Partner",
    ]
    assert menus["search"]["title"] == "Sök"


def test_the_search_finds_public_pages_best_first(world: World, read: Read) -> None:
    found = read("search/", q="bussarna")
    assert {hit["page"]["title"] for hit in found["items"]} >= {"Bussarna", "Bussarna vann"}
    assert "<mark>Bussarna</mark>" in found["items"][0]["excerpt"]
    assert read("search/", q="bussarna", type="news")["items"] == []
    assert read("search/", q=SECRET)["total"] == 0
    assert read("search/", q="bussarna", page=9, expect=404)["status"] == 404


@pytest.mark.parametrize(
    ("value", "precision", "earliest", "latest"),
    [
        (date(2020, 1, 15), "season", date(2019, 12, 1), date(2020, 2, 29)),
        (date(2019, 12, 1), "season", date(2019, 12, 1), date(2020, 2, 29)),
        (date(2020, 6, 1), "season", date(2020, 6, 1), date(2020, 8, 31)),
        (date(2020, 2, 9), "month", date(2020, 2, 1), date(2020, 2, 29)),
        (date(2020, 2, 9), "year", date(2020, 1, 1), date(2020, 12, 31)),
        (date(2020, 2, 9), "day", date(2020, 2, 9), date(2020, 2, 9)),
    ],
)
def test_a_day_is_no_more_exact_than_it_is_known(value: date, precision: str, earliest: date, latest: date) -> None:
    found = day(value, precision)
    assert found is not None
    assert (found.earliest, found.latest) == (earliest, latest)
    assert not re.search("00:00", found.text)
