"""A municipality submits a problem on a phone without JavaScript, the staff publish it, and it is on the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from klash_pages.models import Problem, ProblemIndexPage
from tests.factories.pages import ContestPageFactory, ProblemIndexPageFactory
from tests.factories.records import MunicipalityFactory, StageFactory
from tests.factories.users import EditorFactory
from tests.journeys.conftest import violations, with_password

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PHONE = 360


@pytest.fixture
def index(address: str) -> ProblemIndexPage:
    """The list of problems of a contest that takes problems until tomorrow."""
    cache.clear()
    MunicipalityFactory()
    today = timezone.localdate()
    StageFactory(
        contest=ContestPageFactory(title="Klash 2030"),
        kind="problem_call",
        actual_from=today,
        planned_to=today + timedelta(days=1),
    )
    return ProblemIndexPageFactory()


def fill_in(page: Page, **changes: str) -> None:
    answers = {
        "municipality_names": "Vanda",
        "sentence": "Hur kommer man till affären utan egen bil?",
        "text": "Bussen går två gånger om dagen.",
        "affected": "Äldre i glesbygden",
        "submitter_name": "Demo Demosson",
        "submitter_title": "planerare",
        "submitter_email": "demo@example.org",
    }
    for name, value in {**answers, **changes}.items():
        page.locator(f"[name={name}]").fill(value)


def test_a_problem_goes_from_a_phone_to_the_staff_to_the_list(
    index: ProblemIndexPage, open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]
) -> None:
    phone = open_window("sv-FI", PHONE, java_script_enabled=False).new_page()
    phone.goto(index.url)
    phone.get_by_role("link", name="Lämna in ett problem").click()
    fill_in(phone, submitter_email="demo")
    phone.get_by_role("checkbox").check()
    phone.get_by_role("button", name="Granska uppgifterna").click()
    expect(phone).to_have_title("Fel: Lämna in ett problem – Klash")
    phone.get_by_role("link", name="Skriv e-postadressen i formen namn@kommun.fi.").click()
    phone.locator("[name=submitter_email]").fill("demo@example.org")
    phone.get_by_role("button", name="Granska uppgifterna").click()
    expect(phone.locator("h1")).to_have_text("Granska uppgifterna")
    phone.get_by_role("button", name="Ändra uppgifterna").click()
    phone.locator("[name=tried]").fill("Skjutsgrupper")
    phone.get_by_role("button", name="Granska uppgifterna").click()
    expect(phone.locator("dl.answers")).to_contain_text("Skjutsgrupper")
    phone.get_by_role("button", name="Skicka").click()
    problem = Problem.objects.get()
    expect(phone.locator("h1 + .lead")).to_have_text(f"Referens {problem.number}.")
    assert [message.to for message in mail.outbox] == [["demo@example.org"]]

    desk = log_in(open_window("sv-FI"), with_password(EditorFactory, "edith"))
    desk.goto("/admin/problem/")
    desk.locator("main table").get_by_role("link", name="Hur kommer man till affären").click()
    desk.get_by_role("link", name="Publicera problemet").click()
    desk.get_by_role("button", name="Publicera problemet").click()
    expect(desk.locator(".messages")).to_contain_text("Problemet är publicerat.")

    phone.goto(index.url)
    phone.get_by_role("link", name="Hur kommer man till affären utan egen bil?").click()
    expect(phone.locator("main")).to_contain_text("Skjutsgrupper")
    assert "Demosson" not in phone.content()


def test_no_page_on_the_way_has_a_fault_or_is_wider_than_a_phone(
    index: ProblemIndexPage, open_window: Callable[..., BrowserContext]
) -> None:
    page = open_window("sv-FI", PHONE, color_scheme="dark").new_page()
    faults: dict[str, Any] = {}

    def look(name: str, heading: str) -> None:
        # A click does not wait for the next page: its heading does.
        expect(page.locator("h1")).to_have_text(heading)
        too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        faults[name] = [*violations(page), *(["too wide"] if too_wide else [])]

    page.goto(index.form_url())
    look("form", "Lämna in ett problem")
    page.get_by_role("button", name="Granska uppgifterna").click()
    expect(page.locator("#errors")).to_be_focused()
    look("errors", "Lämna in ett problem")
    fill_in(page, sentence="Hankintasopimusneuvottelut" * 5)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Granska uppgifterna").click()
    look("check", "Granska uppgifterna")
    page.get_by_role("button", name="Skicka").click()
    look("receipt", "Tack! Vi har tagit emot problemet.")
    Problem.objects.update(state="published", published_at=timezone.now())
    page.goto(index.url)
    look("list", index.title)
    page.locator("ul.rows a").first.click()
    look("problem", "Hankintasopimusneuvottelut" * 5)
    assert faults == {key: [] for key in ["form", "errors", "check", "receipt", "list", "problem"]}


def test_the_desk_of_problems_has_no_faults(
    index: ProblemIndexPage, open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]
) -> None:
    from tests.factories.records import ProblemFactory

    problem = ProblemFactory(published=True)
    desk = log_in(open_window("sv-FI"), with_password(EditorFactory, "edith"))
    faults = {}
    for path in ("import/", f"decide/close/{problem.pk}/", f"decide/choose/{problem.pk}/"):
        desk.goto(f"/admin/problem/{path}")
        faults[path] = violations(desk)
    assert faults == {key: [] for key in faults}
