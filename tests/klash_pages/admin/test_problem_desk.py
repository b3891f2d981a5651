"""The editors' desk of problems: what it shows and does, and who is kept out."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from klash_pages.admin.export import harmless
from klash_pages.models import ContestPage, Problem
from tests.factories.pages import ChallengePageFactory, ContestPageFactory
from tests.factories.records import MunicipalityFactory, ProblemFactory
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk() -> Client:
    return client_of(EditorFactory())


def decide(verb: str, problem: Problem) -> str:
    return reverse("problem:decide", args=[verb, problem.pk])


def tree(response: Any) -> Any:
    return html.fromstring(response.content.decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


# Who may


def addresses(problem: Problem) -> list[str]:
    return [
        reverse("problem:index"),
        reverse("problem:index") + "?export=csv",
        reverse("problem:index_results"),
        reverse("problem:add"),
        reverse("problem:edit", args=[problem.pk]),
        reverse("problem:delete", args=[problem.pk]),
        reverse("problem:history", args=[problem.pk]),
        reverse("problem:usage", args=[problem.pk]),
        reverse("problem:import"),
        reverse("theme:index"),
        reverse("theme:add"),
        *(decide(verb, problem) for verb in ("publish", "choose", "merge", "close", "take-back")),
    ]


def test_lawyers_and_people_without_a_group_see_and_do_nothing():
    problem = ProblemFactory(submitter_email="marker@example.org")
    lawyer, nobody = UserFactory(), UserFactory()
    lawyer.groups.add(Group.objects.get(name="Legal"))
    nobody.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for client in (client_of(lawyer), client_of(nobody), Client()):
        for url in addresses(problem):
            for response in (client.get(url), client.post(url)):
                assert response.status_code in (302, 403, 405), url
                assert "marker@example.org" not in response.content.decode()
    problem.refresh_from_db()
    assert problem.state == "submitted"
    assert Problem.objects.count() == 1


def test_who_may_only_look_decides_nothing():
    viewer = UserFactory()
    for codename in ("access_admin", "view_problem"):
        viewer.user_permissions.add(Permission.objects.get(codename=codename))
    problem = ProblemFactory()
    client = client_of(viewer)
    for verb in ("publish", "choose", "merge", "close", "take-back"):
        assert client.post(decide(verb, problem)).status_code == 302
    problem.refresh_from_db()
    assert problem.state == "submitted"


def test_the_communications_staff_reach_every_address(desk):
    problem = ProblemFactory()
    for url in addresses(problem):
        assert desk.get(url).status_code == 200, url
    assert desk.get(reverse("problem:decide", args=["explode", problem.pk])).status_code == 404


# The list


def test_the_list_shows_what_matters_and_what_waits_longest_first(desk):
    contest = ContestPageFactory()
    done = ProblemFactory(contest=contest, published=True, sentence="Klar")
    new = ProblemFactory(contest=contest, sentence="Ny")
    old = ProblemFactory(contest=contest, sentence="Gammal", received_at=timezone.now() - timedelta(days=12))
    page = tree(desk.get(reverse("problem:index")))
    rows = [[words(cell) for cell in row.xpath("./td")] for row in page.xpath("//main//table//tbody/tr")]
    assert [row[0].split("·")[0].strip() for row in rows] == [str(problem.pk) for problem in (old, new, done)]
    assert rows[0][1] == "Vanda"
    assert rows[0][3:6] == ["Väntar på att läsas", "12", "svenska"]


def test_a_search_finds_a_problem_of_two_municipalities_once(desk):
    towns = [MunicipalityFactory(), MunicipalityFactory(name_sv="Vanda by")]
    ProblemFactory(sentence="Bussen", municipalities=towns)
    for query in ("Bussen", "Vanda"):
        page = tree(desk.get(reverse("problem:index"), {"q": query}))
        assert len(page.xpath("//main//table//tbody/tr")) == 1


def test_the_submitter_is_shown_to_the_staff_with_the_day_of_erasure_and_cannot_be_changed(desk):
    problem = ProblemFactory(submitter_email="demo@example.org", erase_on=date(2031, 1, 31))
    page = tree(desk.get(reverse("problem:edit", args=[problem.pk])))
    text = words(page.xpath("//main")[0])
    assert "demo@example.org" in text
    assert "31" in text
    assert "2031" in text
    assert page.xpath("//*[@name='submitter_email' or @name='state' or @name='erase_on']") == []


def test_an_exported_list_holds_no_formulas_and_no_submitter(desk):
    ProblemFactory(sentence="=HYPERLINK(1)", text="+1\x0b2", affected="@x", submitter_email="marker@example.org")
    response = desk.get(reverse("problem:index"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "marker@example.org" not in text
    (row,) = list(csv.reader(io.StringIO(text)))[1:]
    assert row[2:5] == ["'=HYPERLINK(1)", "'+12", "'@x"]
    response = desk.get(reverse("problem:index"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[2]][2:5] == ["'=HYPERLINK(1)", "'+12", "'@x"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_would_be_a_formula_is_marked_as_text(start):
    assert harmless(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert (harmless("a=1"), harmless(-1), harmless(None)) == ("a=1", -1, None)


# The decisions


def test_a_problem_offers_the_decisions_it_is_open_to(desk):
    offers = {}
    for state in ({}, {"published": True}, {"state": "closed"}):
        problem = ProblemFactory(**state)
        page = tree(desk.get(reverse("problem:edit", args=[problem.pk])))
        offers[problem.state] = [
            link.split("/decide/")[1].split("/")[0] for link in page.xpath("//a[contains(@href, '/decide/')]/@href")
        ]
    assert offers == {
        "submitted": ["publish", "choose", "merge", "close"],
        "published": ["choose", "merge", "close", "take-back"],
        "closed": ["take-back"],
    }


def test_a_decision_asks_first_and_is_taken_when_it_is_confirmed(desk):
    problem = ProblemFactory()
    assert "Läsare ser problemet och dess kommuner" in desk.get(decide("publish", problem)).content.decode()
    assert not Problem.objects.public().exists()
    response = desk.post(decide("publish", problem))
    assert (response.status_code, response["Location"]) == (302, reverse("problem:edit", args=[problem.pk]))
    assert Problem.objects.public().get() == problem


def test_a_refused_decision_says_why_and_changes_nothing(desk):
    problem = ProblemFactory(municipalities=[], published=True)
    response = desk.post(decide("close", problem), {"private_feedback": "x"})
    assert response.status_code == 422
    assert "Läsare ser det här problemet." in words(tree(response).xpath("//*[@role='alert']")[0])
    problem.refresh_from_db()
    assert (problem.state, problem.private_feedback) == ("published", "")


def test_a_problem_is_merged_or_chosen_on_the_desk(desk):
    challenge = ChallengePageFactory()
    contest = challenge.get_parent().specific
    target, problem, third = ProblemFactory.create_batch(3, contest=contest, published=True)
    elsewhere = ProblemFactory(published=True)
    page = tree(desk.get(decide("merge", problem)))
    assert set(page.xpath("//select[@name='into']/option/@value")) == {"", str(target.pk), str(third.pk)}
    assert desk.post(decide("merge", problem), {"into": elsewhere.pk}).status_code == 422
    assert desk.post(decide("merge", problem), {"into": target.pk}).status_code == 302
    texts = {"title_sv": "Resor", "summary_sv": "Hur?", "title_fi": "Matkat", "summary_fi": "Miten?"}
    assert desk.post(decide("choose", target), {"chosen": challenge.pk}).status_code == 422
    assert desk.post(decide("choose", target), {"chosen": challenge.pk, **texts}).status_code == 302
    problem.refresh_from_db()
    target.refresh_from_db()
    assert (problem.merged_into, target.challenge, target.title_fi) == (target, challenge, "Matkat")


# The import


def upload(desk: Client, contest: ContestPage, text: str, name: str = "list.csv") -> Any:
    return desk.post(
        reverse("problem:import"), {"contest": contest.pk, "file": SimpleUploadedFile(name, text.encode())}
    )


def test_an_import_shows_every_row_and_stores_them_when_it_is_confirmed(desk):
    contest = ContestPageFactory()
    MunicipalityFactory()
    response = upload(desk, contest, "sentence;language;municipalities\n<b>A;sv;Vanda\nB;fi;Vantaa\n")
    page = tree(response)
    assert [words(cell) for cell in page.xpath("//table//tbody/tr[1]/td")] == ["2", "<b>A", "Vanda", "sv"]
    assert not Problem.objects.exists()
    rows = page.xpath("//input[@name='rows']/@value")[0]
    for _ in range(2):
        assert desk.post(reverse("problem:import"), {"rows": rows}).status_code == 302
    assert sorted(Problem.objects.values_list("sentence", "state")) == [("<b>A", "submitted"), ("B", "submitted")]


def test_an_import_with_faults_lists_them_and_offers_no_way_on(desk):
    contest = ContestPageFactory()
    response = upload(desk, contest, "sentence;language;municipalities\nA;sv;Vanda\nB;xx;Vanda\n")
    assert response.status_code == 422
    page = tree(response)
    rows = [[words(cell) for cell in row.xpath("./td")][:2] for row in page.xpath("//main//table//tbody/tr")]
    assert rows == [["2", "municipalities"], ["3", "language"], ["3", "municipalities"]]
    assert page.xpath("//input[@name='rows']") == []


def test_a_list_that_was_registered_meanwhile_is_not_stored(desk):
    contest = ContestPageFactory()
    MunicipalityFactory()
    page = tree(upload(desk, contest, "sentence;language;municipalities\nA;sv;Vanda\nB;fi;Vantaa\n"))
    ProblemFactory(contest=contest, sentence="B")
    rows = page.xpath("//input[@name='rows']/@value")[0]
    assert desk.post(reverse("problem:import"), {"rows": rows}).status_code == 422
    assert desk.post(reverse("problem:import"), {"rows": rows + "x"}).status_code == 302
    assert Problem.objects.count() == 1


def test_a_file_that_cannot_be_read_is_refused_beside_the_field(desk):
    response = upload(desk, ContestPageFactory(), "mening;språk\n")
    assert response.status_code == 422
    assert "Första raden saknar rubrikerna sentence, language, municipalities." in response.content.decode()


# What problems rest on


def test_a_contest_or_challenge_with_problems_is_not_deleted():
    desk = client_of(AdminFactory())
    challenge = ChallengePageFactory()
    contest = challenge.get_parent().specific
    ProblemFactory(contest=contest, state="chosen", challenge=challenge)
    for page in (contest, challenge):
        response = desk.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
        assert "hör till" in response.content.decode()
    assert ContestPage.objects.filter(pk=contest.pk).exists()


def test_a_municipality_with_problems_is_not_deleted(desk):
    municipality = MunicipalityFactory()
    ProblemFactory(municipalities=[municipality])
    response = desk.post(reverse("municipality:delete", args=[municipality.pk]), follow=True)
    assert "används och kan inte tas bort" in response.content.decode()
    municipality.refresh_from_db()
