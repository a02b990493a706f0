"""Handing sources to workers: each source to one of them, and to another where that one died.

A claim lasts `CLAIM_SECONDS` unless its worker renews it. On PostgreSQL workers skip the rows that others are just
claiming, so any number of them share one queue; on SQLite the database lets one writer in at a time, which is enough
for the single worker there.
"""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.enums import SourceStage
from articles.intake.models import ENDED, RUNNING, IngestSource

CLAIM_SECONDS: Final = 60
"""How long a source waits for a worker that died."""
RENEW_SECONDS: Final = 15
MOST_ATTEMPTS: Final = 3
"""A source whose reading ends its worker again and again is given up."""


class ClaimLostError(Exception):
    """The claim ran out and the source was given to another worker: this one must write nothing more."""


def claim(worker: str) -> IngestSource | None:
    """The next source, claimed for `worker`; None where nothing waits."""
    if not is_anything_waiting():
        # The usual case, found out without a lock.
        return None
    with transaction.atomic():
        free = _free()
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True)
        for source in free.order_by("urgency", "pk").iterator(chunk_size=1):
            if source.attempts >= MOST_ATTEMPTS:
                _give_up(source)
                continue
            source.attempts += 1
            source.stage = SourceStage.FETCHING if source.url else SourceStage.READING
            source.claimed_by, source.claimed_until = worker, _until()
            source.save(update_fields=["attempts", "stage", "claimed_by", "claimed_until"])
            return source
    return None


def is_anything_waiting() -> bool:
    """Whether there is a source for a worker to take."""
    return _free().exists()


def _free() -> QuerySet[IngestSource]:
    """Sources that wait, and those whose worker has not been heard of."""
    deserted = Q(stage__in=RUNNING, claimed_until__lt=timezone.now())
    # Said once more what they are not, so that the database finds them by its index of open sources.
    return IngestSource.objects.exclude(stage__in=ENDED).filter(Q(stage=SourceStage.WAITING) | deserted)


def _until() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(seconds=CLAIM_SECONDS)


def _give_up(source: IngestSource) -> None:
    source.stage, source.ended_at = SourceStage.FAILED, timezone.now()
    source.problem = f"the program that reads it ended {MOST_ATTEMPTS} times while at it"
    source.claimed_by, source.claimed_until = "", None
    source.save(update_fields=["stage", "ended_at", "problem", "claimed_by", "claimed_until"])


def renew(worker: str) -> int:
    """Keep what `worker` holds for another while; returns how many sources that is."""
    return IngestSource.objects.filter(claimed_by=worker, stage__in=RUNNING).update(claimed_until=_until())


def note(source: IngestSource, **changes: Any) -> None:
    """Write how far `source` has come; raises ClaimLostError where it is another worker's by now."""
    _write(source, claimed_until=_until(), **changes)


def finish(source: IngestSource, stage: SourceStage, **changes: Any) -> None:
    """Let go of `source`, done or failed."""
    _write(source, stage=stage, ended_at=timezone.now(), claimed_by="", claimed_until=None, **changes)


def _write(source: IngestSource, **changes: Any) -> None:
    mine = IngestSource.objects.filter(pk=source.pk, claimed_by=source.claimed_by, stage__in=RUNNING)
    if not mine.update(**changes):
        raise ClaimLostError(source.pk)
    for name, value in changes.items():
        setattr(source, name, value)


def put_back(worker: str) -> int:
    """A worker that is told to stop returns what it holds, to be begun anew; returns how many sources that is."""
    held = IngestSource.objects.filter(claimed_by=worker, stage__in=RUNNING)
    # Being told to stop is no failed attempt.
    return held.update(stage=SourceStage.WAITING, attempts=F("attempts") - 1, claimed_by="", claimed_until=None)
