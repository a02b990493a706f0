"""A prepared site and the memory of the process that serves it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from tests.bench.measures import ROOT, resident_mb

_PATIENCE_SECONDS = 30


def prepare(environment: Mapping[str, str]) -> None:
    """Everything that `make run` does before it serves."""
    manage("start", "--no-serve", environment=environment)


def manage(*words: str, environment: Mapping[str, str]) -> None:
    """Run a management command without its output; raises CalledProcessError where it fails."""
    command = [sys.executable, "manage.py", *words]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, check=True,
    )  # fmt: skip


def memory_after(pages: int, environment: Mapping[str, str]) -> tuple[float, float, int]:
    """Megabytes of the server at rest and after that many different pages, and how many it answered."""
    with served(environment) as (pid, address):
        before = resident_mb(pid)
        answered = _walk(address, pages)
        return before, resident_mb(pid), answered


@contextlib.contextmanager
def served(environment: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(address)
            yield server.pid, address
        finally:
            server.send_signal(signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Return when the server answers; raises the last refusal when it does not within half a minute."""
    ends = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            _read(address)
        except URLError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
        else:
            return


def _walk(address: str, most: int) -> int:
    """Follow the links of the site breadth first; answers how many pages came back."""
    seen = {address}
    waiting = deque([address])
    answered = 0
    while waiting and answered < most:
        page = waiting.popleft()
        try:
            text = _read(page)
        except HTTPError:
            continue  # a page that fails is the tests' business; here only memory counts
        answered += 1
        for link in re.findall(r'href="([^"]+)"', text):
            found = urldefrag(urljoin(page, link.replace("&amp;", "&"))).url
            is_page = found.startswith(address) and not urlsplit(found).path.startswith(("/static/", "/admin/"))
            if is_page and found not in seen:
                seen.add(found)
                waiting.append(found)
    return answered


def _read(address: str) -> str:
    with urlopen(address, timeout=_PATIENCE_SECONDS) as answer:
        return str(answer.read().decode("utf-8", "replace"))
