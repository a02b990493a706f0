"""From sources to recorded facts: read, compare with what is stored, extract, store and record.

Reading and extraction run in workers, database writes in this process. New articles are written together, a few dozen
in one transaction, and one by one where that fails: a bad article never takes the others with it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
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
from articles.ingest.turns import recording_turn
from articles.ingest.types import LinkedArticle, Outcome, ReadArticle, ReadOptions, UnreadableSource
from articles.ingest.worker import executor, extract_article, read_item
from articles.lexicon import build_lexicon, lexicon_additions
from articles.models import Article, ExtractionRun
from articles.recording import RecordCounts, Register, finish_run, record_article, record_new_articles, start_run
from articles.recording.versions import code_version, lexicon_version
from coalition.search.signals import collected

logger = logging.getLogger(__name__)

_AHEAD = 4
"""Items for each worker that are in the making before the oldest is waited for."""

TOGETHER = 32
"""New articles that are written in one transaction: far fewer queries for each, and other writers wait for less than a
second."""


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
    _row: ExtractionRun | None = None
    _register: Register | None = None

    def record(self, article: Article, extraction: Extraction) -> RecordCounts:
        """Record one article in a transaction of its own, or in the caller's."""
        counts = record_article(article, extraction, run=self.begin(), register=self.register)
        self.counts.append(counts)
        return counts

    def record_new(self, readings: Sequence[tuple[Article, Extraction]]) -> None:
        """Record articles that nobody has read before, in one transaction or in the caller's."""
        self.counts += record_new_articles(readings, run=self.begin(), register=self.register)

    def begin(self) -> ExtractionRun:
        """The run in the database, made now unless it is there; before a transaction, which could undo it."""
        self._row = self._row or start_run()
        return self._row

    @property
    def register(self) -> Register:
        """What reports are matched against, read once."""
        self._register = self._register or Register.load()
        return self._register

    def finish(self) -> None:
        """Close the run with the sum of its changes, if there is one."""
        if self._row is not None:
            finish_run(self._row, self.counts)

    def forget_register(self) -> None:
        """After a transaction was undone, the register may hold people who are not in the database."""
        self._register = None


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
            with recording_turn():
                yield from _record_all(pool, outcomes, ahead=0 if jobs == 1 else TOGETHER)


def record(pool: Executor, outcomes: Iterable[ReadArticle | UnreadableSource]) -> Iterator[Result]:
    """Extract, store and record what was read already, by a `pool` of one worker: one result for each outcome."""
    with recording_turn():
        yield from _record_all(pool, outcomes, ahead=0)


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

    @property
    def is_new(self) -> bool:
        """Whether nothing of it or of an older version of it is stored."""
        return self.plan.known is None and self.plan.replaces is None


@dataclass(frozen=True, slots=True)
class _Reading:
    """An article with its facts; None where they are recorded already, or where extraction failed with `problem`."""

    job: _Job
    facts: Extraction | None
    problem: str = ""

    @property
    def result(self) -> Result:
        """What became of it once it is stored."""
        if self.problem:
            return Result(self.job.read.name, "failed", line=self.problem)
        read = self.job.read
        return Result(read.name, self.job.plan.outcome, was_read=self.facts is not None, encoding=read.encoding)


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
            if len(waiting) >= ahead + TOGETHER:
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
        run.finish()


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
    """Store the oldest articles on their way, new ones together, until at most `most` are left."""
    while len(waiting) > most:
        jobs = [waiting.popleft()]
        while len(waiting) > most and len(jobs) < TOGETHER and jobs[-1].is_new and waiting[0].is_new:
            jobs.append(waiting.popleft())
        yield from _store_each([_reading(job) for job in jobs], run)


def _reading(job: _Job) -> _Reading:
    """Wait for the facts of an article."""
    if job.facts is None:
        return _Reading(job, None)
    try:
        return _Reading(job, job.facts.result())
    except Exception as error:
        logger.exception("extraction of %s failed", job.read.name)
        return _Reading(job, None, str(_bug(job.read.name, "extraction", error)))


def _store_each(readings: Sequence[_Reading], run: RunInProgress) -> Iterator[Result]:
    """Store articles in one transaction, or each in its own where that fails; what fails by itself is named."""
    try:
        _store(readings, run)
    except (OperationalError, InterfaceError):
        raise  # the database is gone or locked: nothing after this could be stored either
    except Exception as error:
        run.forget_register()
        if len(readings) > 1:
            for reading in readings:
                yield from _store_each([reading], run)
            return
        name = readings[0].job.read.name
        logger.exception("recording %s failed", name)
        yield Result(name, "failed", line=str(_bug(name, "recording", error)))
    else:
        yield from (reading.result for reading in readings)


def _store(readings: Sequence[_Reading], run: RunInProgress) -> None:
    """Store and record articles in one transaction; a text whose extraction fails is stored all the same."""
    if any(reading.facts is not None for reading in readings):
        run.begin()
    with transaction.atomic(), collected():
        articles = [store(reading.job.read, reading.job.plan) for reading in readings]
        read = [
            (article, reading.facts)
            for article, reading in zip(articles, readings, strict=True)
            if reading.facts is not None
        ]
        if all(reading.job.is_new for reading in readings):
            _know_origins(articles)
            run.record_new(read)
        else:
            for article, facts in read:
                run.record(article, facts)


def _know_origins(articles: Sequence[Article]) -> None:
    """Take over the origins of articles stored together: a later one may have joined those of two before it."""
    if len(articles) > 1:
        origins = dict(Article.objects.filter(pk__in=[a.pk for a in articles]).values_list("pk", "origin_id"))
        for article in articles:
            article.origin_id = origins[article.pk]
