"""A stored version of a paper: every word, fact, wording and law it was made from, and its files."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.kinds import registry
from procurement.languages import Language
from procurement.models.append_only import AppendOnly
from procurement.models.case import Case
from procurement.models.word_template import WordTemplateVersion

_sha256 = RegexValidator(r"^[0-9a-f]{64}$")


class DocumentVersion(AppendOnly):
    """One paper in one language.

    The number counts per case and kind over distinct inputs. Language, number, person and time are no inputs, so the
    Swedish and the Finnish paper of one draft share their number.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="versions", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=60)
    number = models.PositiveIntegerField(_("version"))
    language = models.CharField(
        _("language"), max_length=2, choices=[(str(language), str(language)) for language in Language]
    )
    inputs_digest = models.CharField(_("hash of the inputs"), max_length=64, validators=[_sha256])
    document_date = models.DateField(_("date of the paper"))
    authentic_language = models.CharField(_("authentic language"), max_length=2, blank=True)
    gaps = models.JSONField(_("missing facts"), default=list)
    facts = models.JSONField(_("facts"))
    wordings = models.JSONField(_("wordings"))
    #: The composed document, for faces that are made later; empty if the paper was made from a Word template.
    composed = models.JSONField(_("words of the paper"), default=dict)
    #: What a Word template was filled with, for the final files after approval; empty for papers made of clauses.
    filling = models.JSONField(_("values of the Word template"), default=dict)
    law_version = models.CharField(_("version of the law data"), max_length=64, validators=[_sha256])
    faces_version = models.CharField(_("version of the templates"), max_length=64, validators=[_sha256])
    word_template = models.ForeignKey(
        WordTemplateVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="papers",
        verbose_name=_("version of a Word template"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    created_at = models.DateTimeField(_("drafted"), auto_now_add=True)

    class Meta:
        verbose_name = _("document version")
        verbose_name_plural = _("document versions")
        ordering = ["case", "kind", "-number", "language"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "number", "language"], name="procurement_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "inputs_digest", "language"], name="procurement_version_input_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} ({self.language})"

    @property
    def title(self) -> str:
        """What the paper is called, in its own language."""
        return registry()[self.kind].title[Language(self.language)]

    @property
    def is_complete(self) -> bool:
        """Whether no fact is missing."""
        return not self.gaps


class DocumentFile(AppendOnly):
    """One file of a version, found in private storage by the hash of its bytes."""

    class Format(models.TextChoices):
        """The faces of a paper."""

        DOCX = "docx", "Word"
        PDF = "pdf", "PDF"
        ARCHIVE = "pdfa", _("PDF for the archive")
        TXT = "txt", _("Text")

        @property
        def suffix(self) -> str:
            """How the name of such a file ends."""
            return "archive.pdf" if self is DocumentFile.Format.ARCHIVE else str(self.value)

    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="files", verbose_name=_("version")
    )
    format = models.CharField(_("format"), max_length=4, choices=Format.choices)
    sha256 = models.CharField("SHA-256", max_length=64, validators=[_sha256])
    size = models.PositiveBigIntegerField(_("size in bytes"))

    class Meta:
        verbose_name = _("document file")
        verbose_name_plural = _("document files")
        ordering = ["version", "format"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["version", "format"], name="procurement_file_format_once"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def case(self) -> Case:
        """The case of the paper."""
        return self.version.case

    @property
    def suffix(self) -> str:
        """How the file's name ends."""
        return self.Format(self.format).suffix

    @property
    def file_name(self) -> str:
        """The name under which the file is downloaded."""
        version = self.version
        return f"{version.case_id}-{version.kind}-{version.number}.{version.language}.{self.suffix}"
