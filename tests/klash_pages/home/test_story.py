"""The home page says what the contest's moment asks for, in three languages, with one button."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone, translation
from lxml import html

from klash_pages.home.current_contest import Places, current_contest, places
from klash_pages.home.story import BLOCKS, Fact, Story, Welcome, moment_words, tag, welcome
from klash_pages.models import ChallengePage, ContestPage, Stage
from klash_pages.publication.releases import release_now
from klash_pages.values.contest_timeline import Moment, Standing
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsPageFactory,
    PartnerPageFactory,
    ResultIndexPageFactory,
    home,
    make_ready,
)
from tests.factories.records import StageFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, UserFactory

LANGUAGES = ("sv", "fi", "en")
TODAY = timezone.localdate()
PLACES = Places("/contest/", "/results/", "/problems/", "/problems/submit/", "/contest/calendar.ics")


def told(moment: Moment, language: str = "sv", last_day: date | None = None, **story: Any) -> Welcome:
    figures = {"municipalities_count": 65, "problems_count": 77, "teams_count": 9}
    contest = ContestPage(
        title="Klash 2018", promise="Promise", lead="Lead.", **{**figures, **story.pop("figures", {})}
    )
    with translation.override(language):
        return welcome(
            Story(
                contest=contest,
                standing=Standing(moment, last_day),
                **{"stages": [], "places": PLACES, "challenges": 3, **story},
            )
        )


def stage(kind: str, **dates: Any) -> Stage:
    return Stage(kind=kind, **dates)


# ---- words


@pytest.mark.parametrize(
    ("moment", "sv", "fi", "en"),
    [
        (Moment.COMING, "Promise", "Promise", "Promise"),
        (
            Moment.PROBLEMS_OPEN,
            "Kommuner: berätta om ert problem",
            "Kunnat: kertokaa ongelmanne",
            "Municipalities: tell us your problem",
        ),
        (
            Moment.PROBLEMS_JUDGED,
            "77 problem från 65 kommuner",
            "77 ongelmaa 65 kunnasta",
            "77 problems from 65 municipalities",
        ),
        (
            Moment.CHALLENGES_CHOSEN,
            "Tre utmaningar valdes",
            "Kolme haastetta valittiin",
            "Three challenges were chosen",
        ),
        (
            Moment.ENTRIES_OPEN,
            "Hitta lösningen på ett problem som hela landet delar",
            "Ratkaise ongelma, joka on tuttu koko maassa",
            "Find a solution to a problem that the whole country shares",
        ),
        (
            Moment.TEAMS_AT_WORK,
            "Nio team arbetar med sina lösningar",
            "Yhdeksän tiimiä kehittää ratkaisujaan",
            "Nine teams are working on solutions",
        ),
        (Moment.JURY_DECIDES, "Juryn bedömer", "Raati arvioi", "The jury is deciding"),
    ],
)
def test_the_heading_follows_the_moment(moment, sv, fi, en):
    assert {language: told(moment, language).heading for language in LANGUAGES} == {"sv": sv, "fi": fi, "en": en}


def test_winners_are_named_first_and_then_counted():
    names = ["KaikkiKyytiin", "Desperado Designs", "Rapida"]
    headings = {code: told(Moment.WINNERS_ANNOUNCED, code, winners=names).heading for code in LANGUAGES}
    assert headings == {
        "sv": "KaikkiKyytiin, Desperado Designs och Rapida har vunnit",
        "fi": "KaikkiKyytiin, Desperado Designs ja Rapida ovat voittaneet",
        "en": "KaikkiKyytiin, Desperado Designs and Rapida have won",
    }
    assert told(Moment.WINNERS_ANNOUNCED, winners=["A", "B", "C", "D"]).heading == "Fyra team vann Klash 2018"
    after = {code: told(Moment.BETWEEN, code, winners=names).heading for code in LANGUAGES}
    assert after == {
        "sv": "Tre team vann Klash 2018",
        "fi": "Klash 2018: kolme tiimiä voitti",
        "en": "Three teams won Klash 2018",
    }


def test_a_contest_that_nobody_won_says_so():
    assert told(Moment.AFTER).heading == "Klash 2018 avslutades utan vinnare"
    assert told(Moment.AFTER).button.url == "/contest/"


def test_the_day_of_the_announcement_is_said_no_more_exactly_than_it_is_known():
    ahead = TODAY.replace(year=TODAY.year + 1)
    exact = told(Moment.JURY_DECIDES, stages=[stage("result", planned_from=ahead)])
    assert exact.heading == f"Vinnarna offentliggörs {ahead.day}.{ahead.month}.{ahead.year}"
    month = told(
        Moment.JURY_DECIDES, "fi", stages=[stage("result", planned_from=date(2130, 12, 1), planned_precision="month")]
    )
    assert month.heading == "Voittajat julkistetaan: joulukuu 2130"
    past = told(Moment.JURY_DECIDES, stages=[stage("result", planned_from=TODAY - timedelta(days=1))])
    assert past.heading == "Juryn bedömer"


def test_numbers_that_are_not_known_are_not_said():
    unknown = {"municipalities_count": None, "problems_count": None, "teams_count": None}
    assert told(Moment.PROBLEMS_JUDGED, figures=unknown).heading == "Problemen är inlämnade"
    assert told(Moment.TEAMS_AT_WORK, figures=unknown).heading == "Teamen arbetar med sina lösningar"
    assert told(Moment.CHALLENGES_CHOSEN, figures=unknown).sentences == []


def test_what_can_be_done_says_until_when():
    day = date(2019, 6, 18)
    assert told(Moment.ENTRIES_OPEN, last_day=day).sentences[1] == "Team kan delta till och med 18.6.2019."
    assert "18.6.2019 asti" in told(Moment.PROBLEMS_OPEN, "fi", last_day=day).sentences[0]
    assert told(Moment.TEAMS_AT_WORK, last_day=day).sentences[0] == "Experter handleder teamen till och med 18.6.2019."
    assert "till och med" not in told(Moment.PROBLEMS_OPEN).sentences[0]


# ---- the button


RESULT_AHEAD = [Stage(kind="result", planned_from=date(2130, 1, 23))]


@pytest.mark.parametrize(
    ("moment", "story", "words", "url"),
    [
        (Moment.COMING, {}, "Så fungerar det", "/contest/"),
        (Moment.PROBLEMS_OPEN, {}, "Lämna in ett problem", "/problems/submit/"),
        (Moment.PROBLEMS_JUDGED, {}, "Läs problemen", "/problems/"),
        (Moment.CHALLENGES_CHOSEN, {}, "Läs utmaningarna", "#challenges"),
        (Moment.ENTRIES_OPEN, {}, "Se utmaningarna", "#challenges"),
        (Moment.TEAMS_AT_WORK, {}, "Läs utmaningarna", "#challenges"),
        (Moment.JURY_DECIDES, {}, "Läs utmaningarna", "#challenges"),
        (
            Moment.JURY_DECIDES,
            {"stages": RESULT_AHEAD},
            "Lägg till dagen i din kalender (iCal)",
            "/contest/calendar.ics",
        ),
        (Moment.WINNERS_ANNOUNCED, {"winners": ["A"], "winner_url": "/a/"}, "Läs om vinnaren", "/a/"),
        (Moment.WINNERS_ANNOUNCED, {"winners": ["A", "B"]}, "Läs om vinnarna", "/results/"),
        (Moment.AFTER, {"winners": ["A"]}, "Se resultaten", "/results/"),
        (Moment.BETWEEN, {"winners": ["A"]}, "Se resultaten", "/results/"),
    ],
)
def test_each_moment_has_its_one_button(moment, story, words, url):
    button = told(moment, **story).button
    assert (button.words, button.url) == (words, url)


def test_a_button_never_leads_to_what_the_site_does_not_have():
    nothing = Places("/contest/")
    assert told(Moment.PROBLEMS_OPEN, places=nothing).button.url == "/contest/"
    assert told(Moment.PROBLEMS_JUDGED, places=nothing).button.url == "/contest/"
    assert told(Moment.JURY_DECIDES, places=nothing, stages=RESULT_AHEAD).button.url == "#challenges"
    assert told(Moment.AFTER, places=nothing, winners=["A"]).button.url == "#winners"


@pytest.mark.parametrize("moment", list(Moment))
def test_a_link_within_the_page_leads_to_a_block_that_is_there(moment):
    url = told(moment, places=Places("/contest/"), winners=["A", "B"]).button.url
    if url.startswith("#"):
        assert {"#challenges": "challenges", "#winners": "awards"}[url] in BLOCKS[moment]


# ---- facts, tag and blocks


def test_the_facts_box_says_now_last_day_and_next():
    stages = [
        stage("entries_close", actual_from=date(2019, 6, 18)),
        stage("teams_chosen", planned_from=date(2130, 7, 1), planned_precision="season"),
    ]
    assert told(Moment.ENTRIES_OPEN, last_day=date(2019, 6, 18), stages=stages).facts == [
        Fact("Läge just nu", "Team kan delta"),
        Fact("Sista dag", "18.6.2019"),
        Fact("Därefter", "Team väljs ut för att gå vidare", "sommaren 2130"),
    ]


def test_between_the_two_sittings_of_the_jury_the_next_step_is_the_right_one():
    chosen = stage("teams_chosen", planned_from=date(2130, 7, 1))
    result = stage("result", planned_from=date(2131, 1, 1))
    first = told(Moment.JURY_DECIDES, stages=[chosen, result]).facts[-1]
    assert first.value == "Team väljs ut för att gå vidare"
    done = stage("teams_chosen", actual_from=date(2019, 7, 1))
    second = told(Moment.JURY_DECIDES, stages=[done, result]).facts[-1]
    assert second.value == "Vinnarna offentliggörs"


def test_afterwards_the_facts_box_says_when_and_how_far_the_story_is_known():
    facts = told(Moment.AFTER, winners=["A"], announced_on=date(2020, 1, 23), stages=[stage("negotiation")]).facts
    assert facts == [
        Fact("Läge just nu", "Avslutad"),
        Fact("Offentliggjord", "23.1.2020"),
        Fact("Senast kända läge", "Förhandlingar om upphandlingskontrakt"),
    ]


@pytest.mark.parametrize("moment", list(Moment))
def test_every_moment_has_words_in_every_language_and_at_most_seven_blocks(moment):
    words = set()
    for language in LANGUAGES:
        with translation.override(language):
            words.add(moment_words(Standing(moment)))
            assert tag(Standing(moment))[1] == moment_words(Standing(moment))
    assert len(words) == 3
    # The heading with its facts is the first block.
    assert len(BLOCKS[moment]) <= 6
    assert len(set(BLOCKS[moment])) == len(BLOCKS[moment])


def test_the_tag_of_what_is_open_says_until_when():
    with translation.override("en"):
        assert tag(Standing(Moment.ENTRIES_OPEN, date(2019, 6, 18))) == ("open", "Open until 18 June 2019")


# ---- the page


def read(page: Any) -> Any:
    response = Client().get(page.url)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def sections(tree: Any) -> list[str]:
    return [words_of(heading) for heading in tree.xpath("//div[@class='bands']//h2")]


@pytest.mark.django_db
def test_an_open_contest_leads_to_its_challenges():
    contest = ContestPageFactory(title="Klash 2030", problems_count=77)
    ChallengePageFactory(parent=contest, opens_on=TODAY, closes_on=TODAY + timedelta(days=9))
    tree = read(home())
    assert words_of(tree.find(".//h1")) == "Hitta lösningen på ett problem som hela landet delar"
    assert [a.get("href") for a in tree.xpath("//a[@class='button']")] == ["#challenges"]
    assert sections(tree) == ["Utmaningarna", "Från problem till vinnare"]
    assert tree.xpath("//script[not(@type='application/ld+json')]") == []


@pytest.mark.django_db
def test_a_call_for_problems_shows_how_many_are_in_and_what_happens_then():
    contest = ContestPageFactory(problems_count=41)
    StageFactory(contest=contest, kind="problem_call", actual_from=TODAY, planned_to=TODAY + timedelta(days=9))
    tree = read(home())
    assert words_of(tree.find(".//h1")) == "Kommuner: berätta om ert problem"
    assert sections(tree) == ["41 problem hittills", "Steg för steg"]
    assert len(tree.xpath("//svg[contains(@class, 'dots')]//circle")) == 41


@pytest.mark.django_db
def test_announced_winners_stand_first_in_every_language_and_nothing_before():
    contest = ContestPageFactory(title="Klash 2030")
    challenge = ChallengePageFactory(parent=contest, decided=True)
    award = AwardPageFactory(parent=challenge, team__title="Rapida", announced_on=TODAY)
    results = ResultIndexPageFactory()
    translate(results, "fi")
    make_ready(award)
    assert "Rapida" not in Client().get("/sv/").content.decode()
    assert words_of(read(home()).find(".//h1")) == "Juryn bedömer"
    release_now([award.translation_key], AdminFactory())
    assert words_of(read(home()).find(".//h1")) == "Rapida har vunnit"
    finnish = read(home("fi"))
    assert words_of(finnish.find(".//h1")) == "Rapida on voittanut"
    assert finnish.xpath("//a[@class='button']/@href") == [award.get_translations().get(locale__language_code="fi").url]
    assert sections(finnish)[0] == "Voittaja"


@pytest.mark.django_db
def test_years_later_the_outcome_stays_and_the_other_contests_are_near():
    ContestPageFactory(title="Klash 1")
    contest = ContestPageFactory(title="Klash 2")
    AwardPageFactory(published=True, parent=ChallengePageFactory(parent=contest, decided=True), team__title="Rapida")
    tree = read(home())
    assert words_of(tree.find(".//h1")) == "1 team vann Klash 2"
    assert sections(tree)[:3] == ["Från problem till vinnare", "Vinnaren", "Andra tävlingar"]
    assert tree.xpath("//a[@class='button']/@href") == ["#winners"]


@pytest.mark.django_db
def test_a_new_site_says_that_there_is_no_contest_and_shows_an_editor_where_to_begin():
    assert "Skapa en tävling" not in Client().get("/sv/").content.decode()
    client = Client()
    client.force_login(UserFactory())
    assert f"/admin/pages/{home().pk}/add_subpage/" in client.get("/sv/").content.decode()


@pytest.mark.django_db
def test_the_current_contest_is_the_newest_public_one_below_the_home_page():
    assert current_contest(home()) is None
    first = ContestPageFactory()
    ContestPageFactory(live=False)
    assert current_contest(home()) == first
    assert current_contest(home("fi")) is None
    second = ContestPageFactory()
    assert current_contest(home()) == second


@pytest.mark.django_db
def test_the_places_are_those_that_the_site_has():
    contest = ContestPageFactory(slug="klash")
    assert places(home(), contest).results == ""
    results = ResultIndexPageFactory()
    found = places(home(), contest)
    assert (found.contest, found.results) == ("/sv/klash/", results.url)


@pytest.mark.django_db
def test_the_standing_of_a_contest_reads_its_own_records():
    contest = ContestPageFactory()
    now = timezone.now()
    assert contest.standing(now=now).moment == Moment.COMING
    assert contest.next_change(now) is None
    ChallengePageFactory(parent=contest, opens_on=TODAY, closes_on=TODAY)
    standing = contest.standing(now=now)
    assert (standing.moment, standing.last_day, standing.then) == (Moment.ENTRIES_OPEN, TODAY, Moment.JURY_DECIDES)
    assert contest.next_change(now) == standing.changes_at
    ChallengePage.objects.update(ending="no_winner")
    assert contest.standing(now=now).moment == Moment.AFTER


@pytest.mark.django_db
def test_the_home_page_with_everything_stays_light():
    contest = ContestPageFactory(lead="Lead", municipalities_count=400, problems_count=400, teams_count=90)
    for number in range(6):
        challenge = ChallengePageFactory(parent=contest, decided=True, title=f"Utmaning {number}")
        AwardPageFactory(published=True, parent=challenge)
    for kind in Stage.Kind:
        StageFactory(contest=contest, kind=kind)
    NewsPageFactory.create_batch(4)
    PartnerPageFactory.create_batch(9)
    content = Client().get("/sv/").content
    assert len(content) <= 100_000
    assert b"<script" not in content.replace(b'<script type="application/ld+json">', b"")
    style = Path(finders.find("klash_pages/klash.css"))
    assert style.stat().st_size <= 30_000
