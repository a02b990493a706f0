"""A PostgreSQL for the length of one test run: made from the installed server binaries, then removed."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2

# The oldest PostgreSQL that Django 5.2 works with.
OLDEST = 14
# Where packages put the server binaries without putting them on the PATH, newest version first when several.
USUAL_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# Nothing here outlives the run, so nothing has to reach the disk.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
# The second and third are for systems that do not know the first.
_LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")


INSTALL = "apt-get install postgresql"
_ELSE = "name a server: make test TEST_DATABASE_URL=postgres://USER:PASSWORD@HOST/NAME"


class PostgresError(Exception):
    """There is no server to test on. The text says why in one line, `mend` what to do about it."""

    def __init__(self, why: str, mend: str = INSTALL) -> None:
        super().__init__(why)
        self.mend = mend


class UnusableAddressError(PostgresError):
    """A server was named and cannot be used: a mistake to correct, never something to pass over."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The user the server runs as; the server itself refuses to run as root."""

    uid: int
    gid: int

    def as_arguments(self) -> dict[str, Any]:
        """For subprocess: become this user, without root's further groups."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def find_binaries(folders: Sequence[str] = USUAL_FOLDERS, path: str | None = None) -> list[Path]:
    """Every folder with `initdb` and `postgres`: those on the PATH, pg_config's, then the usual ones."""
    candidates = (path if path is not None else os.environ.get("PATH", "")).split(os.pathsep)
    candidates += _ask_pg_config(path)
    for pattern in folders:
        matches = (str(folder) for folder in Path("/").glob(pattern.lstrip("/")))
        candidates += sorted(matches, key=_version_in, reverse=True)
    found = (Path(folder).resolve() for folder in candidates if folder and _has_server(Path(folder)))
    return list(dict.fromkeys(found))


def _has_server(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres"))


def _ask_pg_config(path: str | None) -> list[str]:
    """Where pg_config says the binaries are; empty when there is none."""
    program = shutil.which("pg_config", path=path)
    if not program:
        return []
    answer = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
    return [answer.stdout.strip()] if answer.returncode == 0 else []


def _version_in(folder: str) -> tuple[int, ...]:
    """The numbers in a path, so that 15 comes after 9.6."""
    return tuple(int(number) for number in re.findall(r"\d+", folder))


def server_version(binaries: Path) -> int:
    """The major version; 0 when the program does not say."""
    answer = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", answer)
    return int(number.group()) if number else 0


def unprivileged_owner() -> Owner | None:
    """The user to run the server as when we are root: `postgres`, else `nobody`; None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Owner(entry.pw_uid, entry.pw_gid)
    raise PostgresError(
        "there is no unprivileged user (postgres or nobody) to run the server as", "adduser --system nobody"
    )


@contextlib.contextmanager
def throwaway_cluster(binaries: Path) -> Iterator[str]:
    """The address (DATABASE_URL) of a fresh server that is stopped and removed at the end."""
    owner = unprivileged_owner()
    folder = Path(tempfile.mkdtemp(prefix="ledger-pg-", dir=_short_folder()))
    try:
        if owner:
            os.chown(folder, owner.uid, owner.gid)
        _initialise(binaries, folder, owner)
        with _running(binaries, folder, owner):
            yield f"postgresql://tester@{quote(str(folder), safe='')}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> str | None:
    """The shortest place for temporary files: the path of a Unix socket ends at about 100 characters."""
    shortest = "/tmp"  # noqa: S108  mkdtemp makes a private folder in it
    return shortest if os.access(shortest, os.W_OK) else None


def _initialise(binaries: Path, folder: Path, owner: Owner | None) -> None:
    """initdb, with the first locale the system knows."""
    words = ""
    for locale in _LOCALES:
        command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "tester", "-A", "trust"]
        answer = subprocess.run(
            [*command, "-E", "UTF8", f"--locale={locale}", "--no-sync"],
            **_as_owner(folder, owner),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if answer.returncode == 0:
            return
        words = answer.stdout
        shutil.rmtree(folder / "data", ignore_errors=True)
    raise PostgresError("initdb failed: " + _last_line(words), _ELSE)


@contextlib.contextmanager
def _running(binaries: Path, folder: Path, owner: Owner | None) -> Iterator[None]:
    """The server on a Unix socket in its own folder: no port to collide with, no way in from outside."""
    options = [word for setting in _FAST for word in ("-c", setting)]
    place = ["-D", str(folder / "data"), "-k", str(folder), "-c", "listen_addresses="]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [str(binaries / "postgres"), *place, *options],
            **_as_owner(folder, owner),
            stdout=log,
            stderr=subprocess.STDOUT,
            # Ctrl-C is for the tests; the server is stopped here, after them.
            start_new_session=True,
        )
    try:
        _wait_until_ready(server, folder)
        yield
    finally:
        _stop(server)


def _as_owner(folder: Path, owner: Owner | None) -> dict[str, Any]:
    """Arguments for subprocess: a folder the owner may enter, and a plain environment."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LC_ALL": "C", "TZ": "UTC"}
    return {"cwd": folder, "env": environment, **(owner.as_arguments() if owner else {})}


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    """Return when the server answers; raise PostgresError when it ends or stays silent for 30 seconds."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.poll() is not None:
            words = (folder / "server.log").read_text(errors="replace")
            raise PostgresError("the server did not start: " + _last_line(words), _ELSE)
        with contextlib.suppress(psycopg2.OperationalError):
            psycopg2.connect(host=str(folder), user="tester", dbname="postgres").close()
            return
        time.sleep(0.05)
    raise PostgresError("the server did not answer within 30 seconds", _ELSE)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask for a fast shutdown, then for an immediate one, then insist."""
    for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            server.send_signal(request)
            server.wait(timeout=10)
            return


def _last_line(words: str) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"


def check_answers(settings: Mapping[str, Any]) -> None:
    """Raise unless the server of TEST_DATABASE_URL answers and lets us create databases."""
    try:
        with (
            contextlib.closing(
                psycopg2.connect(
                    host=settings.get("HOST") or None,
                    port=settings.get("PORT") or None,
                    user=settings.get("USER") or None,
                    password=settings.get("PASSWORD") or None,
                    dbname="postgres",
                    connect_timeout=10,
                )
            ) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
            row = cursor.fetchone()
    except psycopg2.Error as error:
        raise UnusableAddressError(
            f"TEST_DATABASE_URL does not answer: {_last_line(str(error))}",
            "correct TEST_DATABASE_URL, or unset it for a throwaway server",
        ) from error
    if not row or not row[0]:
        raise UnusableAddressError("the user in TEST_DATABASE_URL may not create databases", "ALTER ROLE … CREATEDB")
