"""An award that was taken back leaves a sentence for readers, in public words or in ours, and no name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from klash_pages import releasing
from klash_pages.models import AwardPage, ChallengePage, TakenBackAward, TeamPage
from klash_pages.release import ReleaseRefusedError
from tests.factories.pages import (
    AwardPageFactory,
    ChallengePageFactory,
    ContestPageFactory,
    NewsPageFactory,
    TeamPageFactory,
    make_ready,
)
from tests.factories.records import PersonFactory
from tests.factories.users import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = {"sv": "Juryn hade räknat fel. Ett nytt beslut kommer i maj.", "fi": "Raati oli laskenut väärin."}


@pytest.fixture
def award() -> Any:
    challenge = ChallengePageFactory(decided=True, title="Resor")
    team = TeamPageFactory(parent=challenge, title="Hemligt lag", members=[PersonFactory(name="Dold Person")])
    return AwardPageFactory(parent=challenge, team=team, title="Vinnaren", published=True)


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2026, 11, 24))


def page_of(award: Any, language: str) -> str:
    challenge = award.get_parent()
    found = ChallengePage.objects.get(translation_key=challenge.translation_key, locale__language_code=language)
    return Client().get(found.url).content.decode()


def told_by_the_api(award: Any, language: str) -> Any:
    key = award.get_parent().translation_key
    return Client().get(f"/api/v3/klash/challenges/{key}/?locale={language}").json()["taken_back"]


@pytest.mark.usefixtures("frozen")
def test_without_words_the_challenge_says_when_in_each_language(award: Any) -> None:
    releasing.take_back(award, EditorFactory(), "Protokollet ogiltigt, hemligt77")
    sentences = {
        "sv": "Resultatet offentliggjordes den 23.1.2020 och drogs tillbaka den 24.11.2026.",
        "fi": "Tulos julkistettiin 23.1.2020 ja vedettiin pois 24.11.2026.",
        "en": "The result was announced on 23 January 2020 and taken back on 24 November 2026.",
    }
    for language, sentence in sentences.items():
        text = page_of(award, language)
        assert sentence in text
        assert "hemligt77" not in text
        assert told_by_the_api(award, language) == [
            {"announced_on": "2020-01-23", "taken_back_on": "2026-11-24", "text": sentence}
        ]


def test_the_editors_words_stand_in_their_language_and_ours_in_the_others(award: Any) -> None:
    releasing.take_back(award, EditorFactory(), "orsak", WORDS)
    assert WORDS["sv"] in page_of(award, "sv")
    assert WORDS["fi"] in page_of(award, "fi")
    assert "The result was announced on 23 January 2020" in page_of(award, "en")
    assert told_by_the_api(award, "sv")[0]["text"] == WORDS["sv"]


def test_the_team_is_hidden_with_its_award_and_released_with_it_again(award: Any) -> None:
    editor = EditorFactory()
    releasing.take_back(award, editor, "orsak", WORDS)
    for language in ("sv", "fi", "en"):
        text = page_of(award, language)
        assert "Hemligt lag" not in text
        assert "Vinnaren" not in text
    assert not TeamPage.objects.live().exists()
    releasing.release_now([award.translation_key], editor)
    assert AwardPage.objects.live().count() == TeamPage.objects.live().count() == 3
    assert WORDS["sv"] not in page_of(award, "sv")
    assert told_by_the_api(award, "sv") == []
    releasing.take_back(award, editor, "en gång till")
    assert WORDS["sv"] not in page_of(award, "sv"), "the words were about the first time"


def test_all_teams_of_the_challenge_are_hidden_for_none_may_be_named_before_the_verdict(award: Any) -> None:
    other = TeamPageFactory(parent=award.get_parent().specific)
    other.save_revision().publish()
    releasing.take_back(award, EditorFactory(), "orsak")
    assert not TeamPage.objects.live().exists()


def test_where_names_are_open_or_somebody_else_has_won_the_team_stays() -> None:
    challenge = ChallengePageFactory(decided=True, parent=ContestPageFactory(judged_anonymously=False))
    award = AwardPageFactory(parent=challenge, published=True)
    releasing.take_back(award, EditorFactory(), "orsak")
    assert TeamPage.objects.live().count() == 3
    challenge = ChallengePageFactory(decided=True, winners_allowed=2)
    first, second = (AwardPageFactory(parent=challenge, published=True) for _ in range(2))
    releasing.take_back(first, EditorFactory(), "orsak")
    assert TeamPage.objects.live().filter(translation_key=first.team.translation_key).count() == 3
    assert AwardPage.objects.live().filter(translation_key=second.translation_key).count() == 3


@pytest.mark.parametrize("name", ["Hemligt lag", "hemligt lags", "Dold Person"])
def test_words_that_name_the_hidden_team_are_refused_and_nothing_has_happened(award: Any, name: str) -> None:
    with pytest.raises(ReleaseRefusedError, match="men teamet döljs igen"):
        releasing.take_back(award, EditorFactory(), "orsak", {"sv": f"Vi ber {name} om ursäkt."})
    assert AwardPage.objects.live().count() == TeamPage.objects.live().count() == 3
    assert not TakenBackAward.objects.exists()


def test_who_may_not_unpublish_the_award_takes_nothing_back(award: Any) -> None:
    with pytest.raises(PermissionDenied):
        releasing.take_back(award, UserFactory(), "orsak", WORDS)
    assert AwardPage.objects.live().count() == 3


def test_the_reason_is_in_the_history_of_every_language(award: Any) -> None:
    editor = EditorFactory()
    client = desk_of(editor)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[award.pk]), {"reason": "Protokollet ogiltigt"})
    for page in AwardPage.objects.filter(translation_key=award.translation_key):
        text = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
        assert "Protokollet ogiltigt" in text, page.locale.language_code


# The desk


def desk_of(user: Any) -> Client:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(user)
    return client


def test_the_screen_asks_for_the_words_and_never_waits_for_them(award: Any) -> None:
    client = desk_of(EditorFactory())
    address = reverse("wagtailadmin_pages:unpublish", args=[award.pk])
    assert "Vad läsaren får veta, på finska" in client.post(address).content.decode()
    named = client.post(address, {"reason": "orsak", "words_sv": "Hemligt lag diskades."}).content.decode()
    assert "Texten nämner Hemligt lag, men teamet döljs igen." in named
    assert "orsak" in named
    assert "Hemligt lag diskades." in named
    assert AwardPage.objects.live().count() == 3
    client.post(address, {"reason": "orsak"})
    assert not AwardPage.objects.live().exists()


def test_the_editor_is_told_which_texts_still_name_the_team(award: Any) -> None:
    NewsPageFactory(title="Juryn har avgjort", lead="Hemligt lag tar hem segern.")
    client = desk_of(EditorFactory())
    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[award.pk]), {"reason": "orsak"})
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert any("”Juryn har avgjort” nämner fortfarande teamet i sin text." in message for message in told)


def test_the_words_are_written_later_from_the_release_screen(award: Any) -> None:
    editor = EditorFactory()
    releasing.take_back(award, editor, "orsak")
    client = desk_of(editor)
    address = reverse("releases:taken_back", args=[TakenBackAward.objects.get().pk])
    assert address in client.get(reverse("releases:index")).content.decode()
    refused = client.post(address, {"words_sv": "Hemligt lag diskades."}).content.decode()
    assert "men teamet döljs igen" in refused
    assert client.post(address, {"words_sv": WORDS["sv"]}).url == reverse("releases:index")
    assert WORDS["sv"] in page_of(award, "sv")


def test_what_is_public_again_is_not_among_what_was_taken_back(award: Any) -> None:
    editor = EditorFactory()
    releasing.take_back(award, editor, "orsak")
    address = reverse("releases:taken_back", args=[TakenBackAward.objects.get().pk])
    client = desk_of(editor)
    assert address in client.get(reverse("releases:index")).content.decode()
    make_ready(award)
    releasing.release_now([award.translation_key], editor)
    assert address not in client.get(reverse("releases:index")).content.decode()


def test_the_words_are_shut_to_those_who_may_not_publish(award: Any) -> None:
    releasing.take_back(award, EditorFactory(), "orsak")
    record = TakenBackAward.objects.get()
    stranger = UserFactory()
    with pytest.raises(PermissionDenied):
        releasing.tell(record, stranger, WORDS)
    assert desk_of(stranger).get(reverse("releases:taken_back", args=[record.pk])).status_code in (302, 403)
    record.refresh_from_db()
    assert record.words_sv == ""


def test_a_record_reads_as_what_readers_are_told(award: Any) -> None:
    releasing.take_back(award, EditorFactory(), "orsak", WORDS)
    with translation.override("fi"):
        assert str(TakenBackAward.objects.get()) == WORDS["fi"]


def test_what_is_ready_again_is_ready_to_be_released(award: Any) -> None:
    releasing.take_back(award, EditorFactory(), "orsak")
    make_ready(award)
    assert releasing.check([award.translation_key]).all_reasons == []
