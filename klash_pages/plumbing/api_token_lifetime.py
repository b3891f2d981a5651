"""How long an API token lives: not past its age limit, and not past its owner's role.

Wagtail's tokens have neither limit. `TokenMiddleware` judges a token at every use, and the command that runs every
minute revokes those that nobody uses, so that the list in the admin is true.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from enum import Enum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import APIToken

_REVOKED = "wagtail.apitoken.revoke"
_SCHEME = "bearer "


class Death(Enum):
    """Why a token is good no longer, for the log and for whoever used it."""

    TOO_OLD = "The token is too old. Make a new one."
    OWNER_INACTIVE = "The token's user is not active."
    OWNER_WITHOUT_ROLE = "The token's user may not enter the admin."


def lifetime() -> timedelta:
    """How long a token can be used after it was made."""
    return timedelta(days=getattr(settings, "KLASH_PAGES_TOKEN_DAYS", 90))


def death_of(token: APIToken) -> Death | None:
    """Return why a token is good no longer, or None."""
    if token.created + lifetime() <= timezone.now():
        return Death.TOO_OLD
    if not token.user.is_active:
        return Death.OWNER_INACTIVE
    if not token.user.has_perm("wagtailadmin.access_admin"):
        return Death.OWNER_WITHOUT_ROLE
    return None


def _bury(token: APIToken, death: Death) -> None:
    token.revoke()
    log(token, _REVOKED, data={"reason": death.name.lower()})


def revoke_dead() -> list[APIToken]:
    """Revoke every token that is good no longer, for good: it does not come back with its owner's role."""
    dead = []
    for token in APIToken.objects.filter(revoked_at__isnull=True).select_related("user"):
        if death := death_of(token):
            _bury(token, death)
            dead.append(token)
    return dead


def _refusal(presented: str) -> str | None:
    """Return why a presented token is refused, or None."""
    hashes = APIToken.candidate_key_hashes(presented)
    token = APIToken.objects.select_related("user").filter(key_hash__in=hashes, revoked_at__isnull=True).first()
    if token is None:
        return "There is no such token."
    if death := death_of(token):
        _bury(token, death)
        return death.value
    return None


def _is_for_api(request: HttpRequest) -> bool:
    try:
        return request.path.startswith(reverse("wagtailapi_v3:api-root"))
    except NoReverseMatch:
        return False


class TokenMiddleware:
    """Answers 401 where a token is presented to the API that is unknown, revoked, too old or without its owner's role.

    Wagtail takes such a reader for anonymous, who would then miss pages without a word.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look only at requests to the API that present a token."""
        presented = request.META.get("HTTP_AUTHORIZATION", "")
        if presented.lower().startswith(_SCHEME) and _is_for_api(request):
            reason = _refusal(presented[len(_SCHEME) :].strip())
            if reason is not None:
                return self._refuse(reason)
        return self.get_response(request)

    @staticmethod
    def _refuse(reason: str) -> HttpResponse:
        from wagtail.api.v3.errors import problem_response  # lazy: optional

        response: HttpResponse = problem_response(status=401, detail=reason)
        response.headers["WWW-Authenticate"] = "Bearer"
        response.headers["Cache-Control"] = "private, no-store"
        return response
