"""The dashboard says what to do, how readers see the contest, and what comes; each in a constant number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from klash_pages.admin.dashboard import coming_for
from klash_pages.models import Stage
from klash_pages.publication import releases
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsPageFactory,
    make_ready,
)
from tests.factories.procurement import LegalUserFactory
from tests.factories.records import ProblemFactory, StageFactory
from tests.factories.users import AdminFactory, EditorFactory

pytestmark = pytest.mark.django_db

QUERIES = 48


def client_of(user: Any, language: str = "sv") -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(user)
    return client


def dashboard(user: Any, language: str = "sv") -> Any:
    return html.fromstring(client_of(user, language).get(reverse("wagtailadmin_home")).content.decode())


def words(tree: Any, panel: str) -> str:
    return " ".join(" ".join(tree.xpath(f"//section[@id='{panel}-section']//text()")).split())


def test_a_line_leads_to_where_it_is_done() -> None:
    ProblemFactory(received_at=timezone.now() - timedelta(days=12))
    tree = dashboard(EditorFactory())
    assert "Behöver dig" in words(tree, "klash-waiting")
    links = {link.text: link.get("href") for link in tree.xpath("//section[@id='klash-waiting-section']//li/a")}
    assert links["1 problem väntar på att läsas"] == reverse("problem:index") + "?state=submitted"
    assert "det äldsta i 12 dagar" in words(tree, "klash-waiting")


def test_every_link_of_the_lines_answers() -> None:
    ProblemFactory()
    AwardPageFactory()
    AwardPageFactory(published=True, announced_on=date(2020, 1, 23))
    NewsPageFactory()
    editor = EditorFactory()
    links = dashboard(editor).xpath("//section[@id='klash-waiting-section']//li/a/@href")
    assert len(links) == 4
    assert [client_of(editor).get(link).status_code for link in links] == [200] * 4


def test_it_says_so_when_nothing_waits() -> None:
    assert "Inget väntar på dig." in words(dashboard(EditorFactory()), "klash-waiting")
    assert "Mikään ei odota sinua." in words(dashboard(EditorFactory(), "fi"), "klash-waiting")


def test_the_contest_stands_in_the_readers_words_with_its_next_change() -> None:
    last = timezone.localdate() + timedelta(days=5)
    contest = ContestPageFactory(title="Klash 2027")
    ChallengePageFactory(parent=contest, opens_on=timezone.localdate() - timedelta(days=5), closes_on=last)
    text = words(dashboard(EditorFactory()), "klash-standing")
    assert "Klash 2027" in text
    assert f"Öppen till {last.day}.{last.month}.{last.year}" in text
    after = last + timedelta(days=1)
    assert f"{after.day}.{after.month}.{after.year} kl. 0.00: Juryn bedömer" in text
    assert len(dashboard(EditorFactory()).xpath("//p[@class='dashboard__homes']/a")) == 3


def test_what_comes_is_one_list_in_the_order_of_time() -> None:
    now, today = timezone.now(), timezone.localdate()
    contest = ContestPageFactory(title="Klash 2027")
    challenge = ChallengePageFactory(
        parent=contest, title="Resor", decided=True, opens_on=today, closes_on=today + timedelta(days=20)
    )
    StageFactory(
        contest=contest,
        kind=Stage.Kind.MENTORING,
        actual_from=None,
        planned_from=today + timedelta(days=3),
        planned_to=today + timedelta(days=40),
    )
    StageFactory(contest=contest, kind=Stage.Kind.LAUNCH, actual_from=today - timedelta(days=40))
    award = AwardPageFactory(title="Rapida", parent=challenge)
    make_ready(award)
    award.save_revision()
    admin = AdminFactory()
    releases.schedule([award.translation_key], now + timedelta(days=10), admin)
    news = NewsPageFactory(title="Nyhet", live=False)
    news.go_live_at = now + timedelta(days=7)
    news.save_revision().publish()
    late = NewsPageFactory(title="Sen", live=False)
    late.go_live_at = now + timedelta(days=31)
    late.save_revision().publish()
    assert [one.words for one in coming_for(admin)] == [
        "Resor öppnar för team",
        "Teamen får handledning: första dagen (Klash 2027)",
        "publiceras: Nyhet (sv)",
        "släpp: Rapida",
        "sista dag att delta: Resor",
    ]


def test_a_lawyer_sees_no_list_of_what_comes() -> None:
    ChallengePageFactory(opens_on=timezone.localdate(), closes_on=timezone.localdate() + timedelta(days=20))
    tree = dashboard(LegalUserFactory())
    assert tree.xpath("//section[@id='klash-coming-section']") == []
    assert coming_for(LegalUserFactory()) == []


def test_the_dashboard_costs_the_same_however_much_there_is() -> None:
    counts = []
    today = timezone.localdate()
    for times in (1, 4):
        for _number in range(times):
            contest = ContestPageFactory()
            StageFactory(contest=contest, actual_from=today + timedelta(days=1))
            AwardPageFactory(
                parent=ChallengePageFactory(parent=contest, opens_on=today, closes_on=today + timedelta(days=2))
            )
            ProblemFactory(contest=contest)
            NewsPageFactory()
        client = client_of(AdminFactory())
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wagtailadmin_home"))
        counts.append(len(queries))
    assert counts == [QUERIES, QUERIES]
