"""A cache in Redis without which the site goes on: while Redis does not answer, nothing is found and nothing is kept.

Only for what can be made anew, such as whole pages. Counts of limits have an alias of their own, on Django's backend.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = logging.getLogger(__name__)

#: Seconds without asking again: a server that takes connections and never answers costs its time-out each time.
REST = 5
#: Seconds between two lines in the log of a process.
SILENCE = 60


def _or(absent: Any, ask: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of the client that answers so while Redis is away."""

    def answer(self: _Client, *values: Any) -> Any:
        now = time.monotonic()
        if now < _Client.rests_until:
            return absent
        try:
            return ask(self, *values)
        except self._lib.exceptions.RedisError as error:
            # Also a server that is full, read-only or cannot save: it answers, and takes nothing.
            # On the class: each thread has a client of its own.
            _Client.rests_until = now + REST
            if now - _Client.told_at >= SILENCE:
                _Client.told_at = now
                logger.warning(
                    "Redis does not do as asked (%s). The site goes on without kept pages.", type(error).__name__
                )
            return absent

    return answer


class _Client(RedisCacheClient):
    """Asks Redis, and answers as an empty cache would while it is away."""

    _lib: Any  # the package redis, which Django's client imports when it is made
    rests_until = 0.0
    told_at = float("-inf")

    add = _or(False, RedisCacheClient.add)
    set = _or(None, RedisCacheClient.set)
    touch = _or(False, RedisCacheClient.touch)
    delete = _or(False, RedisCacheClient.delete)
    get_many = _or({}, RedisCacheClient.get_many)
    has_key = _or(False, RedisCacheClient.has_key)
    set_many = _or(None, RedisCacheClient.set_many)
    delete_many = _or(None, RedisCacheClient.delete_many)
    clear = _or(False, RedisCacheClient.clear)

    def get(self, key: Any, default: Any) -> Any:
        return _or(default, RedisCacheClient.get)(self, key, default)


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache, but a Redis that is away is an empty cache. `incr` still raises: no count is guessed."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Client
