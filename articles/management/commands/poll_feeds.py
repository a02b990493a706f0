"""Asks the feeds whose turn has come what is new."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.intake.models import Feed
from articles.intake.submit import ask_due_feeds


class Command(BaseCommand):
    """For a timer, where no worker runs all day: workers ask the feeds by themselves."""

    help = "Ask every feed whose turn has come what is new, and read it; --queue leaves the reading to the workers."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the command line."""
        parser.add_argument("--queue", action="store_true", help="leave the reading to the workers")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, and print a line a feed; exit with 1 where one failed."""
        jobs = ask_due_feeds()
        if options["queue"]:
            self.stdout.write(f"{len(jobs)} feeds are in the queue")
            return
        if jobs:
            call_command("worker", once=True)
        feeds = Feed.objects.filter(jobs__in=jobs)
        for feed in feeds:
            self.stdout.write(f"{feed}: {feed.problem or f'{feed.new_articles} new'}")
        if not jobs:
            self.stdout.write("No feed's turn has come.")
        failed = sum(bool(feed.problem) for feed in feeds)
        if failed:
            raise CommandError(f"{failed} of {len(jobs)} feeds could not be read.")
