"""While Redis is away the site goes on, and what it kept before is not shown when Redis is back."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from wagtail.models import Page

from klash_pages.plumbing import fail_open_cache, page_cache
from tests.factories.pages import StandardPageFactory
from tests.factories.users import AdminFactory

pytestmark = pytest.mark.django_db

REDIS = ("127.0.0.1", 6379)


class Line:
    """A line to Redis on a port of its own, which can be cut."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open: list[socket.socket] = []
        self.is_cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.listener.accept()
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(REDIS)
                self.open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)

    def cut(self) -> None:
        self.is_cut = True
        for end in self.open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.open = []

    def mend(self) -> None:
        self.is_cut = False
        fail_open_cache._Client.rests_until = 0.0


@pytest.fixture
def line(settings: Any) -> Iterator[Line]:
    line = Line()
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "klash_pages.plumbing.fail_open_cache.FailOpenRedisCache",
            "LOCATION": f"redis://127.0.0.1:{line.port}/15",
            "KEY_PREFIX": "test-fail-open",
            "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
        },
    }
    settings.KLASH_PAGES_CACHE = "default"
    fail_open_cache._Client.rests_until, fail_open_cache._Client.told_at = 0.0, -1e9
    caches["default"].clear()
    yield line
    line.mend()
    caches["default"].clear()
    line.cut()
    line.listener.close()
    page_cache._is_owed = False
    fail_open_cache._Client.rests_until = 0.0


@pytest.fixture
def page() -> Page:
    return StandardPageFactory(title="Om tävlingen", slug="om")


def read(page: Page) -> str:
    response = Client().get(page.url)
    assert response.status_code == 200
    return str(response.content.decode())


def rename(page: Page, title: str) -> None:
    page.title = title
    page.save()


def test_with_redis_pages_are_kept(line: Line, page: Page) -> None:
    read(page)
    rename(page, "Ny rubrik")
    # Nothing was committed in this test, so the kept page is still found.
    assert "Om tävlingen" in read(page)


def test_without_redis_readers_and_the_log_in_go_on(line: Line, page: Page) -> None:
    read(page)
    line.cut()
    rename(page, "Ny rubrik")
    assert "Ny rubrik" in read(page)
    user = AdminFactory(username="redaktor")
    user.set_password("a-long-password-of-hers")
    user.save()
    client = Client()
    answer = client.post("/admin/login/", {"username": "redaktor", "password": "a-long-password-of-hers"})
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200
    assert Client().get("/api/v3/klash/news/?locale=sv").status_code == 200


def test_what_was_kept_before_is_not_shown_when_redis_is_back(
    line: Line, page: Page, django_capture_on_commit_callbacks: Any
) -> None:
    read(page)
    line.cut()
    with django_capture_on_commit_callbacks(execute=True):
        rename(page, "Ny rubrik")
    line.mend()
    assert "Ny rubrik" in read(page)
    assert caches["default"].get(page_cache.GENERATION) is not None


def test_a_process_that_noticed_the_absence_begins_a_new_generation(line: Line, page: Page) -> None:
    read(page)
    before = page_cache.generation()
    line.cut()
    assert page_cache.generation() != page_cache.generation() != before
    line.mend()
    after = page_cache.generation()
    assert after != before
    assert page_cache.generation() == after


def test_the_log_says_so_once_a_minute(line: Line, caplog: pytest.LogCaptureFixture, monkeypatch: Any) -> None:
    line.cut()
    now = 1000.0
    monkeypatch.setattr(fail_open_cache.time, "monotonic", lambda: now)
    with caplog.at_level(logging.WARNING, logger="klash_pages.plumbing.fail_open_cache"):
        for now in (1000.0, 1006.0, 1030.0, 1059.0):  # noqa: B007 - the clock reads it
            caches["default"].get("x")
        assert len(caplog.records) == 1
        now = 1066.0
        caches["default"].get("x")
    assert [record.getMessage() for record in caplog.records] == [
        "Redis does not do as asked (ConnectionError). The site goes on without kept pages."
    ] * 2


@pytest.mark.parametrize(
    "said",
    [
        "OOM command not allowed when used memory > 'maxmemory'.",
        "MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk.",
        "READONLY You can't write against a read only replica.",
    ],
)
def test_a_redis_that_takes_nothing_is_an_empty_cache_too(line: Line, said: str) -> None:
    full = socket.create_server(("127.0.0.1", 0))

    def refuse() -> None:
        with suppress(OSError):
            while True:
                near, _address = full.accept()
                while near.recv(65536):
                    near.sendall(f"-{said}\r\n".encode())

    threading.Thread(target=refuse, daemon=True).start()
    client = fail_open_cache._Client([f"redis://127.0.0.1:{full.getsockname()[1]}/0"])
    assert client.set("a", 1, 60) is None
    assert client.get("a", "nothing") == "nothing"
    full.close()


def test_a_server_that_takes_and_never_answers_costs_its_patience_once(line: Line, settings: Any) -> None:
    mute = socket.create_server(("127.0.0.1", 0))
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            **settings.CACHES["default"],
            "LOCATION": f"redis://127.0.0.1:{mute.getsockname()[1]}/0",
        },
    }
    asked: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        connect = socket.socket.connect
        patch.setattr(socket.socket, "connect", lambda self, to: asked.append(to) or connect(self, to))
        assert [caches["default"].get("x", "nothing") for _ in range(20)] == ["nothing"] * 20
    mute.close()
    assert len(asked) == 1


def test_every_method_answers_as_an_empty_cache_would(line: Line) -> None:
    line.cut()
    cache = caches["default"]
    assert (cache.get("a", 1), cache.add("a", 1), cache.set("a", 1), cache.touch("a"), cache.delete("a")) == (
        1,
        False,
        None,
        False,
        False,
    )
    assert (cache.get_many(["a"]), cache.has_key("a"), cache.set_many({"a": 1}), cache.delete_many(["a"])) == (
        {},
        False,
        [],
        None,
    )
    assert cache.clear() is False
