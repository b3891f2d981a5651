"""What readers see of problems and municipalities, and in how many queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from lxml import html
from tinyhtml5.parser import HTMLParser

from klash_pages.models import Problem, ProblemIndexPage
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    MunicipalityIndexPageFactory,
    ProblemIndexPageFactory,
)
from tests.factories.records import MunicipalityFactory, ProblemFactory, StageFactory, ThemeFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> ProblemIndexPage:
    return ProblemIndexPageFactory()


def tree(url: str) -> Any:
    response = Client().get(url)
    assert response.status_code == 200, url
    text = response.content.decode()
    parser = HTMLParser()
    parser.parse(text)
    assert parser.errors == []
    return html.fromstring(text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def titles(url: str) -> list[str]:
    return [words(link) for link in tree(url).xpath("//ul[@class='rows']//h3/a")]


def chosen(challenge: Any, **fields: Any) -> Problem:
    contest = challenge.get_parent().specific
    return ProblemFactory(contest=contest, state="chosen", challenge=challenge, published_at=timezone.now(), **fields)


# The list


def test_the_list_shows_published_problems_newest_first_and_no_others(index):
    contest = ContestPageFactory()
    first, second = ProblemFactory.create_batch(2, contest=contest, published=True)
    ProblemFactory(contest=contest, sentence="Väntar")
    ProblemFactory(contest=contest, sentence="Skräppost", state="closed")
    assert titles(index.url) == [second.sentence, first.sentence]
    assert words(tree(index.url).xpath("//p[@class='conditions__hits']")[0]) == "2 problem"


def test_six_problems_have_no_filter_and_seven_have(index):
    contest = ContestPageFactory()
    ProblemFactory.create_batch(6, contest=contest, published=True)
    assert tree(index.url).xpath("//main//form") == []
    ProblemFactory(contest=contest, published=True)
    assert len(tree(index.url).xpath("//main//form")) == 1


def test_a_filter_that_can_do_nothing_is_left_out(index):
    contest, vanda = ContestPageFactory(), MunicipalityFactory()
    theme = ThemeFactory(name_sv="Trafik")
    ProblemFactory.create_batch(7, contest=contest, published=True, municipalities=[vanda], theme=theme)
    names = tree(index.url).xpath("//main//form//@name")
    assert names == ["q"]
    ProblemFactory(
        contest=contest, published=True, municipalities=[MunicipalityFactory(name_sv="Åbo", name_fi="Turku")]
    )
    assert tree(index.url).xpath("//main//form//@name") == ["municipality", "q"]


def test_each_condition_of_the_address_narrows_the_list(index):
    contest, other = ContestPageFactory(slug="klash-1"), ContestPageFactory(slug="klash-2")
    vanda, lahti = MunicipalityFactory(), MunicipalityFactory(name_sv="Lahtis", name_fi="Lahti")
    theme = ThemeFactory(slug="traffic")
    a = ProblemFactory(contest=contest, published=True, sentence="Alfa bussen", text="", municipalities=[vanda, lahti])
    b = ProblemFactory(contest=other, published=True, sentence="Beta", text="", municipalities=[vanda], theme=theme)
    c = ProblemFactory(
        contest=contest, published=True, sentence="Gamma", text="bussen", municipalities=[lahti], state="closed"
    )
    answers = {
        "?q=bussen": [c, a],
        "?q=bussen+alfa": [a],
        "?contest=klash-2": [b],
        "?municipality=lahti": [c, a],
        "?municipality=vantaa": [b, a],
        "?theme=traffic": [b],
        "?status=closed": [c],
        "?status=closed&municipality=lahti&contest=klash-1": [c],
        "?status=nonsense": [],
        "?municipality=x&theme=y": [],
    }
    for query, found in answers.items():
        assert titles(index.url + query) == [problem.sentence for problem in found], query


def test_a_list_without_hits_names_each_condition_with_a_link_that_takes_it_away(index):
    contest = ContestPageFactory()
    ProblemFactory(contest=contest, published=True)
    ProblemFactory(contest=contest, published=True, state="closed")
    notice = tree(f"{index.url}?q=%3Cb%3Ezzz&status=closed").xpath("//div[@class='notice conditions']")[0]
    assert words(notice).startswith("Inget motsvarar sökningen. Läge: Behandlat Ta bort villkoret")
    assert "Ord: <b>zzz" in words(notice)
    assert notice.xpath(".//a/@href") == [f"{index.url}?q=%3Cb%3Ezzz", f"{index.url}?status=closed", index.url]


def test_twenty_problems_stand_on_a_page(index):
    contest = ContestPageFactory()
    ProblemFactory.create_batch(21, contest=contest, published=True, municipalities=[MunicipalityFactory()])
    first = tree(f"{index.url}?status=published")
    assert len(first.xpath("//li[@class='row']")) == 20
    assert words(first.xpath("//nav[@class='pagination']/p")[0]) == "Sida 1 av 2"
    assert first.xpath("//nav[@class='pagination']/a/@href") == [f"{index.url}?status=published&page=2"]
    second = tree(f"{index.url}?status=published&page=2")
    assert len(second.xpath("//li[@class='row']")) == 1
    assert second.xpath("//nav[@class='pagination']/a/@href") == [f"{index.url}?status=published"]
    assert Client().get(f"{index.url}?page=99").status_code == 404
    assert Client().get(f"{index.url}?page=1&q=")["Location"] == index.url


def test_problems_that_are_only_counted_are_said_to_be_so(index):
    contest = ContestPageFactory(problems_count=77, municipalities_count=65)
    chosen(ChallengePageFactory(parent=contest), title_sv="Resor")
    text = words(tree(index.url).xpath("//main")[0])
    assert (
        "77 problem från 65 kommuner lämnades in. Här visas de som vi känner till; de övriga finns inte i materialet."
        in text
    )


def test_the_button_is_there_while_the_call_is_open(index):
    assert tree(index.url).xpath("//a[@class='button']") == []
    today = timezone.localdate()
    StageFactory(contest=ContestPageFactory(), kind="problem_call", actual_from=today, planned_to=today)
    assert tree(index.url).xpath("//a[@class='button']/@href") == [index.form_url()]


def test_an_empty_list_says_so(index):
    assert "Inga problem har publicerats ännu." in words(tree(index.url).xpath("//main")[0])


# A problem


def test_a_wrong_word_after_the_number_leads_to_the_right_address(index):
    problem = ProblemFactory(published=True, sentence="Hur når vi ön?")
    right = f"{index.url}{problem.number}/hur-nar-vi-on/"
    assert Client().get(right).status_code == 200
    for tail in ("", "x/", "Hur-nar-vi-on/", "åäö/"):
        response = Client().get(f"{index.url}{problem.number}/{tail}")
        assert (response.status_code, response["Location"]) == (301, right)


def test_a_problem_that_is_not_public_is_not_found(index):
    for problem in (ProblemFactory(), ProblemFactory(state="closed")):
        assert Client().get(index.problem_url(problem)).status_code == 404
    assert Client().get(f"{index.url}999/x/").status_code == 404


def test_the_text_has_the_language_it_was_written_in_and_a_note(index):
    problem = ProblemFactory(published=True, language="fi", sentence="Miten kauppaan pääsee?", text="Bussi ei kulje.")
    page = tree(index.problem_url(problem))
    assert page.xpath("//h1/@lang") == ["fi"]
    assert page.xpath("//div[@lang='fi']//p/text()") == ["Bussi ei kulje."]
    note = "Texten finns på finska, så som kommunen skrev den."
    assert note in words(page.xpath("//main")[0])
    finnish = translate(index, "fi", slug="ongelmat")
    page = tree(finnish.problem_url(problem))
    assert page.xpath("//main//@lang") == []
    assert "Teksti on" not in words(page.xpath("//main")[0])


def test_the_languages_link_to_the_same_problem(index):
    finnish = translate(index, "fi", slug="ongelmat")
    english = translate(index, "en", slug="problems")
    problem = ProblemFactory(published=True, sentence="Bussen", title_sv="Bussen", title_fi="Bussi")
    page = tree(index.problem_url(problem))
    alternates = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate']")}
    assert {
        code: url.partition("//")[2].partition("/")[2] for code, url in alternates.items() if code != "x-default"
    } == {
        "sv": f"{index.url[1:]}{problem.number}/bussen/",
        "fi": f"{finnish.url[1:]}{problem.number}/bussi/",
        "en": f"{english.url[1:]}{problem.number}/bussen/",
    }
    assert [words(crumb) for crumb in page.xpath("//nav[contains(@class, 'crumbs')]//a")] == ["Start", "Problem"]
    current = page.xpath("//nav[@class='main-nav']//a[@aria-current]")
    assert [(words(a), a.get("aria-current")) for a in current] == [("Problem", "true")]


def test_the_lineage_can_be_walked_both_ways(index):
    award = AwardPageFactory(published=True, team__title="Rapida")
    challenge = award.get_parent().specific
    finnish_index = translate(index, "fi", slug="ongelmat")
    problem = chosen(challenge, title_sv="Unga", title_fi="Nuoret", summary_sv="Kort.")
    links = tree(index.problem_url(problem)).xpath("//section[contains(@class, 'notice')]//a/@href")
    assert links == [challenge.url, award.url]
    finnish = challenge.get_translations().get(locale__language_code="fi").specific
    assert finnish.url in tree(finnish_index.problem_url(problem)).xpath(
        "//section[contains(@class, 'notice')]//a/@href"
    )
    back = {}
    for page in (challenge, finnish):
        with translation.override(page.locale.language_code):
            back[page] = html.fromstring(
                render_to_string("klash_pages/components/challenge_problems.html", {"challenge": page})
            )
    assert back[challenge].xpath(".//a/@href") == [index.problem_url(problem)]
    assert words(back[finnish]) == f"Mistä haaste sai alkunsa Nuoret Ongelma {problem.number} · Vantaa"
    assert back[finnish].xpath(".//a/@href") == [finnish_index.problem_url(problem)]


def test_a_challenge_without_known_problems_says_nothing_of_its_origin(index):
    challenge = ChallengePageFactory()
    ProblemFactory(contest=challenge.get_parent().specific, state="chosen", challenge=challenge)
    assert render_to_string("klash_pages/components/challenge_problems.html", {"challenge": challenge}).strip() == ""


def test_a_merged_problem_leads_to_its_target_and_back(index):
    target = ProblemFactory(published=True)
    problem = ProblemFactory(contest=target.contest, published=True, state="merged", merged_into=target)
    hidden = ProblemFactory(contest=target.contest, state="merged", merged_into=target)
    assert index.problem_url(target) in tree(index.problem_url(problem)).xpath("//main//a/@href")
    links = tree(index.problem_url(target)).xpath("//main//a/@href")
    assert index.problem_url(problem) in links
    assert index.problem_url(hidden) not in links


def test_a_closed_problem_shows_the_public_feedback_only(index):
    problem = ProblemFactory(published=True, state="closed", public_feedback="Tack & hej.", private_feedback="Hemligt.")
    text = words(tree(index.problem_url(problem)).xpath("//main")[0])
    assert "Tack & hej." in text
    assert "Hemligt." not in text


def test_problems_of_the_same_theme_stand_below(index):
    theme = ThemeFactory()
    problem, like, _other = (
        ProblemFactory(published=True, theme=theme),
        ProblemFactory(published=True, theme=theme),
        ProblemFactory(published=True, theme=ThemeFactory()),
    )
    assert titles(index.problem_url(problem)) == [like.sentence]


def test_nothing_of_the_submitter_is_public_and_nothing_written_is_markup(index):
    evil = "<script>alert(1)</script>"
    problem = ProblemFactory(
        published=True,
        sentence=evil,
        text=evil,
        affected=evil,
        tried=evil,
        theme=ThemeFactory(name_sv=evil),
        municipalities=[MunicipalityFactory(name_sv=evil)],
        municipality_text="MARKER-0",
        private_feedback="MARKER-1",
        submitter_name="MARKER-2",
        submitter_title="MARKER-3",
        submitter_email="marker-4@example.org",
        submitter_phone="MARKER-5",
        consent_text="MARKER-6",
    )
    municipalities = MunicipalityIndexPageFactory()
    for url in (index.url, index.problem_url(problem), municipalities.url):
        text = Client().get(url).content.decode()
        assert "marker" not in text.lower()
        assert "<script>" not in text
        assert "&lt;script&gt;" in text


# Municipalities


def test_a_municipality_shows_what_it_has_done(index):
    register = MunicipalityIndexPageFactory()
    award = AwardPageFactory(published=True)
    challenge = award.get_parent().specific
    vanda = challenge.municipality
    problem = chosen(challenge, municipalities=[vanda], title_sv="Unga")
    page = tree(f"{register.url}vanda/")
    assert words(page.xpath("//h1")[0]) == "Vanda"
    assert [(words(name), name.get("lang")) for name in page.xpath("//h1/following-sibling::p[@lang]")] == [
        ("Vantaa", "fi")
    ]
    links = page.xpath("//main//a/@href")
    for url in (challenge.url, award.url, index.problem_url(problem)):
        assert url in links
    assert f"{register.url}vanda/" in tree(index.problem_url(problem)).xpath("//main//a/@href")


def test_a_municipality_is_found_by_its_other_name_and_code(index):
    register = MunicipalityIndexPageFactory()
    finnish = translate(register, "fi", slug="kunnat")
    ProblemFactory(published=True, municipalities=[MunicipalityFactory(code="092")])
    for url, right in (
        (f"{register.url}vantaa/", f"{register.url}vanda/"),
        (f"{finnish.url}vanda/", f"{finnish.url}vantaa/"),
        (f"{register.url}092/", f"{register.url}vanda/"),
    ):
        response = Client().get(url)
        assert (response.status_code, response["Location"]) == (301, right)


def test_a_municipality_that_took_no_part_has_no_page():
    register = MunicipalityIndexPageFactory()
    ProblemFactory(municipalities=[MunicipalityFactory()])
    assert Client().get(f"{register.url}vanda/").status_code == 404
    assert "Ingen kommun har deltagit ännu." in words(tree(register.url).xpath("//main")[0])


# Queries


def queries(url: str) -> int:
    Client().get(url)
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(url).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow(index):
    register = MunicipalityIndexPageFactory()
    challenge = ChallengePageFactory()
    contest = challenge.get_parent().specific
    theme, vanda = ThemeFactory(), challenge.municipality
    target = ProblemFactory(contest=contest, published=True, theme=theme, municipalities=[vanda])

    def add(number: int) -> None:
        for _ in range(number):
            town = MunicipalityFactory(name_sv=f"Ort {number}")
            for state in ({}, {"state": "closed"}, {"state": "merged", "merged_into": target}):
                ProblemFactory(contest=contest, published=True, theme=theme, municipalities=[vanda, town], **state)
            chosen(challenge, municipalities=[vanda], theme=theme)

    add(2)
    urls = [
        index.url,
        f"{index.url}?q=buss&status=closed",
        index.problem_url(target),
        f"{register.url}vanda/",
        register.url,
    ]
    few = {url: queries(url) for url in urls}
    add(6)
    assert {url: queries(url) for url in urls} == few
    # An empty list at the same depth.
    empty = queries(f"{index.url}?q=nothing-has-this-word")
    assert few[index.url] - empty <= 10
