"""What can break under the desk, told apart by the exception that it raises: no fault of a lawyer's, and no bug."""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum
from typing import Final

from django.db import InterfaceError, OperationalError

from procurement.storage import DamagedFileError, StorageError

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
#: What PostgreSQL calls a full disk.
_DISK_FULL: Final = "53100"


class Fault(StrEnum):
    """What broke."""

    NO_ROOM = "no_room"
    STORAGE = "storage"
    DATABASE = "database"
    DAMAGED = "damaged"


def fault_of(error: BaseException | None) -> Fault | None:
    """Return what broke; None for everything else, which is a bug or a refusal."""
    match error:
        case DamagedFileError():
            return Fault.DAMAGED
        case OSError() if error.errno in _FULL:
            return Fault.NO_ROOM
        case StorageError():
            return Fault.STORAGE
        case OSError() if error.errno == errno.EROFS:
            return Fault.STORAGE
        case OperationalError() | InterfaceError():
            return Fault.NO_ROOM if _is_full(error.__cause__) else Fault.DATABASE
    return None


def _is_full(cause: BaseException | None) -> bool:
    """Whether a database says that its disk is full; the base code of SQLite stands in the last eight bits."""
    code = getattr(cause, "sqlite_errorcode", None)
    is_full = code is not None and code & 0xFF == sqlite3.SQLITE_FULL
    return is_full or getattr(cause, "sqlstate", None) == _DISK_FULL
