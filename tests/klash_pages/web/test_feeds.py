"""One Atom feed per language: news and winners that everybody may read, in that language only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree, html
from wagtail.models import PageViewRestriction

from klash_pages.publication import keeping
from klash_pages.web.feeds import LENGTH
from tests.factories.pages import AwardPageFactory, NewsIndexPageFactory, NewsPageFactory, home
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed_of(index: Any) -> Any:
    response = Client().get(f"{index.url}feed.xml")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(response.content)


def titles(index: Any) -> list[str]:
    return [str(text) for text in feed_of(index).xpath("a:entry/a:title/text()", namespaces=ATOM)]


def test_the_feed_has_the_news_and_the_winners_newest_first() -> None:
    index = NewsIndexPageFactory(title="Nyheter")
    NewsPageFactory(parent=index, title="Before", date=date(2020, 1, 22))
    NewsPageFactory(parent=index, title="After", date=date(2020, 1, 24))
    award = AwardPageFactory(
        published=True, title="The winner", solution="What it does", announced_on=date(2020, 1, 23)
    )
    feed = feed_of(index)
    assert titles(index) == ["After", "The winner", "Before"]
    (entry,) = feed.xpath("a:entry[a:title='The winner']", namespaces=ATOM)
    assert entry.findtext("a:summary", namespaces=ATOM) == "What it does"
    assert entry.findtext("a:published", namespaces=ATOM) == "2020-01-23T00:00:00+02:00"
    assert entry.findtext("a:updated", namespaces=ATOM) == award.last_published_at.isoformat()
    assert entry.xpath("a:link/@href", namespaces=ATOM) == [award.full_url]
    assert feed.findtext("a:title", namespaces=ATOM) == "Nyheter – Klash"
    assert feed.findtext("a:author/a:name", namespaces=ATOM) == "Klash"
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [f"{index.full_url}feed.xml"]


def test_each_language_has_its_own_feed_and_an_entry_keeps_its_name_when_its_address_changes() -> None:
    index = NewsIndexPageFactory()
    news = NewsPageFactory(parent=index, title="Svenska ord")
    finnish = translate(news, "fi", title="Suomen sanat")
    finnish_index = finnish.get_parent().specific
    assert titles(index) == ["Svenska ord"]
    assert titles(finnish_index) == ["Suomen sanat"]
    assert feed_of(finnish_index).get("{http://www.w3.org/XML/1998/namespace}lang") == "fi"

    def names() -> list[str]:
        return [feed_of(page).findtext("a:entry/a:id", namespaces=ATOM) for page in (index, finnish_index)]

    before = names()
    assert len(set(before)) == 2
    news.slug = "another"
    news.save_revision().publish()
    assert names() == before


def test_what_is_not_public_is_not_in_the_feed() -> None:
    index = NewsIndexPageFactory()
    AwardPageFactory(title="Unreleased")
    NewsPageFactory(parent=index, title="Draft", live=False)
    closed = NewsPageFactory(parent=index, title="Behind a password")
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    assert titles(index) == []
    assert feed_of(index).findtext("a:updated", namespaces=ATOM)
    with keeping.going([index.translation_key]):
        index.unpublish()
    assert Client().get(f"{index.url}feed.xml").status_code == 404


def test_only_a_list_of_news_that_everybody_may_read_has_a_feed() -> None:
    assert Client().get(f"{home().url}feed.xml").status_code == 404
    assert Client().get("/sv/finns-inte/feed.xml").status_code == 404
    index = NewsIndexPageFactory()
    PageViewRestriction.objects.create(page=index, restriction_type="password", password="x")
    assert Client().get(f"{index.url}feed.xml").status_code == 404


def test_words_that_xml_cannot_hold_do_not_break_the_feed() -> None:
    index = NewsIndexPageFactory(lead="A\x0bB")
    NewsPageFactory(parent=index, title="<b>A & B\x08</b>", slug="a", lead="C\x1fD ]]> 😀")
    assert titles(index) == ["<b>A & B</b>"]
    assert feed_of(index).findtext("a:entry/a:summary", namespaces=ATOM) == "CD ]]> 😀"


def test_the_feed_is_short_and_asks_the_same_whatever_its_length() -> None:
    index = NewsIndexPageFactory()

    def queries() -> int:
        Client().get(f"{index.url}feed.xml")
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"{index.url}feed.xml")
        return len(asked)

    NewsPageFactory(parent=index)
    with_one = queries()
    NewsPageFactory.create_batch(LENGTH, parent=index)
    assert queries() == with_one
    assert len(titles(index)) == LENGTH


def test_the_pages_name_their_feed() -> None:
    news = NewsPageFactory()
    index = news.get_parent()
    for page in (home(), index, news):
        tree = html.fromstring(Client().get(page.url).content)
        assert tree.xpath("//link[@type='application/atom+xml']/@href") == [f"{index.full_url}feed.xml"]
