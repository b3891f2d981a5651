"""Finds the page that a preview's token stands for, if the token is ours and young enough."""

from __future__ import annotations

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired
from wagtail.models import Page

from klash_pages.previewing import APP


class NoSuchPreviewError(Exception):
    """The token is not ours, or its page is no more."""


class PreviewExpiredError(Exception):
    """The token is too old."""


def max_age() -> timedelta:
    """How long a token can be used."""
    return timedelta(seconds=getattr(settings, "KLASH_PAGES_PREVIEW_SECONDS", 3600))


def page_of(token: str) -> Page:
    """Return the page that was previewed, as it was in the editor.

    Raises:
        NoSuchPreviewError: nobody made this token, or the page has been deleted.
        PreviewExpiredError: the token is too old.
    """
    if not apps.is_installed(APP):
        raise NoSuchPreviewError
    from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview  # lazy: optional

    try:
        HeadlessPreviewMixin.get_preview_signer().unsign(token, max_age=max_age())
    except SignatureExpired as error:
        raise PreviewExpiredError from error
    except BadSignature as error:
        raise NoSuchPreviewError from error
    preview = PagePreview.objects.filter(token=token).first()
    page: Page | None = preview.as_page() if preview else None
    if page is None or (page.pk and not Page.objects.filter(pk=page.pk).exists()):
        raise NoSuchPreviewError
    # A page that was never saved has no number.
    page.id = page.pk = page.pk or 0
    return page


def forget_old() -> None:
    """Remove what was kept for previews of earlier days: it holds unpublished words."""
    if apps.is_installed(APP):
        from wagtail_headless_preview.models import PagePreview  # lazy: optional

        PagePreview.garbage_collect()
