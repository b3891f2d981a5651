"""What is translated sentence by sentence reaches the page that waits for its release, and nothing public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from klash_pages.localization import write_drafts
from klash_pages.models import AwardPage, NewsRelation
from klash_pages.publication import releases
from klash_pages.publication.doors import ReleaseRefusedError
from tests.factories.pages import (
    AwardPageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    locale,
    make_ready,
)
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory

pytestmark = pytest.mark.django_db

FINNISH = "Sovellus, joka kokoaa kylän kyydit."


def translate_sentence(page: Page, field: str, text: str) -> None:
    """Save one sentence in the translation editor, which writes no page."""
    source = TranslationSource.objects.get(object_id=page.translation_key, locale=page.locale)
    segment = StringSegment.objects.get(source=source, context__path=field)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=locale("fi"),
        defaults={"data": text, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
    )


@pytest.fixture
def award() -> Any:
    page = AwardPageFactory(title="Rapida", solution="En app som samlar skjutsarna.")
    page.save_revision()
    make_ready(page)
    return page


def finnish(page: Page) -> Any:
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="fi")


def test_a_release_takes_what_was_translated_last(award: AwardPage) -> None:
    translate_sentence(award, "solution", FINNISH)
    assert finnish(award).get_latest_revision_as_object().solution == "En app som samlar skjutsarna."
    releases.release_now([award.translation_key], AdminFactory())
    assert (finnish(award).live, finnish(award).solution) == (True, FINNISH)


def test_a_scheduled_release_takes_what_was_translated_after_it_was_scheduled(award: AwardPage) -> None:
    due = timezone.now() + timedelta(days=1)
    releases.schedule([award.translation_key], due, AdminFactory())
    translate_sentence(award, "solution", FINNISH)
    assert releases.carry_out_due(due) == []
    assert finnish(award).solution == FINNISH


def test_the_preview_shows_it_and_writes_nothing(award: AwardPage) -> None:
    translate_sentence(award, "solution", FINNISH)
    client = Client()
    client.force_login(AdminFactory())
    query = {"award": str(award.translation_key), "subject": "award", "language": "fi"}
    assert FINNISH in client.get(reverse("releases:preview"), query).content.decode()
    assert finnish(award).get_latest_revision_as_object().solution != FINNISH
    assert not finnish(award).live


def test_a_draft_that_is_up_to_date_is_not_written_again(award: AwardPage) -> None:
    translate_sentence(award, "solution", FINNISH)
    assert write_drafts.write([finnish(award)])
    before = finnish(award).revisions.count()
    assert not write_drafts.write([finnish(award)])
    assert finnish(award).revisions.count() == before


def test_a_public_page_is_left_alone() -> None:
    index = NewsIndexPageFactory()
    translate(index, "fi")
    news = NewsPageFactory(parent=index, title="Nyhet")
    page = translate(news, "fi", title="Uutinen")
    translate_sentence(news, "title", "Toinen")
    assert not write_drafts.write([page])
    assert finnish(news).title == "Uutinen"


def test_a_translation_that_cannot_stand_stops_the_release_with_its_sentence(award: AwardPage) -> None:
    translate_sentence(award, "solution", "x" * 300)
    with pytest.raises(ReleaseRefusedError) as refused:
        releases.release_now([award.translation_key], AdminFactory())
    assert refused.value.reasons == ["Rapida: ”lösningen i en mening” är längre än 250 tecken på finska."]
    assert not AwardPage.objects.live().exists()


def published_in_the_translation_editor(page: Page) -> list[str]:
    client = Client(headers={"Accept-Language": "sv"})
    client.force_login(EditorFactory())
    response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})
    assert response.status_code == 302
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def test_publish_in_the_translation_editor_saves_a_draft_and_says_what_it_waits_for(award: AwardPage) -> None:
    translate_sentence(award, "solution", FINNISH)
    first, second = published_in_the_translation_editor(finnish(award))
    assert first == "Översättningen är sparad som utkast."
    assert "Släpp resultat" in second
    assert finnish(award).get_latest_revision_as_object().solution == FINNISH
    assert not finnish(award).live


def test_so_does_news_that_waits_for_an_award(award: AwardPage) -> None:
    index = NewsIndexPageFactory()
    translate(index, "fi")
    news = NewsPageFactory(parent=index, title="Nyhet", live=False)
    news.related.add(NewsRelation(target=award))
    news.save()
    page = translate(news, "fi")
    translate_sentence(news, "title", "Uutinen")
    first, second = published_in_the_translation_editor(page)
    assert (first, second[:8]) == ("Översättningen är sparad som utkast.", "”Rapida”")
    assert finnish(news).get_latest_revision_as_object().title == "Uutinen"
    assert not finnish(news).live
