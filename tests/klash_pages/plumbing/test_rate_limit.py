"""Limits end when they say so, whatever anybody does meanwhile, and count right in what people run by default."""

from __future__ import annotations

import re
from typing import Any
from unittest import mock

import pytest
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from klash_pages.models import RateCount
from klash_pages.plumbing import rate_limit
from klash_pages.plumbing.rate_limit import LimitsDownError, address_of, forget, seconds_left, take

pytestmark = pytest.mark.django_db

HOUR = 3600
REDIS = "redis://127.0.0.1:6379/15"
#: The first second of a window of an hour.
BEGIN = 1_800_000_000 // HOUR * HOUR


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> mock.Mock:
    """A clock that is set by hand: `clock.return_value = …`."""
    now = mock.Mock(return_value=float(BEGIN))
    monkeypatch.setattr(rate_limit.time, "time", now)
    return now


@pytest.fixture(params=["table", "redis"])
def store(request: pytest.FixtureRequest, settings: Any) -> Any:
    """Where counts live: by default in the table, with Redis in an alias of their own."""
    if request.param == "redis":
        limits = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS, "KEY_PREFIX": "test"}
        settings.CACHES = {**settings.CACHES, "limits": limits}
        settings.KLASH_PAGES_LIMITS_CACHE = "limits"
        caches["limits"].clear()
        yield request.param
        caches["limits"].clear()
    else:
        assert settings.KLASH_PAGES_LIMITS_CACHE == ""
        yield request.param


def ask(who: str = "192.0.2.1", most: int = 3) -> bool:
    return take("asking", who, most=most, seconds=HOUR)


def test_so_many_are_within_the_limit_and_no_more(store: str) -> None:
    assert [ask() for _ in range(5)] == [True, True, True, False, False]
    assert ask("192.0.2.2")
    assert take("something else", "192.0.2.1", most=1, seconds=HOUR)


def test_a_limit_of_nothing_refuses_all(store: str) -> None:
    assert not ask(most=0)


def test_whoever_goes_on_asking_is_let_in_when_the_window_ends(store: str, clock: mock.Mock) -> None:
    assert [ask() for _ in range(4)] == [True, True, True, False]
    for second in range(300, HOUR, 300):
        clock.return_value = BEGIN + float(second)
        assert not ask()
    clock.return_value = BEGIN + HOUR
    assert [ask() for _ in range(4)] == [True, True, True, False]


def test_a_quiet_asker_is_never_refused(store: str, clock: mock.Mock) -> None:
    for hour in range(12):
        clock.return_value = BEGIN + hour * HOUR + 1.5
        assert [ask(), ask()] == [True, True]


@pytest.mark.parametrize(
    ("now", "left"), [(BEGIN, HOUR), (BEGIN + 0.4, HOUR), (BEGIN + HOUR - 1, 1), (BEGIN + HOUR - 0.1, 1)]
)
def test_the_time_to_wait_is_what_remains_of_the_window(clock: mock.Mock, now: float, left: int) -> None:
    clock.return_value = now
    assert seconds_left(HOUR) == left


def test_a_count_can_begin_anew(store: str) -> None:
    assert [ask() for _ in range(4)][-1] is False
    forget("asking", "192.0.2.1", seconds=HOUR)
    assert ask()


def test_a_question_costs_one_update(store: str) -> None:
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    assert [query["sql"].split()[0] for query in queries] == (["UPDATE"] if store == "table" else [])


def test_rows_of_ended_windows_go_when_a_new_one_begins(clock: mock.Mock) -> None:
    for number in range(3):
        ask(f"192.0.2.{number}")
    assert RateCount.objects.count() == 3
    clock.return_value = BEGIN + HOUR + 1
    ask()
    assert RateCount.objects.count() == 1


def test_no_address_is_stored_and_its_hash_differs_from_window_to_window(clock: mock.Mock) -> None:
    ask("192.0.2.77")
    first = RateCount.objects.get()
    clock.return_value = BEGIN + HOUR
    ask("192.0.2.77")
    second = RateCount.objects.get(ends_at__gt=first.ends_at)
    assert first.key != second.key
    assert all(re.fullmatch(r"[0-9a-f]{64}", row.key) for row in (first, second))


def test_a_database_that_does_not_answer_is_said_and_not_guessed() -> None:
    with mock.patch.object(RateCount.objects, "filter", side_effect=DatabaseError), pytest.raises(LimitsDownError):
        ask()


def test_while_redis_does_not_answer_the_table_counts(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    nobody = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {**settings.CACHES, "limits": nobody}
    settings.KLASH_PAGES_LIMITS_CACHE = "limits"
    with mock.patch.object(rate_limit, "_told_at", float("-inf")):
        assert [ask() for _ in range(4)] == [True, True, True, False]
    assert [record.getMessage() for record in caplog.records if record.name == rate_limit.__name__] == [
        "The cache of the limits does not count (ConnectionError). The database counts."
    ]
    forget("asking", "192.0.2.1", seconds=HOUR)
    assert ask()


def test_while_neither_answers_it_is_said_and_not_guessed(settings: Any) -> None:
    nobody = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {**settings.CACHES, "limits": nobody}
    settings.KLASH_PAGES_LIMITS_CACHE = "limits"
    with mock.patch.object(RateCount.objects, "filter", side_effect=DatabaseError):
        with pytest.raises(LimitsDownError):
            ask()
        with pytest.raises(LimitsDownError):
            forget("asking", "192.0.2.1", seconds=HOUR)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::2, 10.0.0.1", "2001:db8::/64"),
        ("nonsense", "unknown"),
        ("", "127.0.0.1"),
    ],
)
def test_an_address_is_that_of_the_header_and_a_network_of_ipv6_is_one(settings: Any, said: str, address: str) -> None:
    settings.KLASH_PAGES_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    assert address_of(RequestFactory().get("/", headers={"X-Real-IP": said})) == address


def test_the_default_settings_count_in_the_table_and_redis_has_an_alias_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from klash_site.settings import base

    assert set(base.caches()) == {"default"}
    monkeypatch.setenv("CACHE_URL", "redis://cache.example:6379/1")
    made = base.caches()
    assert made["default"]["BACKEND"] == "klash_pages.plumbing.fail_open_cache.FailOpenRedisCache"
    assert made["limits"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert made["limits"]["LOCATION"] == "redis://cache.example:6379/1"


@pytest.mark.parametrize(
    ("backend", "is_faulty"),
    [
        ("django.core.cache.backends.filebased.FileBasedCache", True),
        ("django.core.cache.backends.locmem.LocMemCache", True),
        ("django.core.cache.backends.dummy.DummyCache", True),
        ("django.core.cache.backends.db.DatabaseCache", True),
        ("klash_pages.plumbing.fail_open_cache.FailOpenRedisCache", True),
        ("django.core.cache.backends.redis.RedisCache", False),
    ],
)
def test_a_cache_that_cannot_count_for_all_is_refused_at_start(settings: Any, backend: str, is_faulty: bool) -> None:
    from klash_pages.checks import check_limits

    settings.CACHES = {**settings.CACHES, "limits": {"BACKEND": backend, "LOCATION": "x"}}
    settings.KLASH_PAGES_LIMITS_CACHE = "limits"
    assert [message.id for message in check_limits()] == (["klash_pages.E004"] if is_faulty else [])


def test_an_alias_that_is_not_there_is_refused_at_start(settings: Any) -> None:
    from klash_pages.checks import check_limits

    settings.KLASH_PAGES_LIMITS_CACHE = "nowhere"
    assert [message.id for message in check_limits()] == ["klash_pages.E004"]
