"""Prepares whatever is missing, then serves: what `make run` calls."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from coalition.management import database, prepared
from coalition.management.address import check_free, read_address
from coalition.management.errors import CannotStart


class Command(BaseCommand):
    """From a fresh clone to a filled ledger; a second start finds everything done and only serves."""

    help = "Prepare whatever is missing (database, reference data, first articles, static files) and serve."
    # The checks read every route and template library; `make check` runs them, a start need not wait for them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the command line; HOST and PORT stand in for it."""
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument("--no-serve", action="store_true", help="prepare, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check what can fail first, prepare, and give way to the server."""
        address = read_address(options["host"], options["port"])
        if not options["no_serve"]:
            check_free(address)
        try:
            database.check_database()
            self.prepare()
        except DatabaseError as error:
            if not database.is_refusal(error):
                raise
            raise database.explain(error) from error
        except OSError as error:
            raise CannotStart(f"{error.strerror or error} ({error.filename}).") from error
        except KeyboardInterrupt:
            self.stderr.write("\nStopped. The next run takes up where this one ended.")
            sys.exit(130)
        if not options["no_serve"]:
            serve_instead("--host", options["host"], "--port", options["port"])

    def prepare(self) -> None:
        """Each step looks for itself whether there is anything to do."""
        self.migrate()
        self.fill()
        self.collect_static()
        call_command("create_editor", "--if-none", stdout=self.stdout)

    def migrate(self) -> None:
        """Bring the tables up to date."""
        missing = database.pending_migrations()
        if missing:
            self.stdout.write(f"Preparing the database ({missing} migrations) …")
            call_command("migrate", interactive=False, verbosity=0)

    def fill(self) -> None:
        """Load the reference data and read the first articles, when seeds or the code that reads them changed.

        An article that cannot be read does not keep the site from starting; it is tried again next time.
        """
        if prepared.is_content_current():
            return
        self.stdout.write("Loading the reference data …")
        call_command("load_reference", stdout=self.stdout)
        self.stdout.write("Reading the articles in seeds/articles …")
        try:
            call_command("ingest", str(settings.BASE_DIR / "seeds" / "articles"), stdout=self.stdout)
        except (CommandError, SystemExit) as error:
            self.stderr.write(f"Not every article in seeds/articles was read: {error}")
        else:
            prepared.note_content()

    def collect_static(self) -> None:
        """Copy static files under hashed names, compressed, when any of them changed."""
        if prepared.is_static_current():
            return
        self.stdout.write("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        prepared.note_static()


def serve_instead(*arguments: str) -> None:
    """Replace this process by the server, which thus never holds the libraries that read articles."""
    sys.stdout.flush()
    manage = str(settings.BASE_DIR / "manage.py")
    os.execv(sys.executable, [sys.executable, manage, "serve", *arguments])  # noqa: S606  no shell wanted
