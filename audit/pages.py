"""Runs axe on every public page and every screen of the desk that is ours, in the widths and schemes people use."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
LANGUAGES = ("sv", "fi", "en")
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# The menu is drawn by a script from JSON, everything else stands as links.
_LINK = re.compile(r'(?:href="|"url": ")(/admin/[^"#?]*)"')
_WAGTAILS_OWN = re.compile(
    r"/admin/(?:pages|images|documents|users|groups|redirects|collections|workflows|sites|locale|account|logout|login"
    r"|password_reset|localize|styleguide|choose|api|autocomplete|jsi18n|tag|bulk)"
)
# The pages that no sitemap lists, in each language: not found, a search with and without hits, a filtered list.
_UNLISTED = {
    "sv": ("/sv/finns-inte/", "/sv/sok/?q=taxi", "/sv/sok/?q=qqqq", "/sv/problem/lamna-in/"),
    "fi": ("/fi/ei-ole/", "/fi/haku/?q=taksi", "/fi/haku/?q=qqqq", "/fi/ongelmat/laheta/"),
    "en": ("/en/is-not/", "/en/search/?q=taxi", "/en/search/?q=qqqq", "/en/problems/submit/"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong on a page, at which width and in which scheme."""

    path: str
    width: int
    scheme: str
    what: str

    def __str__(self) -> str:
        return f"{self.path} ({self.width} px, {self.scheme}): {self.what}"


def public_paths(address: str) -> list[str]:
    """The paths of every page that the sitemap names, and of those it does not."""
    with urllib.request.urlopen(f"{address}/sitemap.xml") as answer:  # noqa: S310 our own server
        tree = ElementTree.parse(answer)  # noqa: S314 our own server
    listed = [urlsplit(location.text or "").path for location in tree.iter(_LOC)]
    return [*listed, *(path for language in LANGUAGES for path in _UNLISTED[language])]


def _faults(page: Page, path: str, width: int, scheme: str) -> Iterator[Fault]:
    context = {"exclude": [[".messages"]]}
    for violation in Axe().run(page, context=context).response["violations"]:
        yield Fault(path, width, scheme, f"{violation['id']}: {violation['nodes'][0]['html'][:200]}")
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield Fault(path, width, scheme, "wider than the window")


def _picture(folder: Path, path: str, width: int, scheme: str) -> Path:
    name = re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "root"
    return folder / f"{name}.{width}.{scheme}.png"


def _look(page: Page, path: str, width: int, scheme: str, folder: Path) -> list[Fault]:
    answer = page.goto(path)
    page.screenshot(path=_picture(folder, path, width, scheme), full_page=True)
    if answer is not None and answer.status >= 500:
        return [Fault(path, width, scheme, f"answers {answer.status}")]
    return list(_faults(page, path, width, scheme))


def _public(browser: Browser, address: str, folder: Path) -> Iterator[Fault]:
    paths = public_paths(address)
    for width, scheme in product(WIDTHS, SCHEMES):
        options: dict[str, Any] = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
        with browser.new_context(base_url=address, **options) as window:
            page = window.new_page()
            for path in paths:
                yield from _look(page, path, width, scheme, folder)
    print(f"{len(paths)} public addresses, {len(paths) * len(WIDTHS) * len(SCHEMES)} views")


def _desk_paths(page: Page, depth: int = 2) -> list[str]:
    """Our own screens that a user reaches from the menu, the lists' first links included."""
    page.goto("/admin/")
    found, ahead = {}, ["/admin/", "/admin/reports/", "/admin/procurement/"]
    for _ in range(depth):
        following = []
        for path in ahead:
            if path in found:
                continue
            answer = page.request.get(path)
            found[path] = answer.ok
            links = _LINK.findall(answer.text()) if answer.ok else []
            following += [link for link in links if not _WAGTAILS_OWN.match(link)]
        kinds: dict[str, str] = {}
        for path in following:
            kinds.setdefault(re.sub(r"\d+", "N", path), path)
        ahead = list(kinds.values())
    unsafe = ("export", "download", "/files/", "history", "usage", "delete", "results")
    unsafe += ("/starters/", ".docx", ".json", "/file/", "/comments/", "/trial/pages/", "/trial/word/")
    return [path for path, ok in found.items() if ok and not any(word in path for word in unsafe)]


def _desk(browser: Browser, address: str, folder: Path, user: str) -> Iterator[Fault]:
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as window:
        page = window.new_page()
        page.goto("/admin/")
        page.locator("[name=username]").fill(user)
        page.locator("[name=password]").fill(f"klash-demo-{user}")
        page.locator("form button[type=submit]").click()
        page.wait_for_url("**/admin/")
        paths = _desk_paths(page)
        for path in paths:
            yield from _look(page, path, 1280, f"light-{user}", folder)
    print(f"{len(paths)} screens as {user}")


def audit_pages(address: str, folder: Path) -> list[Fault]:
    """Return all faults; a picture of every view is left in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        faults = [*_public(browser, address, folder)]
        for user in ("editor", "lawyer-1"):
            faults += _desk(browser, address, folder, user)
        browser.close()
    return faults
