"""Hand out a file of a version, and log that it was."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import log

from procurement import permissions, storage
from procurement.models import AnnexFile, ApprovedFile, DocumentFile, Pack, PublicVersion


def download_pack(pack: Pack, user: Any) -> bytes:
    """Return the zip of a pack that is ready, compared with its hash.

    Raises:
        NotAllowedError: the user may not download papers.
        DamagedFileError: the file is gone or has been changed.
    """
    permissions.may_download_document(user).require()
    content = storage.read(pack.sha256)
    for case in pack.cases.all():
        log(
            instance=case,
            action="procurement.download_document",
            user=user,
            data={"file": pack.file_name, "sha256": pack.sha256},
        )
    return content


def download_document(file: DocumentFile | PublicVersion | ApprovedFile | AnnexFile, user: Any) -> bytes:
    """Return the bytes of a file, compared with the hash that its row names.

    Raises:
        NotAllowedError: the user may not download papers.
        DamagedFileError: the file is gone or has been changed.
    """
    permissions.may_download_document(user).require()
    content = storage.read(file.sha256)
    log(
        instance=file.case,
        action="procurement.download_document",
        user=user,
        data={"file": file.file_name, "sha256": file.sha256},
    )
    return content
