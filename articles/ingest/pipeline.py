"""From sources to recorded facts: read, compare with what is stored, extract, store and record.

Reading and extraction run in workers, database writes in this process, one transaction for each article.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from articles.enums import ArticleState
from articles.extraction.additions import load_extended
from articles.extraction.lexicon import load_lexicon
from articles.extraction.types import Extraction
from articles.ingest.sources import Item, split_lines
from articles.ingest.store import Plan, plan_store, store
from articles.ingest.types import LinkedArticle, Outcome, ReadArticle, ReadOptions, UnreadableSource
from articles.ingest.worker import executor, extract_article, read_item
from articles.lexicon import build_lexicon, lexicon_additions
from articles.models import Article, ExtractionRun
from articles.recording import RecordCounts, Register, finish_run, record_article, start_run
from articles.recording.versions import code_version, lexicon_version

logger = logging.getLogger(__name__)

_AHEAD = 4
"""Items for each worker that are in the making before the oldest is waited for."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one article, or of a source that gave none. `line` is set where something failed."""

    name: str
    outcome: Literal["created", "updated", "unchanged", "failed"]
    was_read: bool = False
    """Whether the present rules have read it now."""
    line: str = ""
    encoding: str = "utf-8"


@dataclass(slots=True)
class Counts:
    """How many articles came to what."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    read_again: int = 0

    def add(self, result: Result) -> None:
        """Count one result."""
        setattr(self, result.outcome, getattr(self, result.outcome) + 1)
        self.read_again += result.outcome == "unchanged" and result.was_read

    @property
    def total(self) -> int:
        """All results."""
        return self.created + self.updated + self.unchanged + self.failed

    def __str__(self) -> str:
        again = f" ({self.read_again} read again)" if self.read_again else ""
        return (
            f"{self.created} created, {self.updated} updated, {self.unchanged} unchanged{again}, {self.failed} failed"
        )


@dataclass(slots=True)
class RunInProgress:
    """The extraction run that all articles of one command belong to, and what it matches reports against.

    Both are made when the first article is recorded: a command that finds nothing new leaves no trace.
    """

    counts: list[RecordCounts] = field(default_factory=list)
    row: ExtractionRun | None = None
    register: Register | None = None

    def record(self, article: Article, extraction: Extraction) -> RecordCounts:
        """Record one article in a transaction of its own, or in the caller's."""
        self.row = self.row or start_run()
        self.register = self.register or Register.load()
        counts = record_article(article, extraction, run=self.row, register=self.register)
        self.counts.append(counts)
        return counts

    def forget_register(self) -> None:
        """After a transaction was undone, the register may hold people who are not in the database."""
        self.register = None


def ingest(
    items: Iterable[Item | UnreadableSource], options: ReadOptions, *, jobs: int = 1, dry_run: bool = False
) -> Iterator[Result]:
    """Ingest every item; yields a result for each article and each failure, in the order of the items.

    A failure never stops the others. `dry_run` compares only: nothing is extracted, nothing written.
    """
    with workers(jobs) as pool:
        outcomes = _read_all(pool, items, options, ahead=0 if jobs == 1 else _AHEAD * jobs)
        if dry_run:
            yield from _compare(outcomes)
        else:
            yield from _record_all(pool, outcomes, ahead=0 if jobs == 1 else _AHEAD * jobs)


def workers(jobs: int) -> AbstractContextManager[Executor]:
    """Workers with the words of files and database; they cannot ask the database, so what it adds is sent to them."""
    if jobs == 1:
        return executor(1, build_lexicon)
    folder = Path(settings.REFERENCE_DIR)
    return executor(jobs, load_extended, folder, lexicon_additions(load_lexicon(folder)))


# --- reading --------------------------------------------------------------------------------------------------------


def _read_all(
    pool: Executor, items: Iterable[Item | UnreadableSource], options: ReadOptions, *, ahead: int
) -> Iterator[ReadArticle | UnreadableSource]:
    """Everything that the items hold, in their order; the links of a feed are followed."""
    waiting: deque[tuple[str, Future[list[Outcome]]]] = deque()

    def settle(most: int) -> Iterator[ReadArticle | UnreadableSource]:
        while len(waiting) > most:
            name, future = waiting.popleft()
            for outcome in _answer(name, future):
                if isinstance(outcome, LinkedArticle):
                    item = Item(outcome.url, url=outcome.url, link=outcome)
                    waiting.append((item.name, pool.submit(read_item, item, options)))
                else:
                    yield outcome

    for item in _parts(items, options):
        if isinstance(item, UnreadableSource):
            yield from settle(0)
            yield item
        else:
            waiting.append((item.name, pool.submit(read_item, item, options)))
            yield from settle(ahead)
    yield from settle(0)


