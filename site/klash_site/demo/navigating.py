"""Sets the demo's menus, footers and site settings."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from wagtail.models import Locale, Page, Site

from klash_pages.models import Navigation, SiteSettings
from klash_site.demo.contents import CONTENT, LANGUAGES, stable_id


def load_navigation(pages: Mapping[str, Page]) -> int:
    """Set what nobody has set yet and return how many rows are new.

    Args:
        pages: the source pages of the demo by key.
    """
    content = tomllib.loads((CONTENT / "navigation.toml").read_text(encoding="utf-8"))
    site = Site.objects.get(is_default_site=True)
    made = 0
    if not SiteSettings.objects.filter(site=site).exists():
        SiteSettings.objects.create(
            site=site, current_contest=pages[content["current_contest"]], contact_email=content["contact_email"]
        )
        made += 1
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        if Navigation.objects.filter(site=site, locale=locale).exists():
            continue
        navigation = Navigation(
            site=site,
            locale=locale,
            header=[_link(page) for page in _in_language(content["header"], pages, locale)],
            footer=[
                {
                    "type": "group",
                    "id": str(stable_id("footer", language, str(number))),
                    "value": {
                        "heading": group["heading"][language],
                        "links": [_target(page) for page in _in_language(group["links"], pages, locale)],
                    },
                }
                for number, group in enumerate(content["footer"])
            ],
        )
        navigation.full_clean()
        navigation.save()
        made += 1
    return made


def _in_language(keys: list[str], pages: Mapping[str, Page], locale: Locale) -> list[Page]:
    keyed = [pages[key] for key in keys if key in pages]
    found = {
        page.translation_key: page
        for page in Page.objects.filter(locale=locale, translation_key__in=[page.translation_key for page in keyed])
    }
    return [found[page.translation_key] for page in keyed]


def _target(page: Page) -> dict[str, Any]:
    return {"page": page.pk, "url": "", "text": ""}


def _link(page: Page) -> dict[str, Any]:
    return {"type": "link", "id": str(stable_id("link", str(page.translation_key))), "value": _target(page)}
