"""What a kept page costs, against a constant view behind the same middleware in the same run; and what it saves."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import clear_url_caches, path, set_urlconf

from klash_site import urls
from klash_site.demo.loading import load_pages

HOME = "/sv/"
BODY = b""


def constant(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("constant/", constant), *urls.urlpatterns]


@pytest.fixture
def _site(settings: Any, tmp_path: Path) -> Iterator[None]:
    """The demo, with the cache of a single machine."""
    load_pages(lambda _words: None)
    settings.ROOT_URLCONF = __name__
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path}
    }
    settings.KLASH_PAGES_CACHE = "default"
    clear_url_caches()
    # The demo lives in a transaction of this connection.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)
    set_urlconf(None)
    clear_url_caches()


def reader(handler: WSGIHandler, address: str, status: str = "200", **headers: str) -> Callable[[], bytes]:
    """Return what reads an address as a server does, without the network."""

    def start(answer: str, _headers: Any) -> None:
        assert answer.startswith(status), answer

    def read() -> bytes:
        response = handler(RequestFactory(SERVER_NAME="localhost").get(address, headers=headers).environ, start)
        body = b"".join(response)
        response.close()
        return body

    return read


def rate(read: Callable[[], bytes], times: int) -> float:
    """Return requests per second of CPU."""
    begun = time.process_time()
    for _ in range(times):
        read()
    return times / (time.process_time() - begun)


@pytest.mark.django_db
@pytest.mark.usefixtures("_site")
def test_a_kept_page_is_served_as_fast_as_a_constant_view(benchmark: Any) -> None:
    handler = WSGIHandler()
    kept, constantly = reader(handler, HOME), reader(handler, "/constant/")
    sys.modules[__name__].BODY = kept()  # type: ignore[attr-defined]
    assert constantly() == kept()
    again = reader(handler, f"{HOME}?unknown=1")
    rounds = [(rate(kept, 200), rate(constantly, 200)) for _ in range(15)]
    ratio = median(cached / plain for cached, plain in rounds)
    anew = rate(again, 20)
    benchmark(kept)
    print(
        f"\nconstant view of {len(BODY)} bytes   {median(plain for _, plain in rounds):8.0f} requests a second of CPU"
    )
    print(
        f"kept home page               {median(cached for cached, _ in rounds):8.0f}, {ratio:5.2f} x the constant view"
    )
    print(
        f"home page made anew          {anew:8.0f}, 1/{median(cached for cached, _ in rounds) / anew:.0f} of the kept"
    )
    assert ratio >= 0.8
