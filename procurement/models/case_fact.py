"""A fact that a lawyer recorded on a case: written once, so that its history stays."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.facts.catalogue import CATALOGUE, FactField
from procurement.models.append_only import AppendOnly
from procurement.models.case import Case


class CaseFact(AppendOnly):
    """One recording of one fact; the newest recording of a name is the fact. A null value withdraws it."""

    class Source(models.TextChoices):
        """Who supplied the value."""

        CASE_FORM = "case_form", _("Case form")
        COUNTERPARTY = "counterparty", _("Counterparty")
        DEMO = "demo", _("Demonstration")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recorded_facts", verbose_name=_("case"))
    name = models.CharField(_("fact"), max_length=60)
    value = models.JSONField(_("value"), null=True)
    source = models.CharField(_("source"), max_length=20, choices=Source.choices, default=Source.CASE_FORM)
    reference = models.CharField(_("what it rests on"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("recorded fact")
        verbose_name_plural = _("recorded facts")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["case", "name"])]

    def __str__(self) -> str:
        return self.name

    def require_fit(self) -> None:
        """Raise unless the catalogue has the fact, a case form may hold it, and the value is of its type.

        Raises:
            ValidationError: it has not, may not, or is not.
        """
        field = CATALOGUE.get(self.name)
        if field is None or not field.on_case_form:
            raise ValidationError(_("“%(name)s” is not a fact of the case form.") % {"name": self.name})
        if self.value is not None and not _fits(self.value, field):
            raise ValidationError(_("The value does not fit the fact “%(name)s”.") % {"name": self.name})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the recording.

        Raises:
            ValidationError: it does not fit the catalogue.
        """
        self.require_fit()
        super().save(*args, **kwargs)


def _fits(data: Any, field: FactField) -> bool:
    try:
        field.read(data)
    except (ArithmeticError, TypeError, ValueError):
        return False
    return True
