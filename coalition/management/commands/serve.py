"""Serves the site with waitress: what `make serve` calls, and `make run` at its end."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections
from django.urls import get_resolver
from waitress.server import create_server

from coalition.management import database, prepared
from coalition.management.address import Address, read_address, refusal
from coalition.management.beside import worker_beside
from coalition.management.errors import CannotStart

# Pages are built in milliseconds and mostly wait for the database; more threads only hold more connections.
_THREADS = 8


class Command(BaseCommand):
    """A production WSGI server in one process; static files come from whitenoise."""

    help = "Serve the site on HOST and PORT (127.0.0.1:8000) until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the command line; HOST and PORT stand in for it."""
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument("--no-worker", action="store_true", help="serve only; workers run elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, bind, print the address, serve until told to stop."""
        address = read_address(options["host"], options["port"])
        check_prepared()
        server = listen(address)
        # SIGINT too: a shell that starts a program in the background has it ignore Ctrl-C's signal.
        for request in (signal.SIGINT, signal.SIGTERM):
            signal.signal(request, _stop)
        self.stdout.write(f"Coalition Ledger is at {address.url} (Ctrl-C stops it)")
        self.stdout.flush()
        with nullcontext() if options["no_worker"] else worker_beside():
            server.run()
        self.stdout.write("\nStopped.")


def check_prepared() -> None:
    """Raise CannotStart when `make run` has not been here, or not since the code changed."""
    try:
        database.check_database()
        missing = database.pending_migrations()
    except DatabaseError as error:
        raise database.explain(error) from error
    finally:
        connections.close_all()
    if missing or not prepared.is_static_collected():
        raise CannotStart("the database or the static files are not up to date. Prepare them: make run")


def listen(address: Address) -> Any:
    """A server bound to the address; raises CannotStart when the port is refused."""
    # At WARNING waitress reports each moment in which all threads are busy, which is no news to anyone.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        return create_server(
            load_application(),
            host=address.host,
            port=address.port,
            threads=_THREADS,
            ident=None,
            max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            + settings.UPLOAD_MAX_FILES * settings.INGEST_MAX_BYTES,
            **_proxy(),
        )
    except OSError as error:
        raise refusal(address, error) from error
    except ValueError as error:
        raise CannotStart(f"cannot listen on {address.host}:{address.port}: {error}.") from error


def _proxy() -> dict[str, Any]:
    """Behind a proxy that speaks HTTPS, what it says of the visitor is believed: whose address, and which scheme.

    Sign-in counts wrong passwords by address, so anyone else's word for it is not taken.
    """
    if not settings.HTTPS:
        return {}
    return {
        "trusted_proxy": os.environ.get("TRUSTED_PROXY") or "127.0.0.1",
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def load_application() -> Callable[..., Any]:
    """The site with every route imported, so that the first visitor does not wait for that."""
    from coalition.wsgi import application

    _ = get_resolver().url_patterns
    return application


def _stop(*_: object) -> None:
    """End the server's loop; what it is answering it answers first."""
    sys.exit(0)
