"""Measures speed and memory and prints them beside their budgets. What `make bench` calls.

    python -m tests.bench [--rounds N]

Nothing here passes or fails: machines differ and are shared, so what counts are the ratios, whose two sides are measured
in turn in the same run. Every number is the median of its rounds. Databases and files live in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import extraction, web, weight
from tests.bench.measures import HEAD, Row, child, line
from tests.bench.texts import write_articles

_WORDS = 300_000
_ARTICLE_WORDS = 800
_EXTRACTED = 300
_INGESTED = 160
_PAGES = 300
_QUEUED = 400
_DECISIONS = 40


def main() -> None:
    """Read the command line, measure, print."""
    parser = ArgumentParser(description="Measure speed and memory beside their budgets.")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each is measured (default 3)")
    rounds = parser.parse_args().rounds
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings")
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as name:
        folder = Path(name)
        os.environ.update(VAR_DIR=str(folder / "var"), DATABASE_URL=_sqlite(folder / "none.sqlite3"), DEBUG="false")
        print(f"Medians of {rounds} rounds, {os.cpu_count()} cores.\n\n{HEAD}", flush=True)
        for title, measure in (
            ("loading", _loading),
            ("extraction beside others", _speed),
            ("extraction with two jobs", _jobs),
            ("ingestion with a database", _ingestion),
            ("the web server", _web),
            ("the weight of pages", _weight),
            ("the desk", _desk),
        ):
            print(f"Measuring {title} …", file=sys.stderr, flush=True)
            print("\n".join(map(line, measure(folder, rounds))), flush=True)


def _sqlite(path: Path) -> str:
    return f"sqlite:///{path}"


def _loading(folder: Path, rounds: int) -> list[Row]:
    found = [child("loading") for _ in range(rounds)]
    return [
        Row("lexicon: load time", _median(found, "load_seconds"), "s"),
        Row("lexicon: memory of the process once loaded", _median(found, "loaded_mb"), "MB"),
        Row("extraction: most memory of the process", _median(found, "peak_mb"), "MB", "at most", 400),
    ]


def _speed(folder: Path, rounds: int) -> list[Row]:
    found = [child("speed", _WORDS) for _ in range(rounds)]
    first, again = [each["first"] for each in found], [each["again"] for each in found]
    to_dateparser = median(each["first"]["extraction"] / each["dateparser"] for each in found)
    return [
        Row(
            f"extraction: {_WORDS:,} words, one core",
            _median(again, "extraction"),
            "words/s",
            "at least",
            60_000,
            f"{_to_tokenizer(again):.3f} of the tokenizer",
        ),
        Row("spaCy's bare tokenizer, same text", _median(again, "tokenizer"), "words/s"),
        Row(
            "extraction: each brief for the first time",
            _median(first, "extraction"),
            "words/s",
            ratio=f"{_to_tokenizer(first):.3f} of the tokenizer, {to_dateparser:.1f} times dateparser",
        ),
        Row("spaCy's bare tokenizer, same briefs", _median(first, "tokenizer"), "words/s"),
        Row("dateparser search_dates, same briefs", _median(found, "dateparser"), "words/s"),
    ]


def _to_tokenizer(found: list[Any]) -> float:
    return median(float(each["extraction"] / each["tokenizer"]) for each in found)


def _jobs(folder: Path, rounds: int) -> list[Row]:
    articles = folder / "extract"
    write_articles(articles, count=_EXTRACTED, words=_ARTICLE_WORDS)
    ones, twos = [], []
    for _ in range(rounds):
        ones.append(extraction.steady_rate(articles, 1))
        twos.append(extraction.steady_rate(articles, 2))
    ratio = median(two / one for one, two in zip(ones, twos, strict=True))
    return [
        Row("manage.py extract --jobs 1, 800 words each", median(ones), "articles/s"),
        Row("manage.py extract --jobs 2", median(twos), "articles/s"),
        Row("manage.py extract: two jobs to one", ratio, "times", "at least", 1.7),
    ]


def _ingestion(folder: Path, rounds: int) -> list[Row]:
    articles, empty = folder / "ingest", folder / "empty.sqlite3"
    write_articles(articles, count=_INGESTED, words=_ARTICLE_WORDS)
    for command in ("migrate", "load_reference"):
        web.manage(command, environment={"DATABASE_URL": _sqlite(empty)})
    ones, twos = [], []
    for number in range(rounds):
        ones.append(_ingest(articles, empty, folder / f"one{number}.sqlite3", 1))
        twos.append(_ingest(articles, empty, folder / f"two{number}.sqlite3", 2))
    ratio = median(two["steady"] / one["steady"] for one, two in zip(ones, twos, strict=True))
    return [
        Row("ingest --jobs 1, SQLite, 800 words each", _median(ones, "steady"), "articles/s"),
        Row(
            "ingest --jobs 2",
            _median(twos, "steady"),
            "articles/s",
            "at least",
            50,
            f"{ratio:.2f} times one job",
        ),
        Row(f"ingest --jobs 2, start-up included, {_INGESTED} of them", _median(twos, "from_start"), "articles/s"),
        Row("ingest: proposals recorded for each article", _median(ones, "proposals") / _INGESTED, "facts"),
        Row("ingest: queries for each article", _median(ones, "queries"), "queries"),
        Row("ingest: the writing process, two jobs, each article", _median(twos, "writing_ms"), "ms"),
    ]


def _ingest(articles: Path, empty: Path, database: Path, jobs: int) -> Any:
    shutil.copyfile(empty, database)
    measured = child("ingestion", articles, jobs, environment={"DATABASE_URL": _sqlite(database)})
    if measured["created"] != _INGESTED:
        raise RuntimeError(f"{measured['created']} of {_INGESTED} articles were stored")
    return measured


def _web(folder: Path, rounds: int) -> list[Row]:
    environment = {"DATABASE_URL": _sqlite(folder / "web.sqlite3")}
    web.prepare(environment)
    found = [web.memory_after(_PAGES, environment) for _ in range(rounds)]
    pages = int(median(answered for _, _, answered in found))
    return [
        Row("web server: memory after the first page", median(before for before, _, _ in found), "MB"),
        Row(
            f"web server: memory after {pages} different pages",
            median(after for _, after, _ in found),
            "MB",
            "at most",
            150,
        ),
    ]


_OURS = ("/", "/nations/canada/", "/pledges/", "/cities/")
_THEIRS = ("/weight", "/weight/coalition_pledge", "/weight/coalition_city")


def _weight(folder: Path, rounds: int) -> list[Row]:
    # The database that the web server was measured on, under the name that Datasette shows.
    database = folder / "weight.sqlite3"
    shutil.copyfile(folder / "web.sqlite3", database)
    environment = {"DATABASE_URL": _sqlite(folder / "web.sqlite3")}
    found = [weight.visits(environment, list(_OURS), database, list(_THEIRS)) for _ in range(rounds)]

    def of(path: str, name: str) -> float:
        return median(float(getattr(each[path], name)) for each in found)

    def beside(path: str, name: str) -> str:
        return (
            f"{median(getattr(each[path], name) / getattr(each[_THEIRS[1]], name) for each in found):.2f} of Datasette"
        )

    rows = []
    for path in _OURS:
        rows += [
            Row(f"first visit to {path}", of(path, "kilobytes"), "kB", "at most", 60, beside(path, "kilobytes")),
            Row("  for its charts", of(path, "chart_kilobytes"), "kB", "at most", 400),
            Row("  requests", of(path, "requests"), "requests", ratio=beside(path, "requests")),
            Row("  first contentful paint", of(path, "first_paint"), "ms", "at most", 300, beside(path, "first_paint")),
            Row("  layout shift", of(path, "shift"), "", "at most", 0),
        ]
    for path in _THEIRS:
        rows += [
            Row(f"Datasette: first visit to {path}", of(path, "kilobytes"), "kB"),
            Row("  first contentful paint", of(path, "first_paint"), "ms"),
        ]
    return rows


def _desk(folder: Path, rounds: int) -> list[Row]:
    articles, empty = folder / "queue", folder / "desk.sqlite3"
    write_articles(articles, count=_QUEUED, words=_ARTICLE_WORDS)
    for command in ("migrate", "load_reference"):
        web.manage(command, environment={"DATABASE_URL": _sqlite(empty)})
    found = []
    for number in range(rounds):
        database = folder / f"desk{number}.sqlite3"
        shutil.copyfile(empty, database)
        found.append(child("desk", articles, _DECISIONS, environment={"DATABASE_URL": _sqlite(database)}))
    return [
        Row("desk: proposals in the queue", _median(found, "waiting"), "proposals"),
        Row("desk: server time to show the next proposal", _median(found, "item"), "ms", "at most", 100),
        Row("desk: server time to accept one", _median(found, "accept"), "ms", "at most", 100),
        Row("desk: server time to reject one", _median(found, "reject"), "ms", "at most", 100),
    ]


def _median(found: list[Any], key: str) -> float:
    return median(float(each[key]) for each in found)


if __name__ == "__main__":
    main()
