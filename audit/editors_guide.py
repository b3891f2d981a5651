"""Takes the pictures of the editors' guide anew, on the demo, in Swedish and Finnish."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from audit.demo_site import ROOT, demo_site
from audit.pages import CHROMIUM

PICTURES = ROOT / "docs" / "pictures"
LANGUAGES = {"sv": "sv-FI", "fi": "fi-FI"}
WIDTH, HEIGHT = 1280, 800
#: All pictures together; a guide should not weigh more than what it tells of.
MOST_BYTES = 1_500_000

# What the demo of a contest that is over lacks: something to read, an award that waits, a name to remove.
PREPARE = """
from datetime import date, timedelta
from django.utils import timezone
from wagtail.models import Page
from klash_pages.models import AwardPage, ChallengePage, ContestPage, NewsPage, Person, Problem, TeamPage
contest = ContestPage.objects.get(locale__language_code="sv")
for days, language, sentence in (
    (12, "sv", "(demo) Hur får skolbarnen varm mat på lovet?"),
    (2, "fi", "(demo) Miten kirjastoauto löytää lukijansa?"),
):
    received = timezone.now() - timedelta(days=days)
    Problem.objects.create(contest=contest, language=language, sentence=sentence, received_at=received)
challenge = ChallengePage.objects.filter(locale__language_code="sv").order_by("path").first()
team = TeamPage(title="(demo) Team Exempel", slug="team-exempel", live=False, locale=challenge.locale)
challenge.add_child(instance=team)
team.save_revision()
award = AwardPage(
    title="(demo) Team Exempel", slug="vinnare-exempel", team=team, announced_on=date.today(), live=False,
    locale=challenge.locale, solution="(demo) En app som samlar skjutsarna i byn.",
)
Page.objects.get(pk=challenge.pk).add_child(instance=award)
award.save_revision()
news = NewsPage.objects.filter(locale__language_code="sv").first()
news.lead += " (demo)"
news.save_revision().publish()
Person.objects.order_by("pk").update(remove_on=timezone.localdate() + timedelta(days=400))
person = Person.objects.order_by("pk").first()
person.remove_on = timezone.localdate() + timedelta(days=11)
person.save()
"""


@dataclass(frozen=True)
class Picture:
    """A screen of the guide: its name, its address, and what to do on it before the picture is taken."""

    name: str
    path: str
    act: Callable[[Page], object] = Page.bring_to_front


def _first_row(page: Page) -> None:
    page.locator("table.listing tbody td.title a").first.click()
    page.wait_for_load_state()


def _facts(page: Page) -> None:
    _first_row(page)
    page.locator("#tab-label-facts").click()
    page.locator("[role=tabpanel]:not([hidden]) .help-block").first.evaluate("e => e.scrollIntoView({block: 'center'})")


def _prepared(page: Page) -> None:
    page.locator("input[name=award]").first.check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


SCREENS = (
    Picture("dashboard", "/admin/"),
    Picture("results", "/admin/awards/"),
    Picture("facts", "/admin/challenges/", _facts),
    Picture("release", "/admin/releases/", _prepared),
    Picture("problems", "/admin/problem/"),
    Picture("languages", "/admin/reports/languages/"),
)


def _take(page: Page, picture: Picture, language: str) -> int:
    page.goto(picture.path)
    picture.act(page)
    page.wait_for_timeout(500)  # panels and previews fold themselves in
    image = Image.open(io.BytesIO(page.screenshot()))
    file = PICTURES / f"{picture.name}.{language}.webp"
    image.convert("RGB").resize((WIDTH * 3 // 4, HEIGHT * 3 // 4), Image.Resampling.LANCZOS).save(
        file, quality=82, method=6
    )
    return file.stat().st_size


def main() -> int:
    """Take all pictures; the exit status is 1 if they weigh too much."""
    PICTURES.mkdir(exist_ok=True)
    weight = 0
    with demo_site(PREPARE) as (address, _papers), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for language, locale in LANGUAGES.items():
            window = browser.new_context(base_url=address, locale=locale, viewport={"width": WIDTH, "height": HEIGHT})
            page = window.new_page()
            page.goto("/admin/")
            page.locator("[name=username]").fill("editor")
            page.locator("[name=password]").fill("klash-demo-editor")
            page.locator("form button[type=submit]").click()
            page.wait_for_url("**/admin/")
            weight += sum(_take(page, picture, language) for picture in SCREENS)
            window.close()
        browser.close()
    print(f"{len(SCREENS) * len(LANGUAGES)} pictures, {weight / 1000:.0f} kB")
    return 1 if weight > MOST_BYTES else 0
