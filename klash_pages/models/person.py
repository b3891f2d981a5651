"""People shown on the site: one record for all languages, outside pages and their revisions."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class PersonQuerySet(models.QuerySet["Person"]):
    """Queries for people."""

    def shown(self, on: date | None = None) -> PersonQuerySet:
        """Return the people whose name may be shown on a day: there is a basis and the day of removal is ahead."""
        day = on or timezone.localdate()
        return self.exclude(basis="").filter(Q(remove_on__isnull=True) | Q(remove_on__gt=day))

    def hidden(self) -> PersonQuerySet:
        """Return the people whose name may not be shown today."""
        return self.exclude(pk__in=self.model.objects.shown().values("pk"))

    def to_remove(self, within_days: int = 30) -> PersonQuerySet:
        """Return the people whose day of removal has passed or comes within some days, the earliest first."""
        return self.filter(remove_on__lte=timezone.localdate() + timedelta(days=within_days)).order_by(
            "remove_on", "pk"
        )


class Person(models.Model):  # type: ignore[django-manager-missing] # TeamMember is an Orderable, untyped
    """A member of a team, a mentor or a press contact.

    Pages hold the id only, so that removing a name is one change.
    """

    class Basis(models.TextChoices):
        """Why a name may be shown."""

        CONSENT = "consent", _("Consent")
        ANNOUNCEMENT = "announcement", _("Public announcement")

    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    basis = models.CharField(
        _("may be shown because"),
        max_length=20,
        choices=Basis.choices,
        blank=True,
        help_text=_("Without a basis the name is shown nowhere."),
    )
    basis_source = models.CharField(
        _("source of the basis"),
        max_length=300,
        blank=True,
        help_text=_("Where the consent is kept or where the announcement was made."),
    )
    basis_since = models.DateField(_("since"), null=True, blank=True)
    remove_on = models.DateField(
        _("remove on"),
        null=True,
        blank=True,
        help_text=_("From this day on the name is shown nowhere on the site."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a basis without a source, and a removal date before the basis."""
        if self.basis and not self.basis_source:
            raise ValidationError({"basis_source": _("Write where the basis can be checked.")})
        if self.basis_since and self.remove_on and self.remove_on <= self.basis_since:
            raise ValidationError({"remove_on": _("The day of removal is before the basis began.")})

    @property
    def may_be_shown(self) -> bool:
        """Whether the name may be shown today."""
        return bool(self.basis) and (self.remove_on is None or self.remove_on > timezone.localdate())

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        language = (get_language() or "sv")[:2]
        return str(getattr(self, f"title_{language}", ""))
