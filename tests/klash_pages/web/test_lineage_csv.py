"""The lineage of a contest can be had as a table, with what is known and nothing that is not public."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from lxml import html

from tests.factories.pages import AwardPageFactory, ChallengePageFactory, ContestPageFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


def rows(url: str) -> list[list[str]]:
    response = Client().get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_table_says_what_the_picture_says_and_the_page_links_to_it() -> None:
    contest = ContestPageFactory(title="Klash 1", municipalities_count=65, problems_count=77, teams_count=9)
    challenge = ChallengePageFactory(parent=contest, decided=True)
    AwardPageFactory(published=True, parent=challenge)
    AwardPageFactory(parent=challenge)
    page = html.fromstring(Client().get(contest.url).content.decode())
    (link,) = page.xpath("//details[@class='as-table']//a/@href")
    assert link == f"{contest.url}lineage.csv"
    assert rows(link) == [
        ["Steg", "Antal i allt", "Namnges här"],
        ["kommuner", "65", "1"],
        ["problem", "77", "1"],
        ["utmaning", "1", "1"],
        ["tävlande team", "9", "1"],
        ["vinnare", "1", "1"],
    ]


def test_it_speaks_the_language_of_its_contest() -> None:
    finnish = translate(ContestPageFactory(problems_count=77), "fi")
    assert rows(f"{finnish.url}lineage.csv")[1] == ["ongelmaa", "77", "0"]


def test_a_contest_that_is_no_longer_public_has_no_table() -> None:
    contest = ContestPageFactory()
    contest.unpublish()
    assert Client().get(f"{contest.url}lineage.csv").status_code == 404
