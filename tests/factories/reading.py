"""Reads the site as a visitor does: every page, and every address that a page links to."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from wagtail.models import Page

_LINK = re.compile(r'(?:href|action)="([^"]+)"')
_OURS = {"testserver", "localhost", "127.0.0.1"}


def read_everything(start: list[str] | None = None, client: Client | None = None) -> dict[str, str]:
    """Return the text of every public address by path.

    Reading begins at every live page of the site and follows links, so feeds, maps and searches that a page links to
    are read as well. Addresses that answer with anything but 200 are left out. The reader is anonymous unless a client
    is given.
    """
    client = client or Client()
    waiting = start or ["/", *sorted(page.url for page in Page.objects.live().filter(depth__gt=1).specific())]
    seen: set[str] = set()
    texts: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        if response.status_code in (301, 302):
            waiting.append(_path(response["Location"], path))
            continue
        if response.status_code != 200 or response.streaming:
            continue
        texts[path] = response.content.decode()
        if "html" in response["Content-Type"]:
            links = (_path(link.replace("&amp;", "&"), path) for link in _LINK.findall(texts[path]))
            waiting.extend(link for link in links if link and not link.startswith(("/admin/", "/static/")))
    return texts


def _path(link: str, base: str) -> str:
    """Return the path and query of a link on this site, empty for any other link."""
    parts = urlsplit(urldefrag(urljoin(f"http://testserver{base}", link)).url)
    if parts.scheme not in ("http", "https") or parts.hostname not in _OURS:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
