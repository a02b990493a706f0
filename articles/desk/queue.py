"""The queue as editors walk through it: its order, who holds what, and what comes next."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, F, Q, QuerySet, Value, When

from articles.models import QueueEntry

HOLD: Final = datetime.timedelta(minutes=3)
"""How long an open item keeps others away unless its page says that it is still open, which it does each minute."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the order of the queue, which stays one when the proposal there is decided.

    Both conditions begin with a range of the index that gives the order; an "or" would make the database sort.
    """

    priority: float
    candidate: int

    def ahead(self) -> Q:
        """The condition that an entry comes later."""
        return Q(priority__lte=self.priority) & ~Q(priority=self.priority, candidate__lte=self.candidate)

    def behind(self) -> Q:
        """The condition that an entry comes earlier."""
        return Q(priority__gte=self.priority) & ~Q(priority=self.priority, candidate__gte=self.candidate)


def open_entries() -> QuerySet[QueueEntry]:
    """Proposals that wait, those that matter most to readers and are least certain first; without the texts.

    An entry goes when its proposal is decided, so that the order and the counts need no other table.
    """
    return QueueEntry.objects.select_related("candidate__article", "nation").defer("candidate__article__body")


def position_of(entry: QueueEntry) -> Position:
    """Where an entry stands."""
    return Position(entry.priority, entry.pk)


def free_for(editor: str, now: datetime.datetime) -> Q:
    """The condition that nobody else is judging an entry at `now`."""
    return Q(held_until__isnull=True) | Q(held_until__lte=now) | Q(held_by=editor)


def next_entry(
    rows: QuerySet[QueueEntry],
    *,
    editor: str,
    now: datetime.datetime,
    after: Position | None = None,
    skipped: Collection[int] = (),
) -> QueueEntry | None:
    """The next entry of `rows` for `editor`: after the position, else from the top; what was skipped comes last.

    Entries that others hold are left out. None where nothing is left but, at most, the entry at the position itself.
    """
    free = rows.filter(free_for(editor, now))
    if after is not None:
        free = free.exclude(candidate=after.candidate)
    fresh = free.exclude(candidate__in=skipped)
    ahead = fresh.filter(after.ahead()).first() if after is not None else None
    return ahead or fresh.first() or free.first()


def neighbour(rows: QuerySet[QueueEntry], position: Position, *, step: int) -> QueueEntry | None:
    """The entry just after (`step` 1) or before (-1) the position, whoever holds it; None at the end."""
    if step > 0:
        return rows.filter(position.ahead()).first()
    return rows.filter(position.behind()).reverse().first()


# --- holds ----------------------------------------------------------------------------------------------------------


def hold(candidate: int, *, editor: str, now: datetime.datetime, take_over: bool = False) -> bool:
    """Keep others from being led to the proposal for a while; False where somebody else holds it already.

    One statement, so that of two editors one gets it. An editor holds one proposal at a time.
    """
    entries = QueueEntry.objects.filter(candidate=candidate)
    if not take_over:
        entries = entries.filter(free_for(editor, now))
    goes_on = When(held_by=editor, held_until__gt=now, then=F("held_since"))
    got: Any = entries.update(held_since=Case(goes_on, default=Value(now)), held_by=editor, held_until=now + HOLD)
    if got:
        QueueEntry.objects.filter(held_by=editor).exclude(candidate=candidate).update(**_FREE)
    return bool(got)


_FREE: Final = {"held_by": "", "held_since": None, "held_until": None}


def release(candidate: int, *, editor: str) -> None:
    """Let others have the proposal."""
    QueueEntry.objects.filter(candidate=candidate, held_by=editor).update(**_FREE)


def is_held_by_other(entry: QueueEntry, *, editor: str, now: datetime.datetime) -> bool:
    """Whether somebody else is judging it at `now`."""
    return entry.held_until is not None and entry.held_until > now and entry.held_by != editor
