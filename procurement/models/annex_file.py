"""A file that became an annex of a case as it came: the entry, the general terms, the supplier's prices."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.models.append_only import AppendOnly
from procurement.models.case import Case


class AnnexFile(AppendOnly):
    """An uploaded file, found in private storage by its hash. What it is, the table `annexes.uploaded` says."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="annex_files", verbose_name=_("case"))
    sha256 = models.CharField("SHA-256", max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    size = models.PositiveBigIntegerField(_("size in bytes"))
    file_name = models.CharField(_("file name"), max_length=120)
    media_type = models.CharField(_("media type"), max_length=100)
    # Sorts of `hidden_content.Hidden`; None for a file that was not asked yet, or for less than files are asked now.
    hidden = models.JSONField(_("hidden content"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded annex")
        verbose_name_plural = _("uploaded annexes")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["case", "sha256"], name="procurement_annex_file_once"),
        ]

    def __str__(self) -> str:
        return self.file_name

    def answer(self, hidden: Sequence[str]) -> None:
        """Write what the file hides, if that is not known: the one thing that is added to a row of this kind.

        It is no change of what was written: the same file gives the same answer, which took a while to find and would
        otherwise be looked for on every screen. An answer that stands is never written over.
        """
        rows: models.QuerySet[AnnexFile] = models.QuerySet(AnnexFile)
        rows.filter(pk=self.pk, hidden__isnull=True).update(hidden=list(hidden))
        self.refresh_from_db(fields=["hidden"])
