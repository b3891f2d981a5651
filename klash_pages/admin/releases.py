"""The release screen: what is ready, what is missing, and the buttons that release it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from klash_pages.admin import same_text, taken_back
from klash_pages.admin.release_doors import prepare_address
from klash_pages.localization.partial_dates import write_moment
from klash_pages.models import AwardPage, ContestPage, Release, ReleaseLift
from klash_pages.publication import releases as releasing
from klash_pages.publication.doors import ReleaseRefusedError
from klash_pages.publication.preview_after_release import SUBJECTS, render_after, subjects_of
from klash_pages.publication.requirements import Check, awards_of, check

LIFT = "klash_pages.lift_release_rule"


def may_open(user: Any) -> bool:
    """Whether somebody may see the screen at all: those who publish some page, and those who may lift the rule."""
    if not user.is_active:
        return False
    policy = policy_registry.get_by_type(Page)
    return bool(user.has_perm(LIFT) or policy.user_has_permission(user, "publish"))


class WhenForm(forms.Form):
    """When the awards are released, as the site's own time."""

    due_at = forms.CharField(
        label=gettext_lazy("Day and time"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    sharing_reason = forms.CharField(
        label=gettext_lazy("They share: where was it decided?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_due_at(self) -> datetime:
        """Read the time in the site's time zone, whatever zone the editor has chosen for the admin."""
        with timezone.override(timezone.get_default_timezone()):
            moment: datetime = forms.DateTimeField().clean(self.cleaned_data["due_at"])
        if moment <= timezone.now():
            raise ValidationError(_("The time of the release has passed."))
        return moment


class NowForm(forms.Form):
    """The confirmation of a release at once: how many awards become public."""

    number = forms.IntegerField(label=gettext_lazy("How many awards become public now?"), min_value=1)
    sharing_reason = WhenForm.base_fields["sharing_reason"]

    def __init__(self, *args: Any, expected: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_number(self) -> int:
        """Refuse another number than the one on the screen."""
        number: int = self.cleaned_data["number"]
        if number != self.expected:
            raise ValidationError(_("The number is not the number of awards in this release. Look at the table again."))
        return number


class _Opened:
    """Lets in those who may open the screen; what they may do is asked again for each action."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_open(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response.headers["Cache-Control"] = "private, no-store"
        return response


class _Screen(_Opened, WagtailAdminTemplateMixin, TemplateView):
    header_icon = "upload"
    page_title = gettext_lazy("Release results")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("releases:index"), "label": _("Release results")}]


class IndexView(_Screen):
    """The releases ahead, the awards that wait for one, and what has been released."""

    template_name = "klash_pages/admin/releases.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add releases and awards."""
        releases = Release.objects.prefetch_related("awards").select_related("created_by", "settled_by")
        ahead = list(releases.filter(state__in=[Release.State.SCHEDULED, Release.State.REFUSED]).order_by("due_at"))
        taken = {key for one in ahead for key in one.award_keys}
        waiting: dict[UUID, AwardPage] = {}
        for award in AwardPage.objects.filter(live=False).select_related("team", "locale").order_by("pk"):
            if award.translation_key not in taken:
                waiting.setdefault(award.translation_key, award)
        return super().get_context_data(
            ahead=[_row(one) for one in ahead],
            contests=_by_contest(list(waiting.values())),
            taken_back=taken_back.rows(self.request.user),
            past=[_row(one) for one in releases.filter(state=Release.State.RELEASED)[:20]],
            **kwargs,
        )


def _row(record: Release) -> dict[str, Any]:
    titles = [award.title for award in awards_of(record.award_keys)]
    return {"release": record, "titles": titles, "when": write_moment(record.due_at)}


def _by_contest(awards: list[AwardPage]) -> list[tuple[str, list[AwardPage]]]:
    contests = {page.path: page.title for page in ContestPage.objects.all()}
    grouped: dict[str, list[AwardPage]] = {}
    for award in awards:
        grouped.setdefault(award.path[: -2 * Page.steplen], []).append(award)
    return [(contests.get(path_, ""), group) for path_, group in grouped.items()]


class _ReleaseScreen(_Screen):
    """What the screens of a new and of a recorded release share."""

    template_name = "klash_pages/admin/release.html"
    when: WhenForm | None = None
    now: NowForm | None = None
    refused: tuple[str, ...] = ()

    @property
    def record(self) -> Release | None:
        """The recorded release, if there is one."""
        return None

    @property
    def keys(self) -> list[UUID]:
        """The translation keys of the awards."""
        raise NotImplementedError

    @cached_property
    def check(self) -> Check:
        """The release, judged now."""
        return check(self.keys, self.record.sharing_reason if self.record else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the screen shows."""
        record = self.record
        user = self.request.user
        is_open = record is None or record.state in (Release.State.SCHEDULED, Release.State.REFUSED)
        return super().get_context_data(
            record=record,
            is_open=is_open,
            check=self.check,
            keys_query=prepare_address(self.keys).partition("?")[2],
            when_written=write_moment(record.due_at) if record else "",
            settled_written=write_moment(record.settled_at) if record and record.settled_at else "",
            may_release=releasing.may_release(user, self.check),
            may_lift=user.has_perm(LIFT),
            when=self.when or WhenForm(auto_id="when_%s"),
            now=self.now or NowForm(auto_id="now_%s"),
            refused=self.refused,
            previews=self._previews() if is_open else [],
            addresses=[page for page in self.check.involved if page.live],
            localize=apps.is_installed("wagtail_localize"),
            time_zone=timezone.get_default_timezone_name(),
            **kwargs,
        )

    def _previews(self) -> list[tuple[str, str, list[str]]]:
        words = {"home": _("Home"), "results": _("Results"), "challenge": _("Challenge"), "award": _("Award")}
        found = subjects_of(self.check)
        return [
            (subject, words[subject], [language for language in self.check.languages if (subject, language) in found])
            for subject in SUBJECTS
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the pressed button says, or show the screen again with what is against it."""
        act = {"schedule": self._schedule, "release": self._release, "withdraw": self._withdraw}.get(
            request.POST.get("action", "")
        )
        if act is None:
            raise Http404
        try:
            record = act()
        except ReleaseRefusedError as refusal:
            self.refused = tuple(refusal.reasons)
            record = None
        if record is None:
            return self.render_to_response(self.get_context_data())
        return redirect("releases:release", record.pk)

    def _schedule(self) -> Release | None:
        self.when = WhenForm(self.request.POST, auto_id="when_%s")
        if not self.when.is_valid():
            return None
        due_at = self.when.cleaned_data["due_at"]
        if self.record:
            record = releasing.reschedule(self.record, due_at, self.request.user)
        else:
            reason = self.when.cleaned_data["sharing_reason"]
            record = releasing.schedule(self.keys, due_at, self.request.user, reason)
        messages.success(self.request, _("The release is scheduled: %(when)s.") % {"when": write_moment(due_at)})
        return record

    def _release(self) -> Release | None:
        self.now = NowForm(self.request.POST, expected=len(self.check.awards), auto_id="now_%s")
        if not self.now.is_valid():
            return None
        if self.record:
            record = releasing.release_early(self.record, self.request.user)
        else:
            record = releasing.release_now(self.keys, self.request.user, self.now.cleaned_data["sharing_reason"])
        messages.success(self.request, _("The results are public in all languages."))
        return record

    def _withdraw(self) -> Release | None:
        if self.record is None:
            raise Http404
        record = releasing.withdraw(self.record, self.request.user)
        messages.success(self.request, _("The schedule is withdrawn. Nothing of it has been public."))
        return record


class PrepareView(_ReleaseScreen):
    """A release that is not recorded yet, of the awards in the address."""

    @cached_property
    def keys(self) -> list[UUID]:
        """The awards that the address names; anything else in it is not found."""
        try:
            return [UUID(key) for key in self.request.GET.getlist("award")]
        except ValueError:
            raise Http404 from None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the release that holds the awards already, or the screen of a new one."""
        waiting = Release.objects.waiting().of_awards(self.keys).first()
        if waiting and set(waiting.award_keys) == set(self.keys):
            return redirect("releases:release", waiting.pk)
        if not self.check.awards:
            return redirect("releases:index")
        return super().get(request, *args, **kwargs)


class ReleaseView(_ReleaseScreen):
    """A recorded release."""

    @cached_property
    def record(self) -> Release:
        """The release of the address."""
        return get_object_or_404(Release.objects.select_related("created_by", "settled_by"), pk=self.kwargs["release"])

    @cached_property
    def keys(self) -> list[UUID]:
        """The awards of the release."""
        return list(self.record.award_keys)


class PreviewView(_Opened, View):
    """A page as an anonymous reader will see it after the release."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer with the page; nothing becomes public."""
        try:
            result = check(UUID(key) for key in request.GET.getlist("award"))
        except ValueError:
            raise Http404 from None
        if not releasing.may_release(request.user, result):
            raise PermissionDenied
        page = subjects_of(result).get((request.GET.get("subject", ""), request.GET.get("language", "")))
        if page is None:
            raise Http404
        return HttpResponse(render_after(result, page, request))


class LiftView(_Opened, View):
    """Asks for the lift of the release rule, or confirms it as the second person."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, award: UUID) -> HttpResponse:
        """Ask or confirm, and go back to the screen."""
        page = next(iter(awards_of([award])), None)
        if page is None:
            raise Http404
        try:
            if request.POST.get("action") == "confirm":
                releasing.confirm_lift(get_object_or_404(ReleaseLift, award_key=award), request.user)
                messages.success(request, _("The release rule is lifted for this award."))
            else:
                releasing.ask_for_lift(page, request.user, request.POST.get("reason", ""))
                messages.success(request, _("The lift is asked for. Legal staff have to confirm it on this screen."))
        except ReleaseRefusedError as refusal:
            messages.error(request, str(refusal))
        query = request.POST.get("back", "")
        return redirect(f"{reverse('releases:prepare')}?{query}" if query else prepare_address([award]))


class _MenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_open(request.user)


class ReleasesViewSet(ViewSet):
    """The release screen and its place in the menu."""

    name = "releases"
    icon = "upload"
    menu_label = gettext_lazy("Release results")
    menu_name = "releases"
    menu_item_class = _MenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses, all below one prefix."""
        return [
            path("", IndexView.as_view(), name="index"),
            path("prepare/", PrepareView.as_view(), name="prepare"),
            path("preview/", PreviewView.as_view(), name="preview"),
            path("lift/<uuid:award>/", LiftView.as_view(), name="lift"),
            path("same/<int:page>/", same_text.choose, name="same"),
            path("taken-back/<int:taken_back>/", taken_back.words, name="taken_back"),
            path("<int:release>/", ReleaseView.as_view(), name="release"),
        ]
