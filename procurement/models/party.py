"""The party of a case: the legal person that can sign. A team is not one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procurement.facts import digest_of
from procurement.models.case import Case
from procurement.validators.business_id import validate_business_id
from procurement.validators.printable_text import validate_printable


def as_text(value: Any) -> str:
    """Return the value of a field as text: a date as ISO 8601, nothing as no text."""
    return "" if value is None else str(value)


class Party(models.Model):
    """A legal person with the evidence that it is the winner or what the winner formed (1397/2016, 40 § 2 mom. 8 p.).

    Any change takes the verification away: what was checked is what is written.
    """

    class LegalForm(models.TextChoices):
        """Legal forms of Finnish organisations."""

        OY = "oy", _("Limited company")
        AY = "ay", _("General partnership")
        KY = "ky", _("Limited partnership")
        OSK = "osk", _("Co-operative")
        RY = "ry", _("Registered association")
        SR = "sr", _("Foundation")
        TMI = "tmi", _("Sole trader")

    class Link(models.TextChoices):
        """How the party is the winner."""

        ENTERED_AS = "entered_as", _("It entered the contest itself as the winning team")
        FORMED_BY = "formed_by", _("It was formed by the members of the winning team")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="party", verbose_name=_("case"))
    name = models.CharField(_("registered name"), max_length=200, validators=[validate_printable])
    business_id = models.CharField(
        _("business ID"),
        max_length=9,
        validators=[validate_business_id],
        help_text=_("As the register writes it: 1234567-1."),
    )
    legal_form = models.CharField(_("legal form"), max_length=10, choices=LegalForm.choices)
    address = models.CharField(_("address"), max_length=300, validators=[validate_printable])
    email = models.EmailField(_("e-mail"))
    extract_date = models.DateField(_("date of the register extract"))
    signatory = models.CharField(_("signatory"), max_length=200, validators=[validate_printable])
    signatory_title_sv = models.CharField(
        _("signatory's title in Swedish"), max_length=200, validators=[validate_printable]
    )
    signatory_title_fi = models.CharField(
        _("signatory's title in Finnish"), max_length=200, validators=[validate_printable]
    )
    signatory_ground_sv = models.CharField(
        _("ground of the signatory's authority in Swedish"),
        max_length=300,
        validators=[validate_printable],
        help_text=_("Alone or jointly by the register, procuration or power of attorney."),
    )
    signatory_ground_fi = models.CharField(
        _("ground of the signatory's authority in Finnish"), max_length=300, validators=[validate_printable]
    )
    link = models.CharField(_("link to the winner"), max_length=20, choices=Link.choices)
    link_evidence_sv = models.CharField(
        _("evidence of the link in Swedish"), max_length=300, validators=[validate_printable]
    )
    link_evidence_fi = models.CharField(
        _("evidence of the link in Finnish"), max_length=300, validators=[validate_printable]
    )
    waiting = models.JSONField(_("fields that wait to be mended"), default=list, blank=True, editable=False)
    is_demo = models.BooleanField(_("invented for the demonstration"), default=False, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("verified by"),
    )
    verified_at = models.DateTimeField(_("verified"), null=True, editable=False)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an extract from the future."""
        if self.extract_date and self.extract_date > timezone.localdate():
            raise ValidationError({"extract_date": _("The extract has a date in the future.")})

    def written(self, name: str) -> str:
        """Return a field as text."""
        return as_text(getattr(self, name))

    @property
    def waiting_labels(self) -> list[str]:
        """What the fields are called that were typed wrong when others of the same form were saved."""
        return [str(getattr(self._meta.get_field(name), "verbose_name", name)) for name in self.waiting]

    @classmethod
    def typed_fields(cls) -> list[str]:
        """Return the names of the fields that somebody writes."""
        return [
            field.name
            for field in cls._meta.concrete_fields
            if field.editable and not (field.primary_key or field.is_relation)
        ]

    @property
    def content_digest(self) -> str:
        """The hash of what a verification is about: the case and every field that somebody wrote."""
        return digest_of({"case": self.case_id, **{name: self.written(name) for name in self.typed_fields()}})

    @property
    def is_verified(self) -> bool:
        """Whether a lawyer has verified the party as it stands."""
        return self.verified_at is not None
