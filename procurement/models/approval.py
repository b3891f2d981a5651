"""The approval of a version by a second lawyer, and the files without the marks of a draft that it made."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.models.append_only import AppendOnly
from procurement.models.case import Case
from procurement.models.document_version import DocumentFile, DocumentVersion


class Approval(AppendOnly):
    """A version was approved: by whom, when, and which files were read, each by its hash."""

    version = models.OneToOneField(
        DocumentVersion, on_delete=models.PROTECT, related_name="approval", verbose_name=_("version")
    )
    #: SHA-256 of each file of the version, by its format.
    read_files = models.JSONField(_("files that were read"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), auto_now_add=True)

    class Meta:
        verbose_name = _("approval of a version")
        verbose_name_plural = _("approvals of versions")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.version)


class ApprovedFile(AppendOnly):
    """One file of an approved version: the same words without the marks of a draft."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="files", verbose_name=_("approval"))
    format = models.CharField(_("format"), max_length=4, choices=DocumentFile.Format.choices)
    sha256 = models.CharField("SHA-256", max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    size = models.PositiveBigIntegerField(_("size in bytes"))

    class Meta:
        verbose_name = _("file of an approved version")
        verbose_name_plural = _("files of approved versions")
        ordering = ["approval", "format"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["approval", "format"], name="procurement_approved_file_once"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def case(self) -> Case:
        """The case of the paper."""
        return self.approval.version.case

    @property
    def file_name(self) -> str:
        """The name under which the file is downloaded."""
        version, format_ = self.approval.version, DocumentFile.Format(self.format)
        return f"{version.case_id}-{version.kind}-{version.number}.{version.language}.approved.{format_.suffix}"
