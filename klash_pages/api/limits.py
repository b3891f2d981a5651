"""How often one address may ask, counted by the same means as the public form."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from klash_pages import rate_limit

_MINUTE = 60


class AddressThrottle(BaseThrottle):
    """Counts the requests of an address by the minute."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request, and say whether it is answered. A limit of 0 is no limit."""
        most: int = getattr(settings, "KLASH_PAGES_API_REQUESTS_PER_MINUTE", 600)
        return most == 0 or rate_limit.count("api", request, seconds=_MINUTE) <= most

    def wait(self) -> float:
        """Seconds to wait at most."""
        return _MINUTE
