"""The screens of packs: ask for one, see how far it has come, ask again if it failed, download it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from klash_pages.models import ChallengePage, ContestPage
from procurement.actions.download_document import download_pack
from procurement.actions.make_pack import NothingToPackError, ask_for_pack, cases_below
from procurement.actions.make_signing_pack import SigningPackRefusedError, make_signing_pack
from procurement.admin.views import NAMESPACE, CaseMixin, LegalOnlyMixin, Screen, attached
from procurement.models import Case, Pack
from procurement.tasks import build_pack


def places() -> list[tuple[int, str]]:
    """Return the contests and challenges whose awards can be packed together, each once, by title."""
    found = []
    for model in (ContestPage, ChallengePage):
        pages = model.objects.order_by("path")
        first = {page.translation_key: page for page in reversed(pages)}
        found += [(page.pk, page.title) for page in sorted(first.values(), key=lambda page: page.path)]
    return found


class PacksView(LegalOnlyMixin, Screen):
    """All packs, and the way to ask for one of a whole contest or challenge."""

    template_name = "procurement/admin/packs.html"
    page_title = gettext_lazy("Packs of papers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        packs = list(Pack.objects.select_related("created_by")[:50])
        is_under_way = any(pack.is_under_way for pack in packs)
        return super().get_context_data(packs=packs, places=places(), is_under_way=is_under_way, **kwargs)

    def crumbs(self) -> list[dict[str, str]]:
        """Return the path below the list of cases."""
        return [{"url": "", "label": str(self.page_title)}]

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Ask the browser to look again while something is being made."""
        response = super().render_to_response(context, **options)
        if context["is_under_way"]:
            response["Refresh"] = "5"
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask for the pack of a contest or a challenge."""
        chosen = dict(places())
        page = request.POST.get("page", "")
        if not page.isdecimal() or int(page) not in chosen:
            raise Http404
        model = ContestPage if ContestPage.objects.filter(pk=page).exists() else ChallengePage
        return ask(request, chosen[int(page)], cases_below(model.objects.get(pk=page)))


class CasePackView(CaseMixin, View):
    """Asks for the pack of one case."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Ask."""
        case = self.case
        return ask(request, case.award.title, [case])


class SigningPackView(CaseMixin, View):
    """Makes the signing pack of a case."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Make it, or say every reason why not."""
        return sign(request, self.case)


class PackAgainView(LegalOnlyMixin, View):
    """Makes a pack that failed again, in its own place."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pack: int) -> HttpResponse:
        """Ask for it again."""
        failed = get_object_or_404(Pack, pk=pack)
        cases = list(failed.cases.select_related("award").order_by("pk"))
        if failed.sort == Pack.Sort.SIGNING and cases:
            return sign(request, cases[0], again=failed)
        return ask(request, failed.title, cases, again=failed)


def ask(request: HttpRequest, title: str, cases: list[Any], *, again: Pack | None = None) -> HttpResponse:
    """Ask for a pack and go to the list of packs."""
    try:
        pack = ask_for_pack(title, cases, request.user, build_pack.enqueue, again=again)
    except NothingToPackError as refused:
        messages.error(request, str(refused))
    else:
        pack.refresh_from_db()  # Without a worker it is made before this line.
        tell(request, pack, _("The pack is ready. It is listed here."))
    return redirect(f"{NAMESPACE}:packs")


def sign(request: HttpRequest, case: Case, *, again: Pack | None = None) -> HttpResponse:
    """Make the signing pack of a case and go to the list of packs, or say every reason why not at the case."""
    try:
        pack = make_signing_pack(case, request.user, again=again)
    except SigningPackRefusedError as refused:
        messages.error(request, _("The signing pack was not made."))
        for reason in refused.reasons:
            messages.error(request, reason)
        return redirect(reverse(f"{NAMESPACE}:case", args=[case.pk]) + "#signing_pack")
    tell(request, pack, _("The signing pack is ready. It stands in this list."))
    return redirect(f"{NAMESPACE}:packs")


def tell(request: HttpRequest, pack: Pack, ready: str) -> None:
    """Say how far a pack is."""
    if pack.state == Pack.State.READY:
        messages.success(request, ready)
    elif pack.has_failed:
        messages.error(request, _("The pack was not made: %(reason)s.") % {"reason": pack.said_failure})
    else:
        messages.success(request, _("The pack is being made. It is listed here when it is ready."))


class PackDownloadView(LegalOnlyMixin, View):
    """Hands out a pack."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pack: int) -> HttpResponse:
        """Stream the zip."""
        ready = get_object_or_404(Pack, pk=pack, state=Pack.State.READY)
        return attached(download_pack(ready, request.user), "application/zip", ready.file_name)
