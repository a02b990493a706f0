"""The runner of the suite: what it counts, what it says is missing, when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools import run_suite
from tests.tools.postgres import PostgresError
from tests.tools.run_suite import Counts, Lack, Result, exit_code, read_counts, report

GOOD = Result("SQLite", Counts(120, 0, 1), 0, 14.2)
RED = Result("PostgreSQL", Counts(119, 2, 0), 1, 20.0)
EMPTY = Result("Browser", Counts(), 5, 1.0)
ALL_SKIPPED = Result("Browser", Counts(0, 0, 4), 0, 1.0)
CRASHED = Result("SQLite", Counts(), 3, 0.4)
LACK = Lack("the browser tests", "no Chromium was found", "apt-get install chromium")
MISTAKE = Lack("the PostgreSQL run", "TEST_DATABASE_URL does not answer", "correct it", is_mistake=True)


@pytest.mark.parametrize(
    ("results", "lacks", "is_ci", "code"),
    [
        ([GOOD], [], False, 0),
        ([GOOD], [], True, 0),
        ([GOOD], [LACK], False, 0),
        ([GOOD], [LACK], True, 1),
        ([GOOD], [MISTAKE], False, 1),
        ([GOOD, RED], [], False, 1),
        ([GOOD, EMPTY], [], False, 1),
        ([GOOD, ALL_SKIPPED], [], False, 1),
        ([CRASHED], [], False, 1),
        ([], [LACK], False, 1),
    ],
)
def test_exit_code(results: list[Result], lacks: list[Lack], is_ci: bool, code: int) -> None:
    assert exit_code(results, lacks, is_ci=is_ci) == code


def test_report_ends_with_the_lacks_and_the_sum() -> None:
    assert report([GOOD, RED], [LACK]).splitlines() == [
        "",
        "================================== Summary ===================================",
        "SQLite: 120 passed, 0 failed, 1 skipped in 14.2 s",
        "PostgreSQL: 119 passed, 2 failed, 0 skipped in 20.0 s (pytest ended with 1)",
        "",
        "!" * 78,
        "NOT RUN, because this machine lacks something:",
        "  the browser tests: no Chromium was found",
        "      apt-get install chromium",
        "!" * 78,
        "",
        "239 passed, 2 failed, 1 skipped",
    ]


def test_report_without_lacks_has_no_block() -> None:
    assert report([GOOD], []).splitlines()[-2:] == [
        "SQLite: 120 passed, 0 failed, 1 skipped in 14.2 s",
        "120 passed, 0 failed, 1 skipped",
    ]


@pytest.mark.parametrize(
    ("suites", "counts"),
    [
        ('<testsuite tests="5" failures="1" errors="0" skipped="2"/>', Counts(2, 1, 2)),
        ('<testsuite tests="5" failures="1" errors="2" skipped="0"/>', Counts(2, 3, 0)),
        ('<testsuite tests="1" failures="0" errors="0" skipped="0"/>' * 2, Counts(2, 0, 0)),
    ],
)
def test_counts_are_read_from_the_report(tmp_path: Path, suites: str, counts: Counts) -> None:
    file = tmp_path / "report.xml"
    file.write_text(f"<testsuites>{suites}</testsuites>")
    assert read_counts(file) == counts


def test_a_run_that_left_no_report_counts_nothing(tmp_path: Path) -> None:
    assert read_counts(tmp_path / "none.xml") == Counts()


@pytest.mark.parametrize(
    ("word", "is_ci"), [("true", True), ("1", True), ("True", True), ("", False), ("false", False), ("0", False)]
)
def test_ci_is_read_as_services_write_it(word: str, is_ci: bool) -> None:
    assert run_suite.is_true(word) is is_ci


def test_the_tests_get_their_own_database_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://the-users-own/ledger")
    monkeypatch.setenv("DEBUG", "true")
    environment = run_suite.Suite(tmp_path, []).environment("sqlite:///x")
    assert (environment["DATABASE_URL"], environment["VAR_DIR"]) == ("sqlite:///x", str(tmp_path / "var"))
    assert "DEBUG" not in environment


def test_without_a_server_the_postgres_run_is_a_lack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(run_suite, "find_binaries", list)
    results: list[Result] = []
    lacks: list[Lack] = []
    run_suite.Suite(tmp_path, []).run_on_postgres(results, lacks)
    assert results == []
    assert lacks == [
        Lack(
            "the PostgreSQL run",
            "no PostgreSQL server was found (initdb, postgres)",
            "apt-get install postgresql",
        )
    ]


def test_a_given_server_that_does_not_answer_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://me:secret@127.0.0.1:1/ledger")
    lacks: list[Lack] = []
    run_suite.Suite(tmp_path, []).run_on_postgres([], lacks)
    assert [(lack.is_mistake, lack.mend) for lack in lacks] == [
        (True, "correct TEST_DATABASE_URL, or unset it for a throwaway server")
    ]
    assert "secret" not in lacks[0].why


def test_without_chromium_the_browser_tests_are_a_lack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_suite, "find_chromium", lambda: None)
    lacks: list[Lack] = []
    run_suite.Suite(tmp_path, []).run_in_browser([], lacks)
    assert lacks == [LACK]


@pytest.mark.parametrize(("versions", "chosen"), [([15, 16], 0), ([13, 14], 1), ([0, 17], 1)])
def test_the_first_server_new_enough_is_used(monkeypatch: pytest.MonkeyPatch, versions: list[int], chosen: int) -> None:
    folders = [Path(f"/{number}") for number in range(len(versions))]
    monkeypatch.setattr(run_suite, "server_version", lambda folder: versions[folders.index(folder)])
    assert run_suite.newest_binaries(folders) == folders[chosen]


def test_servers_that_are_all_too_old_are_a_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_suite, "server_version", lambda folder: 11)
    with pytest.raises(PostgresError, match="^PostgreSQL 14 or newer is needed, found only 11$"):
        run_suite.newest_binaries([Path("/a")])
