"""Reads what waits in the queue."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections, connection

from articles.intake.queue import RENEW_SECONDS, put_back, renew
from articles.intake.submit import ask_due_feeds

_PAUSE_SECONDS = 1.0


class Command(BaseCommand):
    """Until it is told to stop: reads what waits, asks feeds whose turn has come, waits a second.

    On PostgreSQL any number of workers, on any number of machines, share one queue; SQLite is served by one. A worker
    that is stopped puts its source back; one that dies is noticed within a minute.
    """

    help = "Read what waits in the queue until Ctrl-C; --once stops when nothing waits any more."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the command line."""
        parser.add_argument("--once", action="store_true", help="stop when nothing waits any more")
        parser.add_argument(
            "--with-parent", type=int, metavar="PID", help="stop when this process, which started it, is gone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop."""
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        parent: int | None = options["with_parent"]
        stopped = threading.Event()
        before = {request: signal.signal(request, _stop) for request in (signal.SIGINT, signal.SIGTERM)}
        renewing = threading.Thread(target=_keep_renewing, args=(self.name, stopped), daemon=True)
        renewing.start()
        if parent is None and not options["once"]:
            self.stdout.write("Reading what waits in the queue (Ctrl-C stops it)")
            self.stdout.flush()
        try:
            while parent in (None, os.getppid()):
                done = self.work()
                if options["once"] and not done:
                    break
                if not done:
                    stopped.wait(_PAUSE_SECONDS)
        finally:
            stopped.set()
            # Without a database the claim runs out by itself.
            with suppress(Error):
                put_back(self.name)
            for request, handler in before.items():
                signal.signal(request, handler)

    def work(self) -> int:
        """One round; a database that does not answer is asked again in the next."""
        try:
            close_old_connections()
            ask_due_feeds()
            return _work_through(self.name)
        except Error as error:
            self.stderr.write(f"The database fails: {' '.join(str(error).split())}")
            connection.close()
            return 0


def _work_through(name: str) -> int:
    """Load the libraries for reading with the first source that waits: a worker without work stays small."""
    from articles.intake.queue import is_anything_waiting

    if not is_anything_waiting():
        return 0
    from articles.intake.work import work_through

    return work_through(name)


def _keep_renewing(name: str, stopped: threading.Event) -> None:
    """Keep the claims of a worker that is busy with a long source; runs beside it, on a connection of its own."""
    while not stopped.wait(RENEW_SECONDS):
        try:
            renew(name)
        except Error:
            connection.close()


def _stop(number: int, frame: FrameType | None) -> None:
    """Leave what it is at: the source goes back to the queue."""
    sys.exit(0)
