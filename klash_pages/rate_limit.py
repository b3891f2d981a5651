"""How often an address may ask for something: the public form, the API. Counted in Django's cache.

Addresses are never stored: the counter's key is a keyed hash of the address, new every day.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

_HOUR = 60 * 60


def _address(request: HttpRequest) -> str:
    """Where a request comes from. Behind a proxy that is in a header the proxy sets, which a setting names."""
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


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        cache.set(key, 1, seconds)
        return 1


def count(what: str, request: HttpRequest, seconds: int) -> int:
    """Count that an address asks, and return how often it has since its counter began."""
    day = timezone.localdate().isoformat()
    digest = salted_hmac(f"klash_pages.rate_limit/{day}", _address(request), algorithm="sha256").hexdigest()
    return _count(f"klash_pages.{what}.{digest}", seconds)


def is_within_limit(request: HttpRequest) -> bool:
    """Count a submission, and say whether it may still be taken."""
    per_address: int = getattr(settings, "KLASH_PAGES_SUBMISSIONS_PER_ADDRESS", 10)
    in_all: int = getattr(settings, "KLASH_PAGES_SUBMISSIONS_PER_HOUR", 100)
    # Whoever is over the limit of an address does not use up everybody's.
    return count("submissions", request, _HOUR) <= per_address and _count("klash_pages.submissions", _HOUR) <= in_all
