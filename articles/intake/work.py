"""What a worker does with one source: fetch and read it, store and record its articles, note what became of each.

Loads the libraries for reading: only workers import it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from articles.enums import SourceStage, StoredAs, WayIn
from articles.ingest.feeds import read_feed
from articles.ingest.fetch import fetch
from articles.ingest.pipeline import Result, record, workers
from articles.ingest.read import completed, kind_of
from articles.ingest.sources import Item, load
from articles.ingest.store import body_hash
from articles.ingest.types import LinkedArticle, Outcome, ReadArticle, ReadOptions, UnreadableSource
from articles.intake.models import Feed, FeedEntry, IngestResult, IngestSource
from articles.intake.queue import MOST_ATTEMPTS, ClaimLostError, claim, finish, note
from articles.intake.submit import options_from_json
from articles.models import Article

logger = logging.getLogger(__name__)

_FAULT = "a fault of the program; see the log"


def work_through(worker: str) -> int:
    """Read whatever waits until nothing does; returns how many sources that was.

    The words of the lexicon are loaded when the first source comes and serve for all that follow it without a pause.
    """
    read = 0
    source = claim(worker)
    if source is None:
        return read
    with workers(1) as pool:
        while source is not None:
            read_source(source, pool)
            read += 1
            source = claim(worker)
    return read


def read_source(source: IngestSource, pool: Executor) -> None:
    """Read a claimed source to its end. One article that fails never stops the others."""
    try:
        with _told_as_problem(source):
            if source.job.way == WayIn.FEED and source.job.feed is None:
                # Followed no longer since it was asked.
                finish(source, SourceStage.DONE)
            elif source.job.feed is None:
                _record(source, _read(source), pool)
            else:
                _read_feed(source, source.job.feed, pool)
    except ClaimLostError:
        logger.warning("%s was taken over by another worker", source)


@contextmanager
def _told_as_problem(source: IngestSource) -> Iterator[None]:
    """What stops the source as a whole becomes its problem; a database that is gone stops the worker."""
    try:
        yield
    except UnreadableSource as error:
        _fail(source, without_name(error))
    except (ClaimLostError, OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("reading %s failed", source)
        detail = " ".join(str(error).split())
        _fail(source, f"reading failed: {type(error).__name__}: {detail} ({_FAULT})")


def _fail(source: IngestSource, problem: str) -> None:
    finish(source, SourceStage.FAILED, problem=problem)
    if source.job.feed:
        _note_turn(source.job.feed, problem=problem)


# --- reading --------------------------------------------------------------------------------------------------------


def _read(source: IngestSource) -> list[ReadArticle | UnreadableSource]:
    """Every article of the source; the links of a feed are followed."""
    options = _options(source)
    item = Item(source.name, url=source.url, data=bytes(source.data), is_line=source.is_line)
    outcomes: list[ReadArticle | UnreadableSource] = []
    for outcome in load(item, options):
        followed = _follow(outcome, options) if isinstance(outcome, LinkedArticle) else [outcome]
        outcomes.extend(followed)
        note(source, found=len(outcomes))
    return outcomes


def _options(source: IngestSource) -> ReadOptions:
    return options_from_json(source.options, max_bytes=settings.INGEST_MAX_BYTES)


def _follow(link: LinkedArticle, options: ReadOptions) -> list[ReadArticle | UnreadableSource]:
    """The article behind a feed's link."""
    outcomes = load(Item(link.url, url=link.url, link=link), options)
    return [outcome for outcome in outcomes if not isinstance(outcome, LinkedArticle)]


def _read_feed(source: IngestSource, feed: Feed, pool: Executor) -> None:
    """What a followed feed has brought since the last time; an entry counts as met once its article is stored."""
    options = _options(source)
    outcomes: list[ReadArticle | UnreadableSource] = []
    origins: list[FeedEntry | None] = []
    for entry in _entries(source.url, options):
        known, brought = _met(feed, entry, options)
        outcomes.extend(brought)
        origins.extend([known] * len(brought))
        note(source, found=len(outcomes))
    stored = _record(source, outcomes, pool)
    met = [known.pk for known, is_stored in zip(origins, stored, strict=True) if known and is_stored]
    FeedEntry.objects.filter(pk__in=met).update(is_stored=True)


