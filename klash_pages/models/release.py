"""A release: the awards that become public together, when, and who decided it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Queries for releases."""

    def waiting(self) -> ReleaseQuerySet:
        """Return the releases whose time has not come yet."""
        return self.filter(state=Release.State.SCHEDULED)

    def of_awards(self, keys: object) -> ReleaseQuerySet:
        """Return the releases that hold any of these awards, named by their translation keys."""
        return self.filter(awards__award_key__in=keys).distinct()


class Release(models.Model):
    """One or more awards of a contest that go live at one moment, in all their languages and with their teams.

    It has a time of its own and never uses a page's `go_live_at`: Wagtail publishes scheduled pages one by one, and
    translations do not get the schedule of their source.
    """

    class State(models.TextChoices):
        """Where a release stands."""

        SCHEDULED = "scheduled", _("Scheduled")
        RELEASED = "released", _("Released")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REFUSED = "refused", _("Refused")

    contest_key = models.UUIDField(_("contest"), db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SCHEDULED)
    due_at = models.DateTimeField(_("time of the release"))
    sharing_reason = models.TextField(
        _("why several winners share"),
        blank=True,
        help_text=_("Confirms that more winners than the rules' number are right. Say where it was decided."),
    )
    refusal = models.TextField(_("why it was refused"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("released or withdrawn by"),
    )
    settled_at = models.DateTimeField(_("released, withdrawn or refused"), null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-due_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def award_keys(self) -> list[UUID]:
        """The translation keys of the awards, in the order they were chosen."""
        return [award.award_key for award in self.awards.all()]


class ReleasedAward(models.Model):
    """An award in a release, by its translation key, so that it covers all languages."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="awards", verbose_name=_("release"))
    award_key = models.UUIDField(_("award"), db_index=True)

    class Meta:
        verbose_name = _("award in a release")
        verbose_name_plural = _("awards in releases")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "award_key"], name="klash_pages_award_once_in_release")
        ]

    def __str__(self) -> str:
        return str(self.award_key)
