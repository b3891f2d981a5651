"""How often one address may ask, counted by the same means as the public form."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from klash_pages.plumbing import rate_limit

_MINUTE = 60


class AddressThrottle(BaseThrottle):
    """Counts the requests of an address by the minute."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count a request, and say whether it is answered. A limit of 0 is no limit.

        What everybody may read is answered even while nothing can be counted.
        """
        most: int = getattr(settings, "KLASH_PAGES_API_REQUESTS_PER_MINUTE", 600)
        if most == 0:
            return True
        try:
            return rate_limit.take("api", rate_limit.address_of(request), most=most, seconds=_MINUTE)
        except rate_limit.LimitsDownError:
            return True

    def wait(self) -> float:
        """Seconds until the present minute ends."""
        return rate_limit.seconds_left(_MINUTE)
