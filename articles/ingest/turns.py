"""One run records at a time, whichever process it belongs to.

A run matches what it reads against people and lines that it holds in memory; another run that wrote in between would
leave it with an old picture, and one minister would be entered twice.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import connection

_KEY: Final = 4_155_201
"""The number of this lock among the advisory locks of a PostgreSQL database."""


@contextmanager
def recording_turn() -> Iterator[None]:
    """Wait until no other run records, and keep others waiting meanwhile.

    PostgreSQL keeps the lock with the connection and SQLite's is a file beside the database, which the system frees
    with the process: neither outlives a worker that dies.
    """
    if connection.vendor == "postgresql":
        with _advisory_lock():
            yield
    elif name := _database_file():
        with Path(f"{name}.recording").open("w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    else:
        yield


@contextmanager
def _advisory_lock() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_KEY])
    try:
        yield
    finally:
        # A connection that broke has let go of it already.
        if connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_KEY])


def _database_file() -> str:
    """The path of SQLite's database; "" for one in memory."""
    name = str(connection.settings_dict["NAME"])
    return "" if ":memory:" in name or "mode=memory" in name else name
