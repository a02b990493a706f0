"""In a fresh process: `ingest` with a database over a folder, as `manage.py ingest` runs it.

    python -m tests.bench.ingestion FOLDER JOBS

Prints {"from_start", "steady", "created", "proposals", "queries", "writing_ms"}: articles per second from the first
moment, and after the first of the batches in which articles are written, when the words are loaded and all processes are
at work; how many articles were stored, and how many proposals of facts were recorded for them; and of each article after
the first batch, how many queries it took and how many milliseconds of this process, which with one job reads it too.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django


def main(folder: str, jobs: int) -> None:
    """Ingest, take the time of each result, and print."""
    django.setup()
    from django.db import connection

    from articles.ingest.pipeline import TOGETHER, Counts, ingest
    from articles.ingest.sources import expand
    from articles.ingest.types import ReadOptions
    from articles.models import Candidate

    options = ReadOptions()
    counts = Counts()
    queries = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    def now() -> tuple[float, float, int]:
        return time.perf_counter(), time.process_time(), queries

    begun = now()
    warm = begun
    with connection.execute_wrapper(count):
        for result in ingest(list(expand([folder], io.BytesIO(), options)), options, jobs=jobs):
            counts.add(result)
            warm = now() if counts.total == TOGETHER else warm
        ended = now()
    later = counts.total - TOGETHER
    seconds, working, asked = (end - start for end, start in zip(ended, warm, strict=True))
    measured = {
        "from_start": counts.total / (ended[0] - begun[0]),
        "steady": later / seconds,
        "created": counts.created,
        "proposals": Candidate.objects.count(),
        "queries": asked / later,
        "writing_ms": 1000 * working / later,
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
