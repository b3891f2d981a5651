"""Hand out a file of a version, and log that it was."""

from __future__ import annotations

import hashlib
from typing import Any

from wagtail.log_actions import log

from procurement import permissions, storage
from procurement.models import DocumentFile


class DamagedFileError(OSError):
    """A stored file is missing, or is not what was stored."""


def download_document(file: DocumentFile, user: Any) -> bytes:
    """Return the bytes of a file, compared with the hash that the version names.

    Raises:
        NotAllowedError: the user may not download papers.
        DamagedFileError: the file is gone or has been changed.
    """
    permissions.may_download_document(user).require()
    try:
        with storage.open_stored(file.sha256) as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise DamagedFileError(f"the file {file.sha256} is missing") from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise DamagedFileError(f"the file {file.sha256} has been changed")
    log(
        instance=file.version.case,
        action="procurement.download_document",
        user=user,
        data={"file": file.file_name, "sha256": file.sha256},
    )
    return content
