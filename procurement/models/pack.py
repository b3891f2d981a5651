"""A pack: all papers of some cases in one zip, made in the background."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.models.case import Case


class Pack(models.Model):
    """What was asked for, how far it has come, and the file when it is ready; the file is found by its hash."""

    class State(models.TextChoices):
        """How far a pack has come."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        READY = "ready", _("finished")
        FAILED = "failed", _("failed")

    title = models.CharField(_("title of the pack"), max_length=255)
    cases = models.ManyToManyField(Case, related_name="packs", verbose_name=_("cases"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(_("papers done"), default=0)
    total = models.PositiveIntegerField(_("papers to make"), default=0)
    refused = models.PositiveIntegerField(_("papers that could not be made"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("pack of papers")
        verbose_name_plural = _("packs of papers")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        """Whether it is still being made."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def file_name(self) -> str:
        """The name under which the file is downloaded."""
        return f"klash-pack-{self.pk}.zip"
