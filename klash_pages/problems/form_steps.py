"""The three steps of the public form: fill in, check, receipt.

Between the steps the answers travel in a signed hidden field, so no session and no cookie remembers the reader. The
one cookie is Django's against forged requests, set by the form page only. Nothing of this is kept by any cache.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from klash_pages.models import ProblemIndexPage
from klash_pages.models.problem import SUBMITTER_FIELDS
from klash_pages.plumbing.rate_limit import LimitsDownError, address_of, seconds_left, take
from klash_pages.problems.form import ProblemForm
from klash_pages.problems.receiving import Call, CallClosedError, nearest_call, open_call, submit

_SALT = "klash_pages.problem"
_RECEIPT_SALT = "klash_pages.receipt"
_HOUR = 60 * 60


def _render(page: ProblemIndexPage, request: HttpRequest, step: str, status: int = 200, **context: Any) -> HttpResponse:
    response = page.render(
        request,
        template=f"klash_pages/problem_{step}.html",
        context_overrides={"address_tails": page.form_tails(), "form_url": page.form_url(request), **context},
    )
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _pack(data: dict[str, str], key: str) -> str:
    return signing.dumps({"key": key, "data": data}, salt=_SALT, compress=True)


def _unpack(packed: str) -> tuple[dict[str, str], uuid.UUID]:
    try:
        content = signing.loads(packed, salt=_SALT)
    except signing.BadSignature as error:
        raise BadRequest("The hidden field of the form was changed.") from error
    return content["data"], uuid.UUID(content["key"])


def fill_in(page: ProblemIndexPage, request: HttpRequest) -> HttpResponse:
    """Serve the form, the check of the answers, and the sending."""
    call = open_call(page.locale)
    if call is None:
        return _closed(page, request)
    if request.method != "POST":
        return _form(page, request, call, ProblemForm(consent_text=page.consent))
    match request.POST.get("step"):
        case "send":
            return _send(page, request, call)
        case "change":
            data, _key = _unpack(request.POST.get("answers", ""))
            return _form(page, request, call, ProblemForm(initial=data, consent_text=page.consent))
        case _:
            return _check(page, request, call)


def _closed(page: ProblemIndexPage, request: HttpRequest) -> HttpResponse:
    """Say that no problems are taken; what somebody was about to send is shown, so that it is not lost."""
    answers: list[dict[str, Any]] = []
    if request.method == "POST":
        data = _unpack(request.POST["answers"])[0] if request.POST.get("answers") else request.POST
        form = ProblemForm(data)
        answers = form.answers() if form.is_valid() else []
    status = 403 if request.method == "POST" else 200
    call, today = nearest_call(page.locale), timezone.localdate()
    is_ahead = call is not None and call.opens_on > today
    return _render(page, request, "closed", status, call=call, is_ahead=is_ahead, answers=answers)


def _form(
    page: ProblemIndexPage, request: HttpRequest, call: Call, form: ProblemForm, status: int = 200
) -> HttpResponse:
    names = [name for name in form.fields if name not in ("consent", "website")]
    fields = {
        "problem_fields": [form[name] for name in names if name not in SUBMITTER_FIELDS],
        "submitter_fields": [form[name] for name in names if name in SUBMITTER_FIELDS],
    }
    return _render(page, request, "form", status, call=call, form=form, **fields)


def _check(page: ProblemIndexPage, request: HttpRequest, call: Call) -> HttpResponse:
    form = ProblemForm(request.POST, consent_text=page.consent)
    if not form.is_valid():
        return _form(page, request, call, form, status=422)
    data = {name: request.POST.get(name, "") for name in form.fields}
    return _answers(page, request, call, form, _pack(data, str(uuid.uuid4())))


def _answers(
    page: ProblemIndexPage, request: HttpRequest, call: Call, form: ProblemForm, packed: str, refusal: int = 0
) -> HttpResponse:
    response = _render(page, request, "check", refusal or 200, call=call, form=form, packed=packed, refusal=refusal)
    if refusal == 429:
        response.headers["Retry-After"] = str(seconds_left(_HOUR))
    return response


def _refusal(request: HttpRequest) -> int:
    """Count a submission, and return the status by which it is refused; 0 if it may be taken."""
    per_address: int = getattr(settings, "KLASH_PAGES_SUBMISSIONS_PER_ADDRESS", 10)
    in_all: int = getattr(settings, "KLASH_PAGES_SUBMISSIONS_PER_HOUR", 100)
    try:
        # Whoever is over the limit of an address does not use up everybody's.
        is_within = take("submissions", address_of(request), most=per_address, seconds=_HOUR) and take(
            "all submissions", "", most=in_all, seconds=_HOUR
        )
    except LimitsDownError:
        return 503
    return 0 if is_within else 429


def _send(page: ProblemIndexPage, request: HttpRequest, call: Call) -> HttpResponse:
    packed = request.POST.get("answers", "")
    data, key = _unpack(packed)
    form = ProblemForm(data, consent_text=page.consent)
    if not form.is_valid():  # a theme is gone since, or the rules have changed
        return _form(page, request, call, form, status=422)
    if refusal := _refusal(request):
        return _answers(page, request, call, form, packed, refusal)
    try:
        problem = submit(
            call, form.cleaned_data, key=key, consent_text=page.consent, language=page.locale.language_code
        )
    except CallClosedError:
        return _closed(page, request)
    receipt = signing.Signer(salt=_RECEIPT_SALT).sign(str(problem.number))
    response = redirect(f"{page.thanks_url(request)}?ref={receipt}")
    response.status_code = 303
    response.headers["Cache-Control"] = "no-store"
    return response


def thank(page: ProblemIndexPage, request: HttpRequest) -> HttpResponse:
    """Serve the receipt; only whoever has sent a problem has an address that is signed."""
    try:
        number = signing.Signer(salt=_RECEIPT_SALT).unsign(request.GET.get("ref", ""))
    except signing.BadSignature as error:
        raise Http404 from error
    return _render(page, request, "thanks", number=number)
