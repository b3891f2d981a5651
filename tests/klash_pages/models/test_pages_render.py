"""Every page type is served in three languages, as sound HTML, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from lxml import html
from tinyhtml5.parser import HTMLParser
from wagtail.blocks import StreamValue
from wagtail.models import Page, Site
from wagtail_factories import ImageFactory

from klash_pages.models import AwardPage, PartnerPage, TeamMember
from tests.factories.pages import (
    AccessibilityStatementPageFactory,
    AwardPageFactory,
    ChallengeIndexPageFactory,
    ChallengePageFactory,
    ContestIndexPageFactory,
    ContestPageFactory,
    MunicipalityIndexPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PartnerIndexPageFactory,
    PartnerPageFactory,
    ProblemIndexPageFactory,
    ResultIndexPageFactory,
    StandardPageFactory,
    TeamIndexPageFactory,
    TeamPageFactory,
    home,
)
from tests.factories.records import MunicipalityFactory, NoticeReferenceFactory, PersonFactory, StageFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db

LANG = {"sv": "sv-FI", "fi": "fi", "en": "en"}


def a_page_of_every_block() -> Page:
    blocks = [
        ("heading", {"text": "A & B", "level": "h2"}),
        ("heading", {"text": "C", "level": "h3"}),
        ("text", "<p>One <b>two</b></p><ul><li>three</li></ul>"),
        ("quote", {"text": "Said <so>", "name": "Somebody", "title": "Title"}),
        ("facts", [{"label": "Year", "value": "2018"}]),
    ]
    return StandardPageFactory(body=blocks)


def a_team() -> Page:
    return AwardPageFactory(published=True).team


MAKERS: dict[str, Callable[[], Page]] = {
    "home": home,
    "contest list": ContestIndexPageFactory,
    "contest": lambda: ContestPageFactory(municipalities_count=65, problems_count=77, teams_count=9),
    "challenge list": ChallengeIndexPageFactory,
    "challenge": ChallengePageFactory,
    "team list": TeamIndexPageFactory,
    "team": a_team,
    "award": lambda: AwardPageFactory(published=True),
    "result list": ResultIndexPageFactory,
    "partner list": PartnerIndexPageFactory,
    "partner": lambda: PartnerPageFactory(website="https://example.org/"),
    "news list": NewsIndexPageFactory,
    "news": NewsPageFactory,
    "problem list": ProblemIndexPageFactory,
    "municipality list": MunicipalityIndexPageFactory,
    "standard page": a_page_of_every_block,
    "accessibility statement": AccessibilityStatementPageFactory,
}


def in_language(page: Page, language: str) -> Page:
    found = page.get_translations(inclusive=True).filter(locale__language_code=language).first()
    return found or translate(page.specific, language)


def text_of(page: Page) -> str:
    response = Client().get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def tree_of(page: Page) -> Any:
    return html.fromstring(text_of(page))


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def make_live(page: Page) -> None:
    """Make an award or a team live without the release, which has its own tests."""
    Page.objects.filter(pk=page.pk).update(live=True)


# Every type, every language


@pytest.mark.parametrize("kind", MAKERS)
def test_every_page_type_is_served_in_three_languages_as_sound_html(kind: str) -> None:
    source = MAKERS[kind]()
    pages = {language: in_language(source, language) for language in LANG}
    for language, page in pages.items():
        text = text_of(page)
        parser = HTMLParser()
        parser.parse(text)
        assert parser.errors == []
        tree = html.fromstring(text)
        assert tree.get("lang") == LANG[language]
        assert len(tree.findall(".//h1")) == 1
        assert len(tree.findall(".//main")) == 1
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        alternates = {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@hreflang]")}
        assert alternates == {
            **{code: version.full_url for code, version in pages.items()},
            "x-default": f"{Site.objects.get(is_default_site=True).root_url}/",
        }


def test_a_language_without_the_page_is_named_in_its_own_language_and_leads_to_the_nearest_page() -> None:
    parent = StandardPageFactory(title="Om", slug="om")
    finnish_parent = translate(parent, "fi", title="Tietoa")
    page = StandardPageFactory(parent=parent, title="Press")
    tree = tree_of(page)
    assert tree.xpath("//link[@rel='alternate']/@hreflang") == ["sv", "x-default"]
    items = [words_of(item) for item in tree.xpath("//nav[@class='languages']//li")]
    assert items == ["Svenska", "Suomi (ei suomeksi)", "English (not in English)", "Tietoa", "Klash"]
    assert tree.xpath("//nav[@class='languages']//a/@href")[0] == finnish_parent.url


def test_a_page_that_is_not_live_in_a_language_is_not_linked() -> None:
    page = StandardPageFactory()
    translate(page, "fi").unpublish()
    assert tree_of(page).xpath("//link[@rel='alternate']/@hreflang") == ["sv", "x-default"]


@override_settings(WAGTAIL_I18N_ENABLED=False)
def test_a_site_in_one_language_has_no_language_links() -> None:
    tree = tree_of(StandardPageFactory())
    assert tree.xpath("//nav[@class='languages'] | //link[@hreflang]") == []


# The frame


def test_the_menu_follows_the_tree_and_says_where_the_reader_is() -> None:
    ChallengeIndexPageFactory(title="Utmaningar")
    StandardPageFactory(title="Dold")
    StandardPageFactory(title="Om Klash", show_in_menus=True)
    ContestIndexPageFactory(title="Tävlingar")
    challenge = ChallengePageFactory()
    tree = tree_of(challenge)
    links = [(words_of(a), a.get("aria-current")) for a in tree.xpath("//nav[@class='main-nav']//a")]
    assert links == [("Utmaningar", "true"), ("Om Klash", None)]
    about = [words_of(a) for a in tree.xpath("//nav[@aria-labelledby='footer-2']//a")]
    assert about == ["Dold", "Om Klash"]
    lists = [words_of(a) for a in tree.xpath("//nav[@aria-labelledby='footer-1']//a")]
    assert lists == ["Utmaningar", "Tävlingar"]


def test_breadcrumbs_stand_below_the_first_level_only() -> None:
    contests = ContestIndexPageFactory(title="Tävlingar")
    contest = ContestPageFactory(parent=contests, title="Klash 1")
    assert tree_of(contests).xpath("//nav[contains(@class, 'crumbs')]") == []
    crumbs = tree_of(ChallengePageFactory(parent=contest)).xpath("//nav[contains(@class, 'crumbs')]//a")
    assert [words_of(crumb) for crumb in crumbs] == ["Start", "Tävlingar", "Klash 1"]


def test_the_title_and_the_description_come_from_the_page() -> None:
    tree = tree_of(StandardPageFactory(title="Om <oss> & er", lead="En & annan"))
    assert tree.findtext(".//title") == "Om <oss> & er – Klash"
    assert tree.xpath("//meta[@name='description']/@content") == ["En & annan"]
    assert tree_of(home()).findtext(".//title") == "Klash"


@override_settings(KLASH_PAGES_BASE_TEMPLATE="klash_pages_test_base.html")
def test_another_site_can_put_its_own_frame_around_the_pages(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "klash_pages_test_base.html").write_text("<main>ours: {% block content %}{% endblock %}</main>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    for make in MAKERS.values():
        text = text_of(make())
        assert text.startswith("<main>ours: ")
        assert "<html" not in text


# What people write is never markup


def test_nothing_that_people_write_becomes_markup() -> None:
    evil = "<script>alert(1)</script>&"
    municipality = MunicipalityFactory(name_sv=evil, name_fi=evil)
    contest = ContestPageFactory(title=evil, lead=evil, promise=evil, problems_count=77)
    challenge = ChallengePageFactory(
        parent=contest, title=evil, lead=evil, question=evil, closing_note=evil, municipality=municipality, decided=True
    )
    person = PersonFactory(name=evil, organisation=evil, title_sv=evil)
    team = TeamPageFactory(parent=challenge, title=evil, lead=evil, members=[person])
    TeamMember.objects.update(role_sv=evil)
    quote = ("quote", {"text": evil, "name": evil, "title": evil})
    award = AwardPageFactory(parent=challenge, team=team, title=evil, slug="award", solution=evil, body=[quote])
    for page in (team, award):
        make_live(page)
    news = NewsPageFactory(
        title=evil,
        lead=evil,
        press_contact=person,
        body=[("heading", {"text": evil, "level": "h2"}), ("facts", [{"label": evil, "value": evil}])],
    )
    PartnerPageFactory(title=evil, slug="partner", lead=evil, role=PartnerPage.Role.ORGANISER)
    StandardPageFactory(title=evil, slug="standard", show_in_menus=True)
    lists = [ChallengeIndexPageFactory(title=evil, slug="list"), TeamIndexPageFactory(), ResultIndexPageFactory()]
    for page in (home(), contest, challenge, team, award, news, *lists):
        text = text_of(page)
        assert "<script" not in text.replace('<script type="application/ld+json">', "")
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in text
        parser = HTMLParser()
        parser.parse(text)
        assert parser.errors == []


# People


def test_a_person_without_a_basis_or_past_the_removal_date_is_not_named() -> None:
    today = timezone.localdate()
    shown = PersonFactory(name="Shown Person", remove_on=today + timedelta(days=1))
    gone = PersonFactory(name="Gone Person", remove_on=today)
    unfounded = PersonFactory(name="Unfounded Person", basis="")
    team = TeamPageFactory(members=[shown, gone, unfounded])
    TeamMember.objects.filter(person=shown).update(role_sv="Ledare")
    award = AwardPageFactory(parent=team.get_parent().specific, team=team)
    for page in (team, award):
        make_live(page)
        text = text_of(page)
        assert "Shown Person" in text
        assert "Ledare" in text
        assert "Gone Person" not in text
        assert "Unfounded Person" not in text
    assert "2 medlemmar visas inte" in text_of(team)
    assert "Shown Person" in text_of(NewsPageFactory(press_contact=shown))
    for hidden in (gone, unfounded):
        text = text_of(NewsPageFactory(press_contact=hidden))
        assert hidden.name not in text
        assert "Presskontakt" not in text


# What a reader is told


def test_municipalities_teams_and_dates_are_written_in_the_readers_language() -> None:
    award = AwardPageFactory(published=True, parent__title="Unga", team__title="Rapida")
    results = ResultIndexPageFactory()
    translate(award.get_parent().specific, "fi", title="Nuoret")
    finnish_team = in_language(award.team, "fi")
    Page.objects.filter(pk=finnish_team.pk).update(title="Nopea")
    words = {
        language: words_of(tree_of(in_language(results, language)).xpath("//li[@class='card']")[0]) for language in LANG
    }
    assert words["sv"] == "Vinnare Rapida Unga Vanda · 23.1.2020"
    assert words["fi"] == "Voittaja Nopea Nuoret Vantaa · 23.1.2020"
    assert words["en"] == "Winner Rapida Unga Vantaa · 23 January 2020"
    assert finnish_team.url in text_of(in_language(award, "fi"))


def test_the_lineage_shows_only_numbers_that_are_known() -> None:
    contest = ContestPageFactory(problems_count=77)
    ChallengePageFactory(parent=contest)
    numbers = [words_of(step) for step in tree_of(contest).xpath("//ol[contains(@class, 'lineage__steps')]/li/p")]
    assert numbers == ["77 problem", "1 utmaning", "0 vinnare"]


def test_an_open_challenge_leads_to_the_official_notice() -> None:
    today = timezone.localdate()
    challenge = ChallengePageFactory(opens_on=today, closes_on=today)
    NoticeReferenceFactory(challenge=challenge, number="2030-1", url="https://www.hankintailmoitukset.fi/1")
    tree = tree_of(challenge)
    assert tree.xpath("//a[@class='button']/@href") == ["https://www.hankintailmoitukset.fi/1"]
    assert words_of(tree.xpath("//p[@class='eyebrow']//span[contains(@class, 'tag')]")[0]) == (
        f"Öppen till {today.day}.{today.month}.{today.year}"
    )
    assert "Teamen visas när juryn har avgjort tävlingen." in text_of(challenge)


def test_a_challenge_that_ended_without_a_winner_says_why() -> None:
    tree = tree_of(ChallengePageFactory(ending="no_winner", closing_note="Ingen lösning uppfyllde kraven."))
    assert words_of(tree.xpath("//div[@class='notice']")[0]) == ("Avslutad utan vinnareIngen lösning uppfyllde kraven.")


def test_an_award_says_that_nothing_is_known_of_what_followed() -> None:
    assert "Vi har inga uppgifter om vad som hänt efter" in text_of(AwardPageFactory(published=True))


def test_a_news_item_leads_to_the_newer_and_the_older() -> None:
    first = NewsPageFactory(title="Första", date=date(2020, 1, 1))
    news = first.get_parent().specific
    second = NewsPageFactory(parent=news, title="Andra", date=date(2020, 1, 1))
    third = NewsPageFactory(parent=news, title="Tredje", date=date(2020, 2, 1))
    links = {a.get("rel"): a.get("href") for a in tree_of(second).xpath("//a[@rel]")}
    assert links == {"next": third.url, "prev": first.url}


def test_empty_lists_say_so() -> None:
    sentences = {
        ChallengeIndexPageFactory: "Inga utmaningar har valts ut ännu.",
        ResultIndexPageFactory: "Inga vinnare har offentliggjorts ännu.",
        TeamIndexPageFactory: "Teamen visas när juryn har avgjort tävlingen.",
        NewsIndexPageFactory: "Inga nyheter på svenska ännu.",
        ContestIndexPageFactory: "Det finns ingen tävling ännu.",
    }
    for make, sentence in sentences.items():
        assert sentence in text_of(make())
    assert "Det finns ingen tävling ännu." in text_of(home())


def test_an_image_has_its_alternative_text_its_caption_and_its_credit() -> None:
    image = ImageFactory(title="File name")
    figure = {
        "image": {"image": image.pk, "decorative": False, "alt_text": "Three people"},
        "caption": "The winners",
        "credit": "A. Photographer",
    }
    page = StandardPageFactory(body=[])
    page.body = StreamValue(page.body.stream_block, [{"type": "figure", "value": figure}], is_lazy=True)
    page.save()
    tree = tree_of(page)
    assert tree.xpath("//figure//img/@alt") == ["Three people"]
    assert words_of(tree.xpath("//figure/figcaption")[0]) == "The winners Foto: A. Photographer"


# Queries


def number_of_queries(page: Page) -> int:
    Client().get(page.url)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(page.url).status_code == 200
    return len(queries)


def add_items(contest: Page, news: Page, partners: Page, number: int) -> None:
    for _ in range(number):
        challenge = ChallengePageFactory(parent=contest, decided=True)
        NoticeReferenceFactory(challenge=challenge)
        team = TeamPageFactory(parent=challenge, members=[PersonFactory(), PersonFactory(basis="")])
        award = AwardPageFactory(parent=challenge, team=team)
        NewsPageFactory(parent=news)
        PartnerPageFactory(parent=partners)
        StageFactory(contest=contest)
        for page in (team, award):
            make_live(page)
    first = contest.get_children().first()
    for _ in range(number):
        make_live(TeamPageFactory(parent=first, members=[PersonFactory()]))
        TeamMember.objects.create(page_id=first.get_children().first().pk, person=PersonFactory())


def test_the_number_of_queries_does_not_grow_with_the_number_of_items() -> None:
    contest = ContestPageFactory(municipalities_count=65, problems_count=77, teams_count=9)
    news, partners = NewsIndexPageFactory(), PartnerIndexPageFactory()
    contests = ContestIndexPageFactory()
    # With more than six items a list has its filters.
    add_items(contest, news, partners, 7)
    ContestPageFactory.create_batch(3, parent=contests)
    # The latest contest is the one the home page shows.
    challenge = contest.get_children().first().specific
    pages = [
        home(),
        contest,
        contests,
        news,
        partners,
        challenge,
        challenge.get_children().first(),
        challenge.get_children().type(AwardPage).first(),
        news.get_children().first(),
        ChallengeIndexPageFactory(),
        TeamIndexPageFactory(),
        ResultIndexPageFactory(),
    ]
    with_seven = {page.specific_class.__name__: number_of_queries(page) for page in pages}
    assert len(with_seven) == len(pages)
    add_items(contest, news, partners, 3)
    ContestPageFactory.create_batch(3, parent=contests)
    with_ten = {page.specific_class.__name__: number_of_queries(page) for page in pages}
    assert with_ten == with_seven


def test_a_translated_list_asks_for_all_its_teams_at_once() -> None:
    results = ResultIndexPageFactory()
    finnish = translate(results, "fi")

    def add(number: int) -> None:
        for _ in range(number):
            AwardPageFactory(published=True)

    add(1)
    with_one = number_of_queries(finnish)
    add(2)
    assert number_of_queries(finnish) == with_one
    assert len(tree_of(finnish).xpath("//li[@class='card']")) == 3
