"""Makes the tests' database as a copy of one that is migrated once for each state of the migrations.

To migrate takes some twenty seconds of processor time; a copy takes a part of one. The copied database is kept: in
`var/` for SQLite, on its server for PostgreSQL.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils.module_loading import module_has_submodule

_VAR: Final = Path(settings.BASE_DIR) / "var"


def state_of_migrations() -> str:
    """Return a short hash of every migration of every app, and of the Django that carries them out."""
    state = hashlib.sha256(version("django").encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        if app.module is not None and module_has_submodule(app.module, "migrations"):
            for path in sorted((Path(app.path) / "migrations").glob("*.py")):
                state.update(f"{app.label}/{path.name}\0".encode() + path.read_bytes())
    return state.hexdigest()[:12]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (_VAR / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


def make_test_database() -> None:
    """Make the database of this process anew, as a copy of the migrated one, and turn to it."""
    wanted: str = connection.settings_dict["TEST"]["NAME"] or f"test_{connection.settings_dict['NAME']}"
    server = _SQLite() if connection.vendor == "sqlite" else _PostgreSQL()
    migrated = server.name_of_migrated(state_of_migrations())
    with _one_at_a_time():
        if not server.exists(migrated):
            test: dict[str, Any] = connection.settings_dict["TEST"]
            begun = test["NAME"] = server.name_of_begun(migrated)
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            connection.close()
            test["NAME"] = wanted
            server.rename(begun, migrated)
        server.copy(migrated, wanted)
    _use(wanted)
    # What tests that commit, and so empty the database behind them, fill it with again.
    connection._test_serialized_contents = connection.creation.serialize_db_to_string()  # type: ignore[attr-defined]


class _SQLite:
    def name_of_migrated(self, state: str) -> str:
        return str(_VAR / f"migrated-{state}.sqlite3")

    def name_of_begun(self, migrated: str) -> str:
        return f"{migrated}.begun"

    def exists(self, name: str) -> bool:
        return Path(name).exists()

    def rename(self, old: str, new: str) -> None:
        Path(old).rename(new)

    def copy(self, migrated: str, wanted: str) -> None:
        for leftover in (f"{wanted}-wal", f"{wanted}-shm", f"{wanted}-journal"):
            Path(leftover).unlink(missing_ok=True)
        Path(wanted).write_bytes(Path(migrated).read_bytes())


class _PostgreSQL:
    def name_of_migrated(self, state: str) -> str:
        return f"test_klash_migrated_{state}"

    def name_of_begun(self, migrated: str) -> str:
        return f"{migrated}_begun"

    def exists(self, name: str) -> bool:
        return bool(self._ask("SELECT 1 FROM pg_database WHERE datname = %s", name))

    def rename(self, old: str, new: str) -> None:
        self._do("ALTER DATABASE {} RENAME TO {}", old, new)

    def copy(self, migrated: str, wanted: str) -> None:
        self._do("DROP DATABASE IF EXISTS {}", wanted)
        self._do("CREATE DATABASE {} TEMPLATE {}", wanted, migrated)

    def _ask(self, question: str, *values: str) -> Any:
        with connection._nodb_cursor() as cursor:
            cursor.execute(question, values)
            return cursor.fetchone()

    def _do(self, command: str, *names: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(command.format(*(connection.ops.quote_name(name) for name in names)))
