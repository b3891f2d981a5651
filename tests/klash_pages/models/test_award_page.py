"""An award's page tells what has happened since, corrects itself with dated notes, and leads back to the problem."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import get_commands
from django.test import Client
from django.utils import timezone
from wagtail_localize.models import StringSegment

from klash_pages import checks
from klash_pages.models import AwardPage
from tests.factories.pages import AwardPageFactory, ProblemIndexPageFactory
from tests.factories.records import PersonFactory, ProblemFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def award() -> AwardPage:
    """A released award."""
    return AwardPageFactory(published=True, announced_on=date(2020, 1, 23))


def follow_up(text: str, day: date, precision: str = "day", **source: str) -> tuple[str, dict[str, Any]]:
    """An entry of what has happened since."""
    entry = {"date": day, "precision": precision, "text": f"<p>{text}</p>", "source": "", "source_url": "", **source}
    return "follow_up", entry


def publish(award: AwardPage, **fields: Any) -> str:
    """Change a released award, publish it and return what a reader gets."""
    for name, value in fields.items():
        setattr(award, name, value)
    award.save_revision().publish()
    return Client().get(award.url).content.decode()


def test_without_follow_ups_the_page_says_that_nothing_is_known(award):
    text = publish(award)
    assert 'Vi har inga uppgifter om vad som hänt efter <time datetime="2020-01-23">23.1.2020</time>.' in text
    assert 'href="#since"' not in text


def test_follow_ups_stand_newest_first_as_exact_as_they_are_known_with_their_source(award):
    text = publish(
        award,
        follow_ups=[
            follow_up(
                "Provet började.", date(2020, 9, 1), "month", source="Stadens protokoll", source_url="https://a.fi/"
            ),
            follow_up("Provet blev tjänst.", date(2021, 3, 4)),
        ],
    )
    assert text.index("Provet blev tjänst.") < text.index("Provet började.")
    assert '<time datetime="2020-09">september 2020</time>' in text
    assert '<a href="https://a.fi/">Stadens protokoll</a>' in text
    assert 'href="#since"' in text
    assert "Vi har inga uppgifter" not in text


def test_the_words_of_a_follow_up_are_translated_and_its_date_follows(award):
    publish(award, follow_ups=[follow_up("Provet började.", date(2020, 9, 1), "month")])
    translate(award, "fi")
    path = StringSegment.objects.get(string__data="Provet började.").context.path
    finnish = translate(award, "fi", **{path: "Kokeilu alkoi."})
    finnish.get_latest_revision().publish()
    text = Client().get(finnish.url).content.decode()
    assert "Kokeilu alkoi." in text
    assert '<time datetime="2020-09">syyskuu 2020</time>' in text


def test_a_correction_and_a_withdrawal_stand_above_the_jurys_reasons_with_their_day(award):
    text = publish(
        award,
        body=[("text", "<p>Motiveringen.</p>")],
        notes=[
            ("note", {"kind": "correction", "date": date(2020, 2, 3), "text": "<p>Datumet rättat.</p>"}),
            ("note", {"kind": "withdrawal", "date": date(2020, 5, 6), "text": "<p>Beslutet upphävdes.</p>"}),
        ],
    )
    order = ["Vinsten har återkallats", "6.5.2020", "Beslutet upphävdes.", "Rättelse", "3.2.2020", "Motiveringen."]
    assert sorted(order, key=text.index) == order


def test_the_press_contact_is_shown_until_the_day_of_removal(award):
    person = PersonFactory(name="Pressi Kontakti")
    assert "Pressi Kontakti" in publish(award, press_contact=person)
    person.remove_on = date(2020, 1, 24)
    person.save()
    assert "Pressi Kontakti" not in Client().get(award.url).content.decode()


def test_the_path_leads_back_from_the_winner_to_the_municipality(award):
    index = ProblemIndexPageFactory()
    challenge = award.get_parent().specific
    problem = ProblemFactory(
        language="fi", sentence="Miten bussi kulkee?", state="chosen", challenge=challenge, published_at=timezone.now()
    )
    text = publish(award)
    path = text[text.index('id="path-heading"') :]
    link = f'<a href="{index.problem_url(problem)}" lang="fi">Miten bussi kulkee?</a>'
    order = ["Vinnare", award.team.title, challenge.title, link, "Vanda"]
    assert sorted(order, key=path.index) == order


def test_another_apps_publish_scheduled_before_ours_is_warned_about(monkeypatch):
    assert checks.check_publish_scheduled() == []
    monkeypatch.setitem(get_commands(), "publish_scheduled", "wagtail")
    assert [warning.id for warning in checks.check_publish_scheduled()] == ["klash_pages.W001"]