def _parts(items: Iterable[Item | UnreadableSource], options: ReadOptions) -> Iterator[Item | UnreadableSource]:
    for item in items:
        if isinstance(item, UnreadableSource):
            yield item
        else:
            yield from split_lines(item, options)


def _answer(name: str, future: Future[list[Outcome]]) -> list[Outcome]:
    try:
        return future.result()
    except Exception as error:
        logger.exception("reading %s failed", name)
        return [_bug(name, "reading", error)]


def _bug(name: str, stage: str, error: Exception) -> UnreadableSource:
    """The line for a fault of ours: the article is not to blame."""
    detail = " ".join(str(error).split())
    return UnreadableSource(
        name, f"{stage} failed: {type(error).__name__}: {detail}", "a fault of the program; see the log"
    )


# --- recording ------------------------------------------------------------------------------------------------------


def _compare(outcomes: Iterable[ReadArticle | UnreadableSource]) -> Iterator[Result]:
    """What storing would do."""
    seen: set[str] = set()
    for outcome in outcomes:
        if isinstance(outcome, UnreadableSource):
            yield Result(outcome.name, "failed", line=str(outcome))
            continue
        plan = plan_store(outcome)
        is_repeated = plan.body_hash in seen and plan.outcome == "created"
        seen.add(plan.body_hash)
        yield Result(outcome.name, "unchanged" if is_repeated else plan.outcome, encoding=outcome.encoding)


@dataclass(frozen=True, slots=True)
class _Job:
    """An article on its way: how it is to be stored, and its facts once a worker has them (None: already recorded)."""

    read: ReadArticle
    plan: Plan
    facts: Future[Extraction] | None


def _record_all(pool: Executor, outcomes: Iterable[ReadArticle | UnreadableSource], *, ahead: int) -> Iterator[Result]:
    """Extract, store and record each article; the facts of the next ones are in the making meanwhile."""
    waiting: deque[_Job] = deque()
    with open_run() as run:
        for outcome in outcomes:
            if isinstance(outcome, UnreadableSource):
                yield from _finish(waiting, run, 0)
                yield Result(outcome.name, "failed", line=str(outcome))
                continue
            plan = plan_store(outcome)
            if any(_is_same(job, outcome, plan) for job in waiting):
                # The same text, or an older version of it, is on its way already: store that first, then look again.
                yield from _finish(waiting, run, 0)
                plan = plan_store(outcome)
            facts = pool.submit(extract_article, outcome) if _needs_reading(plan) else None
            waiting.append(_Job(outcome, plan, facts))
            yield from _finish(waiting, run, ahead)
        yield from _finish(waiting, run, 0)


def _is_same(job: _Job, read: ReadArticle, plan: Plan) -> bool:
    """Whether the article on its way is the same text, or one that `read` may be a newer version of."""
    if job.plan.body_hash == plan.body_hash:
        return True
    return not read.url and (job.read.title, job.read.publisher) == (read.title, read.publisher)


@contextmanager
def open_run() -> Iterator[RunInProgress]:
    """A run that is closed with the sum of its changes, also where something fails in between."""
    run = RunInProgress()
    try:
        yield run
    finally:
        if run.row is not None:
            finish_run(run.row, run.counts)


def _needs_reading(plan: Plan) -> bool:
    """Whether the text is new, new to the rules, or was read by other rules or words than the present ones."""
    known = plan.known
    if known is not None and known.replaced_by_id is not None:
        return False
    if known is None or known.state == ArticleState.NEW or known.read_by is None:
        return True
    versions = (known.read_by.code_version, known.read_by.lexicon_version)
    return plan.asks_for_reading or versions != (code_version(), lexicon_version())


def _finish(waiting: deque[_Job], run: RunInProgress, most: int) -> Iterator[Result]:
    while len(waiting) > most:
        job = waiting.popleft()
        try:
            yield _store(job, run)
        except (OperationalError, InterfaceError):
            raise  # the database is gone or locked: nothing after this could be stored either
        except Exception as error:
            logger.exception("recording %s failed", job.read.name)
            run.forget_register()
            yield Result(job.read.name, "failed", line=str(_bug(job.read.name, "recording", error)))


def _store(job: _Job, run: RunInProgress) -> Result:
    """Store and record one article in one transaction; a text whose extraction fails is stored all the same."""
    read, plan = job.read, job.plan
    facts: Extraction | None = None
    problem = ""
    if job.facts is not None:
        try:
            facts = job.facts.result()
        except Exception as error:
            logger.exception("extraction of %s failed", read.name)
            problem = str(_bug(read.name, "extraction", error))
    with transaction.atomic():
        article = store(read, plan)
        if facts is not None:
            run.record(article, facts)
    if problem:
        return Result(read.name, "failed", line=problem)
    return Result(read.name, plan.outcome, was_read=facts is not None, encoding=read.encoding)
