"""The sitemap lists what everybody may read, in all languages with their versions, in a constant number of queries."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from wagtail.models import Page, PageViewRestriction, Site

from klash_pages.publication import keeping
from tests.factories.pages import AwardPageFactory, ProblemIndexPageFactory, StandardPageFactory, home
from tests.factories.records import ProblemFactory
from tests.factories.translations import translate

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries() -> dict[str, dict[str, str]]:
    """The versions of each address in the sitemap."""
    response = Client().get("/sitemap.xml")
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return {
        url.findtext("s:loc", namespaces=NAMES): {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", namespaces=NAMES)
        }
        for url in etree.fromstring(response.content).findall("s:url", namespaces=NAMES)
    }


def test_every_language_is_listed_with_its_versions() -> None:
    page = StandardPageFactory()
    finnish = translate(page, "fi")
    root = f"{Site.objects.get(is_default_site=True).root_url}/"
    homes = {language: home(language).full_url for language in ("sv", "fi", "en")}
    assert entries() == {
        **{url: {**homes, "x-default": root} for url in homes.values()},
        page.full_url: {"sv": page.full_url, "fi": finnish.full_url, "x-default": root},
        finnish.full_url: {"sv": page.full_url, "fi": finnish.full_url, "x-default": root},
    }


def test_what_is_not_public_is_in_neither_list_nor_versions() -> None:
    page = StandardPageFactory()
    translate(page, "fi").unpublish()
    award = AwardPageFactory()
    closed = StandardPageFactory()
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    listed = entries()
    assert listed[page.full_url].keys() == {"sv", "x-default"}
    assert {award.full_url, award.team.full_url, closed.full_url} & listed.keys() == set()


def test_a_public_problem_is_listed_with_its_versions() -> None:
    swedish = ProblemIndexPageFactory()
    finnish = translate(swedish, "fi")
    problem = ProblemFactory(published=True, sentence="Hur kommer man?", title_fi="Miten pääsee?")
    ProblemFactory(sentence="Väntar")
    versions = {
        "sv": f"{swedish.full_url}{problem.number}/hur-kommer-man/",
        "fi": f"{finnish.full_url}{problem.number}/miten-paasee/",
    }
    root = f"{Site.objects.get(is_default_site=True).root_url}/"
    listed = entries()
    assert {url: listed[url] for url in listed if f"/{problem.number}/" in url} == {
        url: {**versions, "x-default": root} for url in versions.values()
    }
    assert not [url for url in listed if "vantar" in url]
    with keeping.going([swedish.translation_key]):
        swedish.unpublish()
    assert [url for url in entries() if f"/{problem.number}/" in url] == [versions["fi"]]


def test_pages_outside_the_site_are_not_listed() -> None:
    outside = Page.objects.get(depth=1).add_child(instance=Page(title="Outside", slug="outside"))
    assert not any("outside" in url for url in entries())
    assert outside.live


def test_when_a_page_last_changed_is_told() -> None:
    page = StandardPageFactory()
    page.save_revision().publish()
    page.refresh_from_db()
    tree = etree.fromstring(Client().get("/sitemap.xml").content)
    (url,) = tree.xpath(f"s:url[s:loc='{page.full_url}']", namespaces=NAMES)
    told = datetime.fromisoformat(url.findtext("s:lastmod", namespaces=NAMES))
    assert told == page.last_published_at


def test_the_number_of_queries_does_not_grow() -> None:
    def queries() -> int:
        Client().get("/sitemap.xml")
        with CaptureQueriesContext(connection) as asked:
            Client().get("/sitemap.xml")
        return len(asked)

    StandardPageFactory()
    with_one = queries()
    translate(StandardPageFactory(), "fi")
    StandardPageFactory.create_batch(5)
    assert queries() == with_one


def test_robots_are_told_where_the_sitemap_is_and_to_leave_the_desk_alone() -> None:
    response = Client().get("/robots.txt")
    root = Site.objects.get(is_default_site=True).root_url
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == f"User-agent: *\nDisallow: /admin/\nSitemap: {root}/sitemap.xml\n"
