"""A full disk, a lost database and a damaged file are told apart, and no bug is taken for one of them."""

from __future__ import annotations

import errno
import sqlite3
from typing import Any

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError

from procurement import storage
from procurement.faults import Fault, fault_of
from procurement.permissions import NotAllowedError
from procurement.storage import DamagedFileError, StorageError


def full_database() -> sqlite3.Error:
    """What SQLite really raises when it can grow no more."""
    database = sqlite3.connect(":memory:")
    database.execute("create table t (x)")
    database.execute("pragma max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as full:
        database.execute("insert into t values (zeroblob(100000))")
    return full.value


class PostgresError(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


def from_database(cause: BaseException | None, kind: type[Exception] = OperationalError) -> Exception:
    error = kind("…")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (OSError(errno.ENOSPC, "…"), Fault.NO_ROOM),
        (StorageError(errno.ENOSPC, "…"), Fault.NO_ROOM),
        (StorageError(errno.EDQUOT, "…"), Fault.NO_ROOM),
        (StorageError(errno.EACCES, "…"), Fault.STORAGE),
        (StorageError(None, "…"), Fault.STORAGE),
        (OSError(errno.EROFS, "…"), Fault.STORAGE),
        (DamagedFileError("…"), Fault.DAMAGED),
        (from_database(full_database()), Fault.NO_ROOM),
        (from_database(PostgresError("53100")), Fault.NO_ROOM),
        (from_database(PostgresError("57P01")), Fault.DATABASE),
        (from_database(PostgresError(None)), Fault.DATABASE),
        (from_database(None, InterfaceError), Fault.DATABASE),
        (from_database(None, IntegrityError), None),
        (from_database(None, DataError), None),
        (FileNotFoundError(errno.ENOENT, "…"), None),
        (PermissionError(errno.EACCES, "…"), None),
        (NotAllowedError("Only legal staff"), None),
        (ValueError("…"), None),
        (None, None),
    ],
)
def test_what_broke_is_told_apart(error: BaseException | None, fault: Fault | None):
    assert fault_of(error) is fault


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_storage_that_fails_says_why_and_leaves_nothing(number, monkeypatch, stored_files):
    def fail(_descriptor: int) -> None:
        raise OSError(number, "…")

    with monkeypatch.context() as broken:
        broken.setattr("procurement.storage.os.fsync", fail)
        with pytest.raises(StorageError) as refused:
            storage.store(b"paper")
    assert (refused.value.errno, stored_files()) == (number, [])
    assert storage.read(storage.store(b"paper")) == b"paper"


def test_an_object_storage_fails_in_its_own_way(monkeypatch):
    class Bucket:
        def fail(self, *_args: Any) -> None:
            raise RuntimeError("SlowDown")

        save = open = fail

    monkeypatch.setattr(storage, "papers", Bucket)
    with pytest.raises(StorageError) as refused:
        storage.store(b"paper")
    assert fault_of(refused.value) is Fault.STORAGE
    with pytest.raises(StorageError) as refused:
        storage.read("0" * 64)
    assert fault_of(refused.value) is Fault.STORAGE
