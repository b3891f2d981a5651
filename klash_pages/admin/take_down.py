"""The screen that takes a page down in all its languages with everything below it, and then may delete it so."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from klash_pages import keeping, taking_down
from klash_pages.models import AwardPage

NAME = "klash_pages_take_down"


def may_open(user: Any, page: Page) -> bool:
    """Whether somebody may take this page away at all; what else goes with it is asked again."""
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_unpublish() or permissions.can_delete())


class TakeDownView(WagtailAdminTemplateMixin, TemplateView):
    """Shows what would go, asks for the reason, and takes it down; what is down can be deleted."""

    template_name = "klash_pages/admin/take_down.html"
    header_icon = "bin"
    page_title = gettext_lazy("Take down in all languages")
    #: What was wrong with the form.
    refused: tuple[str, ...] = ()

    @cached_property
    def page(self) -> Page:
        """The page of the address, as what it is in particular."""
        return get_object_or_404(Page, pk=self.kwargs["page_id"]).specific

    @cached_property
    def whole(self) -> taking_down.Whole:
        """All that goes with the page."""
        return taking_down.Whole(self.page)

    def get_page_title(self) -> str:
        """Say what the screen does now: what is down already is deleted."""
        return str(self.page_title if self.whole.public else _("Delete in all languages"))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may take the page away; an award has a screen of its own."""
        if not keeping.is_kept(self.page):
            raise Http404
        if not may_open(request.user, self.page):
            raise PermissionDenied
        if isinstance(self.page, AwardPage):
            name = "unpublish" if self.page.live else "edit"
            return redirect(f"wagtailadmin_pages:{name}", self.page.pk)
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way from the page to its screen."""
        page = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "label": str(self.page.get_admin_display_title()),
        }
        return [*self.breadcrumbs_items, page, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what would go and what stands in the way."""
        whole = self.whole
        against = whole.against(self.request.user) if whole.public else whole.against_deletion(self.request.user)
        return super().get_context_data(
            page=self.page,
            public=whole.public,
            number=whole.pages().count(),
            awards=whole.awards,
            against=against,
            refused=self.refused,
            reason=self.request.POST.get("reason", ""),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take down, or delete, as the button says."""
        parent = self.page.get_parent()
        reason = request.POST.get("reason", "")
        try:
            if request.POST.get("action") == "delete":
                number = taking_down.delete(self.page, request.user, reason)
                said = ngettext("%(number)d page is deleted.", "%(number)d pages are deleted.", number)
            else:
                number = taking_down.take_down(self.page, request.user, reason)
                said = ngettext("%(number)d page is taken down.", "%(number)d pages are taken down.", number)
        except taking_down.TakeDownRefusedError as refusal:
            self.refused = tuple(refusal.reasons)
        except PermissionDenied as refusal:  # another app's own reason to keep it
            self.refused = (str(refusal) or _("It cannot be deleted."),)
        else:
            messages.success(request, said % {"number": number})
            return redirect("wagtailadmin_explore", parent.pk)
        return self.get(request, *args, **kwargs)


class WithReason(LogFormatter):
    """An entry of the log that ends in the reason."""

    def format_comment(self, log_entry: Any) -> str:
        """The reason."""
        return str(log_entry.data.get("reason", ""))


class TakenDown(WithReason):
    """The log of a page that was taken down."""

    label = gettext_lazy("Take down in all languages")
    message = gettext_lazy("Taken down in all languages")


class Deleted(WithReason):
    """The log of a page that was deleted with all its languages."""

    label = gettext_lazy("Delete in all languages")
    message = gettext_lazy("Deleted in all languages")


class TakeDownMenuItem(PageMenuItem):
    """Leads to the screen, from the page's own menus."""

    label = gettext_lazy("Take down in all languages")
    icon_name = "bin"
    url_name = NAME

    def is_shown(self, user: Any) -> bool:
        """Where the page was ever public, for those who may take it away."""
        kinds = (*keeping.TOGETHER, *keeping.LISTS) if user.is_superuser else keeping.TOGETHER
        if not issubclass(self.page.specific_class or Page, kinds):
            return False
        return bool(self.page.live or self.page.first_published_at) and may_open(user, self.page)


def header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> list[Any]:  # noqa: ARG001
    """Offer the screen in the header of the page."""
    return [TakeDownMenuItem(page=page, priority=61)]


def listing_button(page: Page, user: Any, next_url: str | None = None) -> list[Any]:  # noqa: ARG001
    """Offer the screen in lists of pages."""
    return [TakeDownMenuItem(page=page, priority=41)]


urlpatterns = [path("take-down/<int:page_id>/", TakeDownView.as_view(), name=NAME)]
