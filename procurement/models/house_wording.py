"""House wordings: the office's own words of a clause, in versions that never change, and the steps of their life."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.models.append_only import AppendOnly
from procurement.validators.printable_text import validate_printable


class HouseWording(AppendOnly):
    """A version of the house's words of one clause, in every language of the clause.

    `shipped_digest` is the hash of the shipped words that it was written against: when they change, it shows.
    """

    class State(models.TextChoices):
        """Where a version is in its life."""

        DRAFT = "draft", _("waits for approval")
        IN_USE = "in_use", _("in use")
        WITHDRAWN = "withdrawn", _("withdrawn")

    clause = models.CharField(_("clause"), max_length=60)
    number = models.PositiveIntegerField(_("version"))
    texts = models.JSONField(_("texts"))
    shipped_digest = models.CharField(
        _("hash of the shipped words"), max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")]
    )
    reason = models.TextField(_("reason"), validators=[validate_printable])
    #: Why a passage that was changed in one legal language need not be changed in the other.
    one_language_reason = models.TextField(
        _("why the other language need not follow"), blank=True, validators=[validate_printable]
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("house wording")
        verbose_name_plural = _("house wordings")
        ordering = ["clause", "-number"]
        default_permissions = ()
        permissions = [
            ("write_house_wording", "Can write a house wording"),
            ("approve_house_wording", "Can approve a house wording"),
            ("withdraw_house_wording", "Can withdraw a house wording"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["clause", "number"], name="procurement_house_wording_number_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="procurement_house_wording_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.number}"

    @classmethod
    def all_in_use(cls) -> models.QuerySet[HouseWording]:
        """Return the versions that papers are made from: at most one a clause."""
        used = cls.objects.filter(steps__state=cls.State.IN_USE).exclude(steps__state=cls.State.WITHDRAWN)
        return used.order_by("clause")

    @property
    def state(self) -> HouseWording.State:
        """Where the version is in its life; its last step says so."""
        steps = list(self.steps.all())
        return self.State(steps[-1].state) if steps else self.State.DRAFT


class HouseWordingStep(AppendOnly):
    """A version was approved, which puts it in use, or withdrawn: who, when and why."""

    wording = models.ForeignKey(
        HouseWording, on_delete=models.PROTECT, related_name="steps", verbose_name=_("house wording")
    )
    state = models.CharField(_("state"), max_length=10, choices=HouseWording.State.choices)
    reason = models.TextField(_("reason"), blank=True, validators=[validate_printable])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a house wording")
        verbose_name_plural = _("steps of house wordings")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["wording", "state"], name="procurement_house_step_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["in_use", "withdrawn"]), name="procurement_house_step_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn", reason=""), name="procurement_house_withdrawal_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wording} {self.state}"
