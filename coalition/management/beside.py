"""The worker that runs beside the site: started with it, started again when it dies, ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.conf import settings

_PAUSE_SECONDS: Final = 5.0
"""Between the end of a worker and the start of the next: one that cannot start is not started in a fury."""
_GRACE_SECONDS: Final = 10.0
"""In which a worker that is told to stop puts back what it holds."""


@contextmanager
def worker_beside(words: Sequence[str] = ()) -> Iterator[None]:
    """Keep one worker running for as long as the block lasts; `words` replace the command, for tests.

    It watches its parent: where this process is killed without a word, the worker ends by itself.
    """
    command = list(words) or [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "worker",
        "--with-parent",
        str(os.getpid()),
    ]
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(command, ended))
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(command: list[str], ended: threading.Event) -> None:
    while not ended.is_set():
        with subprocess.Popen(command, stdin=subprocess.DEVNULL) as worker:  # noqa: S603  our own command
            _watch(worker, ended)
        ended.wait(_PAUSE_SECONDS)


def _watch(worker: subprocess.Popen[bytes], ended: threading.Event) -> None:
    """Return when the worker has ended, by itself or because it was told to."""
    while worker.poll() is None:
        if ended.wait(0.2):
            worker.terminate()
            try:
                worker.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                worker.kill()