def _met(
    feed: Feed, entry: Outcome, options: ReadOptions
) -> tuple[FeedEntry | None, list[ReadArticle | UnreadableSource]]:
    """The entry as it is remembered, and its article unless that is stored or was asked for too often."""
    if isinstance(entry, UnreadableSource):
        return None, [entry]
    known, _ = FeedEntry.objects.get_or_create(feed=feed, key=_key(entry))
    if known.is_stored or known.attempts >= MOST_ATTEMPTS:
        return known, []
    FeedEntry.objects.filter(pk=known.pk).update(attempts=known.attempts + 1)
    if isinstance(entry, LinkedArticle):
        return known, _follow(entry, options)
    return known, [one for one in (completed(entry, "feed", options),) if not isinstance(one, LinkedArticle)]


def _entries(url: str, options: ReadOptions) -> Iterator[Outcome]:
    """The entries of the feed at `url`; raises UnreadableSource where there is none."""
    fetched = fetch(url, max_bytes=options.max_bytes)
    if kind_of(fetched.data, url, media_type=fetched.media_type) != "feed":
        raise UnreadableSource(url, "is no feed", "give the address of its RSS or Atom feed")
    yield from read_feed(fetched.data, url)


def _key(entry: ReadArticle | LinkedArticle) -> str:
    """What an entry is known by: its text where the feed carries it, so that a corrected one is read, else its link."""
    return body_hash(entry.body) if isinstance(entry, ReadArticle) else hashlib.sha256(entry.url.encode()).hexdigest()


# --- recording ------------------------------------------------------------------------------------------------------


def _record(source: IngestSource, outcomes: list[ReadArticle | UnreadableSource], pool: Executor) -> list[bool]:
    """Store and record each article and note what became of it; returns for each outcome whether it is stored now."""
    note(source, stage=SourceStage.RECORDING, found=len(outcomes))
    source.results.filter(article=None).delete()
    became: list[str] = []
    for outcome, result in zip(outcomes, record(pool, outcomes), strict=True):
        note(source)
        _note_result(source, outcome, result)
        became.append(result.outcome)
    failed = became.count(StoredAs.FAILED)
    # The bytes are kept for another try where something failed.
    kept = {} if failed else {"data": b""}
    if source.job.feed:
        _note_turn(source.job.feed, new=became.count(StoredAs.CREATED))
    finish(source, SourceStage.FAILED if became and failed == len(became) else SourceStage.DONE, **kept)
    return [outcome != StoredAs.FAILED for outcome in became]


def _note_result(source: IngestSource, outcome: ReadArticle | UnreadableSource, result: Result) -> None:
    """One article's row; what an earlier attempt has stored is not called known when it is met again."""
    article = None
    if isinstance(outcome, ReadArticle):
        article = Article.objects.only("ingested_at").filter(body_hash=body_hash(outcome.body)).first()
    became: str = result.outcome
    if became == StoredAs.UNCHANGED and source.attempts > 1 and article and article.ingested_at > source.job.asked_at:
        # Stored by the attempt before, whose worker died between storing it and telling so.
        became = StoredAs.CREATED
    values = {"name": result.name[:1000], "outcome": became, "problem": _problem(outcome, result)}
    if article is None:
        IngestResult.objects.create(source=source, article=None, **values)
        return
    with transaction.atomic():
        known, is_new = IngestResult.objects.get_or_create(source=source, article=article, defaults=values)
        if not is_new and StoredAs.FAILED in (known.outcome, result.outcome):
            IngestResult.objects.filter(pk=known.pk).update(**values)


def _problem(outcome: ReadArticle | UnreadableSource, result: Result) -> str:
    return (
        without_name(outcome) if isinstance(outcome, UnreadableSource) else result.line.removeprefix(f"{result.name}: ")
    )


def without_name(error: UnreadableSource) -> str:
    """Problem and remedy of an unreadable source, whose name stands beside it on the page."""
    mend = error.mend
    if "--undated" in mend:
        # The command line's words, said for those who sit at the desk.
        mend = "give the date, or take it without one, and try again"
    return f"{error.problem} ({mend})" if mend else error.problem


def _note_turn(feed: Feed, *, new: int = 0, problem: str = "") -> None:
    Feed.objects.filter(pk=feed.pk).update(polled_at=timezone.now(), new_articles=new, problem=problem)
