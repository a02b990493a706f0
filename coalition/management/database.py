"""Whether the database can be used, and what its refusals mean in one line."""

from __future__ import annotations

import re
from pathlib import Path

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InternalError,
    NotSupportedError,
    ProgrammingError,
    connection,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from coalition.management.errors import CannotStart

# Words of SQLite, and what they mean for the owner of the file.
_SQLITE = (
    (r"file is not a database|malformed|file is encrypted", "is damaged, or is no SQLite database. Move it away"),
    (r"database (?:table )?is locked", "is in use by another program that is writing. Stop that program"),
    (r"readonly database", "may not be written to. Give it and its folder to your user"),
    (r"unable to open database file", "cannot be opened. Give it and its folder to your user"),
    (r"disk is full", "has no room left. Free some space on the disk"),
    (r"disk I/O error", "cannot be read: the disk reports an error. Restore it from a copy"),
)

# Whoever holds the write lock for longer is a program at work, not a passing writer.
_PATIENCE_MS = 2_000


def check_database() -> None:
    """Raise CannotStart unless the database answers and lets us write."""
    try:
        if is_file_database():
            _check_sqlite_file(Path(str(connection.settings_dict["NAME"])))
        else:
            connection.ensure_connection()
    except DatabaseError as error:
        raise explain(error) from error


def is_file_database() -> bool:
    """Whether the database is an SQLite file (not another server, not in memory)."""
    return connection.vendor == "sqlite" and not _is_in_memory(connection)


def _is_in_memory(wrapper: BaseDatabaseWrapper) -> bool:
    name = str(wrapper.settings_dict["NAME"])
    return ":memory:" in name or "mode=memory" in name


def _check_sqlite_file(path: Path) -> None:
    """Open the file, read its schema and take the write lock for a moment."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"the folder {path.parent} cannot be made: {error.strerror}.") from error
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        cursor.execute("SELECT count(*) FROM sqlite_master")
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
    connection.close()


def is_refusal(error: DatabaseError) -> bool:
    """Whether the database's state or rights are at fault (to be told in a line) and not our code (a traceback)."""
    ours = (DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError)
    return not isinstance(error, ours) or "permission denied" in str(error)


def explain(error: Exception) -> CannotStart:
    """A database's refusal in one line, without its password and without a traceback."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        for pattern, meaning in _SQLITE:
            if re.search(pattern, lines[0], re.IGNORECASE):
                return CannotStart(f"the database {name} {meaning} and run again.")
        return CannotStart(f"the database {name} refuses: {lines[0]}.")
    where = "{HOST}:{PORT}/{NAME}".format_map(
        {key: connection.settings_dict.get(key) or "default" for key in ("HOST", "PORT", "NAME")}
    )
    # libpq tells each attempt with its address; what counts is the reason of the last.
    attempts = [line for line in lines if re.search(r"failed: |FATAL:", line)] or lines[:1]
    reason = re.split(r"failed: |FATAL:\s*", attempts[-1])[-1].strip().rstrip(".")
    return CannotStart(f"the PostgreSQL database {where} cannot be used: {reason}. Check DATABASE_URL.")


def pending_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
