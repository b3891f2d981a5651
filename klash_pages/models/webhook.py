"""Webhooks: who is told when a public page changes, what has changed and is not told yet, and each message sent."""

from __future__ import annotations

import base64
import secrets
import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klash_pages.plumbing.outgoing_addresses import check_url


class PageEvent(models.TextChoices):
    """What can happen to a page that everybody may read."""

    APPEARED = "appeared", _("A page appears")
    CHANGED = "changed", _("A page changes")
    MOVED = "moved", _("A page gets another address")
    GONE = "gone", _("A page goes")


def all_events() -> list[str]:
    """What a new endpoint is told about: everything."""
    return list(PageEvent.values)


def new_secret() -> str:
    """Return a secret of 256 bits, in the form that receivers' libraries expect."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


class WebhookEndpoint(models.Model):
    """An address of another program that is told when public pages change."""

    name = models.CharField(_("name"), max_length=100, help_text=_("For your own lists."))
    url = models.URLField(
        _("address"),
        max_length=500,
        validators=[check_url],
        help_text=_("The receiver gives it to you. It begins with https://."),
    )
    secret = models.CharField(
        _("secret"),
        max_length=100,
        default=new_secret,
        editable=False,
        help_text=_("The receiver checks with it that a message came from here. Pass it on as you would a password."),
    )
    events = models.JSONField(_("is told when"), default=all_events)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Nothing is recorded for an address that is not in use.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def event_names(self) -> str:
        """What the receiver is told about, as words."""
        return " · ".join(str(event.label) for event in PageEvent if event in self.events)


class PageChange(models.Model):
    """A page that was touched, with what everybody could see of it before; kept until the receivers' messages are made.

    It is written in the transaction that changes the page, so that neither exists without the other.
    """

    # No foreign key: the page may be gone.
    page_id = models.BigIntegerField(_("page"))
    #: Type, locale, path and address, or None if not everybody could read the page.
    before = models.JSONField(_("before"), null=True)

    class Meta:
        verbose_name = _("page change")
        verbose_name_plural = _("page changes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.page_id)


class DeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Queries for deliveries."""

    def due(self, now: datetime | None = None) -> DeliveryQuerySet:
        """Return those whose time has come, the oldest first."""
        return self.filter(
            state=WebhookDelivery.State.WAITING, due_at__lte=now or timezone.now(), endpoint__is_active=True
        ).order_by("pk")


class WebhookDelivery(models.Model):
    """One message to one receiver, with what became of it."""

    class State(models.TextChoices):
        """Where a delivery stands."""

        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        GIVEN_UP = "given_up", _("Given up")

    class Fault(models.TextChoices):
        """Why an attempt failed."""

        STATUS = "status", _("The receiver refused the message")
        REDIRECT = "redirect", _("The receiver referred to another address, which is not followed")
        NO_ANSWER = "no_answer", _("The receiver did not answer")
        TOO_SLOW = "too_slow", _("The receiver did not answer in time")
        CERTIFICATE = "certificate", _("The receiver's certificate is not valid")
        ADDRESS = "address", _("The address belongs to a private network, or is not encrypted")
        UNKNOWN_HOST = "unknown_host", _("The host is not known")

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    message_id = models.UUIDField(_("message"), default=uuid.uuid4, unique=True, editable=False)
    payload = models.JSONField(_("content"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    attempted_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    fault = models.CharField(_("fault"), max_length=20, choices=Fault.choices, blank=True)
    answer_status = models.PositiveSmallIntegerField(_("status of the answer"), null=True, blank=True)
    answer_text = models.TextField(_("answer"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="klash_pages_delivery_due")]

    def __str__(self) -> str:
        return f"{self.endpoint} {self.message_id}"

    @property
    def pages(self) -> list[dict[str, Any]]:
        """The pages that the message tells about."""
        pages: list[dict[str, Any]] = self.payload["data"]["pages"]
        return pages
