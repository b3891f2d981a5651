"""Tells an editor of alternative texts that are refused in a translation, and of those that deserve a second look."""

from __future__ import annotations

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages.localization.stored_texts import translated_texts
from klash_pages.localization.translate_action import is_translated_on_desk
from klash_pages.models import alternative_text


def warn(request: HttpRequest, page: Page) -> None:
    """After saving: name the alternative texts that may say too little. They are no reason to stop."""
    draft = page.specific.get_latest_revision_as_object()
    for doubt in dict.fromkeys(alternative_text.doubt(text) for _field, text, _key in alternative_text.texts_of(draft)):
        if doubt:
            messages.warning(request, doubt)


def explain_refused_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """At the translation editor's Publish, which names no block: say which translated text is a file name."""
    if request.method != "POST" or request.POST.get("action") != "publish" or not apps.is_installed("wagtail_localize"):
        return None
    if not is_translated_on_desk(page):
        return None
    reasons = [reason for reason in map(alternative_text.fault, translated_texts(page, "alt_text")) if reason]
    for reason in reasons:
        messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk) if reasons else None
