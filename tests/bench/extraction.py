"""`manage.py extract` over a folder, with one process and with several: articles per second as the rows come out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.measures import ROOT


def steady_rate(folder: Path, jobs: int) -> float:
    """Articles per second of the command after the first tenth of its rows, when its words are loaded."""
    command = [sys.executable, "manage.py", "extract", str(folder), "--jobs", str(jobs)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as run:
        if run.stdout is None:
            raise RuntimeError("the output was asked for")
        times = [time.perf_counter() for _ in run.stdout]
    if run.returncode:
        raise RuntimeError(f"manage.py extract ended with {run.returncode}")
    warm = max(len(times) // 10, 1)
    return (len(times) - warm) / (times[-1] - times[warm - 1])
