"""Eight processes count at once, and nothing is lost."""

from __future__ import annotations

import multiprocessing
from multiprocessing.queues import Queue
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connections

from klash_pages.models import RateCount
from klash_pages.plumbing.rate_limit import take

# Commits for real; the rows that migrations made are put back.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PROCESSES, TIMES, DAY = 8, 100, 24 * 3600


def _count(answers: Queue[int], most: int) -> None:
    answers.put(sum(take("counting", "192.0.2.1", most=most, seconds=DAY) for _ in range(TIMES)))
    connections.close_all()


def counted(most: int) -> int:
    """How many of 800 were let in."""
    connections.close_all()
    forking = multiprocessing.get_context("fork")
    answers = forking.Queue()
    processes = [forking.Process(target=_count, args=(answers, most)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    numbers = [answers.get(timeout=120) for _ in processes]
    for process in processes:
        process.join(timeout=20)
    return sum(numbers)


def test_eight_processes_count_eight_hundred_in_the_table() -> None:
    assert counted(10_000) == 800
    assert RateCount.objects.get().number == 800


def test_eight_processes_let_in_just_as_many_as_the_limit_says() -> None:
    assert counted(123) == 123


def test_eight_processes_count_right_in_redis(settings: Any) -> None:
    limits = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:6379/15",
        "KEY_PREFIX": "test-limits",
    }
    settings.CACHES = {**settings.CACHES, "limits": limits}
    settings.KLASH_PAGES_LIMITS_CACHE = "limits"
    caches["limits"].clear()
    caches["limits"].close()
    assert counted(700) == 700
    caches["limits"].clear()
