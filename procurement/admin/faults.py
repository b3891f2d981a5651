"""What a lawyer reads when the disk is full, the database is lost or a file is damaged: one plain page for every step.

It is drawn without the admin around it, which asks the database on every screen.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.log import log_response
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from procurement.admin.views import NAMESPACE
from procurement.faults import Fault, fault_of
from procurement.interface import interface_language
from procurement.languages import LANGUAGE_TAG

logger = logging.getLogger(__name__)

#: The heading, what happened, and what to do.
_WORDS: Final[dict[Fault, tuple[Promise, Promise, Promise]]] = {
    Fault.NO_ROOM: (
        _("The disk of the server is full"),
        _("So this could not be done. Nothing was recorded and nothing was handed out; what was there is as it was."),
        _("Tell the administrator. When there is room again, do it once more."),
    ),
    Fault.STORAGE: (
        _("The storage of papers cannot be used"),
        _(
            "Papers cannot be read or written just now, so this could not be done. Nothing was recorded and nothing "
            "was handed out; what was there is as it was."
        ),
        _("Tell the administrator. When it works again, do it once more."),
    ),
    Fault.DATABASE: (
        _("The database does not answer"),
        _("So this could not be done, nothing was recorded and nothing was handed out."),
        _(
            "Wait a while and try again; look first whether what you sent is there after all. If it lasts, tell the "
            "administrator."
        ),
    ),
    Fault.DAMAGED: (
        _("A stored file is missing or damaged"),
        _("So this could not be done. Nothing was recorded and nothing was handed out."),
        _("Tell the administrator, who can put the file back from a backup. Then do it once more."),
    ),
}


class FaultMiddleware:
    """Answers what breaks under the desk, wherever on the way it breaks, and logs it once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a fault of the desk; leave everything else to others."""
        response = answer(request, exception)
        if response is not None:
            # Without the request: what was sent with it holds facts.
            log_response(
                "%s: %s", response.reason_phrase, request.path, response=response, logger=logger, exception=exception
            )
        return response


def answer(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Return the page that says what broke; None if nothing did, or not under the desk."""
    fault = fault_of(error)
    if fault is None or request.resolver_match is None or NAMESPACE not in request.resolver_match.namespaces:
        return None
    heading, happened, todo = _WORDS[fault]
    with override(_language(request)):
        context = {
            "language": LANGUAGE_TAG[interface_language()],
            "heading": heading,
            "happened": happened,
            "todo": todo,
            "back": _back(request),
        }
        page = render_to_string("procurement/admin/fault.html", context)
    return HttpResponse(
        page,
        status=507 if fault is Fault.NO_ROOM else 503,
        # A trial of a Word template shows its pages in a frame.
        headers={"Cache-Control": "private, no-store", "X-Frame-Options": "SAMEORIGIN"},
    )


def _language(request: HttpRequest) -> str | None:
    """Return the language that the user chose; if that cannot be asked, the browser's."""
    try:
        profile = getattr(getattr(request, "user", None), "wagtail_userprofile", None)
    except (DatabaseError, InterfaceError):
        profile = None
    return profile.get_preferred_language() if profile else get_language()


def _back(request: HttpRequest) -> str:
    """Return the screen that the user came from, otherwise the list of cases."""
    came_from = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return came_from
    return reverse(f"{NAMESPACE}:index")
