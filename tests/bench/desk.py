"""In a fresh process: the review queue with some thousand proposals, judged one after the other.

    python -m tests.bench.desk FOLDER STEPS

Ingests FOLDER with rules of which none may publish, then sends what a browser sends. Prints {"waiting", "item",
"accept", "reject"}: how many proposals wait, and the median milliseconds of the server for showing the next one, and
for accepting and rejecting one, the redirect to the next one included.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import django


def main(folder: str, steps: int) -> None:
    """Fill the queue, judge, print."""
    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    _fill(folder)
    editor = get_user_model().objects.create_superuser("vera")
    client = Client(SERVER_NAME="localhost")
    client.force_login(editor)
    address = client.get("/desk/queue/next/").headers["Location"]
    times: dict[str, list[float]] = {"item": [], "accept": [], "reject": []}
    waiting = _waiting()
    for step in range(2 * steps):
        page, seconds = _timed(client.get, address)
        times["item"].append(seconds)
        verdict = "accept" if step % 2 == 0 else "reject"
        sent = {**_values(page.content.decode()), "verdict": verdict, "reason": "not_said"}
        answer, seconds = _timed(client.post, f"{address}decide/", sent)
        if answer.status_code == 302:
            times[verdict].append(seconds)
            address = answer.headers["Location"]
        else:  # the ledger cannot place it
            address = client.post(f"{address}decide/", {"verdict": "skip"}).headers["Location"]
    print(json.dumps({"waiting": waiting, **{name: 1000 * median(found) for name, found in times.items()}}))


def _fill(folder: str) -> None:
    from articles.ingest.pipeline import ingest
    from articles.ingest.sources import expand
    from articles.ingest.types import ReadOptions
    from articles.recording import policy

    reason = policy.reason_to_wait
    policy_of_record: Any = sys.modules["articles.recording.record"]
    policy_of_record.reason_to_wait = lambda draft, *, relevant: reason(draft, relevant=relevant) or "the rule waits"
    options = ReadOptions()
    for _ in ingest(list(expand([folder], io.BytesIO(), options)), options, jobs=1):
        pass


def _waiting() -> int:
    from articles.models import QueueEntry

    return QueueEntry.objects.count()


def _values(source: str) -> dict[str, str]:
    from lxml import html

    (form,) = html.fromstring(source).xpath("//form[@id='values']")
    return {name: value for name, value in form.form_values() if name.startswith("v-")}


def _timed(call: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    started = time.perf_counter()
    answer = call(*arguments)
    return answer, time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
