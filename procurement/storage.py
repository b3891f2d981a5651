"""Private storage of papers: outside MEDIA_ROOT, without addresses, each file named by the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages


class PrivateFileStorage(FileSystemStorage):
    """A folder whose files appear whole or not at all, and never have an address.

    A file is written beside its place, flushed to the disk and renamed, so that a crash leaves a stray temporary file
    and never half a paper.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700, **options, "base_url": None}
        )

    def url(self, name: str | None) -> str:
        """Refuse: papers have no address and are streamed through a permission check.

        Raises:
            ValueError: always.
        """
        raise ValueError("papers have no address")

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        for folder in (Path(self.location), path.parent):  # The mode is for the last folder of a path only.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        opened = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return the name itself: a name is the hash of the content, so writing it again writes the same."""
        return name


def papers() -> Storage:
    """Return the storage of papers, the alias `procurement` of Django's STORAGES."""
    return storages["procurement"]


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


class StorageError(OSError):
    """The storage of papers failed; `errno` says how, if the system said so."""


class DamagedFileError(StorageError):
    """A stored file is missing, or is not what was stored."""


def store(content: bytes) -> str:
    """Store a file under the SHA-256 of its bytes and return that, as 64 hexadecimal digits.

    Raises:
        StorageError: it could not be stored, and nothing of it is left.
    """
    digest = digest_of(content)
    try:
        papers().save(_name(digest), ContentFile(content))
    except Exception as error:  # An object storage has errors of its own kind.
        raise StorageError(getattr(error, "errno", None), f"the file {digest} could not be stored") from error
    return digest


def open_stored(digest: str) -> IO[bytes]:
    """Open a stored file.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return papers().open(_name(digest), "rb")


def read(digest: str) -> bytes:
    """Return a stored file, compared with its hash.

    Raises:
        DamagedFileError: it is gone or has been changed.
        StorageError: it cannot be read.
    """
    try:
        with open_stored(digest) as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise DamagedFileError(f"the file {digest} is missing") from error
    except Exception as error:
        raise StorageError(getattr(error, "errno", None), f"the file {digest} could not be read") from error
    if digest_of(content) != digest:
        raise DamagedFileError(f"the file {digest} has been changed")
    return content


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest}"
