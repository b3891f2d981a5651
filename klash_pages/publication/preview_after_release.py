"""Shows the site as readers will see it after a release, without releasing anything.

The pages are made live by plain updates in a transaction that is rolled back: no signal is sent, so no search index,
cache, feed or webhook outside the database hears of it. The address is answered without middleware, so that no cache
of whole pages can keep the answer.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from klash_pages.models import AwardPage, HomePage, ResultIndexPage
from klash_pages.publication import translated_drafts
from klash_pages.publication.requirements import Check

#: The pages a preview can show, in the order they are offered.
SUBJECTS = ("home", "results", "challenge", "award")


def subjects_of(check: Check) -> dict[tuple[str, str], Page]:
    """Return the pages that a preview of a release can show, by subject and language."""
    if not check.awards:
        return {}
    found: dict[tuple[str, str], Page] = {}
    first = check.awards[0]
    for locale in Locale.objects.filter(language_code__in=check.languages):
        pages = {
            "home": HomePage.objects.live().filter(locale=locale).order_by("path").first(),
            "results": ResultIndexPage.objects.live().filter(locale=locale).first(),
            "challenge": type(first.challenge)
            .objects.live()
            .filter(locale=locale, translation_key=first.challenge.translation_key)
            .first(),
            "award": AwardPage.objects.filter(
                locale=locale, translation_key__in=[one.award.translation_key for one in check.awards]
            ).first(),
        }
        found.update({(subject, locale.language_code): page for subject, page in pages.items() if page})
    return found


def render_after(check: Check, page: Page, request: HttpRequest) -> str:
    """Return the words of a page's address as an anonymous reader would get them after the release."""
    with transaction.atomic():
        translated_drafts.write(check.to_publish)
        for hidden in check.to_publish:
            hidden.refresh_from_db()
            _show(hidden)
        shown = Page.objects.get(pk=page.pk).specific
        with translation.override(shown.locale.language_code):
            html = _answer(shown, request)
        transaction.set_rollback(True)
    return html


def _show(page: Any) -> None:
    """Make a page's newest draft live in the database, and tell nobody."""
    latest = page.get_latest_revision_as_object()
    kept = {"id", "path", "depth", "numchild", "url_path", "latest_revision_id", "live_revision_id"}
    values = {
        field.attname: getattr(latest, field.attname)
        for field in latest._meta.concrete_fields
        if not field.primary_key and field.attname not in kept
    }
    now = timezone.now()
    values |= {"live": True, "first_published_at": page.first_published_at or now, "last_published_at": now}
    type(page).objects.filter(pk=page.pk).update(**values)


def _answer(page: Page, request: HttpRequest) -> str:
    reader = RequestFactory(SERVER_NAME=request.get_host().partition(":")[0]).get(page.get_url() or "/")
    reader.META["SERVER_PORT"] = request.get_port()
    reader.user = AnonymousUser()
    response = page.serve(reader)
    if hasattr(response, "render"):
        response.render()
    return response.content.decode()
