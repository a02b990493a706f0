"""Reads stored articles anew with the present rules and words."""

from __future__ import annotations

import sys
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError
from tqdm import tqdm

from articles.ingest.reread import Reread, outdated, reread
from articles.management.arguments import jobs
from articles.models import Article


class Command(BaseCommand):
    """Shows what the present rules add, lose and change; what editors have decided stays as it is."""

    help = "Read stored articles again with the present rules and words, and say what that changes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the command line."""
        parser.add_argument("--all", action="store_true", help="articles too that the present rules have read already")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")
        parser.add_argument("--jobs", type=jobs, default=1, metavar="N", help="processes that read (default: 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each change under its article, then the sum; exit with 1 where an article failed."""
        articles = Article.objects.filter(replaced_by=None) if options["all"] else outdated()
        told: list[Reread] = []
        try:
            with tqdm(total=articles.count(), unit=" articles", disable=None, file=sys.stderr) as bar:
                for one in reread(articles, jobs=options["jobs"], dry_run=options["dry_run"]):
                    told.append(one)
                    self._tell(one)
                    bar.update()
        except (OperationalError, InterfaceError) as error:
            raise CommandError(f"The database fails: {' '.join(str(error).split())} ({_sum(told)} so far).") from error
        except BrokenProcessPool as error:
            raise CommandError(f"A worker process died; run again with fewer --jobs ({_sum(told)} so far).") from error
        self.stdout.write(f"Dry run, nothing written: {_sum(told)}" if options["dry_run"] else _sum(told))
        failed = sum(bool(one.problem) for one in told)
        if failed:
            raise CommandError(f"{failed} of {len(told)} could not be read.")

    def _tell(self, one: Reread) -> None:
        if one.problem:
            self.stderr.write(f"{one.article.pk} {one.article}: {one.problem}")
        if one.lines:
            self.stdout.write(f"{one.article.pk} {one.article}")
        for line in one.lines:
            self.stdout.write(f"  {line}")


def _sum(told: list[Reread]) -> str:
    added, lost, changed = (sum(getattr(one, name) for one in told) for name in ("added", "lost", "changed"))
    return f"{len(told)} read, {added} added, {lost} lost, {changed} changed"
