"""Make the search index anew from the record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from coalition.charts.words import counted
from coalition.search import rebuild


class Command(BaseCommand):
    """Needed after writes that send no signals: bulk loading, or a dump."""

    help = "Make the search index anew from every nation, minister, meeting, pledge, city and article."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = rebuild()
        self.stdout.write(f"Indexed {counted(sum(counts.values()), 'record')}.")
