"""In a fresh process: how long the lexicon takes to load, and how much memory extraction holds.

Prints {"load_seconds", "loaded_mb", "peak_mb"}, the last one after every brief was read.
"""

from __future__ import annotations

import json
import time

from articles.extraction.extract import extract
from articles.extraction.lexicon import REFERENCE_FOLDER, load_lexicon
from tests.bench.measures import peak_mb, resident_mb
from tests.bench.texts import briefs


def main() -> None:
    """Measure and print."""
    started = time.perf_counter()
    lexicon = load_lexicon(REFERENCE_FOLDER)
    loaded = time.perf_counter()
    loaded_mb = resident_mb()
    for source in briefs():
        extract(source, lexicon)
    measured = {
        "load_seconds": loaded - started,
        "loaded_mb": loaded_mb,
        "peak_mb": peak_mb(),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
