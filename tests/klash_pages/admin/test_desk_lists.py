"""The flat lists of the desk: one row a page, the columns that matter, the order of work, and nobody else gets in."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from klash_pages.models import AwardPage, ChallengePage, PartnerPage, PartnerRole
from klash_pages.publication import releases
from tests.factories.bulk import add_many
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PartnerPageFactory,
    TeamPageFactory,
    make_ready,
)
from tests.factories.procurement import LegalUserFactory
from tests.factories.records import MunicipalityFactory, PersonFactory, StageFactory, ThemeFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = ["contests", "challenges", "teams", "awards", "partners", "news"]
RECORDS = ["municipality", "person", "theme", "stage", "noticereference"]


def client_of(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(user)
    return client


def rows(name: str, user: Any = None, **query: str) -> list[list[str]]:
    """The texts of the cells of a list, without the box to choose a row and the title's buttons."""
    response = client_of(user or EditorFactory()).get(reverse(f"{name}:index"), query)
    assert response.status_code == 200
    tree = html.fromstring(response.content.decode())
    found = []
    for row in tree.xpath("//table[contains(@class,'listing')]/tbody/tr"):
        title, *cells = row.xpath("./td[position() > 1]")
        found.append([" ".join(cell.text_content().split()) for cell in (title, *cells)])
    return found


def test_challenges_show_municipality_contest_state_last_day_and_teams() -> None:
    challenge = ChallengePageFactory(
        title="Resor", parent__title="Klash 2027", municipality__name_sv="Vanda", closes_on=date(2019, 6, 18)
    )
    TeamPageFactory(parent=challenge)
    TeamPageFactory(parent=challenge)
    (row,) = rows("challenges")
    assert row[:-1] == [
        "Resor",
        "Vanda",
        "Klash 2027",
        "Juryn bedömer",
        "18.6.2019",
        "2",
        "svsv: offentligfi: saknas",
    ]


def test_challenges_that_can_be_acted_on_stand_first() -> None:
    today = timezone.localdate()
    contest = ContestPageFactory()
    ChallengePageFactory(parent=contest, title="Avbruten", ending="discontinued")
    ChallengePageFactory(parent=contest, title="Kommer", opens_on=today + timedelta(days=3), closes_on=None)
    ChallengePageFactory(parent=contest, title="Juryn")
    ChallengePageFactory(parent=contest, title="Öppen", opens_on=today, closes_on=today)
    assert [row[0] for row in rows("challenges")] == ["Öppen", "Juryn", "Kommer", "Avbruten"]
    assert [row[0] for row in rows("challenges", ordering="-title")] == ["Öppen", "Kommer", "Juryn", "Avbruten"]
    assert [row[0] for row in rows("challenges", status="deciding")] == ["Juryn"]


def test_a_page_has_one_row_and_a_letter_for_each_language() -> None:
    index = NewsIndexPageFactory()
    news = NewsPageFactory(parent=index, title="Nyhet", date=date(2026, 11, 24))
    finnish = translate(news, "fi", title="Uutinen")
    response = client_of(EditorFactory()).get(reverse("news:index"))
    letters = html.fromstring(response.content.decode()).xpath("//ul[@class='letters']//a/@href")
    assert letters == [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (news, finnish)]
    assert [row[:2] for row in rows("news")] == [["Nyhet", "24.11.2026"]]


def test_a_word_of_a_translation_finds_the_row() -> None:
    contest = ContestPageFactory(title="Klash")
    challenge = ChallengePageFactory(parent=contest, title="Unga på studievägen")
    ChallengePageFactory(parent=contest, title="Resor")
    finnish = translate(challenge, "fi", title="Nuoret opintopolulle")
    finnish.save_revision().publish()
    assert [row[0] for row in rows("challenges", q="opintop")] == ["Unga på studievägen"]


def test_teams_say_how_many_members_are_shown_and_whose_name_goes_next() -> None:
    soon = PersonFactory(remove_on=timezone.localdate() + timedelta(days=400))
    later = PersonFactory(remove_on=timezone.localdate() + timedelta(days=500))
    gone = PersonFactory(remove_on=timezone.localdate() - timedelta(days=1))
    challenge = ChallengePageFactory(title="Resor")
    TeamPageFactory(parent=challenge, title="Utan")
    TeamPageFactory(parent=challenge, title="Rapida", members=[later, soon, gone])
    day = soon.remove_on
    first, second = rows("teams")
    assert first[:4] == ["Rapida", "Resor", "2 visas, 1 dolda", f"{day.day}.{day.month}.{day.year}"]
    assert second[:4] == ["Utan", "Resor", "0 visas, 0 dolda", ""]


def test_results_say_when_they_are_released_and_what_is_newest() -> None:
    released = AwardPageFactory(title="Gammal", published=True)
    released.follow_ups = [
        (
            "follow_up",
            {"date": date(2026, 5, 2), "precision": "day", "text": "<p>x</p>", "source": "", "source_url": ""},
        )
    ]
    released.save()
    award = AwardPageFactory(title="Ny", team__title="Rapida")
    make_ready(award)
    award.save_revision()
    day = timezone.localtime() + timedelta(days=3)
    releases.schedule([award.translation_key], day, AdminFactory())
    first, second = rows("awards")
    assert first[:2] == ["Ny", "Rapida"]
    assert first[3].startswith("schemalagt: ")
    assert second[0] == "Gammal"
    today = timezone.localdate()
    assert second[3:5] == [f"{today.day}.{today.month}.{today.year}", "2.5.2026"]


