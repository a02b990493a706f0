"""Reads articles into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError
from tqdm import tqdm

from articles.enums import WayIn
from articles.ingest.pipeline import Counts, Result, ingest
from articles.ingest.sources import Item, expand, split_lines, with_bytes
from articles.ingest.types import MAX_BYTES, ReadOptions, UnreadableSource
from articles.intake.submit import Given, Submission, submit
from articles.management.arguments import jobs
from coalition.dates import PartialDate


class Command(BaseCommand):
    """Reads, stores, extracts and records; a source that fails gets one line and the next one follows."""

    help = "Read articles from files, folders, addresses, feeds or stdin, store them and record their facts."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the command line."""
        parser.add_argument(
            "sources",
            nargs="+",
            metavar="SOURCE",
            help="text, Markdown, HTML, PDF, RSS, Atom or JSON lines: a file, a folder, an address, or - for stdin",
        )
        parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="processes that read (default: 1)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--queue", action="store_true", help="leave the reading to the workers (manage.py worker)")
        parser.add_argument("--undated", action="store_true", help="take articles without a publication date too")
        parser.add_argument(
            "--published", type=_date, metavar="DATE", help="publication date of articles that give none: YYYY-MM-DD"
        )
        parser.add_argument("--publisher", default="", metavar="NAME", help="publisher of articles that name none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ingest every source, then print the counts; exit with 1 where any failed."""
        read_options = ReadOptions(
            undated=options["undated"],
            published=options["published"],
            publisher=options["publisher"],
            max_bytes=getattr(settings, "INGEST_MAX_BYTES", MAX_BYTES),
        )
        if options["queue"] and options["dry_run"]:
            raise CommandError("--queue and --dry-run exclude each other.")
        items = list(expand(options["sources"], sys.stdin.buffer, read_options))
        if options["queue"]:
            self.enqueue(items, read_options)
            return
        counts = Counts()
        try:
            with tqdm(total=_total(items), unit=" articles", disable=None, file=sys.stderr) as bar:
                for result in ingest(items, read_options, jobs=options["jobs"], dry_run=options["dry_run"]):
                    counts.add(result)
                    self.report(result)
                    bar.update()
        except (OperationalError, InterfaceError) as error:
            raise CommandError(f"The database fails: {' '.join(str(error).split())} ({counts} so far).") from error
        except BrokenProcessPool as error:
            raise CommandError(f"A worker process died; run again with fewer --jobs ({counts} so far).") from error
        self.stdout.write(f"Dry run, nothing written: {counts}" if options["dry_run"] else str(counts))
        if counts.failed:
            raise CommandError(f"{counts.failed} of {counts.total} could not be read.")

    def enqueue(self, items: list[Item | UnreadableSource], options: ReadOptions) -> None:
        """Put the sources into the queue: files with their bytes, since a worker may be on another machine."""
        problems: list[UnreadableSource] = []
        job = submit(Submission(WayIn.COMMAND, options=options), _given(items, options, problems))
        for problem in problems:
            self.stderr.write(str(problem))
        self.stdout.write(f"{job.sources.count()} sources are in the queue, as job {job.pk}")
        if problems:
            raise CommandError(f"{len(problems)} could not be put into the queue.")

    def report(self, result: Result) -> None:
        """One line for a failure, and for a text whose encoding had to be told from its bytes."""
        if result.line:
            line = result.line
        elif result.encoding == "windows-1252":
            line = f"{result.name}: read as windows-1252"
        else:
            return
        with tqdm.external_write_mode(file=sys.stderr):
            self.stderr.write(line)


def _given(
    items: list[Item | UnreadableSource], options: ReadOptions, problems: list[UnreadableSource]
) -> Iterator[Given]:
    """The items as the queue takes them; what cannot be opened is added to `problems`."""
    for item in items:
        for part in [item] if isinstance(item, UnreadableSource) else split_lines(item, options):
            try:
                if isinstance(part, UnreadableSource):
                    raise part
                held = with_bytes(part, options)
                yield Given(held.name, url=held.url, data=held.data, is_line=held.is_line)
            except UnreadableSource as error:
                problems.append(error)


def _total(items: list[Item | UnreadableSource]) -> int | None:
    """How many articles there are to come; None where files hold several."""
    several = (".jsonl", ".ndjson", ".rss", ".atom", ".xml")
    return None if any(isinstance(item, Item) and item.name.lower().endswith(several) for item in items) else len(items)


def _date(text: str) -> PartialDate:
    return PartialDate.parse(text)
