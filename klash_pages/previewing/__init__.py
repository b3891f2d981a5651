"""Shows editors an unpublished page: on this site, in a separate front end, or in either as they choose.

A separate front end gets a signed token with an age limit, and with it reads that one page from `routes`.
"""

from __future__ import annotations

from django.conf import settings

#: Where a preview can be shown.
SITE, HEADLESS = "site", "headless"
APP = "wagtail_headless_preview"


def places() -> list[str]:
    """Where previews go; the first is where they go unless the editor chooses."""
    return list(getattr(settings, "KLASH_PAGES_PREVIEWS", [SITE]))
