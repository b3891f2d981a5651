"""Error pages: not found, gone, forbidden, and the one that must work when nothing else does.

A site names them in its URLconf (`handler404 = "klash_pages.plumbing.error_pages.page_not_found"` and so on).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import get_language_from_path, gettext, override
from django.views.decorators.csrf import requires_csrf_token
from wagtail.models import Page, Site

# Read when the process starts: a server error may well be a full disk or a lost database.
_SERVER_ERROR = (Path(__file__).parents[1] / "static" / "klash_pages" / "500.html").read_text(encoding="utf-8")
_CONTACT = "<!-- contact -->"


def _home(request: HttpRequest, language: str | None) -> Page | None:
    """Return the live home page of a language; without a language, of the site."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    homes = Page.objects.live().public().filter(translation_key=site.root_page.translation_key)
    chosen = homes.filter(locale__language_code=language) if language else homes.filter(pk=site.root_page_id)
    found = chosen.select_related("locale").first()
    return found.specific if found else None


def _language(request: HttpRequest) -> str | None:
    """Return the language of the address, or None where addresses have none."""
    return get_language_from_path(request.path_info)


def _answer(request: HttpRequest, template: str, status: int, title: str, words: str) -> HttpResponse:
    context = {
        "base_template": getattr(settings, "KLASH_PAGES_BASE_TEMPLATE", "klash_pages/base.html"),
        "frame_home": _home(request, _language(request)),
        "title": title,
        "words": words,
    }
    return render(request, f"klash_pages/errors/{template}.html", context, status=status)


# Django passes the exceptions and the reason by name.
@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 404 in the language of the address, or in all languages where the address has none."""
    language = _language(request)
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False) and language is None:
        return _not_found_anywhere(request)
    with override(language or settings.LANGUAGE_CODE):
        return _answer(
            request,
            "missing",
            404,
            gettext("Page not found"),
            gettext("There is no page at this address. It may be mistyped, or the page has another address now."),
        )


def _not_found_anywhere(request: HttpRequest) -> HttpResponse:
    sentences = []
    for language, _name in settings.LANGUAGES:
        home = _home(request, language)
        with override(language):
            sentences.append(
                {
                    "language": language,
                    "words": gettext("There is no page at this address."),
                    "home": gettext("To the home page"),
                    "url": home.get_url(request) if home else "",
                }
            )
    context = {
        "base_template": getattr(settings, "KLASH_PAGES_BASE_TEMPLATE", "klash_pages/base.html"),
        "sentences": sentences,
    }
    return render(request, "klash_pages/errors/missing_anywhere.html", context, status=404)


def page_gone(request: HttpRequest) -> HttpResponse:
    """Answer 410: there was a page at this address, and it has been taken away. Its title is not told."""
    with override(_language(request) or settings.LANGUAGE_CODE):
        return _answer(
            request,
            "missing",
            410,
            gettext("The page has been removed"),
            gettext("There was a page at this address. It is no longer published."),
        )


def unreadable_address(request: HttpRequest) -> HttpResponse:
    """Answer 400: the address holds what no address of this site holds."""
    with override(_language(request) or settings.LANGUAGE_CODE):
        return _answer(
            request,
            "base",
            400,
            gettext("The address cannot be read"),
            gettext("The address holds a character that no address can have. Look whether it was copied as a whole."),
        )


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 403."""
    with override(_language(request) or settings.LANGUAGE_CODE):
        return _answer(
            request,
            "base",
            403,
            gettext("You may not read this page"),
            gettext("The page is open only to those who have been given the right to read it."),
        )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer 403 to a form that came without its cookie (`CSRF_FAILURE_VIEW`). The reason is for developers only."""
    with override(_language(request) or settings.LANGUAGE_CODE):
        return _answer(
            request,
            "base",
            403,
            gettext("The form could not be received"),
            gettext(
                "Your browser did not send the cookie that protects the form. "
                "Allow cookies for this site, go back, reload the page and send the form again."
            ),
        )


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer 500 with a file: no database, no template, no translation."""
    address = getattr(settings, "KLASH_PAGES_CONTACT_EMAIL", "")
    contact = f'<p><a href="mailto:{escape(address)}">{escape(address)}</a></p>' if address else ""
    return HttpResponse(_SERVER_ERROR.replace(_CONTACT, contact), status=500)


def was_live(request: HttpRequest, path: str = "") -> bool:
    """Whether readers could once read a page that is not published now, at a path or at the address that is asked."""
    path = path or request.path_info
    language = get_language_from_path(path)
    has_languages = getattr(settings, "WAGTAIL_I18N_ENABLED", False)
    if has_languages and language is None:
        return False
    home = _home(request, language if has_languages else None)
    if home is None:
        return False
    parts = [part for part in path.split("/") if part]
    if parts and parts[0] == language:
        parts = parts[1:]
    url_path = home.url_path + "".join(f"{part}/" for part in parts)
    gone: Any = Page.objects.public().descendant_of(home).filter(url_path=url_path, live=False)
    return bool(gone.exclude(first_published_at=None).exists())
