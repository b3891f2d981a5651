"""What search engines read: every public page in every language with its versions, and where to find that list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, Site

from klash_pages.models import Problem, ProblemIndexPage
from klash_pages.plumbing import page_cache


@dataclass(frozen=True)
class Address:
    """One address, when it last changed, and the same page in every language it is public in."""

    url: str
    changed: datetime | None
    versions: list[tuple[str, str]] = field(default_factory=list)


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def addresses(site: Site) -> list[Address]:
    """Return the addresses of a site's public pages, in all languages, in a constant number of queries."""
    roots = {root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk}
    # One object to keep the root paths on, so that a thousand pages ask for them once.
    shared: Any = HttpRequest()
    pages = [
        page
        for page in Page.objects.live().public().select_related("locale").order_by("path")
        if any(page.url_path.startswith(root) for root in roots)
    ]
    urls = {page.pk: page.get_url_parts(shared) for page in pages}
    found = [(page, f"{urls[page.pk][1]}{urls[page.pk][2]}") for page in pages if urls[page.pk] and urls[page.pk][2]]
    versions = defaultdict(list)
    for page, url in found:
        versions[page.translation_key].append((page.locale.language_code, url))
    listed = [Address(url, page.last_published_at, versions[page.translation_key]) for page, url in found]
    return [*listed, *_problems(found)]


def _problems(found: list[tuple[Page, str]]) -> list[Address]:
    """Return the addresses of the public problems below each language's list of them."""
    indexes = {page.pk: url for page, url in found if page.cached_content_type.model_class() is ProblemIndexPage}
    lists = [
        (page, indexes[page.pk]) for page in ProblemIndexPage.objects.filter(pk__in=indexes).select_related("locale")
    ]
    listed = []
    for problem in Problem.objects.public().order_by("number") if lists else ():
        versions = [(page.locale.language_code, f"{url}{page.tail_of(problem)}") for page, url in lists]
        listed += [Address(url, problem.decided_at or problem.published_at, versions) for _language, url in versions]
    return listed


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the addresses of the site."""
    page_cache.keep(request)
    site = _site(request)
    context = {"addresses": addresses(site), "default_url": f"{site.root_url}/"}
    return render(request, "klash_pages/sitemap.xml", context, content_type="application/xml; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    """Answer with what robots may read, and where the sitemap is."""
    page_cache.keep(request)
    lines = ["User-agent: *"]
    try:
        lines.append(f"Disallow: {reverse('wagtailadmin_home')}")
    except NoReverseMatch:
        lines.append("Disallow:")
    lines.append(f"Sitemap: {_site(request).root_url}{reverse('klash_pages_sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
