"""How often somebody may ask for something: the public form, the API, the log-in. Counted in windows that end.

Counts live in a table, or in the cache that `KLASH_PAGES_LIMITS_CACHE` names, which must be shared by all processes and
count atomically, as Redis does. While that cache fails the table counts, which needs nothing that
the site itself does not need; counts then begin anew, so whoever guesses has at most twice the tries. The number of the
window is part of the key, so a window ends when its time has come, however often somebody goes on asking. Addresses are
never stored: the key is a keyed hash, new in every window.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import time
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from klash_pages.plumbing.rate_count import RateCount

logger = logging.getLogger(__name__)

#: Seconds between two lines in the log of a process.
_SILENCE = 60
_told_at = float("-inf")


class LimitsDownError(Exception):
    """No place where counts are kept answers, the database neither. Who asked must decide what that means."""


def address_of(request: HttpRequest) -> str:
    """Return where a request comes from. Behind a proxy that is in a header the proxy sets, which a setting names."""
    header: str = getattr(settings, "KLASH_PAGES_ADDRESS_HEADER", "REMOTE_ADDR")
    text = request.META.get(header) or request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text.split(",")[0].strip())
    except ValueError:
        return "unknown"
    if address.version == 6:
        # One subscriber has a whole /64 network.
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def take(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Count that somebody does something, and say whether it is within the limit. What is refused counts for nothing.

    Args:
        what: what is done; each thing has counts of its own.
        who: whose count it is: an address, a name; empty for everybody's.
        most: how many times in a window.
        seconds: the length of a window. Windows begin at the same moments for all.

    Raises:
        LimitsDownError: nothing can be counted.
    """
    key, ends_at = _key(what, who, seconds), _end(seconds)
    if alias := _alias():
        try:
            return _counted_in_cache(alias, key, ends_at) <= most
        except Exception as error:  # noqa: BLE001 - whatever a backend raises when it is gone
            _tell(error)
    try:
        return most > 0 and _counted_in_table(key, ends_at, most)
    except DatabaseError as error:
        raise LimitsDownError(what) from error


def forget(what: str, who: str, *, seconds: int) -> None:
    """Begin somebody's count anew.

    Raises:
        LimitsDownError: the database does not answer.
    """
    key = _key(what, who, seconds)
    if alias := _alias():
        try:
            caches[alias].delete(key)
        except Exception as error:  # noqa: BLE001 - as above
            _tell(error)
    try:
        # With a cache too: what was counted here while it was away would go on standing.
        RateCount.objects.filter(key=key).delete()
    except DatabaseError as error:
        raise LimitsDownError(what) from error


def seconds_left(seconds: int) -> int:
    """Return how many seconds remain of the present window of that length, at least one."""
    return max(1, math.ceil(_end(seconds) - time.time()))


def _tell(error: Exception) -> None:
    """Say in the log that the cache does not count, once a minute for each process."""
    global _told_at
    now = time.monotonic()
    if now - _told_at >= _SILENCE:
        _told_at = now
        logger.warning("The cache of the limits does not count (%s). The database counts.", type(error).__name__)


def _alias() -> str:
    return getattr(settings, "KLASH_PAGES_LIMITS_CACHE", "")


def _end(seconds: int) -> int:
    return (int(time.time()) // seconds + 1) * seconds


def _key(what: str, who: str, seconds: int) -> str:
    salt = f"klash_pages.rate_limit/{what}/{_end(seconds)}"
    return salted_hmac(salt, who, algorithm="sha256").hexdigest()


def _counted_in_cache(alias: str, key: str, ends_at: int) -> int:
    cache = caches[alias]
    # A little longer than the window: a key that ran out between the two calls would come back without an end.
    cache.add(key, 0, ends_at - time.time() + 60)
    return cache.incr(key)


def _counted_in_table(key: str, ends_at: int, most: int) -> bool:
    """Count by one UPDATE; the first of a window makes the row, and clears away those whose window has ended."""
    below = RateCount.objects.filter(key=key, number__lt=most)
    if below.update(number=F("number") + 1):
        return True
    with transaction.atomic():
        end = datetime.fromtimestamp(ends_at, UTC)
        _row, is_first = RateCount.objects.get_or_create(key=key, defaults={"number": 1, "ends_at": end})
        if is_first:
            RateCount.objects.filter(ends_at__lt=datetime.fromtimestamp(time.time(), UTC)).delete()
            return True
    # Somebody else made the row meanwhile, or the limit is reached.
    return below.update(number=F("number") + 1) == 1
