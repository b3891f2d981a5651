"""News about an award does not come before the award, by any door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from klash_pages.models import NewsPage, NewsRelation
from klash_pages.publication import news_embargo
from klash_pages.publication.doors import ReleaseRefusedError
from klash_pages.publication.releases import release_now
from tests.factories.pages import AwardPageFactory, ChallengePageFactory, NewsPageFactory, make_ready
from tests.factories.translations import translate
from tests.factories.users import AdminFactory, EditorFactory

pytestmark = pytest.mark.django_db

SENTENCE = "“Rapida” is not announced yet. The news can be published when it is."


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def draft_about(page, **fields):
    news = NewsPageFactory(live=False, **fields)
    news.related.add(NewsRelation(target=page))
    news.save()
    news.save_revision()
    return NewsPage.objects.get(pk=news.pk)


def an_award():
    return AwardPageFactory(title="Rapida")


def release(award):
    make_ready(award)
    release_now([award.translation_key], AdminFactory())


def test_news_about_an_award_cannot_be_published_before_it():
    news = draft_about(an_award())
    with pytest.raises(ReleaseRefusedError) as refusal:
        news.get_latest_revision().publish()
    assert refusal.value.reasons == [SENTENCE]
    assert not NewsPage.objects.get(pk=news.pk).live


def test_news_cannot_be_saved_live_before_the_award_either():
    news = draft_about(an_award().team)
    news.live = True
    with pytest.raises(ReleaseRefusedError):
        news.save()
    assert not NewsPage.objects.get(pk=news.pk).live


def test_a_link_added_to_public_news_waits_too():
    news = NewsPageFactory()
    news.related.add(NewsRelation(target=an_award()))
    with pytest.raises(ReleaseRefusedError):
        news.save_revision().publish()
    assert not NewsRelation.objects.exists()


def test_after_the_award_the_news_goes_out_and_leads_to_it_in_the_readers_language():
    award = an_award()
    news = draft_about(award)
    release(award)
    news.get_latest_revision().publish()
    finnish = translate(NewsPage.objects.get(pk=news.pk), "fi")
    for page in (news, finnish):
        page.refresh_from_db()
        text = Client().get(page.url).content.decode()
        own = award.get_translations(inclusive=True).get(locale=page.locale)
        assert f'href="{own.url}"' in text


def test_news_about_a_challenge_needs_no_award():
    news = draft_about(ChallengePageFactory(title="Resor"))
    news.get_latest_revision().publish()
    news.refresh_from_db()
    assert "Resor" in Client().get(news.url).content.decode()


def test_an_award_that_was_announced_once_holds_back_nothing_when_its_page_is_withdrawn():
    award = an_award()
    release(award)
    news = draft_about(award)
    award.unpublish()
    assert news_embargo.refusals(news) == []


def test_news_can_be_scheduled_for_after_the_award_and_not_for_before():
    award = an_award()
    at = timezone.now() + timedelta(hours=2)
    make_ready(award)
    news = draft_about(award)
    assert news_embargo.refusals(news, at) == [SENTENCE]
    revision = award.save_revision()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=at)
    assert news_embargo.refusals(news, at) == []
    assert news_embargo.refusals(news, at - timedelta(minutes=1)) == [SENTENCE]
    assert news_embargo.refusals(news) == [SENTENCE]


def test_scheduled_news_waits_for_an_award_that_was_put_off_and_holds_up_nobody():
    award = an_award()
    news = draft_about(award)
    other = NewsPageFactory(live=False)
    for page in (news, other):
        revision = page.save_revision()
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    news.refresh_from_db()
    other.refresh_from_db()
    assert (news.live, other.live) == (False, True)
    release(award)
    call_command("publish_scheduled")
    news.refresh_from_db()
    assert news.live


def test_the_editor_reads_why_the_news_has_to_wait():
    news = draft_about(an_award())
    client = Client()
    client.force_login(EditorFactory())
    empty = streamfield([])
    form = {
        "title": news.title,
        "lead": news.lead,
        "slug": news.slug,
        "date": "2020-01-23",
        "press_contact": "",
        "body": empty,
        "media_kit": empty,
        "corrections": empty,
        "action-publish": "action-publish",
        "related": inline_formset([{"id": news.related.get().pk, "target": news.related.get().target_id}], initial=1),
        "comments": inline_formset([]),
    }
    response = client.post(reverse("wagtailadmin_pages:edit", args=[news.pk]), nested_form_data(form), follow=True)
    told = [str(message).strip() for message in response.context["messages"]]
    assert told == ["”Rapida” har inte offentliggjorts ännu. Nyheten kan publiceras när det har skett."]
    assert not NewsPage.objects.get(pk=news.pk).live
