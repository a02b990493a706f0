"""A database that cannot be used is told in one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, ProgrammingError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper

from coalition.management import database
from coalition.management.errors import CannotStart


@pytest.fixture
def other(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A connection to a file of this test's own, in place of the site's."""
    settings = {
        **connections["default"].settings_dict,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "var" / "ledger.sqlite3"),
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"},
    }
    wrapper = DatabaseWrapper(settings, alias="other")
    with mock.patch.object(database, "connection", wrapper):
        yield wrapper
    wrapper.close()


def _refusal() -> str:
    with pytest.raises(CannotStart) as caught:
        database.check_database()
    return str(caught.value)


@pytest.mark.django_db
def test_a_new_database_gets_its_folder(other: BaseDatabaseWrapper) -> None:
    database.check_database()
    assert Path(str(other.settings_dict["NAME"])).parent.is_dir()


@pytest.mark.django_db
def test_a_file_that_is_no_database_is_told(other: BaseDatabaseWrapper) -> None:
    file = Path(str(other.settings_dict["NAME"]))
    file.parent.mkdir()
    file.write_bytes(b"not a database at all, but long enough to be read as its first page" * 20)
    assert _refusal() == f"the database {file} is damaged, or is no SQLite database. Move it away and run again."


@pytest.mark.django_db
def test_a_folder_in_place_of_the_file_is_told(other: BaseDatabaseWrapper) -> None:
    file = Path(str(other.settings_dict["NAME"]))
    file.mkdir(parents=True)
    assert _refusal() == f"the database {file} cannot be opened. Give it and its folder to your user and run again."


@pytest.mark.django_db
def test_a_file_in_place_of_the_folder_is_told(other: BaseDatabaseWrapper) -> None:
    folder = Path(str(other.settings_dict["NAME"])).parent
    folder.touch()
    assert _refusal() == f"the folder {folder} cannot be made: File exists."


@pytest.mark.django_db
def test_a_locked_database_is_told(other: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PATIENCE_MS", 10)
    file = Path(str(other.settings_dict["NAME"]))
    database.check_database()
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        assert _refusal() == (
            f"the database {file} is in use by another program that is writing. Stop that program and run again."
        )
    finally:
        writer.close()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            'connection to server at "db.example" (192.0.2.7), port 5432 failed: Connection refused\n'
            "\tIs the server running on that host and accepting TCP/IP connections?\n",
            "Connection refused",
        ),
        (
            'connection to server at "db.example" (192.0.2.7), port 5432 failed: FATAL:  '
            'password authentication failed for user "ledger"\n',
            'password authentication failed for user "ledger"',
        ),
        (
            'connection to server at "db.example", port 5432 failed: FATAL:  database "ledger" does not exist\n',
            'database "ledger" does not exist',
        ),
        (
            'could not translate host name "db.example" to address: Name or service not known\n',
            'could not translate host name "db.example" to address: Name or service not known',
        ),
    ],
)
def test_an_unreachable_postgresql_is_told_without_its_password(words: str, reason: str) -> None:
    wrapper = mock.Mock(
        vendor="postgresql",
        settings_dict={"HOST": "db.example", "PORT": "", "NAME": "ledger", "PASSWORD": "secret"},
    )
    wrapper.ensure_connection.side_effect = OperationalError(words)
    with mock.patch.object(database, "connection", wrapper):
        assert _refusal() == (
            f"the PostgreSQL database db.example:default/ledger cannot be used: {reason}. Check DATABASE_URL."
        )


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("attempt to write a readonly database", "may not be written to"),
        ("database disk image is malformed", "is damaged"),
        ("database table is locked: coalition_nation", "is in use by another program"),
        ("database or disk is full", "has no room left"),
        ("something new", "refuses: something new."),
    ],
)
def test_sqlites_words_are_explained(other: BaseDatabaseWrapper, words: str, meaning: str) -> None:
    assert meaning in str(database.explain(DatabaseError(words)))


@pytest.mark.parametrize(
    ("error", "is_refusal"),
    [
        (OperationalError("disk I/O error"), True),
        (DatabaseError("file is not a database"), True),
        (ProgrammingError("permission denied for schema public"), True),
        (ProgrammingError('relation "coalition_nation" does not exist'), False),
        (IntegrityError("UNIQUE constraint failed: articles_article.body_hash"), False),
    ],
)
def test_only_the_databases_own_refusals_are_told_in_a_line(error: DatabaseError, is_refusal: bool) -> None:
    assert database.is_refusal(error) is is_refusal
