"""Writes what was translated into the drafts that a release takes, or refuses the release."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from klash_pages.localization import write_drafts
from klash_pages.publication.doors import ReleaseRefusedError


def write(pages: Iterable[Page], user: Any = None) -> bool:
    """Write the drafts that are older than a sentence of their translation and return whether there were any.

    Raises:
        ReleaseRefusedError: a page cannot be as it was translated.
    """
    try:
        return write_drafts.write(pages, user)
    except write_drafts.UnwritableDraftError as error:
        raise ReleaseRefusedError(error.reasons) from error
