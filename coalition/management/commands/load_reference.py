"""Loads nations, ministers and cities from the reference files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coalition.actions.reference import BadReference, load_reference
from coalition.search import rebuild


class Command(BaseCommand):
    """Idempotent: what has not changed in the files is not written, and what people changed is left to them."""

    requires_system_checks: list[str] = []
    help = "Load nations, their names, ministers, appointments and cities from seeds/reference."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the command line."""
        parser.add_argument(
            "--folder", type=Path, default=settings.REFERENCE_DIR, help="where nations.yaml and the others lie"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and print one line for each kind of record."""
        try:
            counts = load_reference(options["folder"])
        except BadReference as error:
            raise CommandError(f"Reference data not loaded: {error}") from error
        if any(count.created or count.updated or count.removed for count in counts.values()):
            # Records are loaded in bulk, of which the search index hears nothing.
            rebuild()
        for kind, count in counts.items():
            self.stdout.write(f"{kind}: {count}")
