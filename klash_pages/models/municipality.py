"""Municipalities: one record for all languages, with the names a reader and a contract need."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """A Finnish municipality.

    Short names are for readers, official names for legal papers. Finnish inflects names, so the forms a paper
    needs are stored and never made by joining strings.
    """

    class Majority(models.TextChoices):
        """Which name English texts use."""

        FI = "fi", _("Finnish")
        SV = "sv", _("Swedish")

    code = models.CharField(
        _("municipality code"),
        max_length=3,
        unique=True,
        validators=[RegexValidator(r"^\d{3}$", _("Write the three digits of Statistics Finland, for example 092."))],
        help_text=_("Three digits, as Statistics Finland writes them."),
    )
    slug = models.SlugField(_("name in addresses"), max_length=110, unique=True, editable=False, blank=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=100)
    name_fi = models.CharField(_("name in Finnish"), max_length=100)
    majority_language = models.CharField(
        _("majority language"),
        max_length=2,
        choices=Majority.choices,
        default=Majority.FI,
        help_text=_("English pages use the name in this language."),
    )
    official_name_sv = models.CharField(
        _("official name in Swedish"), max_length=120, help_text=_("As papers write it: Vanda stad.")
    )
    official_name_fi = models.CharField(
        _("official name in Finnish"), max_length=120, help_text=_("As papers write it: Vantaan kaupunki.")
    )
    genitive_sv = models.CharField(
        _("official name in Swedish, genitive"), max_length=120, help_text=_("For example Vanda stads.")
    )
    genitive_fi = models.CharField(
        _("official name in Finnish, genitive"), max_length=120, help_text=_("For example Vantaan kaupungin.")
    )
    locative_sv = models.CharField(
        _("official name in Swedish, with “in”"), max_length=120, help_text=_("For example i Vanda stad.")
    )
    locative_fi = models.CharField(
        _("official name in Finnish, “in” form"), max_length=120, help_text=_("For example Vantaan kaupungissa.")
    )
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name_sv"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; the first time, give the municipality the name it has in addresses."""
        if not self.slug:
            self.slug = self._first_slug()
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "slug"}
        super().save(*args, **kwargs)

    def _first_slug(self) -> str:
        """The name in the majority language; if another municipality has it, followed by the municipality code."""
        name = self.name_sv if self.majority_language == self.Majority.SV else self.name_fi
        slug = slugify(name)
        if not slug or Municipality.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            return slugify(f"{name} {self.code}")
        return slug

    @property
    def name(self) -> str:
        """The short name in the reader's language."""
        language = (get_language() or "sv")[:2]
        if language not in ("sv", "fi"):
            language = self.majority_language
        return self.name_sv if language == "sv" else self.name_fi

    @property
    def address(self) -> str:
        """The last part of the municipality's address in the reader's language."""
        return slugify(self.name) or str(self.code)

    @property
    def addresses(self) -> set[str]:
        """All that leads to the municipality: its name in either language, and its code."""
        return {slugify(self.name_sv), slugify(self.name_fi), str(self.code)} - {""}
