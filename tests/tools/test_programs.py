"""Finding the programs the suite needs: PostgreSQL's server and a Chromium."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg2
import pytest

from tests.tools import chromium, postgres


def _program(folder: Path, name: str, text: str = "#!/bin/sh\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)
    return folder / name


def _server(folder: Path, version: str = "16.1") -> Path:
    _program(folder, "initdb")
    _program(folder, "postgres", f"#!/bin/sh\necho 'postgres (PostgreSQL) {version} (Some 12+deb)'\n")
    return folder


def test_servers_are_found_newest_first_and_the_path_before_all(tmp_path: Path) -> None:
    on_path = _server(tmp_path / "local")
    usual = [_server(tmp_path / "lib" / version / "bin") for version in ("9.6", "15", "16")]
    _program(tmp_path / "lib" / "17" / "bin", "postgres")  # a client package without initdb is no server
    found = postgres.find_binaries([f"{tmp_path}/lib/*/bin"], path=str(on_path))
    assert found == [on_path, *reversed(usual)]


def test_pg_config_names_a_server_off_the_path(tmp_path: Path) -> None:
    server = _server(tmp_path / "elsewhere")
    _program(tmp_path / "bin", "pg_config", f"#!/bin/sh\necho {server}\n")
    assert postgres.find_binaries([], path=str(tmp_path / "bin")) == [server]


def test_a_server_reached_twice_is_listed_once(tmp_path: Path) -> None:
    server = _server(tmp_path / "16" / "bin")
    assert postgres.find_binaries([f"{tmp_path}/*/bin"], path=f"{server}{os.pathsep}{server}") == [server]


def test_nothing_is_found_on_a_bare_machine(tmp_path: Path) -> None:
    assert postgres.find_binaries([f"{tmp_path}/*/bin"], path=str(tmp_path)) == []


@pytest.mark.parametrize(("version", "major"), [("16.1", 16), ("9.6.24", 9), ("18beta1", 18)])
def test_server_version_is_the_major_one(tmp_path: Path, version: str, major: int) -> None:
    assert postgres.server_version(_server(tmp_path, version)) == major


def test_a_throwaway_cluster_answers_and_leaves_nothing() -> None:
    found = postgres.find_binaries()
    if not found:
        pytest.skip("no PostgreSQL server is installed")
    with postgres.throwaway_cluster(found[0]) as url:
        folder = Path(url.removeprefix("postgresql://tester@").split("/")[0].replace("%2F", "/"))
        postgres.check_answers({"HOST": str(folder), "USER": "tester"})
        connection = psycopg2.connect(host=str(folder), user="tester", dbname="postgres")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_encoding'), current_setting('listen_addresses')")
            assert cursor.fetchone() == ("UTF8", "")
        # The connection is left open: stopping the server may not wait for it.
    assert not folder.exists()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(host=str(folder), user="tester", dbname="postgres")


def test_a_cluster_that_cannot_be_made_says_why_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = _server(tmp_path / "bin")
    tmp_path.chmod(0o755)
    _program(server, "initdb", "#!/bin/sh\necho creating\necho 'initdb: error: no share files'\nexit 1\n")
    monkeypatch.setattr(postgres, "unprivileged_owner", lambda: None)
    monkeypatch.setattr(postgres, "_short_folder", lambda: str(tmp_path))
    with (
        pytest.raises(postgres.PostgresError, match="^initdb failed: initdb: error: no share files$"),
        postgres.throwaway_cluster(server),
    ):
        pytest.fail("there is no cluster")
    assert list(tmp_path.glob("ledger-pg-*")) == []


@pytest.mark.parametrize(
    ("installed", "found"),
    [
        ([], None),
        (["google-chrome"], "google-chrome"),
        (["google-chrome", "chromium-browser"], "chromium-browser"),
        (["chromium", "google-chrome"], "chromium"),
        (["firefox"], None),
    ],
)
def test_chromium_is_found_by_its_usual_names(tmp_path: Path, installed: list[str], found: str | None) -> None:
    for name in installed:
        _program(tmp_path, name)
    expected = str(tmp_path / found) if found else None
    assert chromium.find_chromium(path=str(tmp_path), places=()) == expected


def test_chromium_is_found_where_macos_keeps_it(tmp_path: Path) -> None:
    place = _program(tmp_path / "Applications", "Google Chrome")
    assert chromium.find_chromium(path=str(tmp_path), places=(str(place),)) == str(place)


@pytest.mark.parametrize(("uid", "has_no_sandbox"), [(0, True), (1000, False)])
def test_only_root_goes_without_a_sandbox(monkeypatch: pytest.MonkeyPatch, uid: int, has_no_sandbox: bool) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    assert ("--no-sandbox" in chromium.launch_arguments()) is has_no_sandbox
