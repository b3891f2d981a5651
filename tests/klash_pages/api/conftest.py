"""A small world for the API: what is public in it, and beside each thing one of its kind that nobody may see yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from django.core.cache import cache as shared_cache
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail_factories import DocumentFactory, ImageFactory

from klash_pages.api.openapi import describe
from klash_pages.models import (
    AwardPage,
    ChallengeMentor,
    ChallengePage,
    ContestPage,
    Municipality,
    NewsPage,
    NewsRelation,
    PartnerRole,
    Person,
    Problem,
    SiteSettings,
    TeamPage,
)
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
    SearchPageFactory,
    StandardPageFactory,
    TeamIndexPageFactory,
    TeamPageFactory,
)
from tests.factories.records import (
    MunicipalityFactory,
    NoticeReferenceFactory,
    PersonFactory,
    ProblemFactory,
    StageFactory,
    ThemeFactory,
)
from tests.factories.translations import translate

ROOT = "/api/v3/klash/"
#: What no answer may ever hold: whatever is not public carries this word.
SECRET = "Ouppenbart"


@dataclass
class World:
    contest: ContestPage
    challenge: ChallengePage
    undecided: ChallengePage
    award: AwardPage
    draft_award: AwardPage
    team: TeamPage
    news: NewsPage
    problem: Problem
    host: Municipality
    member: Person
    private: Page


def body_with(document: Any, image: Any, page: Page, hidden: Page) -> list[tuple[str, Any]]:
    """One block of each type, with links to a public and to a hidden page."""
    links = (
        f'<p><a linktype="page" id="{page.pk}">Mer</a>, <a linktype="page" id="{hidden.pk}">dolt</a> och '
        '<a href="https://example.org/">nätet</a>.</p>'
    )
    return [
        ("heading", {"text": "Bakgrund", "level": "h2"}),
        ("text", links),
        ("quote", {"text": "Så är det", "name": "Någon", "title": "Chef"}),
        ("figure", {"image": image, "caption": "En bild", "credit": "Fotografen"}),
        ("facts", [{"label": "Längd", "value": "3 km"}]),
        ("document", {"document": document, "title": "", "language": "sv", "date": date(2019, 4, 1), "credit": ""}),
        ("button", {"text": "Läs nyheten", "page": page, "url": ""}),
        ("table", {"caption": "Tider", "head": ["Dag", "Tid"], "rows": [{"cells": ["Måndag", "9"]}]}),
    ]


@cache
def described() -> dict[str, Any]:
    """The description of the API, made once."""
    return describe()


def make_world() -> World:
    """Fill the database."""
    results, home = ResultIndexPageFactory(title="Resultat"), Site.objects.get(is_default_site=True).root_page
    ChallengeIndexPageFactory(title="Utmaningar"), TeamIndexPageFactory(title="Team")
    SearchPageFactory(title="Sök"), MunicipalityIndexPageFactory(), ProblemIndexPageFactory()
    AccessibilityStatementPageFactory(title="Tillgänglighet", alternative="<p>Ring oss</p>")
    contest = ContestPageFactory(
        title="Klash 1",
        slug="klash-1",
        promise="Lös ett problem",
        parent=ContestIndexPageFactory(title="Tävlingar"),
        municipalities_count=20,
        problems_count=38,
        teams_count=9,
    )
    StageFactory(contest=contest, planned_from=date(2018, 8, 1), planned_precision="month")
    StageFactory(
        contest=contest,
        kind="result",
        position=9,
        actual_from=None,
        planned_from=date(2019, 12, 1),
        planned_precision="season",
    )
    host = MunicipalityFactory(code="092", name_sv="Vanda", name_fi="Vantaa")
    secret = {
        "jury_record_signers": f"{SECRET} Ett\n{SECRET} Två",
        "contest_decision_number": f"§ {SECRET}",
        "follow_on_clause": f"{SECRET} klausul",
        "follow_on_clause_language": "sv",
        "follow_on_clause_source": SECRET,
    }
    challenge = ChallengePageFactory(
        parent=contest,
        title="Resor på landet",
        municipality=host,
        decided=True,
        criteria="Nytta",
        winners_allowed=2,
        **secret,
    )
    member, hidden = (
        PersonFactory(name="Maja Medlem"),
        PersonFactory(name=f"{SECRET} Person", basis="", basis_source=""),
    )
    gone = PersonFactory(name=f"{SECRET} Borttagen", remove_on=timezone.localdate())
    challenge.mentors = [ChallengeMentor(person=PersonFactory(name="Mikael Mentor")), ChallengeMentor(person=gone)]
    challenge.save()
    NoticeReferenceFactory(challenge=challenge, url="https://hilma.example/1")
    team = TeamPageFactory(parent=challenge, title="Bussarna", members=[member, hidden])
    award = AwardPageFactory(
        parent=challenge,
        team=team,
        title="Bussarna vann",
        solution="En app",
        published=True,
        press_contact=gone,
        follow_ups=[
            (
                "follow_up",
                {
                    "date": date(2020, 6, 1),
                    "precision": "season",
                    "text": "<p>Förhandlat</p>",
                    "source": "",
                    "source_url": "",
                },
            )
        ],
        notes=[("note", {"kind": "correction", "date": date(2020, 2, 1), "text": "<p>Rättat</p>"})],
    )
    undecided = ChallengePageFactory(
        parent=contest,
        title="Unga på vägen",
        municipality=host,
        opens_on=timezone.localdate(),
        closes_on=timezone.localdate() + timedelta(days=3),
    )
    waiting = TeamPageFactory(
        parent=undecided,
        title=f"{SECRET} team",
        slug="ouppenbart-team",
        members=[PersonFactory(name=f"{SECRET} Spelare")],
    )
    draft_award = AwardPageFactory(
        parent=undecided,
        team=waiting,
        title=f"{SECRET} vann",
        slug="ouppenbart-vann",
        press_contact=PersonFactory(name=f"{SECRET} Press"),
    )
    news = NewsPageFactory(
        parent=NewsIndexPageFactory(title="Nyheter"),
        title="Vinnaren är klar",
        date=date(2020, 1, 23),
        press_contact=PersonFactory(name="Pia Press"),
        media_kit=[
            (
                "document",
                {
                    "document": DocumentFactory(title="Pressbild"),
                    "title": "",
                    "language": "sv",
                    "date": None,
                    "credit": "Klash",
                },
            )
        ],
        corrections=[("correction", {"date": date(2020, 1, 24), "text": "Rätt namn"})],
    )
    news.related = [NewsRelation(target=challenge), NewsRelation(target=award)]
    news.save()
    NewsPageFactory(parent=news.get_parent(), title=f"{SECRET} nyhet", slug="ouppenbart-nyhet", live=False)
    challenge.body = body_with(DocumentFactory(title="Bilaga"), ImageFactory(), news, draft_award)
    challenge.photo = [
        ("figure", {"image": ImageFactory(file__width=1000, file__height=800), "caption": "", "credit": ""})
    ]
    challenge.questions = [
        ("question", {"question": "Får alla delta?", "answer": "<p>Ja</p>", "date": date(2019, 5, 1)})
    ]
    challenge.save()
    partner = PartnerPageFactory(title="Förbundet", role="organiser", parent=PartnerIndexPageFactory(title="Partner"))
    contest.partner_roles = [PartnerRole(partner=partner, role="organiser", sentence_sv="Ordnade tävlingen")]
    contest.save()
    theme = ThemeFactory(name_sv="Resor", slug="travel")
    private = {
        "submitter_name": f"{SECRET} Inlämnare",
        "submitter_email": "ouppenbart@example.org",
        "private_feedback": SECRET,
        "municipality_text": SECRET,
    }
    ProblemFactory(
        contest=contest,
        sentence="Hur reser man?",
        state="chosen",
        challenge=challenge,
        published_at=timezone.now(),
        municipalities=[host],
    )
    problem = ProblemFactory(
        contest=contest,
        sentence="Hur kommer man till affären?",
        published=True,
        theme=theme,
        municipalities=[host],
        public_feedback=f"{SECRET} väntar",
        **private,
    )
    ProblemFactory(
        contest=contest,
        sentence=f"{SECRET} problem",
        municipalities=[MunicipalityFactory(code="999", name_sv=f"{SECRET}by", name_fi=f"{SECRET}kylä")],
        **private,
    )
    StandardPageFactory(title="Om Klash", slug="om", body=[("text", "<p>Text</p>")])
    closed = StandardPageFactory(title=f"{SECRET} intern", slug="ouppenbart-intern")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    DocumentFactory(title=f"{SECRET} fil"), ImageFactory(title=f"{SECRET} bild")
    SiteSettings.objects.create(
        site=Site.objects.get(is_default_site=True), contact_email="klash@example.org", press_contact=gone
    )
    translate(results, "fi", title="Tulokset")
    translate(news, "fi", title="Voittaja on selvillä")
    assert home.live
    return World(contest, challenge, undecided, award, draft_award, team, news, problem, host, member, closed)


@pytest.fixture(scope="package")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        for image in get_image_model().objects.all():
            image.file.delete(save=False)
        transaction.set_rollback(True)


@pytest.fixture
def world(_made: World, db: None) -> World:
    """The world; what a test changes in it is undone."""
    shared_cache.clear()
    return _made


@pytest.fixture
def read() -> Callable[..., Any]:
    """Read an address of the API: `read("awards/", year=2020)`; Swedish, if nothing else is said."""

    def get(path: str, expect: int = 200, client: Client | None = None, **query: Any) -> Any:
        response = (client or Client()).get(f"{ROOT}{path}", {"locale": "sv", **query})
        assert response.status_code == expect, response.content.decode()
        return response.json()

    return get
