"""Stages of a contest: one record for all languages, planned and actual, as exact as known."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klash_pages.localization.partial_dates import Precision, last_day, write_date, write_period
from klash_pages.models.changed_dates import corrigendum_field, reason_field
from klash_pages.models.hooks import Rules
from klash_pages.values.contest_timeline import Dates


class Stage(models.Model):
    """One step of a contest, with its plan and its outcome."""

    class Kind(models.TextChoices):
        """The steps a contest can have, in their usual order."""

        LAUNCH = "launch", _("Klash opens")
        PROBLEM_CALL = "problem_call", _("Municipalities send in their problems")
        CHALLENGES_CHOSEN = "challenges_chosen", _("Problems are chosen as challenges")
        CONTEST_OPENS = "contest_opens", _("The contest opens to teams")
        ENTRIES_CLOSE = "entries_close", _("Last day to enter")
        TEAMS_CHOSEN = "teams_chosen", _("Teams are chosen to go on")
        MENTORING = "mentoring", _("The teams are mentored")
        RESULT = "result", _("The winners are announced")
        NEGOTIATION = "negotiation", _("Negotiations on procurement contracts")
        CONTRACT = "contract", _("Contract")
        PILOT = "pilot", _("Pilot")

    contest = models.ForeignKey(
        "klash_pages.ContestPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("contest")
    )
    kind = models.CharField(_("stage"), max_length=30, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The place on the timeline: the lowest number stands first.")
    )
    planned_from = models.DateField(
        _("planned from"), null=True, blank=True, help_text=_("The plan stays when the outcome is filled in.")
    )
    planned_to = models.DateField(
        _("planned to"), null=True, blank=True, help_text=_("Leave empty if it is a single day.")
    )
    planned_precision = models.CharField(
        _("precision of the plan"),
        max_length=10,
        choices=Precision.choices,
        default=Precision.DAY,
        help_text=_("Readers see the plan no more exactly than this."),
    )
    actual_from = models.DateField(
        _("actual from"),
        null=True,
        blank=True,
        help_text=_("Fill in when it has happened. Leave empty if you do not know."),
    )
    actual_to = models.DateField(
        _("actual to"), null=True, blank=True, help_text=_("The last day, if it took more than one.")
    )
    actual_precision = models.CharField(
        _("precision of the outcome"),
        max_length=10,
        choices=Precision.choices,
        default=Precision.DAY,
        help_text=_("If the day is not known, write the first day of the month, season or year and choose that."),
    )

    dates_corrigendum = corrigendum_field()
    dates_reason = reason_field()

    #: Which announced dates have changed since the stage was read, found by `clean`.
    _changed_dates: dict[str, tuple[str, str]] | None = None

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["contest", "position", "pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and write into the history what a change of announced dates rests on."""
        super().save(*args, **kwargs)
        Rules.record_dates(self, self._changed_dates or {})
        self._changed_dates = None

    def why_kept(self) -> str:
        """Say why the stage cannot be deleted; empty if it can."""
        was = Stage.objects.filter(pk=self.pk).select_related("contest").first()
        return Rules.stage_kept(was) if was else ""

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, unless readers know the days of the stage.

        Raises:
            ProtectedError: they do, and the contest is public.
        """
        if sentence := self.why_kept():
            raise models.ProtectedError(sentence, {self})
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a stage that ends before it begins, and announced dates that change without a ground."""
        for first, last in (("planned_from", "planned_to"), ("actual_from", "actual_to")):
            start, end = getattr(self, first), getattr(self, last)
            if start and end and end < start:
                raise ValidationError({last: _("The end is before the beginning.")})
        if self.contest_id:
            self._check_order()
        self._changed_dates = Rules.stage_dates(self)

    def _check_order(self) -> None:
        """Refuse a stage that begins before one that it follows, or after one that it precedes."""
        order = list(self.Kind)
        others = Stage.objects.filter(contest__translation_key=self.contest.translation_key)
        errors: dict[str, Any] = {}
        for other in others.exclude(pk=self.pk).exclude(kind=self.kind):
            earlier, later = sorted((self, other), key=lambda stage: order.index(stage.kind))  # type: ignore[arg-type]
            for name in ("planned", "actual"):
                first, second = earlier.begins(name), later.begins(name)
                if first and second and last_day(second, getattr(later, f"{name}_precision")) < first:
                    errors.setdefault(
                        f"{name}_from",
                        _("“%(later)s” is before “%(earlier)s”: %(later_date)s is earlier than %(earlier_date)s.")
                        % {
                            "later": later,
                            "earlier": earlier,
                            "later_date": write_date(second, getattr(later, f"{name}_precision")),
                            "earlier_date": write_date(first, getattr(earlier, f"{name}_precision")),
                        },
                    )
        if errors:
            raise ValidationError(errors)

    def begins(self, name: str) -> date | None:
        """The first day of the plan ("planned") or of the outcome ("actual"), or the only one that is known."""
        first: date | None = getattr(self, f"{name}_from") or getattr(self, f"{name}_to")
        return first

    @property
    def dates(self) -> Dates:
        """The dates as plain values."""
        return Dates(
            self.kind,
            self.planned_from,
            self.planned_to,
            self.planned_precision,
            self.actual_from,
            self.actual_to,
            self.actual_precision,
        )

    @property
    def planned(self) -> str:
        """The plan in the reader's language, empty if there was none."""
        return write_period(self.planned_from, self.planned_to, self.planned_precision)

    @property
    def actual(self) -> str:
        """The outcome in the reader's language, empty if it is not known."""
        return write_period(self.actual_from, self.actual_to, self.actual_precision)

    @property
    def is_done(self) -> bool:
        """Whether the stage is known to have ended."""
        last = self.actual_to or self.actual_from
        return last is not None and last <= timezone.localdate()
