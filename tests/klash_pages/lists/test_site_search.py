"""The search finds what everybody may read, in the reader's language, and answers whatever is typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import html
from wagtail.models import Page, PageViewRestriction
from wagtail.search.backends import get_search_backend

from klash_pages.lists.filters import ResultFilterSet
from klash_pages.lists.site_search import SiteSearch
from klash_pages.models import AwardPage, SearchPage
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PartnerPageFactory,
    ProblemIndexPageFactory,
    SearchPageFactory,
    StandardPageFactory,
    TeamPageFactory,
    body,
    locale,
)
from tests.factories.records import MunicipalityFactory, PersonFactory, ProblemFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


def index(*pages: Page) -> None:
    """Put pages into the index; the signals wait for a commit, which tests do not make."""
    for page in pages:
        get_search_backend().add(page.specific)


@pytest.fixture
def search_page() -> SearchPage:
    return SearchPageFactory(title="Sök", slug="sok")


def searched(page: SearchPage, text: str, **chosen: str) -> SiteSearch:
    page.refresh_from_db()
    return SiteSearch(page.get_parent(), page.url, text, search_page=page, **chosen)


def titles(page: SearchPage, text: str, **chosen: str) -> list[str]:
    return [hit.title for hit in searched(page, text, **chosen).hits]


def tree(url: str) -> Any:
    response = Client().get(url)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


# What is found


def test_a_page_is_found_by_its_title_its_lead_and_its_body(search_page: SearchPage) -> None:
    page = StandardPageFactory(title="Cyklar", lead="Om tåg.", body=body("Om <b>flyg</b> &amp; båtar."))
    index(page)
    for text in ("cyklar", "tåg", "flyg", "FLYG båtar", "cyklar tåg flyg"):
        assert titles(search_page, text) == ["Cyklar"]
    assert titles(search_page, "cyklar raketer") == []


def test_a_hit_in_the_title_comes_first(search_page: SearchPage) -> None:
    pages = [
        StandardPageFactory(title="Ett", body=body("Kollektivtrafik och annat.")),
        StandardPageFactory(title="Kollektivtrafik", body=body("Annat.")),
    ]
    index(*pages)
    assert titles(search_page, "kollektivtrafik") == ["Kollektivtrafik", "Ett"]


def test_a_challenge_is_found_by_its_municipality(search_page: SearchPage) -> None:
    index(ChallengePageFactory(title="Resor", municipality=MunicipalityFactory(name_sv="Åbo", name_fi="Turku")))
    assert titles(search_page, "Åbo") == ["Resor"]


def test_only_live_pages_that_are_open_to_everybody_are_found(search_page: SearchPage) -> None:
    draft = StandardPageFactory(title="Cyklar som utkast", live=False)
    closed = StandardPageFactory(title="Cyklar för några")
    below = StandardPageFactory(title="Cyklar under", parent=closed)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    team = TeamPageFactory(title="Cyklar som team")
    award = AwardPageFactory(title="Cyklar som vinnare")
    shown = StandardPageFactory(title="Cyklar för alla")
    index(draft, closed, below, team, award, shown)
    assert titles(search_page, "cyklar") == ["Cyklar för alla"]
    shown.unpublish()
    assert titles(search_page, "cyklar") == []


def test_a_reader_finds_only_the_readers_language(search_page: SearchPage) -> None:
    swedish = StandardPageFactory(title="Taxi i kommunen")
    finnish = translate(swedish, "fi", title="Taksi kunnassa, taxi")
    finnish_search = translate(search_page, "fi")
    index(swedish, finnish)
    assert titles(search_page, "taxi") == ["Taxi i kommunen"]
    assert titles(finnish_search, "taxi") == ["Taksi kunnassa, taxi"]


def test_no_name_of_a_member_is_in_the_index(search_page: SearchPage) -> None:
    award = AwardPageFactory(
        published=True, title="Vinnare", team__title="Laget", team__members=[PersonFactory(name="Hemlige Hubertsson")]
    )
    index(award.team, award)
    assert titles(search_page, "laget") == ["Laget"]
    assert titles(search_page, "Hubertsson") == []


def test_the_search_does_not_find_itself(search_page: SearchPage) -> None:
    index(search_page)
    assert titles(search_page, "sök") == []


# What a hit shows


def test_hits_say_what_they_are_where_and_when(search_page: SearchPage) -> None:
    challenge = ChallengePageFactory(title="Cyklar och utmaning", decided=True)
    award = AwardPageFactory(
        parent=challenge, team=TeamPageFactory(parent=challenge, title="Cyklar och team"), title="Cyklar och vinst"
    )
    Page.objects.filter(pk__in=[award.pk, award.team.pk]).update(live=True)
    news = NewsPageFactory(title="Cyklar och nytt", date=date(2020, 2, 1))
    page = StandardPageFactory(title="Cyklar och sida")
    index(challenge, award, award.team, news, page)
    rows = tree(f"{search_page.url}?q=cyklar").xpath("//ul[contains(@class, 'hits')]/li")
    assert {words_of(row.find("h3")): words_of(row.find("p")) for row in rows} == {
        "Cyklar och utmaning": "Utmaning · Vanda",
        "Cyklar och team": "Team · Vanda",
        "Cyklar och vinst": "Vinnare · Vanda · 23.1.2020",
        "Cyklar och nytt": "Nyhet · 1.2.2020",
        "Cyklar och sida": "Sida",
    }
    links = tree(f"{search_page.url}?q=cyklar").xpath("//nav[@class='choices']//a")
    assert [words_of(link) for link in links] == [
        "Alla (5)", "Utmaningar (1)", "Team (1)", "Vinnare (1)", "Nyheter (1)", "Sidor (1)",
    ]  # fmt: skip
    assert titles(search_page, "cyklar", kind="news") == ["Cyklar och nytt"]
    assert len(titles(search_page, "cyklar", kind="unknown")) == 5


def test_the_hit_is_marked_and_nothing_else_becomes_markup(search_page: SearchPage) -> None:
    index(
        StandardPageFactory(title="Sida", lead="", body=body("Före &lt;script&gt;alert(1)&lt;/script&gt; taxi efter."))
    )
    text = Client().get(f"{search_page.url}?q=taxi").content.decode()
    assert "<mark>taxi</mark> efter" in text
    assert "<script" not in text
    evil = Client().get(search_page.url, {"q": "<script>alert(2)</script> taxi"}).content.decode()
    assert "<script" not in evil


def test_the_heading_and_the_title_carry_the_number(search_page: SearchPage) -> None:
    index(StandardPageFactory(title="Cyklar"))
    found = tree(f"{search_page.url}?q=cyklar")
    assert words_of(found.find(".//h1")) == "1 träff för ”cyklar”"
    assert found.findtext(".//title") == "1 träff för ”cyklar” – Klash"
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert words_of(tree(search_page.url).find(".//h1")) == "Sök"
    assert tree(search_page.url).xpath("//meta[@name='robots']") == []


def test_many_hits_are_cut_into_pages(search_page: SearchPage) -> None:
    parent = NewsIndexPageFactory()
    index(*[NewsPageFactory(parent=parent, title=f"Cyklar {number}") for number in range(21)])
    first = tree(f"{search_page.url}?q=cyklar")
    assert len(first.xpath("//ul[contains(@class, 'hits')]/li")) == 20
    assert first.xpath("//a[@rel='next']/@href") == [f"{search_page.url}?q=cyklar&page=2"]
    second = tree(f"{search_page.url}?q=cyklar&page=2")
    assert second.findtext(".//title") == "21 träffar för ”cyklar”, sida 2 av 2 – Klash"
    assert Client().get(f"{search_page.url}?q=cyklar&page=3").status_code == 404


def test_a_search_without_hits_helps_on(search_page: SearchPage) -> None:
    NewsIndexPageFactory(title="Nyheter")
    translate(search_page, "fi", title="Haku")
    english = translate(search_page, "en", title="Search")
    page = StandardPageFactory(title="Cyklar")
    index(translate(page, "fi", title="Raketti"))
    found = tree(f"{search_page.url}?q=raketti")
    assert words_of(found.find(".//h1")) == "0 träffar för ”raketti”"
    assert len(found.xpath("//main//div[@class='prose']//li")) == 3
    others = {words_of(a): a.get("href") for a in found.xpath("//main//ul[@class='plain-list']//a")}
    assert others == {
        "Suomi (1)": "/fi/sok/?q=raketti",
        "English (0)": f"{english.url}?q=raketti",
        "Nyheter": "/sv/nyheter/",
    }


def test_the_header_leads_to_the_search_of_the_language(search_page: SearchPage) -> None:
    finnish = translate(search_page, "fi", title="Haku")
    page = StandardPageFactory()
    assert tree(page.url).xpath("//a[@class='search-link']/@href") == [search_page.url]
    assert tree(translate(page, "fi").url).xpath("//a[@class='search-link']/@href") == [finnish.url]
    assert tree(search_page.url).xpath("//a[@class='search-link']/@aria-current") == ["page"]


def test_without_a_search_page_no_link_leads_to_it() -> None:
    assert tree(StandardPageFactory().url).xpath("//a[@class='search-link']") == []


# Whatever is typed


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * 10_000, "Skriv högst 200 tecken."),
        ("!!! *** \"'", "Skriv åtminstone ett ord eller ett tal."),
        ("'; DROP TABLE wagtailcore_page; --", "0 träffar"),
        ('"', "Skriv åtminstone ett ord eller ett tal."),
        ("NEAR(a b) AND NOT {title}: ^x* \\", "0 träffar"),
        ("%s %(x)s {0}", "0 träffar"),
        ("och att som", "0 träffar"),
        ("\ud800", "Skriv åtminstone ett ord eller ett tal."),
        ("😀 ﷽", "Skriv åtminstone ett ord eller ett tal."),
    ],
)
def test_bad_input_gets_a_clear_answer(search_page: SearchPage, text: str, sentence: str) -> None:
    response = Client().get(search_page.url, {"q": text.encode("utf-8", "replace").decode()})
    assert response.status_code == 200
    assert sentence in response.content.decode()


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=220))
def test_any_text_is_answered(search_page: SearchPage, text: str) -> None:
    assert searched(search_page, text).count == 0


# Lists search the same way


def test_a_list_is_filtered_by_what_the_search_finds() -> None:
    awards = [AwardPageFactory(published=True, title=title) for title in ("Cyklar", "Flyg")]
    index(*awards)
    here = locale("sv")
    found = ResultFilterSet({"q": "cyklar"}, AwardPage.objects.filter(locale=here), locale=here)
    assert [award.title for award in found.qs] == ["Cyklar"]
    bad = ResultFilterSet({"q": "!!!"}, AwardPage.objects.filter(locale=here), locale=here)
    assert list(bad.qs) == []
    assert bad.errors == {"q": ["Skriv åtminstone ett ord eller ett tal."]}


@override_settings(WAGTAILSEARCH_BACKENDS={"default": {"BACKEND": "wagtail.search.backends.database"}})
def test_a_site_with_the_search_of_wagtail_finds_pages_too(search_page: SearchPage) -> None:
    shown = StandardPageFactory(title="Cyklar", lead="Om tåg.")
    index(shown, StandardPageFactory(title="Cyklar utkast", live=False))
    hits = searched(search_page, "cyklar tåg").hits
    assert [(hit.title, hit.excerpt) for hit in hits] == [("Cyklar", "")]
    assert titles(search_page, "raketer") == []


# Problems


def test_problems_follow_the_pages_with_their_words_and_their_own_language(search_page: SearchPage) -> None:
    problems = ProblemIndexPageFactory()
    vanda = MunicipalityFactory(name_sv="Vanda", name_fi="Vantaa")
    finnish = ProblemFactory(
        published=True, language="fi", sentence="Miten bussi kulkee?", text="Cyklar & tåg.", municipalities=[vanda]
    )
    ProblemFactory(sentence="Cyklar som väntar på att läsas")
    index(StandardPageFactory(title="Cyklar"))
    found = searched(search_page, "cyklar")
    assert [(hit.title, str(hit.kind.one), hit.language, hit.municipality) for hit in found.hits] == [
        ("Cyklar", "Sida", "", ""),
        ("Miten bussi kulkee?", "Problem", "fi", "Vanda"),
    ]
    assert [(hit.url, hit.excerpt) for hit in found.hits[1:]] == [
        (problems.problem_url(finnish), "<mark>Cyklar</mark> &amp; tåg.")
    ]
    assert [(choice.label, number) for choice, number in found.kinds] == [("Alla", 2), ("Problem", 1), ("Sidor", 1)]
    assert titles(search_page, "cyklar", kind="problem") == ["Miten bussi kulkee?"]


def test_problems_are_not_found_where_their_list_is_not_for_everybody(search_page: SearchPage) -> None:
    problems = ProblemIndexPageFactory()
    ProblemFactory(published=True, sentence="Cyklar")
    restriction = PageViewRestriction.objects.create(page=problems, restriction_type=PageViewRestriction.LOGIN)
    assert titles(search_page, "cyklar") == []
    restriction.delete()
    assert titles(search_page, "cyklar") == ["Cyklar"]
    problems.unpublish()
    assert titles(search_page, "cyklar") == []


# Queries


def test_the_number_of_queries_does_not_grow_with_the_hits(search_page: SearchPage) -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(f"{search_page.url}?q=cyklar").status_code == 200
        return len(queries)

    def add(count: int) -> None:
        for one in range(count):
            challenge = ChallengePageFactory(title=f"Cyklar {one}")
            index(challenge, NewsPageFactory(title=f"Cyklar {one}"), PartnerPageFactory(title=f"Cyklar {one}"))
            ProblemFactory(published=True, sentence=f"Cyklar {one}")

    ProblemIndexPageFactory()
    add(2)
    Client().get(f"{search_page.url}?q=cyklar")
    with_eight = number()
    add(3)
    assert number() == with_eight
    with CaptureQueriesContext(connection) as queries:
        Client().get(StandardPageFactory().url)
    assert with_eight <= len(queries) + 10


# By language, on PostgreSQL


@pytest.mark.postgresql_leg
@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("sv", "Utmaningarna i kommunerna", "utmaning"),
        ("sv", "En utmaning", "utmaningarnas"),
        ("fi", "Kunnan haasteissa kilpaillaan", "haaste"),
        ("fi", "Kaikki ongelmat", "ongelmien"),
        ("en", "The municipalities compete", "municipality"),
        ("en", "One team", "teams"),
    ],
)
def test_a_word_is_found_in_its_other_forms_by_the_rules_of_its_language(
    search_page: SearchPage, language: str, written: str, typed: str
) -> None:
    source = StandardPageFactory(title="Sida", lead="Ingress")
    pages = {"sv": source, **{code: translate(source, code) for code in ("fi", "en")}}
    Page.objects.filter(pk=pages[language].pk).update(title=written)
    searches = {"sv": search_page, **{code: translate(search_page, code) for code in ("fi", "en")}}
    for page in pages.values():
        page.refresh_from_db()
        index(page)
    assert titles(searches[language], typed) == [written]
    for code in set(pages) - {language}:
        assert titles(searches[code], typed) == []


@pytest.mark.postgresql_leg
def test_another_form_of_the_word_is_marked_too(search_page: SearchPage) -> None:
    index(StandardPageFactory(title="Sida", lead="Många utmaningar väntar."))
    assert [str(hit.excerpt) for hit in searched(search_page, "utmaningen").hits] == [
        "Många <mark>utmaningar</mark> väntar."
    ]


@pytest.mark.postgresql_leg
def test_a_search_that_names_no_language_finds_words_as_they_are_written() -> None:
    page = StandardPageFactory(title="Utmaningarna")
    index(page)
    backend = get_search_backend()
    assert [found.pk for found in backend.search("utmaningarna", Page.objects.all())] == [page.pk]
    assert list(backend.search("utmaningarnas", Page.objects.all())) == []


@pytest.mark.sqlite_leg
def test_on_sqlite_a_word_finds_the_words_that_begin_with_it(search_page: SearchPage) -> None:
    index(StandardPageFactory(title="Sida", lead="Många utmaningar väntar."))
    assert [str(hit.excerpt) for hit in searched(search_page, "utmaning").hits] == [
        "Många <mark>utmaningar</mark> väntar."
    ]
    assert titles(search_page, "utmaningen") == []
