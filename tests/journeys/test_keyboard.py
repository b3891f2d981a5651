"""Somebody who has only a keyboard gets everywhere, and always sees where they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from klash_pages.models import AwardPage
from tests.factories.bulk import add_many
from tests.factories.pages import (
    AwardPageFactory,
    ChallengeIndexPageFactory,
    ContestPageFactory,
    ResultIndexPageFactory,
    SearchPageFactory,
)
from tests.factories.translations import translate

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# Something visible marks the element, its card or what lies over the card: an outline of at least two pixels.
IS_SEEN = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const marks = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const looks = [getComputedStyle(element), getComputedStyle(element, '::after')];
  if (element.closest('li, article')) looks.push(getComputedStyle(element.closest('li, article')));
  return box.width > 0 && box.bottom > 0 && box.top < innerHeight && looks.some(marks);
}"""


def go_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until the element of a name has the focus, and see it at every step."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(IS_SEEN), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("(e => (e.labels?.[0] ?? e).innerText.trim())(document.activeElement)") == name:
            return
    raise AssertionError(f"Tab never comes to “{name}”")


@pytest.fixture
def award(address: str) -> AwardPage:
    """A winner among eight, in Swedish and in Finnish, with the pages around it."""
    contest = ContestPageFactory(title="Klash 1", problems_count=77)
    for page, title in (
        (ResultIndexPageFactory(title="Resultat", slug="resultat", show_in_menus=True), "Tulokset"),
        (ChallengeIndexPageFactory(title="Utmaningar", slug="utmaningar", show_in_menus=True), "Haasteet"),
        (SearchPageFactory(title="Sök", slug="sok"), "Haku"),
        (contest, "Klash 1"),
    ):
        translate(page, "fi", title=title)
    award = AwardPageFactory(
        published=True,
        title="Rapida",
        team__title="Rapida",
        team__slug="team-rapida",
        parent__parent=contest,
        announced_on=date(2020, 1, 23),
    )
    (team,) = add_many(award.get_parent(), type(award.team), 1, title="Annat team")
    add_many(award.get_parent(), AwardPage, 7, team=team, announced_on=date(2019, 1, 23))
    return award


def test_a_reader_with_a_keyboard_gets_from_home_to_a_winner_and_to_the_other_language(
    award: AwardPage, open_window: Callable[..., BrowserContext]
) -> None:
    page = open_window("sv-FI").new_page()
    page.goto("/sv/")
    go_to(page, "Hoppa till innehållet", most=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('main') !== null || location.hash === '#main'")
    page.goto("/sv/")
    go_to(page, "Resultat")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("8 vinnare")
    go_to(page, "År")
    page.keyboard.type("2020")
    go_to(page, "Visa")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 träff", exact=True)).to_be_visible()
    go_to(page, "Rapida")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Rapida")
    assert page.url.endswith(award.url)


def test_a_folded_table_opens_with_the_keyboard(award: AwardPage, open_window: Callable[..., BrowserContext]) -> None:
    page = open_window("sv-FI").new_page()
    page.goto(award.get_parent().get_parent().url)
    go_to(page, "Visa som tabell")
    page.keyboard.press("Enter")
    expect(page.locator("details.as-table")).to_have_attribute("open", "")
    go_to(page, "Tabellen som CSV-fil")
