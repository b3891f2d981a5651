"""Upload an annex: a file that the system did not write, checked as hostile and kept as it came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, sources, storage
from procurement.actions.record_facts import record_facts
from procurement.facts import Localised, Record, Records
from procurement.interface import interface_language
from procurement.models import AnnexFile, Case, DocumentFile
from procurement.uploads.examine import (
    MAX_FILE,
    MAX_PIXELS,
    SUFFIXES,
    Fault,
    ForeignFileRefusedError,
    examine,
    hidden_content,
)
from procurement.uploads.held_files import FACT, organisations_of
from procurement.uploads.slots import current

#: Minutes tell what was said; what was agreed stands in the contract.
_MINUTES: Final = re.compile(r"protokoll|pöytäkirj|\bminutes\b", re.IGNORECASE)
_MINUTES_KIND: Final = "negotiation_minutes"


@dataclass(frozen=True, slots=True)
class AnnexDetails:
    """What a lawyer says of an annex: a row of the table `annexes.uploaded` but for the hash."""

    kind: str
    title: Localised
    date: date
    language: str
    publicity: str

    def row(self, sha256: str) -> Record:
        """Return the row of the table."""
        return Record(
            {
                "kind": self.kind,
                "title": self.title,
                "date": self.date,
                "language": self.language,
                "sha256": sha256,
                "publicity": self.publicity,
            }
        )


def upload_annex(case: Case, file: bytes, name: str, details: AnnexDetails, user: Any) -> AnnexFile:
    """Keep a file by its hash, note what it hides, and record it as an annex of the case.

    A file of the same slot as an earlier one takes its place; the earlier file and its row stay. A file whose place was
    taken can be uploaded again, and takes it back.

    Args:
        case: the case.
        file: the file, as it came.
        name: what its owner called it.
        details: what it is.
        user: who uploads.

    Raises:
        NotAllowedError: the user may not record facts.
        ValidationError: the file cannot be trusted, is an annex already, or holds minutes. Nothing was stored.
    """
    permissions.may_record_facts(user).require()
    if any(_MINUTES.search(text) for text in (*details.title.texts.values(), name)):
        raise ValidationError({"title": _minutes()})
    try:
        media_type = examine(file, name)
        hidden = hidden_content(file, organisations_of(sources.case_facts(case)))
    except ForeignFileRefusedError as refused:
        raise ValidationError({"file": list(_sentences(refused))}) from refused
    digest = storage.digest_of(file)
    if DocumentFile.objects.filter(sha256=digest, version__kind=_MINUTES_KIND).exists():
        raise ValidationError({"file": _minutes()})
    storage.store(file)
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        rows = sources.case_facts(case).rows(FACT)
        if any(row.get("sha256") == digest for row in current(rows)):
            raise ValidationError({"file": _("This file is an annex of the case already.")})
        others = [row for row in rows if row.get("sha256") != digest]
        annex, is_new = AnnexFile.objects.get_or_create(
            case=case,
            sha256=digest,
            defaults={
                "size": len(file),
                "file_name": _file_name(name, media_type),
                "media_type": media_type,
                "hidden": [str(each) for each in hidden],
                "uploaded_by": user,
            },
        )
        record_facts(case, {FACT: Records((*others, details.row(digest)))}, user)
        if is_new:
            log(
                instance=case,
                action="procurement.upload_annex",
                user=user,
                data={"file": annex.file_name, "sha256": digest},
            )
    return annex


def _file_name(name: str, media_type: str) -> str:
    """Return a name that any system can store, from the one its owner gave it."""
    stem = slugify(PurePath(name.replace("\\", "/")).stem)[:100]
    return (stem or "annex") + SUFFIXES[media_type][0]


def _minutes() -> str:
    return _("Minutes are never annexes of a contract: what was agreed is written into the contract.")


def _sentences(refused: ForeignFileRefusedError) -> Iterator[str]:
    for fault in refused.faults:
        yield _sentence(fault)
    for finding in refused.findings:
        yield finding.message(interface_language())


def _sentence(fault: Fault) -> str:  # noqa: C901 - one case a fault
    match fault:
        case Fault.EMPTY:
            return _("The file is empty.")
        case Fault.TOO_LARGE:
            return _("The file is larger than %(limit)d MB.") % {"limit": MAX_FILE // 2**20}
        case Fault.UNKNOWN_TYPE:
            return _("Only PDF, Word (.docx), PNG and JPEG files can be annexes.")
        case Fault.NAME:
            return _("The end of the file's name does not agree with what the file is. Save it anew in its own format.")
        case Fault.OVERRUN:
            return _("Reading the file took too much time or memory, so it was refused. Save it anew, or in parts.")
        case Fault.PDF_DAMAGED:
            return _("The PDF is damaged. Open it and save or print it as PDF anew.")
        case Fault.PDF_ENCRYPTED:
            return _("The PDF is encrypted or needs a password. Save it without protection.")
        case Fault.PDF_SCRIPT:
            return _("The PDF holds scripts. Print it as PDF anew, which leaves them out.")
        case Fault.PDF_LAUNCH:
            return _("The PDF would start a program. Print it as PDF anew, which leaves that out.")
        case Fault.PDF_FILES:
            return _("The PDF has other files inside. Upload each as an annex of its own.")
        case Fault.PDF_ACTIVE:
            return _("The PDF opens other files, sends data, plays media or is a form. Print it as PDF anew.")
        case Fault.PICTURE_TOO_LARGE:
            return _("The picture has more than %(limit)d million pixels. Make it smaller.") % {
                "limit": MAX_PIXELS // 10**6
            }
        case Fault.PICTURE_DAMAGED:
            return _("The picture is damaged. Save it anew.")
