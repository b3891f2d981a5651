"""An editor writes an award, translates it and releases it; until then no reader can tell, and after it all can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories.pages import ChallengePageFactory, ResultIndexPageFactory, TeamPageFactory
from tests.factories.translations import translate
from tests.factories.users import EditorFactory
from tests.journeys.conftest import violations, with_password

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

SOLUTION = "En app som samlar skjutsarna i byn."


@pytest.fixture
def challenge() -> Any:
    """A decided challenge with one team, in Swedish and Finnish."""
    results = ResultIndexPageFactory(title="Resultat", slug="resultat")
    translate(results, "fi", title="Tulokset", slug="tulokset")
    page = ChallengePageFactory(title="Resor på landet", slug="resor", decided=True)
    translate(page, "fi", title="Matkat maalla", slug="matkat")
    team = TeamPageFactory(title="Rapida", slug="rapida", parent=page)
    team.save_revision()
    translate(team, "fi", same=True)
    return page


def choose_team(page: Page) -> None:
    page.get_by_role("tab", name="Fakta").click()
    page.get_by_role("button", name="Välj en sida").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Sökterm").press_sequentially("Rapida")
    dialog.locator("a[data-url^='/sv/']", has_text="Rapida").click()
    expect(dialog).to_be_hidden()


def translate_text(page: Page, heading: str, text: str) -> None:
    field = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=heading)).last
    field.get_by_role("button", name="Översätt").click()
    field.get_by_role("textbox").fill(text)
    field.get_by_role("button", name="Spara").click()
    expect(field.get_by_role("button", name="Redigera")).to_be_visible()


def test_an_editor_writes_translates_and_releases_an_award(
    challenge: Any, open_window: Callable[..., BrowserContext], log_in: Callable[[BrowserContext, Any], Page]
) -> None:
    page = log_in(open_window("sv-FI"), with_password(EditorFactory, "edith"))
    reader = open_window("fi-FI", width=360).new_page()

    # Writes: from the list of results, below the only challenge there is.
    page.get_by_role("button", name="Klash").click()
    page.get_by_role("link", name="Resultat", exact=True).click()
    expect(page.get_by_role("heading", name="Resultat", exact=True)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Lägg till resultat").first.click()
    page.get_by_role("textbox", name="Titel").fill("Rapida vinner")
    page.get_by_role("textbox", name="Lösningen i en mening").fill(SOLUTION)
    choose_team(page)
    page.get_by_role("textbox", name="Offentliggjord").fill("2026-11-24")
    page.get_by_role("button", name="Spara utkast").click()
    page.wait_for_url("**/edit/")
    expect(page.get_by_text("Läsaren ser: inget, förrän resultatet släpps")).to_have_count(1)
    award = page.url

    # Translates: sentence by sentence.
    page.goto(award.replace("/pages/", "/localize/submit/page/").replace("/edit/", "/"))
    page.get_by_label("Finska").check()
    page.get_by_role("button", name="Skicka").click()
    page.wait_for_url("**/edit/")
    translate_text(page, "Lösningen i en mening", "Sovellus, joka kokoaa kylän kyydit.")

    # The dashboard knows what waits, and readers see nothing.
    page.goto("/admin/")
    expect(page.get_by_role("link", name="1 resultat väntar på att släppas")).to_be_visible()
    assert violations(page) == []
    reader.goto("/fi/tulokset/")
    expect(reader.get_by_text("Rapida")).to_have_count(0)

    # Releases: both languages at once.
    page.get_by_role("link", name="1 resultat väntar på att släppas").click()
    page.get_by_label("Rapida vinner").check()
    page.get_by_role("button", name="Förbered släppet").click()

    # The title and the address are the same in Finnish: somebody has to say so.
    page.get_by_role("link", name="det är samma text").click()
    expect(page.get_by_role("button", name="Bekräfta att de är desamma")).to_be_visible()
    for choice in page.get_by_role("checkbox").all():
        choice.check()
    page.get_by_role("button", name="Bekräfta att de är desamma").click()
    page.get_by_label("Hur många resultat blir offentliga nu?").fill("1")
    page.get_by_role("button", name="Släpp nu").click()
    expect(page.get_by_text("Resultaten är offentliga på alla språk.")).to_be_visible()

    reader.goto("/fi/tulokset/")
    reader.get_by_role("link", name="Rapida").first.click()
    expect(reader.get_by_text("Sovellus, joka kokoaa kylän kyydit.")).to_be_visible()
