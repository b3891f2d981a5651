"""What a list costs, in CPU: against the tutorial way of listing pages, and as the list grows."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from statistics import median

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from wagtail.models import Page

from klash_pages.models import AwardPage, ChallengePage, ResultIndexPage, TeamPage
from tests.factories.bulk import add_many
from tests.factories.pages import ContestPageFactory, ResultIndexPageFactory, StandardPageFactory
from tests.factories.records import MunicipalityFactory

# The same cards in the same frame, filled as a beginner's tutorial does it: page by page.
NAIVE = """{% extends "klash_pages/base.html" %}{% load i18n wagtailcore_tags klash_dates klash_cards %}
{% block content %}<div class="wrap page-head"><h1>{{ page.title }}</h1></div><section><div class="wrap">
<ul class="cards">{% for award in pages %}{% with award=award.specific challenge=award.get_parent.specific %}
  <li class="card">
  {% include "klash_pages/components/dot_band.html" with mark=challenge|mark only %}
  {% translate "Winner" as words %}
  <p>{% include "klash_pages/components/tag.html" with key="winner" words=words only %}</p>
  <h3><a href="{% pageurl award %}">{{ award.team_in_language.title }}</a></h3><p>{{ challenge.title }}</p>
  <p class="meta">{{ challenge.municipality.name }} · {% written_date award.announced_on %}</p></li>
{% endwith %}{% endfor %}</ul></div></section>{% endblock content %}"""


def grow(contest: Page, challenges: int, awards_each: int) -> None:
    hosts = [MunicipalityFactory(name_fi=name) for name in ("Vantaa", "Turku", "Joensuu")]
    for challenge in add_many(contest, ChallengePage, challenges, municipality=lambda number: hosts[number % 3]):
        teams = add_many(challenge, TeamPage, awards_each)
        add_many(
            challenge,
            AwardPage,
            awards_each,
            team=lambda number, teams=teams: teams[number % len(teams)],
            announced_on=lambda number: date(2018 + number % 4, 1, 23),
        )


def ratio(one: Callable[[], object], other: Callable[[], object], rounds: int = 15) -> tuple[float, float, float]:
    """Return the CPU of both, and the median of how many times the first costs what the second does, by turns."""
    times: list[tuple[float, float]] = []
    one(), other()
    for _ in range(rounds):
        marks = [time.process_time()]
        for work in (one, other):
            work()
            marks.append(time.process_time())
        times.append((marks[1] - marks[0], marks[2] - marks[1]))
    return median(a for a, _ in times), median(b for _, b in times), median(a / b for a, b in times)


@pytest.mark.django_db
def test_a_list_is_much_faster_than_the_tutorial_way_and_as_fast_with_a_thousand(benchmark, monkeypatch):
    results: ResultIndexPage = ResultIndexPageFactory(title="Resultat")
    contest = ContestPageFactory(slug="klash-1")
    grow(contest, 20, 1)
    template = engines["django"].from_string(NAIVE)

    def serve_naively(page: Page, request: HttpRequest) -> HttpResponse:
        pages = Page.objects.type(AwardPage).live().filter(locale=page.locale).specific()
        return HttpResponse(template.render({"page": page, "self": page, "pages": pages}, request))

    def ours(url: str = "") -> None:
        response = Client().get(url or results.url)
        assert response.content.count(b'class="card"') == 20

    def naive() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(ResultIndexPage, "serve", serve_naively)
            ours()

    naive_cpu, ours_cpu, faster = ratio(naive, ours)
    # A thousand rows below another contest; the list of 20 is the same list in a site of its own.
    text_only = StandardPageFactory()
    frame_cpu, _, _ = ratio(lambda: Client().get(text_only.url), ours)
    small = [ratio(ours, lambda: Client().get(text_only.url))[2] for _ in range(2)]
    grow(contest, 70, 14)
    assert AwardPage.objects.count() == 1000
    large_cpu, _, _ = ratio(ours, lambda: Client().get(text_only.url))
    large = [ratio(ours, lambda: Client().get(text_only.url))[2] for _ in range(2)]
    last_cpu, _, last = ratio(lambda: ours(f"{results.url}?page=50"), lambda: Client().get(text_only.url))
    growth = median(large) / median(small)
    benchmark(ours)
    print(f"\npage without a list          {frame_cpu * 1000:7.1f} ms CPU")
    print(f"list of 20, page by page     {naive_cpu * 1000:7.1f} ms CPU")
    print(f"list of 20, ours             {ours_cpu * 1000:7.1f} ms CPU: {faster:.2f} x faster (at least 1.6)")
    print(f"list of 1000, first page     {large_cpu * 1000:7.1f} ms CPU: {growth:.2f} x the list of 20 (limit 1.2)")
    print(f"list of 1000, last page      {last_cpu * 1000:7.1f} ms CPU: {last / median(small):.2f} x the list of 20")
    assert faster >= 1.6
    assert growth <= 1.2
