"""The contest, the challenge, the team and the partner: what a reader is told, from records in every language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation
from lxml import html
from wagtail_factories import ImageFactory

from klash_pages.localization.partial_dates import last_day
from klash_pages.models import (
    ChallengeMentor,
    ChallengeMunicipality,
    NewsPage,
    PartnerRole,
    Stage,
    TeamMember,
)
from klash_pages.templatetags.klash_axis import plan_and_outcome
from klash_pages.templatetags.klash_moments import contest_period
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsPageFactory,
    PartnerPageFactory,
    home,
    make_ready,
)
from tests.factories.records import MunicipalityFactory, NoticeReferenceFactory, PersonFactory, StageFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def tree_of(page: Any) -> Any:
    response = Client().get(page.url)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def facts_of(tree: Any) -> dict[str, str]:
    rows = tree.xpath("//aside//dl[@class='facts']/div")
    return {words_of(row.find("dt")): " | ".join(words_of(dd) for dd in row.findall("dd")) for row in rows}


def headings_of(tree: Any) -> list[str]:
    return [words_of(heading) for heading in tree.xpath("//main//h2")]


# ---- the contest


def a_contest_with_partners() -> Any:
    contest = ContestPageFactory(money_reserved="Högst en miljon euro")
    organiser, funder = PartnerPageFactory(title="Förbundet"), PartnerPageFactory(title="Stiftelsen")
    for number, (partner, role) in enumerate(((organiser, "organiser"), (funder, "funder"))):
        contest.partner_roles.add(
            PartnerRole(partner=partner, role=role, sentence_sv="Hjälper.", sentence_fi="Auttaa.", sort_order=number)
        )
    contest.save()
    StageFactory(contest=contest)
    StageFactory(contest=contest, kind="result", actual_from=date(2020, 1, 23))
    return contest


def test_the_facts_of_a_contest_are_its_organiser_its_period_and_its_money():
    contest = a_contest_with_partners()
    assert facts_of(tree_of(contest)) == {
        "Arrangör": "Förbundet",
        "Tid": "16.8.2018–23.1.2020",
        "Reserverade pengar": "Högst en miljon euro",
    }


def test_partners_have_their_roles_on_the_contests_page_and_on_their_own():
    contest = a_contest_with_partners()
    funder = contest.partner_roles.all()[1].partner
    finnish_funder = translate(funder, "fi", title="Säätiö")
    finnish = translate(type(contest).objects.get(pk=contest.pk), "fi")
    rows = [words_of(row) for row in tree_of(contest).xpath("//ul[@class='roles']/li")]
    assert rows == ["Förbundet Arrangör Hjälper.", "Stiftelsen Finansiär Hjälper."]
    # Only the partner that is public in Finnish is shown there, by its Finnish name.
    rows = [words_of(row) for row in tree_of(finnish).xpath("//ul[@class='roles']/li")]
    assert rows == ["Säätiö Rahoittaja Auttaa."]
    row = tree_of(finnish_funder).xpath("//section[@aria-labelledby='roles-heading']//li")[0]
    assert words_of(row) == f"{finnish.title} Rahoittaja Auttaa."


def test_what_a_contest_does_not_have_leaves_no_heading():
    assert headings_of(tree_of(ContestPageFactory())) == []


def test_rules_documents_and_answers_have_addresses_of_their_own_within_the_page():
    answer = {"question": "Får man delta ensam?", "answer": "<p>Ja.</p>", "date": date(2019, 5, 2)}
    rules = [("text", "<p>Alla får delta.</p>")]
    contest = ContestPageFactory(rules=rules, questions=[("question", answer)])
    tree = tree_of(contest)
    assert headings_of(tree) == ["Regler och kriterier", "Frågor och svar"]
    details = tree.xpath("//section[@id='questions']//details")[0]
    assert words_of(details) == "Får man delta ensam? Ja. Besvarades 2.5.2019"
    links = tree_of(home()).xpath("//section[@aria-labelledby='rules-heading']//a/@href")
    assert links == []  # the home page shows them while something is open
    StageFactory(contest=contest, kind="problem_call", actual_from=TODAY)
    links = tree_of(home()).xpath("//section[@aria-labelledby='rules-heading']//a/@href")
    assert links == [f"{contest.url}#rules", f"{contest.url}#questions"]


def test_the_lineage_is_also_a_table():
    contest = ContestPageFactory(municipalities_count=65, problems_count=77, teams_count=9)
    challenge = ChallengePageFactory(parent=contest, decided=True)
    AwardPageFactory(published=True, parent=challenge)
    table = tree_of(contest).xpath("//figure//details//table")[0]
    assert table.find("caption") is not None
    rows = [[words_of(cell) for cell in row] for row in table.xpath(".//tbody/tr")]
    assert rows == [
        ["kommuner", "65", "1"],
        ["problem", "77", "1"],
        ["utmaning", "1", "1"],
        ["tävlande team", "9", "1"],
        ["vinnare", "1", "1"],
    ]


def test_the_table_of_the_lineage_tells_no_winner_before_the_release():
    contest = ContestPageFactory(teams_count=9)
    make_ready(AwardPageFactory(parent=ChallengePageFactory(parent=contest, decided=True)))
    rows = [[words_of(cell) for cell in row] for row in tree_of(contest).xpath("//figure//tbody/tr")]
    assert rows == [["utmaning", "1", "1"], ["tävlande team", "9", "0"], ["vinnare", "0", "0"]]


# ---- plan and outcome


def test_the_picture_of_plan_and_outcome_draws_what_is_known_as_exactly_as_it_is_known():
    contest = ContestPageFactory()
    StageFactory(contest=contest, kind="launch")
    StageFactory(contest=contest, kind="contest_opens", planned_from=date(2019, 1, 15), actual_from=date(2019, 4, 11))
    StageFactory(
        contest=contest,
        kind="result",
        planned_from=date(2019, 12, 1),
        planned_precision="month",
        actual_from=date(2020, 1, 23),
    )
    StageFactory(contest=contest, kind="negotiation", actual_from=None)
    with translation.override("sv"):
        picture = html.fromstring(plan_and_outcome(contest.stages))
    assert (picture.get("aria-hidden"), picture.get("focusable")) == ("true", "false")
    assert len(picture.xpath("//circle[@class='axis__plan']")) == 1
    assert len(picture.xpath("//rect[@class='axis__plan']")) == 1
    assert len(picture.xpath("//circle[@class='axis__outcome']")) == 3
    assert len(picture.xpath("//path[@class='axis__slip']")) == 2
    assert picture.xpath("//text/text()") == ["Plan", "Utfall", "1/2019", "7/2019", "1/2020"]
    places = [float(circle.get("cx")) for circle in picture.xpath("//circle[@class='axis__outcome']")]
    assert (places[0], places[-1]) == (30.0, 970.0)
    assert places == sorted(places)


def test_a_contest_that_went_as_planned_needs_no_picture():
    stage = StageFactory(planned_from=date(2018, 8, 16), actual_from=date(2018, 8, 16))
    assert plan_and_outcome([stage]) == ""
    assert plan_and_outcome([]) == ""


@pytest.mark.parametrize(
    ("value", "precision", "expected"),
    [
        (date(2019, 12, 5), "day", date(2019, 12, 5)),
        (date(2019, 12, 1), "month", date(2019, 12, 31)),
        (date(2020, 2, 1), "month", date(2020, 2, 29)),
        (date(2019, 6, 1), "season", date(2019, 8, 31)),
        (date(2019, 12, 1), "season", date(2020, 2, 29)),
        (date(2020, 1, 1), "season", date(2020, 2, 29)),
        (date(2019, 9, 1), "season", date(2019, 11, 30)),
        (date(2019, 1, 1), "year", date(2019, 12, 31)),
    ],
)
def test_the_last_day_that_a_date_can_mean(value, precision, expected):
    assert last_day(value, precision) == expected


def test_the_period_is_no_more_exact_than_its_ends():
    first = Stage(kind="launch", actual_from=date(2018, 8, 16))
    result = Stage(kind="result", planned_from=date(2019, 12, 1), planned_precision="month")
    with translation.override("sv"):
        assert contest_period([first, result]) == "16.8.2018 – december 2019"
        assert contest_period([first]) == "16.8.2018"
    assert contest_period([]) == ""


# ---- the order of stages


def complaints(stage: Stage) -> dict[str, list[str]]:
    with translation.override("en"):
        try:
            stage.full_clean()
        except ValidationError as error:
            return error.message_dict
    return {}


def test_a_stage_before_one_that_it_follows_is_refused_with_both_dates():
    closing = StageFactory(kind="entries_close", actual_from=date(2019, 10, 1))
    mentoring = StageFactory.build(contest=closing.contest, kind="mentoring", actual_from=date(2019, 9, 24))
    sentence = (
        "“The teams are mentored” is before “Last day to enter”: 24 September 2019 is earlier than 1 October 2019."
    )
    assert complaints(mentoring) == {"actual_from": [sentence]}
    mentoring.actual_from = date(2019, 10, 1)
    assert complaints(mentoring) == {}


def test_an_earlier_stage_cannot_be_moved_behind_a_later_one():
    mentoring = StageFactory(kind="mentoring", actual_from=None, planned_from=date(2019, 9, 24))
    closing = StageFactory.build(
        contest=mentoring.contest, kind="entries_close", actual_from=None, planned_from=date(2019, 10, 1)
    )
    assert set(complaints(closing)) == {"planned_from"}


def test_plans_are_compared_with_plans_and_a_season_with_what_it_can_mean():
    closing = StageFactory(kind="entries_close", actual_from=date(2019, 6, 18))
    summer = {"actual_from": date(2019, 6, 1), "actual_precision": "season"}
    chosen = StageFactory.build(contest=closing.contest, kind="teams_chosen", **summer)
    assert complaints(chosen) == {}
    planned = StageFactory.build(
        contest=closing.contest, kind="mentoring", actual_from=None, planned_from=date(2019, 1, 1)
    )
    assert complaints(planned) == {}


def test_stages_of_another_contest_do_not_matter():
    StageFactory(kind="entries_close", actual_from=date(2019, 10, 1))
    other = StageFactory.build(contest=ContestPageFactory(), kind="mentoring", actual_from=date(2018, 9, 24))
    assert complaints(other) == {}


# ---- the challenge


def test_the_facts_of_a_challenge_name_everybody_who_may_be_named():
    challenge = ChallengePageFactory(criteria="Lämplighet\nEffekt", winners_allowed=2)
    challenge.other_municipalities.add(
        ChallengeMunicipality(municipality=MunicipalityFactory(name_sv="Borgå", name_fi="Porvoo"))
    )
    challenge.mentors.add(ChallengeMentor(person=PersonFactory(name="Shown Mentor", title_sv="professor")))
    challenge.mentors.add(ChallengeMentor(person=PersonFactory(name="Hidden Mentor", basis="")))
    challenge.save()
    assert facts_of(tree_of(challenge)) == {
        "Värdkommun": "Vanda",
        "Andra kommuner": "Borgå",
        "Öppnades för team": "11.4.2019",
        "Sista dagen att delta": "18.6.2019",
        "Bedöms enligt": "LämplighetEffekt",
        "Högst så här många vinnare": "2",
        "Handledare": "Shown Mentorprofessor",
    }
    finnish = facts_of(tree_of(translate(type(challenge).objects.get(pk=challenge.pk), "fi")))
    assert finnish["Muut kunnat"] == "Porvoo"
    assert "Hidden" not in " ".join(finnish.values())


def test_a_challenge_with_two_notices_still_has_one_button():
    challenge = ChallengePageFactory(opens_on=TODAY, closes_on=TODAY)
    for channel in ("hilma", "ted"):
        NoticeReferenceFactory(challenge=challenge, channel=channel, url=f"https://example.org/{channel}")
    assert tree_of(challenge).xpath("//a[@class='button']/@href") == ["https://example.org/hilma"]


def test_a_photo_takes_the_place_of_the_dots_with_its_words_and_its_focal_point():
    image = ImageFactory(
        title="File name", focal_point_x=10, focal_point_y=10, focal_point_width=4, focal_point_height=4
    )
    photo = {"image": {"image": image.pk, "decorative": False, "alt_text": "En buss"}, "caption": "", "credit": "A. B."}
    challenge = ChallengePageFactory()
    challenge.photo = challenge.photo.stream_block.to_python([{"type": "figure", "value": photo}])
    challenge.save()
    tree = tree_of(challenge)
    assert tree.xpath("//main/figure//img/@alt") == ["En buss"]
    assert words_of(tree.xpath("//main/figure/figcaption")[0]) == "Foto: A. B."
    assert tree.xpath("//main/div[contains(@class, 'band-art')]") == []
    assert image.renditions.filter(filter_spec__startswith="fill-", focal_point_key__gt="").exists()


# ---- the team and the news


def test_a_team_shows_its_links_and_that_it_has_won():
    award = AwardPageFactory(
        published=True, team__links=[("link", {"text": "Lösningen", "url": "https://example.org/"})]
    )
    tree = tree_of(award.team)
    assert tree.xpath("//section[@aria-labelledby='links-heading']//a/@href") == ["https://example.org/"]
    assert words_of(tree.xpath("//p[@class='eyebrow']/span[contains(@class, 'tag')]")[0]) == "Vinnare"
    assert tree.xpath("//a[@class='button']/@href") == [award.url]


def test_corrections_stand_at_the_end_with_their_day():
    note = {"date": date(2020, 1, 24), "text": "Rätt antal team är nio."}
    news = NewsPageFactory(corrections=[("correction", note)])
    section = tree_of(news).xpath("//section[@aria-labelledby='corrections-heading']")[0]
    assert words_of(section) == "Rättelser 24.1.2020Rätt antal team är nio."


# ---- queries


def queries(page: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    Client().get(page.url)
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(page.url).status_code == 200
    return len(captured)


def test_a_full_detail_page_costs_at_most_twelve_queries_more_than_an_empty_page_at_its_depth():
    from tests.factories.pages import StandardPageFactory

    contest = a_contest_with_partners()
    challenge = ChallengePageFactory(parent=contest, decided=True)
    people = PersonFactory.create_batch(3)
    for person in people:
        challenge.mentors.add(ChallengeMentor(person=person))
        challenge.other_municipalities.add(ChallengeMunicipality(municipality=MunicipalityFactory()))
    challenge.save()
    award = AwardPageFactory(published=True, parent=challenge)
    for person in people:
        TeamMember.objects.create(page=award.team, person=person)
    news = NewsPageFactory()
    NewsPage.objects.get(pk=news.pk).related.create(target=award)
    about = StandardPageFactory()
    below = StandardPageFactory(parent=about)
    deepest = StandardPageFactory(parent=StandardPageFactory(parent=below))
    costs = {
        "contest": (queries(contest), queries(about)),
        "challenge": (queries(challenge), queries(below)),
        "team": (queries(award.team), queries(deepest)),
        "news": (queries(news), queries(below)),
    }
    assert {kind: full - empty for kind, (full, empty) in costs.items() if full - empty > 12} == {}
