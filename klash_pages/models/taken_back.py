"""What readers are told of an award that was taken back: one record for all languages."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from klash_pages.dates import write_date

LANGUAGES = ("sv", "fi", "en")


class TakenBackAwardQuerySet(models.QuerySet["TakenBackAward"]):
    """Queries for awards that were taken back."""

    def not_public(self) -> TakenBackAwardQuerySet:
        """Return those that are not public again."""
        from klash_pages.models.award import AwardPage

        again = AwardPage.objects.live().filter(translation_key=models.OuterRef("award_key"))
        return self.filter(~models.Exists(again))

    def of_challenge(self, challenge: Any) -> TakenBackAwardQuerySet:
        """Return those of a challenge, in whatever language, that are not public again; the latest first."""
        return self.not_public().filter(challenge_key=challenge.translation_key).order_by("-taken_back_on")


class TakenBackAward(models.Model):
    """That an award was public and is not any more. The reason is in the history of the award and is not public.

    It holds no name: the team may be hidden again. Written by `klash_pages.releasing` only.
    """

    award_key = models.UUIDField(_("award"), unique=True)
    challenge_key = models.UUIDField(_("challenge"), db_index=True)
    announced_on = models.DateField(_("announced on"))
    taken_back_on = models.DateField(_("taken back on"))
    words_sv = models.TextField(_("what readers are told, in Swedish"), blank=True)
    words_fi = models.TextField(_("what readers are told, in Finnish"), blank=True)
    words_en = models.TextField(_("what readers are told, in English"), blank=True)

    objects = TakenBackAwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award that was taken back")
        verbose_name_plural = _("awards that were taken back")
        ordering = ["-taken_back_on", "-pk"]

    def __str__(self) -> str:
        return self.told

    @property
    def told(self) -> str:
        """What readers are told, in their language: the editor's words, otherwise the two days."""
        words = str(getattr(self, f"words_{(get_language() or 'sv')[:2]}", "")).strip()
        return words or self.fallback

    @property
    def fallback(self) -> str:
        """The two days, which nobody has to write."""
        return gettext("The result was announced on %(announced)s and taken back on %(taken_back)s.") % {
            "announced": write_date(self.announced_on),
            "taken_back": write_date(self.taken_back_on),
        }
