"""A pack: papers of some cases in one zip, and the lease of whoever makes it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procurement.models.case import Case


class Pack(models.Model):
    """What was asked for, how far it has come, and the file when it is ready; the file is found by its hash.

    Whoever makes it keeps saying so: when `lease_until` has passed, nobody does any more and it has failed, whatever
    `state` still says.
    """

    class Sort(models.TextChoices):
        """What a pack holds."""

        PAPERS = "papers", _("all papers")
        SIGNING = "signing", _("what is signed")

    class State(models.TextChoices):
        """How far a pack has come."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        READY = "ready", _("finished")
        FAILED = "failed", _("failed")

    class Failure(models.TextChoices):
        """Why a pack failed; the keys of `procurement.faults.Fault` are among them."""

        STOPPED = "stopped", _("the process that made it was stopped")
        NO_ROOM = "no_room", _("the disk of the server is full")
        STORAGE = "storage", _("the storage of papers cannot be reached or written to")
        DATABASE = "database", _("the database did not answer")
        DAMAGED = "damaged", _("a stored file is missing or damaged")
        OTHER = "other", _("a technical fault, which stands in the server's log")

    sort = models.CharField(_("sort of pack"), max_length=7, choices=Sort.choices, default=Sort.PAPERS)
    title = models.CharField(_("title of the pack"), max_length=255)
    cases = models.ManyToManyField(Case, related_name="packs", verbose_name=_("cases"))
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    failure = models.CharField(_("why it failed"), max_length=8, choices=Failure.choices, blank=True)
    lease_until = models.DateTimeField(_("being made until"), default=timezone.now)
    #: The language in which it was asked for, which is that of its index.
    language = models.CharField(_("language"), max_length=2, blank=True)
    #: The hash of everything it is made from; empty if that changed while it was made.
    inputs_digest = models.CharField(_("hash of the inputs"), max_length=64, blank=True)
    done = models.PositiveIntegerField(_("papers done"), default=0)
    total = models.PositiveIntegerField(_("papers to make"), default=0)
    refused = models.PositiveIntegerField(_("papers that could not be made"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("pack of papers")
        verbose_name_plural = _("packs of papers")
        ordering = ["-pk"]
        default_permissions = ()

    UNDER_WAY = (State.WAITING, State.RUNNING)

    def __str__(self) -> str:
        return self.title

    @property
    def is_left_over(self) -> bool:
        """Whether it waits for somebody who is gone."""
        return self.state in self.UNDER_WAY and self.lease_until < timezone.now()

    @property
    def is_under_way(self) -> bool:
        """Whether it is still being made."""
        return self.state in self.UNDER_WAY and not self.is_left_over

    @property
    def has_failed(self) -> bool:
        """Whether it was not made and can be asked for again."""
        return self.state == self.State.FAILED or self.is_left_over

    @property
    def said_state(self) -> str:
        """How far it has come, in words."""
        return str((self.State.FAILED if self.has_failed else self.State(self.state)).label)

    @property
    def said_failure(self) -> str:
        """Why it failed, in words; nothing if it has not, or nobody knows."""
        if self.is_left_over:
            return str(self.Failure.STOPPED.label)
        return str(self.Failure(self.failure).label) if self.has_failed and self.failure else ""

    @property
    def file_name(self) -> str:
        """The name under which the file is downloaded."""
        return f"klash-pack-{self.pk}.zip"
