"""Print the facts that articles state, without a database: each with the words that prove it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from articles.extraction.lexicon import REFERENCE_FOLDER, load_lexicon
from articles.extraction.output import as_json
from articles.ingest.sources import Item, expand, load, split_lines
from articles.ingest.types import ReadArticle, ReadOptions, UnreadableSource
from articles.ingest.worker import executor, extract_article, source_of

Row = tuple[str, str]
"""Name of an article and its facts as JSON in one line, made where they were read: text is quick to hand over."""


class Command(BaseCommand):
    """`manage.py extract SOURCE…`: files, folders, addresses, "-" for standard input.

    One article prints as one JSON document, several as JSON lines; `--out DIR` writes NAME.json for each instead. A
    source
    that cannot be read is named on standard error, the rest goes on, and the command ends with status 1.
    """

    help = "Print the facts that articles state as JSON. Needs no database."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="SOURCE", help='file, folder, address, or "-"')
        parser.add_argument("--out", type=Path, metavar="DIR", help="write one NAME.json per article here")
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that extract (default 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jobs"] < 1:
            raise CommandError("--jobs must be 1 or more.")
        reading = ReadOptions(undated=True)
        items = _items(options["sources"], reading)
        with executor(options["jobs"], load_lexicon, REFERENCE_FOLDER, has_database=False) as pool:
            failed = self._write(_extracted(pool, items, reading, options["jobs"] * 4), options["out"])
        if failed:
            raise CommandError(f"{failed} of the sources could not be read.", returncode=1)

    def _write(self, outcomes: Iterable[Row | UnreadableSource], folder: Path | None) -> int:
        """Hand out rows as they come; answers how many sources could not be read."""
        failed = 0
        rows = _Rows(self.stdout, folder)
        for outcome in outcomes:
            if isinstance(outcome, UnreadableSource):
                failed += 1
                self.stderr.write(str(outcome))
            else:
                rows.add(*outcome)
        rows.close()
        return failed


class _Rows:
    """Where rows go: a folder, or the output, the first row held back until it is known to be the only one or not."""

    def __init__(self, output: Any, folder: Path | None) -> None:
        self.output = output
        self.folder = folder
        self.count = 0
        self.held: str | None = None
        self.names: dict[str, int] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def add(self, name: str, row: str) -> None:
        """Write or hold one row."""
        self.count += 1
        if self.folder is not None:
            (self.folder / f"{self._free(name)}.json").write_text(_spread(row) + "\n", "utf-8")
        elif self.count == 1:
            self.held = row
        else:
            self._release()
            self.output.write(row)

    def close(self) -> None:
        """Write what is held: the only article, over several lines."""
        if self.held is not None:
            self.output.write(_spread(self.held))

    def _release(self) -> None:
        if self.held is not None:
            self.output.write(self.held)
            self.held = None

    def _free(self, name: str) -> str:
        """The name, with a number from the second article of that name on."""
        self.names[name] = self.names.get(name, 0) + 1
        return name if self.names[name] == 1 else f"{name}-{self.names[name]}"


def _items(sources: Iterable[str], options: ReadOptions) -> Iterator[Item | UnreadableSource]:
    for item in expand(sources, sys.stdin.buffer, options):
        if isinstance(item, UnreadableSource):
            yield item
        else:
            yield from split_lines(item, options)


def _extracted(
    pool: Executor, items: Iterable[Item | UnreadableSource], options: ReadOptions, ahead: int
) -> Iterator[Row | UnreadableSource]:
    """Rows in the order of the items; no more than `ahead` items wait for a process at a time."""
    waiting: deque[Future[list[Row | UnreadableSource]]] = deque()
    for item in items:
        waiting.append(pool.submit(extract_item, item, options))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def extract_item(item: Item | UnreadableSource, options: ReadOptions) -> list[Row | UnreadableSource]:
    """What one item gives: a row for each article in it, or why it cannot be read. Runs in a worker process."""
    if isinstance(item, UnreadableSource):
        return [item]
    rows: list[Row | UnreadableSource] = []
    for outcome in load(item, options):
        if isinstance(outcome, ReadArticle):
            row = as_json(extract_article(outcome), source_of(outcome), outcome.url)
            rows.append((_stem(outcome.name), json.dumps(row, ensure_ascii=False)))
        elif isinstance(outcome, UnreadableSource):
            rows.append(outcome)
        else:
            rows += extract_item(Item(outcome.url, url=outcome.url, link=outcome), options)
    return rows


def _spread(row: str) -> str:
    """One line of JSON over several lines, for people."""
    return json.dumps(json.loads(row), ensure_ascii=False, indent=1)


def _stem(name: str) -> str:
    """A file name for an article: the last part of its path or address without its ending."""
    path = urlsplit(name).path if "://" in name else name
    return PurePosixPath(path.rstrip("/")).stem or "article"
