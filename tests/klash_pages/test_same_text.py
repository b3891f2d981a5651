"""No release takes an untranslated sentence; that a text is the same in both languages, somebody confirms."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from klash_pages import releasing, same_text
from klash_pages.models import AwardPage
from klash_pages.release import ReleaseRefusedError
from klash_pages.release_checks import check
from tests.factories.pages import AwardPageFactory, TeamPageFactory
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def award() -> Any:
    """An award whose Finnish version has a title and an address, but not two of its sentences."""
    page = AwardPageFactory(title="Rapida", lead="En mening.", solution="En app.")
    page.save_revision()
    translate(page.team, "fi", same=True)
    translate(page, "fi", title="Rapida", slug="rapida")
    return page


def finnish(award: Any) -> Any:
    return AwardPage.objects.get(translation_key=award.translation_key, locale__language_code="fi")


def test_untranslated_sentences_stop_the_release_by_wagtail_localizes_own_count(award: Any) -> None:
    assert Translation.objects.get(source__object_id=award.translation_key).get_progress() == (4, 2)
    reasons = check([award.translation_key]).all_reasons
    assert reasons == ["Rapida: Rapida (resultat): 2 texter är inte översatta till finska."]
    with pytest.raises(ReleaseRefusedError):
        releasing.release_now([award.translation_key], AdminFactory())
    assert not AwardPage.objects.live().exists()


def test_one_sentence_is_one_text(award: Any) -> None:
    translate(award, "fi", lead="Virke.")
    assert check([award.translation_key]).all_reasons == [
        "Rapida: Rapida (resultat): 1 text är inte översatt till finska."
    ]


def test_a_confirmed_text_counts_as_ready_and_is_released(award: Any) -> None:
    translate(award, "fi", solution="Sovellus.")
    editor = EditorFactory()
    [sentence] = same_text.untranslated(finnish(award))
    assert (sentence.field, sentence.text) == ("ingress", "En mening.")
    assert same_text.confirm(finnish(award), [sentence.pk], editor) == 1
    kept = StringTranslation.objects.get(context__path="lead", context__object_id=award.translation_key)
    assert (kept.data, kept.last_translated_by) == ("En mening.", editor)
    [entry] = PageLogEntry.objects.filter(page=finnish(award).pk, action=same_text.ACTION)
    assert (entry.user, entry.data["texts"]) == (editor, ["En mening."])
    releasing.release_now([award.translation_key], editor)
    assert (finnish(award).live, finnish(award).lead, finnish(award).solution) == (True, "En mening.", "Sovellus.")


def test_a_confirmation_falls_when_the_text_changes(award: Any) -> None:
    page = finnish(award)
    same_text.confirm(page, [sentence.pk for sentence in same_text.untranslated(page)], EditorFactory())
    assert check([award.translation_key]).all_reasons == []
    award.lead = "En annan mening."
    award.save_revision()
    translate(award.get_latest_revision_as_object(), "fi")
    assert [sentence.text for sentence in same_text.untranslated(page)] == ["En annan mening."]
    assert "1 text är inte översatt till finska" in check([award.translation_key]).all_reasons[0]


def test_a_translation_that_wagtail_localize_does_not_keep_has_nothing_to_confirm(award: Any) -> None:
    Translation.objects.update(enabled=False)
    assert same_text.untranslated(finnish(award)) == []
    assert check([award.translation_key]).all_reasons == []


def test_who_may_not_edit_confirms_nothing(award: Any) -> None:
    page = finnish(award)
    numbers = [sentence.pk for sentence in same_text.untranslated(page)]
    with pytest.raises(PermissionDenied):
        same_text.confirm(page, numbers, UserFactory())
    assert len(same_text.untranslated(page)) == 2


def test_numbers_of_other_pages_confirm_nothing(award: Any) -> None:
    other = TeamPageFactory(parent=award.get_parent().specific)
    foreign = [sentence.pk for sentence in same_text.untranslated(translate(other, "fi"))]
    assert foreign
    assert same_text.confirm(finnish(award), foreign, EditorFactory()) == 0


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 19, "-1", "x"])
def test_an_absurd_number_confirms_nothing(award: Any, number: str) -> None:
    client = Client()
    client.force_login(EditorFactory())
    answer = client.post(reverse("releases:same", args=[finnish(award).pk]), {"sentence": number})
    assert answer.status_code == 302
    assert not same_text.confirm(finnish(award), [], EditorFactory())


def test_the_screen_leads_to_the_translation_and_to_the_confirmation(award: Any) -> None:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    screen = f"{reverse('releases:prepare')}?award={award.translation_key}"
    text = client.get(screen).content.decode()
    page = finnish(award)
    assert "2 texter utan översättning" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    address = reverse("releases:same", args=[page.pk])
    assert address in text
    shown = client.get(address).content.decode()
    assert "vilka texter är desamma på finska?" in shown
    numbers = [sentence.pk for sentence in same_text.untranslated(page)]
    assert client.post(address, {"sentence": [str(number) for number in numbers]}).url == screen
    assert check([award.translation_key]).all_reasons == []


def test_a_missing_language_leads_to_its_translation() -> None:
    award = AwardPageFactory()
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    text = client.get(f"{reverse('releases:prepare')}?award={award.translation_key}").content.decode()
    assert "Resultatet finns inte på finska." in text
    assert reverse("wagtail_localize:submit_page_translation", args=[award.pk]) in text


def test_the_screen_is_shut_to_strangers_and_to_other_pages(award: Any) -> None:
    stranger, editor = Client(), Client()
    stranger.force_login(UserFactory())
    editor.force_login(EditorFactory())
    assert stranger.get(reverse("releases:same", args=[finnish(award).pk])).status_code in (302, 403)
    assert editor.get(reverse("releases:same", args=[award.get_parent().pk])).status_code == 404
