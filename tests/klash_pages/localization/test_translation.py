"""Facts are written once: translations follow the source and cannot override it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import OverridableSegment, StringSegment, Translation

from klash_pages.models import AwardPage, ChallengePage, ContestPage, NewsPage, PartnerPage, TeamPage
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsPageFactory,
    PartnerPageFactory,
    TeamPageFactory,
)
from tests.factories.records import MunicipalityFactory, PersonFactory
from tests.factories.translations import translate
from tests.factories.users import EditorFactory

pytestmark = pytest.mark.django_db

FACTS: dict[type[Page], set[str]] = {
    ContestPage: {"municipalities_count", "problems_count", "teams_count", "judged_anonymously", "partner_roles"},
    ChallengePage: {
        "municipality",
        "other_municipalities",
        "mentors",
        "opens_on",
        "closes_on",
        "dates_corrigendum",
        "dates_reason",
        "ending",
        "follow_on_clause",
        "follow_on_clause_language",
        "follow_on_clause_source",
        "jury_record_signed_on",
        "jury_record_signers",
        "contest_decision_on",
        "contest_decision_number",
        "winners_allowed",
    },
    TeamPage: {"members"},
    AwardPage: {"team", "announced_on", "press_contact"},
    PartnerPage: {"role"},
    NewsPage: {"date", "press_contact", "related"},
}


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_the_facts_of_a_page_are_synchronised_and_not_overridable(model):
    page = model()
    fields = {field.field_name: field for field in get_translatable_fields(model)}
    for name in FACTS[model]:
        assert fields[name].is_synchronized(page), name
        assert not fields[name].is_overridable(page), name
        assert not fields[name].is_translated(page), name


def test_the_translation_editor_offers_texts_and_no_facts():
    challenge = ChallengePageFactory(
        decided=True,
        follow_on_clause="Ett kontrakt kan följa.",
        follow_on_clause_language="sv",
        follow_on_clause_source="Tävlingsprogrammet, punkt 4",
    )
    translate(challenge, "fi")
    strings = StringSegment.objects.filter(source__object_id=challenge.translation_key)
    assert set(strings.values_list("context__path", flat=True)) == {"title", "slug", "lead", "question"}
    overridable = OverridableSegment.objects.filter(source__object_id=challenge.translation_key)
    assert not set(overridable.values_list("context__path", flat=True)) & FACTS[ChallengePage]


def sync(page: Page) -> Any:
    """Send the changed source page to translation again, as an editor does, and return the Finnish page."""
    page.save_revision().publish()
    return translate(type(page).objects.get(pk=page.pk), "fi")


def test_a_changed_fact_of_a_challenge_reaches_the_finnish_page_and_its_reader():
    challenge = ChallengePageFactory(title="Resor", question="Hur?")
    finnish = translate(challenge, "fi", title="Matkat", question="Miten?")
    assert (finnish.title, finnish.closes_on) == ("Matkat", date(2019, 6, 18))

    challenge.closes_on = date(2019, 8, 31)
    challenge.municipality = MunicipalityFactory(name_sv="Borgå", name_fi="Porvoo")
    challenge.winners_allowed = 2
    challenge.dates_reason = "Ett skrivfel."
    challenge.jury_record_signed_on = date(2020, 1, 20)
    challenge.jury_record_signers = "Juror One"
    finnish = sync(challenge)

    assert (finnish.title, finnish.question) == ("Matkat", "Miten?")
    assert (finnish.closes_on, finnish.municipality, finnish.winners_allowed) == (
        date(2019, 8, 31),
        challenge.municipality,
        2,
    )
    assert finnish.is_jury_record_locked
    text = Client().get(finnish.url).content.decode()
    assert "31.8.2019" in text
    assert "Porvoo" in text
    assert "Juror One" not in text


def test_a_changed_text_waits_for_its_translation():
    challenge = ChallengePageFactory(question="Hur?")
    translate(challenge, "fi", question="Miten?")
    challenge.question = "Hur och när?"
    assert sync(challenge).question == "Hur och när?"
    # Title, slug, lead and question: nothing but the old question was ever translated.
    assert Translation.objects.get(source__object_id=challenge.translation_key).get_progress() == (4, 0)


def test_the_figures_of_a_contest_are_the_same_in_finnish():
    contest = ContestPageFactory(municipalities_count=65, problems_count=76, teams_count=9)
    translate(contest, "fi")
    contest.problems_count = 77
    assert sync(contest).problems_count == 77


def test_a_new_member_joins_the_finnish_team():
    first, second = PersonFactory(name="First"), PersonFactory(name="Second")
    team = TeamPageFactory(members=[first])
    assert [str(member) for member in translate(team, "fi").members.all()] == ["First"]
    team.members.add(type(team.members.first())(person=second, sort_order=1))
    team.save()
    finnish = translate(TeamPage.objects.get(pk=team.pk), "fi")
    assert [str(member) for member in finnish.members.order_by("sort_order")] == ["First", "Second"]


def test_the_day_of_an_award_and_of_a_news_item_and_a_partners_role_follow_too():
    award = AwardPageFactory()
    translate(award, "fi")
    award.announced_on = date(2020, 1, 24)
    award.save()
    assert translate(AwardPage.objects.get(pk=award.pk), "fi").announced_on == date(2020, 1, 24)

    news = NewsPageFactory(press_contact=PersonFactory())
    assert translate(news, "fi").press_contact == news.press_contact
    news.date = date(2020, 1, 24)
    assert sync(news).date == date(2020, 1, 24)

    partner = PartnerPageFactory()
    translate(partner, "fi")
    partner.role = "organiser"
    assert sync(partner).role == "organiser"


def test_the_finnish_award_points_at_the_source_team_and_finds_the_finnish_one():
    award = AwardPageFactory(published=True)
    finnish = award.get_translations().get(locale__language_code="fi").specific
    assert finnish.team == award.team
    assert finnish.team_in_language() == award.team.get_translations().get(locale__language_code="fi").specific


def test_an_editor_can_open_the_translation_and_cannot_send_a_fact_with_it():
    challenge = ChallengePageFactory(winners_allowed=1)
    finnish = translate(challenge, "fi")
    client = Client()
    client.force_login(EditorFactory())
    response = client.get(reverse("wagtailadmin_pages:edit", args=[finnish.pk]))
    assert response.templates[0].name == "wagtail_localize/admin/edit_translation.html"
    segments = json.loads(response.context["props"])["segments"]
    assert {segment["contentPath"] for segment in segments} & FACTS[ChallengePage] == set()
    client.post(reverse("wagtailadmin_pages:edit", args=[finnish.pk]), {"action": "publish", "winners_allowed": "9"})
    finnish.refresh_from_db()
    assert finnish.winners_allowed == 1
