"""A reader filters a list, leafs through it, sends its address on, and is told what there is when there is nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import html
from wagtail.models import Page, PageViewRestriction

from klash_pages.models import AwardPage, ChallengePage, NewsPage, Stage, TeamPage
from tests.factories.bulk import add_many
from tests.factories.pages import (
    ChallengeIndexPageFactory,
    ContestPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    ResultIndexPageFactory,
    StandardPageFactory,
    TeamIndexPageFactory,
)
from tests.factories.records import MunicipalityFactory, StageFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


def tree(url: str) -> Any:
    response = Client().get(url)
    assert response.status_code == 200, response
    return html.fromstring(response.content.decode())


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def cards(found: Any) -> int:
    return len(found.xpath("//ul[@class='cards']/li | //ul[@class='rows']/li | //ul[@class='news-list']/li"))


def add_awards(number: int, contest: Page | None = None) -> list[Any]:
    """Challenges of two municipalities by turns, each with a team and an award of one of three years."""
    contest = contest or ContestPageFactory(title="Klash 1", slug="klash-1")
    hosts = [
        MunicipalityFactory(name_sv="Vanda", name_fi="Vantaa"),
        MunicipalityFactory(name_sv="Åbo", name_fi="Turku"),
    ]
    challenges = add_many(contest, ChallengePage, number, municipality=lambda nr: hosts[nr % 2])
    teams = [add_many(challenge, TeamPage, 1, title=f"Team {challenge.title}")[0] for challenge in challenges]
    return [
        add_many(challenge, AwardPage, 1, team=team, announced_on=date(2019 + place % 3, 1, 23))[0]
        for place, (challenge, team) in enumerate(zip(challenges, teams, strict=True))
    ]


# The form


def test_a_short_list_has_no_form_and_a_longer_one_has() -> None:
    results = ResultIndexPageFactory(title="Resultat")
    contest = ContestPageFactory(slug="klash-1")
    add_awards(6, contest)
    assert tree(results.url).xpath("//main//form") == []
    add_many(contest.get_children().first(), AwardPage, 1, team=TeamPage.objects.first(), announced_on=date(2019, 1, 1))
    fields = tree(results.url).xpath("//main//form//label")
    # There is one contest only, so there is nothing to choose.
    assert [words_of(field) for field in fields] == ["Kommun", "År", "Ord"]


def test_the_heading_counts_and_so_does_a_filtered_list() -> None:
    results = ResultIndexPageFactory(title="Resultat")
    add_awards(8)
    found = tree(results.url)
    assert words_of(found.find(".//h1")) == "8 vinnare"
    assert found.xpath("//div[contains(@class, 'conditions')]") == []
    filtered = tree(f"{results.url}?municipality=turku")
    assert words_of(filtered.find(".//h1")) == "8 vinnare"
    assert words_of(filtered.xpath("//p[@class='conditions__hits']")[0]) == "4 träffar"
    assert cards(filtered) == 4
    assert filtered.xpath("//select[@name='municipality']/option[@selected]/@value") == ["turku"]


@pytest.mark.parametrize(
    ("make", "heading"),
    [
        (ChallengeIndexPageFactory, "8 utmaningar"),
        (TeamIndexPageFactory, "8 team"),
        (ResultIndexPageFactory, "8 vinnare"),
    ],
)
def test_all_lists_count(make: Any, heading: str) -> None:
    page = make()
    add_awards(8)
    found = tree(page.url)
    assert words_of(found.find(".//h1")) == heading
    assert cards(found) == 8
    assert cards(tree(f"{page.url}?municipality=turku")) == 4


def test_a_form_with_empty_fields_leads_to_the_short_address() -> None:
    results = ResultIndexPageFactory()
    response = Client().get(f"{results.url}?contest=&municipality=turku&year=&q=&ref=x")
    assert (response.status_code, response["Location"]) == (302, f"{results.url}?municipality=turku&ref=x")
    assert Client().get(f"{results.url}?page=1")["Location"] == results.url


def test_a_condition_without_a_field_is_carried_along() -> None:
    results = ResultIndexPageFactory()
    add_awards(8)
    hidden = tree(f"{results.url}?contest=klash-1").xpath("//main//form/input[@type='hidden']")
    assert [(field.get("name"), field.get("value")) for field in hidden] == [("contest", "klash-1")]


# Nothing found


def test_when_nothing_matches_every_condition_can_be_taken_away() -> None:
    results = ResultIndexPageFactory()
    add_awards(8)
    found = tree(f"{results.url}?municipality=turku&year=2030")
    assert words_of(found.xpath("//p[@class='conditions__hits']")[0]) == "Inget motsvarar sökningen."
    conditions = found.xpath("//div[contains(@class, 'conditions')]//li")
    assert [words_of(one.find("span")) for one in conditions] == [
        "Kommun: Åbo",
        "År: 2030 – Det är inte ett av alternativen.",
    ]
    links = found.xpath("//div[contains(@class, 'conditions')]//a/@href")
    assert links == [f"{results.url}?year=2030", f"{results.url}?municipality=turku", results.url]
    assert cards(tree(links[1])) == 4


def test_an_unknown_value_is_shown_short_and_as_text() -> None:
    results = ResultIndexPageFactory()
    add_awards(8)
    evil = "<script>alert(1)</script>" + "x" * 5000
    response = Client().get(results.url, {"municipality": evil})
    assert response.status_code == 200
    assert "<script" not in response.content.decode()
    assert len(response.content) < 60_000


def test_before_the_first_award_the_list_says_when() -> None:
    results = ResultIndexPageFactory()
    ChallengeIndexPageFactory(title="Utmaningar")
    assert words_of(tree(results.url).xpath("//div[@class='notice']")[0]) == (
        "Inga vinnare har offentliggjorts ännu. Utmaningar"
    )
    contest = ContestPageFactory()
    assert "Datumet för offentliggörandet är inte bestämt." in words_of(tree(results.url).find(".//main"))
    stage = StageFactory(contest=contest, kind=Stage.Kind.RESULT, actual_from=None)
    assert "Datumet för offentliggörandet är inte bestämt." in words_of(tree(results.url).find(".//main"))
    stage.planned_from = date(2130, 1, 23)
    stage.save()
    assert "Vinnarna offentliggörs 23.1.2130." in words_of(tree(results.url).find(".//main"))
    assert "Voittajat julkistetaan 23.1.2130." in words_of(
        tree(translate_with_contest(results, contest)).find(".//main")
    )
    stage.planned_precision = "month"
    stage.save()
    assert "Vinnarna offentliggörs: januari 2130." in words_of(tree(results.url).find(".//main"))


def translate_with_contest(page: Page, contest: Page) -> str:
    translate(contest, "fi")
    return str(translate(page, "fi").url)


def test_a_day_that_is_past_is_not_promised() -> None:
    results = ResultIndexPageFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    StageFactory(kind=Stage.Kind.RESULT, actual_from=None, planned_from=yesterday)
    notice = words_of(tree(results.url).xpath("//div[@class='notice']")[0])
    assert notice == "Inga vinnare har offentliggjorts ännu."


def test_news_that_are_in_another_language_only_are_shown_the_way() -> None:
    english = translate(NewsIndexPageFactory(title="Nyheter"), "en", title="News")
    swedish = english.get_translations().get(locale__language_code="sv")
    finnish = translate(swedish.specific, "fi", title="Uutiset")
    assert "/sv/" not in words_of(tree(english.url).xpath("//div[@class='notice']")[0])
    NewsPageFactory(parent=swedish.specific, title="Nytt")
    link = tree(finnish.url).xpath("//main//div[@class='notice']//a")[0]
    assert (words_of(link), link.get("href"), link.get("hreflang")) == ("Nyheter (Svenska)", swedish.url, "sv")


# Pages


def test_a_long_list_is_cut_and_every_link_keeps_the_conditions() -> None:
    results = ResultIndexPageFactory(title="Resultat")
    add_awards(45)
    first = tree(f"{results.url}?municipality=turku")
    assert cards(first) == 20
    assert words_of(first.xpath("//nav[@class='pagination']/p")[0]) == "Sida 1 av 2"
    assert first.xpath("//nav[@class='pagination']/a/@rel") == ["next"]
    second_url = first.xpath("//a[@rel='next']/@href")[0]
    assert second_url == f"{results.url}?municipality=turku&page=2"
    second = tree(second_url)
    assert cards(second) == 3
    assert second.xpath("//a[@rel='prev']/@href") == [f"{results.url}?municipality=turku"]
    assert second.findtext(".//title") == "Resultat, sida 2 av 2 – Klash"
    assert len(tree(results.url).xpath("//nav[@class='pagination']/a")) == 1


@pytest.mark.parametrize(
    "page", ["0", "2", "-1", "1.0", "01", "x", "1e3", "999999999999999999999", "²", "٢", " ", "1 "]
)
def test_a_page_that_is_not_there_is_not_found(page: str) -> None:
    results = ResultIndexPageFactory()
    assert Client().get(f"{results.url}?page={quote(page)}").status_code == 404


def test_no_award_stands_on_two_pages() -> None:
    results = ResultIndexPageFactory()
    made = add_awards(45)
    seen = [
        link
        for number in ("", "?page=2", "?page=3")
        for link in tree(f"{results.url}{number}").xpath("//ul[@class='cards']//h3/a/@href")
    ]
    assert len(seen) == len(set(seen)) == len(made)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.dictionaries(
        st.sampled_from(["contest", "municipality", "status", "year", "q", "page"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    )
)
def test_whatever_the_address_says_the_list_answers(data: dict[str, str]) -> None:
    page = ChallengeIndexPageFactory._meta.model.objects.first() or ChallengeIndexPageFactory()
    answered = (400,) if "\0" in "".join(data.values()) else (200, 302, 404)
    assert Client().get(page.url, data).status_code in answered


# Years of news, privacy, languages


def test_news_have_links_of_years_from_the_second_year_on() -> None:
    news = NewsIndexPageFactory(title="Nyheter")
    add_many(news, NewsPage, 2, date=date(2019, 1, 1))
    assert tree(news.url).xpath("//nav[@class='choices']") == []
    add_many(news, NewsPage, 1, date=date(2020, 1, 1))
    found = tree(f"{news.url}?year=2020")
    years = [(words_of(a), a.get("href"), a.get("aria-current")) for a in found.xpath("//nav[@class='choices']//a")]
    assert years == [("2020", f"{news.url}?year=2020", "true"), ("2019", f"{news.url}?year=2019", None)]
    assert cards(found) == 1


def test_pages_behind_a_password_are_in_no_list() -> None:
    results = ResultIndexPageFactory()
    contest = ContestPageFactory(slug="hemlig")
    add_awards(2, contest)
    assert cards(tree(results.url)) == 2
    PageViewRestriction.objects.create(page=contest, restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert cards(tree(results.url)) == 0


def test_the_language_links_keep_the_conditions_but_not_the_words() -> None:
    results = ResultIndexPageFactory()
    finnish = translate(results, "fi")
    add_awards(2)
    found = tree(f"{results.url}?municipality=turku&q=taxi")
    assert f"{finnish.url}?municipality=turku" in found.xpath("//nav[@class='languages']//a/@href")
    assert found.xpath("//link[@rel='alternate' and @hreflang='fi']/@href") == [finnish.full_url]


# Queries


def number_of_queries(url: str) -> int:
    Client().get(url)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("make", "query"),
    [
        (ResultIndexPageFactory, ""),
        (ResultIndexPageFactory, "?municipality=turku&year=2020&contest=klash-1"),
        (ChallengeIndexPageFactory, ""),
        (ChallengeIndexPageFactory, "?municipality=turku&status=won&contest=klash-1"),
        (TeamIndexPageFactory, ""),
        (TeamIndexPageFactory, "?municipality=turku&contest=klash-1"),
    ],
)
def test_a_list_of_a_thousand_asks_no_more_than_one_of_ten(make: Any, query: str) -> None:
    page = make()
    contest = ContestPageFactory(slug="klash-1")
    empty = number_of_queries(StandardPageFactory().url)
    add_awards(10, contest)
    numbers = {10: number_of_queries(page.url + query)}
    challenge = contest.get_children().first()
    team = TeamPage.objects.first()
    for total in (100, 1000):
        missing = total - AwardPage.objects.count()
        add_many(challenge, AwardPage, missing, team=team, announced_on=lambda nr: date(2018 + nr % 3, 1, 1))
        add_many(challenge, TeamPage, missing)
        add_many(contest, ChallengePage, missing, municipality=MunicipalityFactory())
        numbers[total] = number_of_queries(page.url + query)
    assert numbers[100] == numbers[10]
    assert numbers[1000] == numbers[10]
    assert numbers[10] <= empty + 10


def test_a_list_of_many_news_asks_no_more_than_one_of_ten() -> None:
    news = NewsIndexPageFactory()
    empty = number_of_queries(StandardPageFactory().url)
    add_many(news, NewsPage, 10, date=lambda number: date(2018 + number % 3, 1, 1))
    with_ten = number_of_queries(news.url)
    add_many(news, NewsPage, 990, date=lambda number: date(2018 + number % 3, 1, 1))
    assert number_of_queries(news.url) == with_ten
    assert with_ten <= empty + 10
