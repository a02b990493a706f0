"""Putting sources into the queue. Nothing is read here: that is for the workers."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from articles.enums import SourceStage, StoredAs, WayIn
from articles.ingest.types import ReadOptions
from articles.intake.models import RUNNING, Feed, IngestJob, IngestResult, IngestSource
from coalition.dates import PartialDate

_URGENCY: Final = {WayIn.FEED: 1, WayIn.COMMAND: 2}
"""Editors who wait come first, then feeds, then what a command has piled up."""
_ROWS_AT_ONCE: Final = 200
_BYTES_AT_ONCE: Final = 2_000_000
"""Written together: neither a folder of thousands of files nor an editor's fifty are ever in memory as a whole."""


POLL_EVERY: Final = datetime.timedelta(hours=1)
"""How often a feed is asked what is new."""


@dataclass(frozen=True, slots=True)
class Given:
    """A source as it was handed in: bytes, one line of JSON lines, or an address."""

    name: str
    url: str = ""
    data: bytes = b""
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text with what its editor says of it; the text is stored as it is."""

    text: str
    title: str
    publisher: str = ""
    published: PartialDate | None = None
    url: str = ""

    def as_given(self) -> Given:
        """One line of JSON lines, whose reader takes the values as they are."""
        values: dict[str, Any] = {"title": self.title, "publisher": self.publisher, "url": self.url, "body": self.text}
        if self.published:
            values["published"] = str(self.published)
        return Given(self.title, data=json.dumps(values).encode(), is_line=True)


@dataclass(frozen=True, slots=True)
class Submission:
    """What becomes a job: the way in, who asked, and how its sources are to be read."""

    way: WayIn
    asked_by: str = ""
    options: ReadOptions = field(default_factory=ReadOptions)
    feed: Feed | None = None


@transaction.atomic
def submit(submission: Submission, given: Iterable[Given]) -> IngestJob:
    """Make a job of the sources, in their order; workers take it up once the transaction is committed."""
    job = IngestJob.objects.create(way=submission.way, asked_by=submission.asked_by, feed=submission.feed)
    options = options_as_json(submission.options)
    rows = (
        IngestSource(
            job=job,
            name=one.name[:1000],
            url=one.url,
            data=one.data,
            is_line=one.is_line,
            options=options,
            urgency=0 if submission.asked_by else _URGENCY.get(submission.way, 0),
        )
        for one in given
    )
    for some in _parts(rows):
        IngestSource.objects.bulk_create(some)
    return job


def _parts(rows: Iterator[IngestSource]) -> Iterator[list[IngestSource]]:
    some: list[IngestSource] = []
    size = 0
    for row in rows:
        some.append(row)
        size += len(row.data)
        if len(some) >= _ROWS_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


@transaction.atomic
def try_again(job: IngestJob, options: ReadOptions | None = None) -> int:
    """Put the sources of `job` that failed, in whole or in part, back into the queue; returns how many.

    A date in `options` stands in where a source gives none. Articles that were stored stay stored.
    """
    failed_in_part = IngestResult.objects.filter(source__job=job, outcome=StoredAs.FAILED).values("source")
    sources = job.sources.exclude(stage__in=[*RUNNING, SourceStage.WAITING])
    keys = list(
        (sources.filter(stage=SourceStage.FAILED) | sources.filter(pk__in=failed_in_part)).values_list("pk", flat=True)
    )
    again: dict[str, Any] = {"options": options_as_json(options)} if options is not None else {}
    return IngestSource.objects.filter(pk__in=keys).update(
        stage=SourceStage.WAITING,
        attempts=0,
        claimed_by="",
        claimed_until=None,
        problem="",
        ended_at=None,
        urgency=0,
        **again,
    )


@transaction.atomic
def ask_feed(feed: Feed, *, asked_by: str = "") -> IngestJob:
    """A job that asks `feed` what is new, whose next turn then comes an hour later."""
    Feed.objects.filter(pk=feed.pk).update(due_at=timezone.now() + POLL_EVERY)
    options = ReadOptions(publisher=feed.name)
    return submit(Submission(WayIn.FEED, asked_by, options, feed), [Given(feed.url, url=feed.url)])


def ask_due_feeds() -> list[IngestJob]:
    """A job for each feed whose turn has come; of several callers at once, one gets each feed."""
    jobs = []
    for feed in Feed.objects.due():
        mine = Feed.objects.filter(pk=feed.pk, due_at=feed.due_at).update(due_at=timezone.now() + POLL_EVERY)
        if mine:
            jobs.append(ask_feed(feed))
    return jobs


def options_as_json(options: ReadOptions) -> dict[str, Any]:
    """How sources are to be read, as the queue keeps it; the size limit is the worker's own."""
    return {
        "undated": options.undated,
        "published": str(options.published) if options.published else "",
        "publisher": options.publisher,
    }


def options_from_json(kept: dict[str, Any], *, max_bytes: int) -> ReadOptions:
    """The way back from `options_as_json`."""
    published = kept.get("published", "")
    return ReadOptions(
        undated=bool(kept.get("undated")),
        published=PartialDate.parse(published) if published else None,
        publisher=str(kept.get("publisher", "")),
        max_bytes=max_bytes,
    )
