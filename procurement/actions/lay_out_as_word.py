"""Lay a paper's Word file out as Word would, where the operator has turned it on, and log that it was handed out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, storage
from procurement.models import DocumentFile
from procurement.rendering import office


def is_offered() -> bool:
    """Whether the operator has turned it on: `PROCUREMENT_SOFFICE` names the program."""
    return bool(getattr(settings, "PROCUREMENT_SOFFICE", ""))


def lay_out_as_word(file: DocumentFile, user: Any) -> bytes:
    """Return the pages of a paper's Word file as LibreOffice lays them out; nothing is stored.

    Raises:
        NotAllowedError: the user may not download papers.
        ValidationError: it is not turned on, the program is absent, took too long or failed; or it is no Word file.
        DamagedFileError: the file is gone or has been changed.
    """
    permissions.may_download_document(user).require()
    if not is_offered() or file.format != DocumentFile.Format.DOCX:
        raise ValidationError(_("Pages as Word would lay them out are not offered here."))
    seconds = float(getattr(settings, "PROCUREMENT_SOFFICE_SECONDS", office.SECONDS))
    try:
        content = office.lay_out(storage.read(file.sha256), settings.PROCUREMENT_SOFFICE, seconds=seconds)
    except office.OfficeAbsentError as error:
        raise ValidationError(
            _("LibreOffice is not where the settings say. Tell the administrator; the other files are as they were.")
        ) from error
    except office.OfficeOverrunError as error:
        raise ValidationError(
            _("LibreOffice took longer than %(seconds)d seconds and was stopped.") % {"seconds": seconds}
        ) from error
    except office.OfficeError as error:
        raise ValidationError(_("LibreOffice could not lay the file out.")) from error
    log(
        instance=file.version.case,
        action="procurement.download_document",
        user=user,
        data={"file": f"{file.file_name}.pdf", "sha256": file.sha256, "as": "LibreOffice"},
    )
    return content
