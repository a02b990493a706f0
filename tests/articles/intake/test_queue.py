"""The queue hands each source to one worker, and to another where that one died."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from articles.enums import WayIn
from articles.ingest.pipeline import workers
from articles.ingest.turns import recording_turn
from articles.intake.models import Feed, IngestJob, IngestSource
from articles.intake.queue import MOST_ATTEMPTS, ClaimLostError, claim, note, put_back, renew
from articles.intake.submit import Given, Submission, submit, try_again
from articles.intake.work import read_source
from articles.models import Article
from coalition.management.beside import worker_beside

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]


def job_of(*names: str, way: WayIn = WayIn.UPLOAD, asked_by: str = "vera") -> IngestJob:
    given = [Given(name, data=f"PUBLISHED: 2016-02-12\n\nThe text {name}.".encode()) for name in names]
    return submit(Submission(way, asked_by), given)


def name_of(source: IngestSource | None) -> str:
    return source.name if source else "nothing"


def test_sources_come_in_order_and_editors_before_feeds_before_commands() -> None:
    job_of("command", way=WayIn.COMMAND, asked_by="")
    job_of("feed", way=WayIn.FEED, asked_by="")
    job_of("first", "second")
    assert [name_of(claim("w")) for _ in range(5)] == ["first", "second", "feed", "command", "nothing"]


def test_a_claim_that_is_renewed_holds_and_one_that_runs_out_is_free() -> None:
    job_of("a")
    held = claim("one")
    assert held is not None
    assert name_of(claim("two")) == "nothing"
    IngestSource.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert renew("one") == 1
    assert name_of(claim("two")) == "nothing"
    IngestSource.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert name_of(claim("two")) == "a"
    with pytest.raises(ClaimLostError):
        note(held, found=3)
    assert renew("one") == 0


def test_a_source_that_ends_its_worker_each_time_is_given_up_and_may_be_tried_again() -> None:
    job = job_of("poison", "good")
    for _ in range(MOST_ATTEMPTS):
        assert name_of(claim("w")) == "poison"
        IngestSource.objects.filter(name="poison").update(claimed_until=timezone.now())
    assert name_of(claim("w")) == "good"
    poison = IngestSource.objects.get(name="poison")
    assert (poison.stage, poison.problem, poison.ended_at is not None) == (
        "failed",
        "the program that reads it ended 3 times while at it",
        True,
    )
    assert try_again(job) == 1
    assert name_of(claim("w")) == "poison"


def test_a_worker_that_is_told_to_stop_puts_its_source_back_uncounted() -> None:
    job_of("a")
    for _ in range(MOST_ATTEMPTS + 1):
        assert name_of(claim("w")) == "a"
        assert put_back("w") == 1
    assert IngestSource.objects.get().attempts == 0


def test_what_runs_waits_or_is_done_is_not_tried_again() -> None:
    job = job_of("waiting", "running", "done")
    IngestSource.objects.filter(name="running").update(stage="reading", claimed_until=timezone.now())
    IngestSource.objects.filter(name="done").update(stage="done")
    assert try_again(job) == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_command_reads_what_waits_and_asks_feeds() -> None:
    job = job_of("a", "b")
    feed = Feed.objects.create(url="http://127.0.0.1:1/feed", name="Ours")
    call_command("worker", once=True, stdout=StringIO())
    assert set(job.sources.values_list("stage", "claimed_until")) == {("done", None)}
    feed.refresh_from_db()
    assert feed.problem == "not a public address"


# --- two workers ----------------------------------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_second_worker_skips_what_the_first_is_claiming() -> None:
    job_of("a", "b")
    got: list[str] = []

    def second() -> None:
        got.append(name_of(claim("two")))
        connections.close_all()

    with transaction.atomic():
        assert name_of(claim("one")) == "a"
        # Not committed yet: without SKIP LOCKED the other would wait here for ever.
        other = threading.Thread(target=second)
        other.start()
        other.join(20)
        assert got == ["b"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_share_one_queue_and_read_each_source_once() -> None:
    names = [f"source {number}" for number in range(12)]
    job = job_of(*names)
    meet = threading.Barrier(2, timeout=60)
    read: dict[str, list[str]] = {"one": [], "two": []}

    def work(worker: str) -> None:
        with workers(1) as pool:
            meet.wait()
            while source := claim(worker):
                read[worker].append(source.name)
                read_source(source, pool)
                if len(read[worker]) == 1:
                    # Both have one before either takes its second.
                    meet.wait()
        connections.close_all()

    both = [threading.Thread(target=work, args=(worker,)) for worker in read]
    for one in both:
        one.start()
    for one in both:
        one.join(120)
    assert sorted(read["one"] + read["two"]) == sorted(names)
    assert read["one"]
    assert read["two"]
    assert set(job.sources.values_list("stage", flat=True)) == {"done"}
    assert Article.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_only_one_run_records_at_a_time() -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("a database in memory has one process only")
    order: list[str] = []
    entered = threading.Event()

    def other() -> None:
        entered.set()
        with recording_turn():
            order.append("other")
        connections.close_all()

    thread = threading.Thread(target=other)
    with recording_turn():
        thread.start()
        assert entered.wait(20)
        thread.join(0.3)
        order.append("first")
    thread.join(20)
    assert order == ["first", "other"]


# --- the real program -----------------------------------------------------------------------------------------------


def test_the_worker_beside_the_site_is_started_again_and_ends_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in that notes its number and waits; it is killed, comes again, and is told to stop at the end."""
    monkeypatch.setattr("coalition.management.beside._PAUSE_SECONDS", 0.01)
    notes = tmp_path / "notes"
    os.mkfifo(notes)
    stand_in = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
    with worker_beside([sys.executable, "-c", stand_in, str(notes)]):
        first = int(notes.read_text())
        os.kill(first, signal.SIGKILL)
        second = int(notes.read_text())
    assert first != second
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)


def test_a_worker_stops_when_told_and_when_its_parent_is_gone(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/ledger.sqlite3",
    }
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)
    with subprocess.Popen([*manage, "worker"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "Reading what waits in the queue (Ctrl-C stops it)\n"
        worker.terminate()
        assert worker.wait(20) == 0
    # A parent that starts a worker and dies without a word.
    start = (
        "import subprocess, sys, os;"
        "subprocess.Popen([sys.executable, 'manage.py', 'worker', '--with-parent', str(os.getpid())]);"
        "os._exit(1)"
    )
    orphaned = subprocess.run(
        [sys.executable, "-c", start], cwd=ROOT, env=environment, stdout=subprocess.PIPE, timeout=60, check=False
    )
    # The pipe is closed only once the worker, who holds it too, has ended.
    assert orphaned.returncode == 1
