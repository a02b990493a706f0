"""In a fresh process: `ingest` with a database over a folder, as `manage.py ingest` runs it.

    python -m tests.bench.ingestion FOLDER JOBS

Prints {"from_start", "steady", "created", "proposals"}: articles per second from the first moment, and after the first tenth of the
articles, when the words are loaded and all processes are at work; then how many articles were stored, and how many
proposals of facts were recorded for them.
"""

from __future__ import annotations

import io
import json
import sys
import time

import django


def main(folder: str, jobs: int) -> None:
    """Ingest, take the time of each result, and print."""
    django.setup()
    from articles.ingest.pipeline import Counts, ingest
    from articles.ingest.sources import expand
    from articles.ingest.types import ReadOptions
    from articles.models import Candidate

    options = ReadOptions()
    counts = Counts()
    times = [time.perf_counter()]
    for result in ingest(list(expand([folder], io.BytesIO(), options)), options, jobs=jobs):
        counts.add(result)
        times.append(time.perf_counter())
    total = len(times) - 1
    warm = max(total // 10, 1)
    measured = {
        "from_start": total / (times[-1] - times[0]),
        "steady": (total - warm) / (times[-1] - times[warm]),
        "created": counts.created,
        "proposals": Candidate.objects.count(),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
