"""References to official notices of a challenge: one record for all languages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from klash_pages.years import validate_year


class NoticeReference(models.Model):
    """A notice published in Hilma or in TED. In law each challenge is one design contest with its own notice."""

    class Kind(models.TextChoices):
        """What the notice announces."""

        CONTEST = "contest", _("Design contest notice")
        CORRIGENDUM = "corrigendum", _("Corrigendum")
        RESULT = "result", _("Design contest result notice")
        DIRECT_AWARD = "direct_award", _("Direct award notice")

    class Channel(models.TextChoices):
        """Where the notice is published."""

        HILMA = "hilma", "Hilma"
        TED = "ted", "TED"

    challenge = models.ForeignKey(
        "klash_pages.ChallengePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("challenge")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.CONTEST)
    channel = models.CharField(_("published in"), max_length=10, choices=Channel.choices, default=Channel.HILMA)
    number = models.CharField(_("number"), max_length=50)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(_("address"), blank=True)

    class Meta:
        verbose_name = _("notice reference")
        verbose_name_plural = _("notice references")
        ordering = ["published_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "number"], name="klash_pages_notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.number}"

    def clean(self) -> None:
        """Refuse a day of publication in a year that nobody means."""
        if self.published_on is not None:
            try:
                validate_year(self.published_on)
            except ValidationError as error:
                raise ValidationError({"published_on": error}) from error
