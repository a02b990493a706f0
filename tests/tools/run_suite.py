"""Runs the whole suite: on SQLite, on PostgreSQL, and in a browser. What `make test` calls.

    python -m tests.tools.run_suite [words for pytest, e.g. -k pledges]

With TEST_DATABASE_URL the PostgreSQL run uses that server, else a throwaway cluster from the installed
binaries. What the machine lacks is named at the end, with the line that installs it; with CI=true a lack is
a failure. The last line counts the tests of all runs together.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import dj_database_url

from tests.tools.chromium import find_chromium
from tests.tools.postgres import (
    OLDEST,
    PostgresError,
    UnusableAddressError,
    check_answers,
    find_binaries,
    server_version,
    throwaway_cluster,
)

ROOT = Path(__file__).resolve().parents[2]
_WIDTH = 78


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tests ended how; an error in a fixture counts as a failure."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something the machine does not have: what could not be run, why, and the line that mends it."""

    what: str
    why: str
    mend: str
    is_mistake: bool = False  # something given is wrong, rather than something missing: fails everywhere


@dataclass(frozen=True, slots=True)
class Result:
    """One run of pytest."""

    name: str
    counts: Counts
    code: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Green, and not for want of tests (pytest answers 5 when it collected none)."""
        return self.code == 0 and self.counts.passed > 0


def main(words: Sequence[str]) -> int:
    """Run everything, report, and answer with an exit code."""
    signal.signal(signal.SIGTERM, _end_orderly)
    results: list[Result] = []
    lacks: list[Lack] = []
    with tempfile.TemporaryDirectory(prefix="ledger-test-") as folder:
        suite = Suite(Path(folder), words)
        try:
            results.append(suite.run_on_sqlite())
            suite.run_on_postgres(results, lacks)
            suite.run_in_browser(results, lacks)
        except KeyboardInterrupt:
            print("\nStopped.", file=sys.stderr)
            return 130
    print(report(results, lacks))
    return exit_code(results, lacks, is_ci=is_true(os.environ.get("CI", "")))


class Suite:
    """The three runs, each a pytest process of its own with its own database."""

    def __init__(self, folder: Path, words: Sequence[str]) -> None:
        self.folder = folder
        self.words = words

    def run_on_sqlite(self) -> Result:
        """Everything but the browser and what only PostgreSQL can show."""
        url = f"sqlite:///{self.folder / 'db.sqlite3'}"
        return self.pytest("SQLite", url, "-m", "not browser and not postgres", "-n", "auto")

    def run_on_postgres(self, results: list[Result], lacks: list[Lack]) -> None:
        """The same tests and the PostgreSQL ones, on the given server or on a throwaway cluster."""
        try:
            with postgres_url(os.environ) as url:
                results.append(self.pytest("PostgreSQL", url, "-m", "not browser", "-n", "auto"))
        except PostgresError as error:
            is_mistake = isinstance(error, UnusableAddressError)
            lacks.append(Lack("the PostgreSQL run", str(error), error.mend, is_mistake))

    def run_in_browser(self, results: list[Result], lacks: list[Lack]) -> None:
        """The browser tests, once, on SQLite."""
        if find_chromium() is None:
            lacks.append(Lack("the browser tests", "no Chromium was found", "apt-get install chromium"))
            return
        url = f"sqlite:///{self.folder / 'browser.sqlite3'}"
        results.append(self.pytest("Browser", url, "tests/browser", "-m", "browser"))

    def pytest(self, name: str, url: str, *arguments: str) -> Result:
        """One pytest process, its words straight to the terminal, its counts read from a report."""
        print(f"\n{f' {name} ':=^{_WIDTH}}", flush=True)
        outcome = self.folder / f"{name}.xml"
        started = time.monotonic()
        code = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *arguments, f"--junitxml={outcome}", *self.words],
            cwd=ROOT,
            env=self.environment(url),
            stdin=subprocess.DEVNULL,
            check=False,
        ).returncode
        result = Result(name, read_counts(outcome), code, time.monotonic() - started)
        print(summary_line(result), flush=True)
        return result

    def environment(self, url: str) -> dict[str, str]:
        """The tests' own database and files; nothing of the user's ledger in var/ is touched or read."""
        kept = {key: value for key, value in os.environ.items() if key not in {"DEBUG", "ALLOWED_HOSTS", "HTTPS"}}
        own = {"DATABASE_URL": url, "VAR_DIR": str(self.folder / "var"), "SECRET_KEY": "known to every test"}
        return {**kept, **own}


@contextlib.contextmanager
def postgres_url(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a PostgreSQL to test on; raises PostgresError when there is none."""
    given = environment.get("TEST_DATABASE_URL")
    if given:
        check_answers(dict(dj_database_url.parse(given)))
        yield given
        return
    with throwaway_cluster(newest_binaries(find_binaries())) as url:
        yield url


def newest_binaries(found: Sequence[Path]) -> Path:
    """The first folder whose server is new enough; raises PostgresError when none is."""
    if not found:
        raise PostgresError("no PostgreSQL server was found (initdb, postgres)")
    for folder in found:
        if server_version(folder) >= OLDEST:
            return folder
    raise PostgresError(f"PostgreSQL {OLDEST} or newer is needed, found only {server_version(found[0])}")


def read_counts(report_file: Path) -> Counts:
    """Add up a JUnit report; a run that left none (it crashed) has no counts."""
    if not report_file.exists():
        return Counts()
    total = Counts()
    for suite in ElementTree.parse(report_file).iter("testsuite"):  # noqa: S314  pytest wrote it just now
        tests, failures, errors, skipped = (
            int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")
        )
        failed = failures + errors
        total += Counts(tests - failed - skipped, failed, skipped)
    return total


def summary_line(result: Result) -> str:
    """How one run ended, e.g. `SQLite: 120 passed, 0 failed, 1 skipped in 14.2 s`."""
    note = "" if result.is_good else f" (pytest ended with {result.code})"
    return f"{result.name}: {result.counts} in {result.seconds:.1f} s{note}"


def report(results: Sequence[Result], lacks: Sequence[Lack]) -> str:
    """The end of the output: each run in a line, the lacks in a block, the sum last."""
    lines = ["", f"{' Summary ':=^{_WIDTH}}", *(summary_line(result) for result in results)]
    if lacks:
        lines += ["", *missing_block(lacks), ""]
    return "\n".join([*lines, str(sum((result.counts for result in results), Counts()))])


def missing_block(lacks: Sequence[Lack]) -> list[str]:
    """What was not run, and the line that installs what it needs."""
    lines = ["!" * _WIDTH, "NOT RUN, because this machine lacks something:"]
    for lack in lacks:
        lines += [f"  {lack.what}: {lack.why}", f"      {lack.mend}"]
    return [*lines, "!" * _WIDTH]


def exit_code(results: Sequence[Result], lacks: Sequence[Lack], *, is_ci: bool) -> int:
    """0 when every run is good and nothing given is wrong; in CI also nothing may be lacking."""
    is_good = bool(results) and all(result.is_good for result in results)
    return 0 if is_good and not any(is_ci or lack.is_mistake for lack in lacks) else 1


def is_true(word: str) -> bool:
    """How CI services write yes."""
    return word.strip().lower() in {"1", "true", "yes"}


def _end_orderly(*_: object) -> None:
    """SIGTERM unwinds like Ctrl-C, so that a running cluster is stopped and removed."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
