"""Which contest the home page is about, and where its one button may lead."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from klash_pages.models import ContestPage, HomePage, SiteSettings


def current_contest(home: HomePage) -> ContestPage | None:
    """Return the contest that a home page is about: the one the site's settings name, else the newest public one."""
    contests = ContestPage.objects.live().descendant_of(home)
    chosen = SiteSettings.for_site(home.get_site()).current_contest
    if chosen is not None and (contest := contests.filter(translation_key=chosen.translation_key).first()) is not None:
        return contest
    return contests.order_by("-first_published_at", "-pk").first()


@dataclass(frozen=True)
class Places:
    """The addresses a home page may send its readers to; empty where the site has no such page."""

    contest: str = ""
    results: str = ""
    problems: str = ""
    problem_form: str = ""
    calendar: str = ""


def places(home: HomePage, contest: ContestPage) -> Places:
    """Return the addresses that this site has, in one query."""
    kinds = ("resultindexpage", "problemindexpage")
    pages: dict[str, Page] = {
        page.content_type.model: page
        for page in home.get_children().live().filter(content_type__model__in=kinds).specific()
    }
    results, problems = pages.get("resultindexpage"), pages.get("problemindexpage")
    address = contest.url or ""
    return Places(
        contest=address,
        results=(results.url or "") if results else "",
        problems=(problems.url or "") if problems else "",
        problem_form=problems.form_url() if problems else "",
        calendar=f"{address}calendar.ics" if _has_calendar() else "",
    )


def _has_calendar() -> bool:
    try:
        reverse("klash_pages_calendar", args=["contest"])
    except NoReverseMatch:
        return False
    return True
