"""A lawyer's own Word template: versions that never change, and the steps of their life, each written once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.kinds import registry
from procurement.languages import LEGAL_LANGUAGES, Language
from procurement.models.append_only import AppendOnly
from procurement.validators.printable_text import validate_printable

_sha256 = RegexValidator(r"^[0-9a-f]{64}$")


def _languages() -> list[tuple[str, Any]]:
    names = {Language.SV: _("Swedish"), Language.FI: _("Finnish")}
    return [(str(language), names[language]) for language in LEGAL_LANGUAGES]


class WordTemplate(models.Model):
    """One template, by name. It makes papers of one kind in one language; its words are in its versions."""

    name = models.CharField(_("name"), max_length=200, unique=True, validators=[validate_printable])
    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=_languages())

    class Meta:
        verbose_name = _("Word template")
        verbose_name_plural = _("Word templates")
        ordering = ["name"]
        default_permissions = ()
        permissions = [
            ("upload_word_template", "Can upload a Word template"),
            ("approve_word_template", "Can approve a Word template"),
            ("use_word_template", "Can put a Word template in use and retire it"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_title(self) -> str:
        """What its papers are called, in its own language."""
        return registry()[self.kind].title[Language(self.language)]


class WordTemplateVersion(AppendOnly):
    """One uploaded file, found in private storage by its hash.

    A file with faults is kept as a draft, to be given back with comments; it has no prepared form, so nothing can be
    made from it. A prepared form is plain data and is stored by its hash too.
    """

    class State(models.TextChoices):
        """Where a version is in its life."""

        DRAFT = "draft", _("draft with faults")
        CHECKED = "checked", _("checked")
        APPROVED = "approved", _("approved")
        IN_USE = "in_use", _("in use")
        RETIRED = "retired", _("retired")

    template = models.ForeignKey(
        WordTemplate, on_delete=models.PROTECT, related_name="versions", verbose_name=_("Word template")
    )
    number = models.PositiveIntegerField(_("version"))
    sha256 = models.CharField("SHA-256", max_length=64, validators=[_sha256])
    size = models.PositiveBigIntegerField(_("size in bytes"))
    prepared_sha256 = models.CharField(_("hash of the prepared form"), max_length=64, blank=True, validators=[_sha256])
    fields = models.JSONField(_("fields"), default=list)
    findings = models.JSONField(_("findings"), default=list)
    reason = models.TextField(_("reason"), validators=[validate_printable])
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a Word template")
        verbose_name_plural = _("versions of Word templates")
        ordering = ["template", "-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="procurement_word_version_number_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="procurement_word_version_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.number}"

    @classmethod
    def all_in_use(cls) -> models.QuerySet[WordTemplateVersion]:
        """Return the versions that cases can draft from, by the names of their templates."""
        used = cls.objects.filter(steps__state=cls.State.IN_USE).exclude(steps__state=cls.State.RETIRED)
        return used.select_related("template").order_by("template__name")

    @property
    def state(self) -> WordTemplateVersion.State:
        """Where the version is in its life; its last step says so."""
        steps = list(self.steps.all())
        if steps:
            return self.State(steps[-1].state)
        return self.State.CHECKED if self.prepared_sha256 else self.State.DRAFT


class WordTemplateStep(AppendOnly):
    """A version was approved, put in use or retired: who, when and why. What is retired always says why."""

    version = models.ForeignKey(
        WordTemplateVersion, on_delete=models.PROTECT, related_name="steps", verbose_name=_("version")
    )
    state = models.CharField(_("state"), max_length=10, choices=WordTemplateVersion.State.choices)
    reason = models.TextField(_("reason"), blank=True, validators=[validate_printable])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a Word template")
        verbose_name_plural = _("steps of Word templates")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["version", "state"], name="procurement_word_step_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["approved", "in_use", "retired"]), name="procurement_word_step_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="retired", reason=""), name="procurement_word_retirement_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.state}"
