"""Keeps what was typed when a session ends under it, and offers it again to the same account.

A form that takes text carries a token, signed by the server, of the account and the address it was made for. A post
of such a form that comes without a session, or with the forgery token of an earlier log-in, writes nothing. Its text
is kept on the server, and its sender is led to the same form, by way of the log-in where that is needed. There the
text is shown, to that account only, to be checked and sent. Without the signature nothing is kept: nobody can lay text
into somebody else's form.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict

from procurement.models import KeptPost

#: The field of a form that holds its token, and the parameter of an address that names what is offered.
FIELD: Final = "rendered_for"
PARAMETER: Final = "kept"
_SALT: Final = "procurement.kept_posts"
#: Seconds after which a form is too old to be kept: two weeks, as long as a session can last.
_MAX_AGE: Final = 14 * 24 * 60 * 60
#: Posts of one account that wait at the same time; the oldest give way.
_MOST: Final = 20


def token_for(request: HttpRequest, path: str = "") -> str:
    """Return the token of a form that is made for an account and sent to an address, by itself the form's own."""
    # As text: the key of an account can be a UUID.
    return signing.dumps({"user": str(request.user.pk), "path": path or request.path}, salt=_SALT)


def keep(request: HttpRequest) -> HttpResponse | None:
    """Keep a post of a form that was made here, and lead back to the form; None if it was not made here."""
    account = _account_of(request)
    if account is None:
        return None
    body = request.POST.copy()
    for name in (FIELD, "csrfmiddlewaretoken"):
        body.pop(name, None)
    KeptPost.forget_old()
    kept = KeptPost.objects.create(user_id=account, path=request.path, body=body.urlencode())
    superfluous = KeptPost.objects.filter(user_id=account).order_by("-kept_at").values_list("pk", flat=True)[_MOST:]
    KeptPost.objects.filter(pk__in=list(superfluous)).delete()
    query = request.GET.copy()
    query[PARAMETER] = str(kept.pk)
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")


def _carries_token(request: HttpRequest) -> bool:
    return (
        request.method == "POST"
        and request.content_type == "application/x-www-form-urlencoded"
        and FIELD in request.POST
    )


def _account_of(request: HttpRequest) -> Any:
    """Return the key of the account that a post's form was made for, or None."""
    if not _carries_token(request):
        return None
    try:
        claims = signing.loads(request.POST[FIELD], salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        return None
    if claims["path"] != request.path:
        return None
    return get_user_model().objects.filter(pk=claims["user"]).values_list("pk", flat=True).first()


def _kept(request: HttpRequest) -> Any:
    try:
        asked = uuid.UUID(request.GET.get(PARAMETER, ""))
    except ValueError:
        return KeptPost.objects.none()
    return KeptPost.waiting().filter(pk=asked, user=request.user.pk, path=request.path)


def offered(request: HttpRequest) -> QueryDict | None:
    """Return what the reader had typed on the form that is shown now, or None."""
    if request.method != "GET":
        return None
    kept = _kept(request).first()
    return None if kept is None else QueryDict(kept.body)


class KeptPostMiddleware:
    """Keeps typed posts that come without a session, and forgets them once they are sent again.

    It stands behind the middleware that knows who is logged in; forged posts are refused before they come here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and delete a kept post whose text has come again."""
        response = self.get_response(request)
        if request.method == "POST" and PARAMETER in request.GET and response.status_code < 500:
            _kept(request).delete()
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Keep a post whose sender is not logged in; of anything else nobody asks here who its sender is."""
        return keep(request) if _carries_token(request) and not request.user.is_authenticated else None
