"""The desk of webhooks: who is told, what was sent and what came of it, and the button that sends it again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property, lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from klash_pages.localization.partial_dates import write_moment
from klash_pages.models import WebhookDelivery, WebhookEndpoint
from klash_pages.models.webhook import PageEvent, all_events
from klash_pages.webhooks import delivering


def _label(field: str) -> Any:
    words: Any = WebhookEndpoint._meta.get_field(field)
    return lazy(lambda: capfirst(words.verbose_name), str)()


class WebhookForm(WagtailAdminModelForm):
    """Where messages go and what they tell about."""

    url = forms.URLField(
        label=_label("url"),
        help_text=WebhookEndpoint._meta.get_field("url").help_text,
        max_length=500,
        assume_scheme="https",
    )
    events = forms.MultipleChoiceField(
        label=_label("events"),
        choices=PageEvent.choices,
        initial=all_events,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url", "events", "is_active"]


class WebhookEditForm(WebhookForm):
    """The same, with the secret to pass on."""

    secret = forms.CharField(
        label=_label("secret"),
        help_text=WebhookEndpoint._meta.get_field("secret").help_text,
        disabled=True,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["secret"] = self.instance.secret


def _deliveries_button(endpoint: WebhookEndpoint | None = None) -> Button:
    chosen = f"?endpoint={endpoint.pk}" if endpoint else ""
    return Button(_("What was sent"), url=reverse("webhookdelivery:index") + chosen, icon_name="list-ul", priority=30)


_EVENTS = Column("event_names", label=gettext_lazy("Is told when"))
_IN_USE = BooleanColumn("is_active", label=gettext_lazy("In use"), sort_key="is_active")


class WebhookIndexView(generic.IndexView):
    """All webhooks."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the way to the deliveries."""
        return [*super().header_more_buttons, _deliveries_button()]


class WebhookEditView(generic.EditView):
    """A webhook."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the way to its deliveries."""
        return [*super().header_more_buttons, _deliveries_button(self.object)]


class WebhookCreateView(generic.CreateView):
    """A new webhook, which leads on to its secret."""

    def get_success_url(self) -> str:
        """Show the webhook with its secret, which the receiver needs next."""
        return reverse("webhookendpoint:edit", args=[self.object.pk])


class WebhookViewSet(ModelViewSet):
    """Webhooks, in the settings."""

    model = WebhookEndpoint
    name = "webhookendpoint"
    icon = "globe"
    menu_order = 610
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = WebhookIndexView
    add_view_class = WebhookCreateView
    edit_view_class = WebhookEditView
    list_display = ["name", "url", _EVENTS, _IN_USE]
    search_fields = ["name", "url"]

    def get_form_class(self, for_update: bool = False) -> type[WebhookForm]:
        """Return the form; the secret is made with the webhook, and shown from then on."""
        return WebhookEditForm if for_update else WebhookForm


# Deliveries


class DeliveryPermissionPolicy(ModelPermissionPolicy):
    """Deliveries are made by the program alone; they are seen by those who may see them or may change webhooks."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether somebody may look; nobody may do more."""
        return bool(
            action == "view"
            and user.is_active
            and (super().user_has_permission(user, "view") or delivering.may_replay(user))
        )


def _subject(delivery: WebhookDelivery) -> str:
    paths = [page["path"] for page in delivery.pages]
    if len(paths) == 1:
        return str(paths[0])
    rest = len(paths) - 1
    words = ngettext("%(path)s and %(number)d more page", "%(path)s and %(number)d more pages", rest)
    return words % {"path": paths[0], "number": rest}


def _outcome(delivery: WebhookDelivery) -> str:
    return str(delivery.get_fault_display()) if delivery.fault else ""


class DeliveryIndexView(generic.IndexView):
    """All messages of the last weeks, the newest first."""

    page_title = gettext_lazy("What was sent")
    default_ordering = "-pk"

    def get_base_queryset(self) -> QuerySet[WebhookDelivery]:
        """Return the deliveries with their webhooks."""
        deliveries: QuerySet[WebhookDelivery] = super().get_base_queryset()
        return deliveries.select_related("endpoint")

    @cached_property
    def columns(self) -> list[Column]:
        """The columns that matter."""
        return [
            TitleColumn(
                "subject",
                label=_("Pages"),
                accessor=_subject,
                get_url=lambda delivery: reverse("webhookdelivery:inspect", args=[delivery.pk]),
            ),
            Column("endpoint", label=_("Webhook")),
            Column("created_at", label=_("Created"), accessor=lambda delivery: write_moment(delivery.created_at)),
            Column("get_state_display", label=_("State"), sort_key="state"),
            Column("attempts", label=_("Attempts"), sort_key="attempts"),
            Column("fault", label=_("Fault"), accessor=_outcome),
        ]


class DeliveryInspectView(generic.InspectView):
    """One message: what it says, what came of it, and the button that sends it again."""

    page_title = gettext_lazy("Message")
    template_name = "klash_pages/admin/delivery.html"

    def get_page_subtitle(self) -> str:
        """Name the pages."""
        return _subject(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the template shows."""
        delivery: WebhookDelivery = self.object
        labels = dict(PageEvent.choices)
        waits = delivery.state == WebhookDelivery.State.WAITING
        return super().get_context_data(
            pages=[{**page, "label": labels[page["event"]]} for page in delivery.pages],
            moments=[
                (_("Created"), write_moment(delivery.created_at)),
                (_("Last attempt"), write_moment(delivery.attempted_at) if delivery.attempted_at else "–"),
                *([(_("Next attempt"), write_moment(delivery.due_at))] if waits else []),
            ],
            body=delivering.body_of(delivery).decode(),
            may_replay=delivering.may_replay(self.request.user),
            **kwargs,
        )


class ReplayView(View):
    """Sends a message again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it, and say so."""
        if not delivering.may_replay(request.user):
            raise PermissionDenied
        delivery = get_object_or_404(WebhookDelivery, pk=pk)
        try:
            delivering.replay(delivery, request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The message is sent again."))
        return redirect("webhookdelivery:inspect", pk)


class DeliveryViewSet(ModelViewSet):
    """Messages, reached from the webhooks."""

    model = WebhookDelivery
    name = "webhookdelivery"
    icon = "list-ul"
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    index_view_class = DeliveryIndexView
    inspect_view_class = DeliveryInspectView
    inspect_template_name = DeliveryInspectView.template_name
    list_filter = ["state", "endpoint"]
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[Any]:
        """Offer the list, the messages and the replay, and nothing that changes a message."""
        offered = {"index", "index_results", "inspect"}
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in offered),
            path("replay/<int:pk>/", ReplayView.as_view(), name="replay"),
        ]
