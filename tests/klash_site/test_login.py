"""Whoever guesses passwords is stopped for a while; a colleague elsewhere is not, and nobody gets in uncounted."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import translation

from klash_pages.plumbing import rate_limit
from tests.factories.users import AdminFactory

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
RIGHT = "a-right-and-long-password"


@pytest.fixture(autouse=True)
def _user() -> None:
    user = AdminFactory(username="jurist")
    user.set_password(RIGHT)
    user.save()


def log_in(password: str, name: str = "jurist", **extra: Any) -> Any:
    with translation.override("sv"):
        return Client(**extra).post(LOGIN, {"username": name, "password": password}, headers={"Accept-Language": "sv"})


def test_after_ten_wrong_passwords_the_right_one_is_refused_with_the_time_to_wait() -> None:
    for _ in range(10):
        assert log_in("wrong").status_code == 200
    with mock.patch.object(rate_limit, "seconds_left", return_value=61):
        refused = log_in(RIGHT)
    assert refused.status_code == 200
    assert "För många misslyckade inloggningsförsök. Försök igen om 2 minuter." in refused.content.decode()


def test_the_name_is_one_however_it_is_written() -> None:
    for number in range(10):
        log_in("wrong", name="jurist" if number % 2 else "JURIST")
    assert log_in(RIGHT).status_code == 200


def test_the_colleague_herself_is_not_shut_out_by_somebody_elsewhere() -> None:
    for _ in range(12):
        log_in("wrong", REMOTE_ADDR="192.0.2.66")
    assert log_in(RIGHT).status_code == 302


def test_the_right_password_begins_the_count_anew() -> None:
    for _ in range(3):
        for _ in range(9):
            log_in("wrong")
        assert log_in(RIGHT).status_code == 302


def test_the_brake_ends() -> None:
    for _ in range(11):
        log_in("wrong")
    later = rate_limit.time.time() + 15 * 60
    with mock.patch.object(rate_limit.time, "time", return_value=later):
        assert log_in(RIGHT).status_code == 302


def test_while_redis_is_away_the_brake_holds_and_the_right_password_gets_in(settings: Any) -> None:
    nobody = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:9/0"}
    settings.CACHES = {**settings.CACHES, "limits": nobody}
    settings.KLASH_PAGES_LIMITS_CACHE = "limits"
    assert log_in(RIGHT).status_code == 302
    for _ in range(10):
        log_in("wrong")
    assert "För många misslyckade inloggningsförsök." in log_in(RIGHT).content.decode()


def test_where_nothing_can_be_counted_nobody_gets_in() -> None:
    with mock.patch.object(rate_limit, "_counted_in_table", side_effect=DatabaseError):
        answer = log_in(RIGHT)
    assert answer.status_code == 200
    assert "Det går inte att logga in just nu" in answer.content.decode()
