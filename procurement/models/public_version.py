"""The public version of a paper: the same paper without what is secret, and why each omission was made."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.models.append_only import AppendOnly
from procurement.models.case import Case
from procurement.models.document_version import DocumentVersion


class PublicVersion(AppendOnly):
    """A PDF that may be given to anybody, found in private storage by the hash of its bytes."""

    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="public_versions", verbose_name=_("version")
    )
    omissions = models.JSONField(_("omissions"))
    sha256 = models.CharField("SHA-256", max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    size = models.PositiveBigIntegerField(_("size in bytes"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("public version")
        verbose_name_plural = _("public versions")
        ordering = ["version", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["version", "sha256"], name="procurement_public_version_once"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def case(self) -> Case:
        """The case of the paper."""
        return self.version.case

    @property
    def file_name(self) -> str:
        """The name under which the file is downloaded."""
        version = self.version
        return f"{version.case_id}-{version.kind}-{version.number}.{version.language}.public.pdf"