def test_contests_and_partners_say_where_they_stand_and_what_they_are() -> None:
    contest = ContestPageFactory(title="Klash 2027")
    ChallengePageFactory(parent=contest)
    partner = PartnerPageFactory(title="Fonden")
    contest.partner_roles.add(PartnerRole(partner=partner, role=PartnerPage.Role.FUNDER))
    contest.save()
    assert rows("contests")[0][:3] == ["Klash 2027", "Juryn bedömer", "1"]
    assert rows("partners")[0][:2] == ["Fonden", "Finansiär"]


@pytest.mark.parametrize("name", [*PAGES, "klash_pages_languages"])
def test_nobody_without_pages_reaches_a_list_or_its_export(name: str) -> None:
    ChallengePageFactory()
    url = reverse(name if name.startswith("klash") else f"{name}:index")
    for user in (UserFactory(), LegalUserFactory()):
        for query in ({}, {"export": "csv"}, {"export": "xlsx"}):
            assert client_of(user).get(url, query).status_code in (302, 403)
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("name", [*RECORDS, "problem"])
def test_nobody_without_records_reaches_a_register_or_its_export(name: str) -> None:
    for user in (UserFactory(), LegalUserFactory()):
        for query in ({}, {"export": "csv"}, {"export": "xlsx"}):
            assert client_of(user).get(reverse(f"{name}:index"), query).status_code in (302, 403)


def exported(url: str, kind: str) -> list[list[Any]]:
    response = client_of(EditorFactory()).get(url, {"export": kind})
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode())))
    sheet = load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_title_that_would_be_a_formula_is_exported_as_text(kind: str, start: str) -> None:
    title = f"{start}HYPERLINK(1)"
    contest = ContestPageFactory(title=title)
    challenge = ChallengePageFactory(parent=contest, title=title)
    team = TeamPageFactory(parent=challenge, title=title, slug="team")
    NewsPageFactory(title=title)
    PartnerPageFactory(title=title, slug="partner")
    AwardPageFactory(title=title, parent=challenge, team=team)
    for name in PAGES:
        heading, *found = exported(reverse(f"{name}:index"), kind)
        assert heading[0] == "Titel"
        assert found
        assert {row[0] for row in found} == {f"'{title}"}, name
        assert not [cell for row in found for cell in row if str(cell or "").startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_registers_are_exported_as_text_too(kind: str) -> None:
    MunicipalityFactory(name_sv="=1+1")
    PersonFactory(name="@cmd", remove_on=timezone.localdate())
    ThemeFactory(name_sv="\tx")
    StageFactory(contest__title="=1+1")
    urls = [reverse(f"{name}:index") for name in ("municipality", "person", "theme", "stage")]
    cells = {
        cell for url in [*urls, reverse("klash_pages_names_to_remove")] for row in exported(url, kind) for cell in row
    }
    assert {"'=1+1", "'@cmd"} <= cells
    assert not [cell for cell in cells if str(cell or "").startswith(("=", "+", "-", "@", "\t"))]


def test_the_export_holds_every_row_and_what_the_columns_show() -> None:
    contest = ContestPageFactory(title="Klash 2027")
    add_many(contest, ChallengePage, 60, municipality=MunicipalityFactory(name_sv="Vanda"), title="Resor")
    heading, *found = exported(reverse("challenges:index"), "csv")
    assert heading[:4] == ["Titel", "Värdkommun", "Tävling", "Läsaren ser"]
    assert len(found) == 60
    assert found[0][:4] == ["Resor", "Vanda", "Klash 2027", "Kommer"]
    assert found[0][7] == "sv: offentlig, fi: saknas"


def test_a_list_costs_the_same_whether_it_holds_few_or_many() -> None:
    client = client_of(AdminFactory())
    counts: list[dict[str, int]] = []
    for number in (2, 8):
        for _number in range(number):
            contest = ContestPageFactory()
            contest.partner_roles.add(PartnerRole(partner=PartnerPageFactory()))
            contest.save()
            StageFactory(contest=contest)
            challenge = ChallengePageFactory(parent=contest)
            team = TeamPageFactory(parent=challenge, members=[PersonFactory()])
            add_many(challenge, AwardPage, 1, team=team, announced_on=date(2020, 1, 23))
            NewsPageFactory()
        counts.append({})
        for name in PAGES:
            client.get(reverse(f"{name}:index"))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(f"{name}:index"))
            counts[-1][name] = len(queries)
    assert counts[0] == counts[1]
    assert counts[0] == {"contests": 20, "challenges": 25, "teams": 22, "awards": 25, "partners": 18, "news": 18}


def test_a_new_page_is_asked_for_its_parent_in_the_sites_own_language() -> None:
    contest = ContestPageFactory()
    translate(contest, "fi")
    response = client_of(EditorFactory()).get(reverse("challenges:choose_parent"))
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_pages:add", args=["klash_pages", "challengepage", contest.pk])


def test_the_report_on_languages_lists_what_lacks_one() -> None:
    index = NewsIndexPageFactory(title="Nyheter")
    translate(index, "fi")
    NewsPageFactory(parent=index, title="Bara svenska")
    response = client_of(EditorFactory()).get(reverse("klash_pages_languages"))
    titles = html.fromstring(response.content.decode()).xpath("//td[contains(@class,'title')]//a/text()")
    assert [title.strip() for title in titles] == ["Bara svenska"]
    assert exported(reverse("klash_pages_languages"), "csv")[1] == [
        "Bara svenska",
        "Nyhet",
        "sv: offentlig, fi: saknas",
    ]
