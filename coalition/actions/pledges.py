"""Writes on pledges that mean something."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from coalition.enums import Act
from coalition.models import Pledge, PledgeEvent

_COMPUTED = ["status", "public_from", "first_event_on", "last_event_on", "quantity_now", "unit_now"]


def refresh_pledges(pledges: Iterable[int]) -> None:
    """Compute status, dates and present quantity of these pledges from their published events.

    Two queries and one bulk update, whatever the number of pledges.
    """
    keys = list(pledges)
    threads: dict[int, list[PledgeEvent]] = defaultdict(list)
    for event in PledgeEvent.objects.filter(pledge__in=keys, is_published=True):
        threads[event.pledge_id].append(event)
    records = list(Pledge.objects.filter(pk__in=keys))
    for pledge in records:
        _compute(pledge, sorted(threads[pledge.pk], key=_when))
    Pledge.objects.bulk_update(records, _COMPUTED)


def _when(event: PledgeEvent) -> tuple[datetime.date, datetime.date, int]:
    """Order in the thread: the day of the act, or of its first report where no text dates it."""
    reported = event.public_from or datetime.date.min
    return (event.happened_on or reported, reported, event.pk)


def _compute(pledge: Pledge, thread: list[PledgeEvent]) -> None:
    # A request is made of a nation by others, so it says where the line stands only until the nation itself acts.
    own = [event for event in thread if event.act != Act.REQUESTED]
    latest = (own or thread)[-1] if thread else None
    pledge.status = latest.act if latest else ""
    pledge.public_from = min((event.public_from for event in thread if event.public_from), default=None)
    pledge.first_event_on = _when(thread[0])[0] if thread else None
    pledge.last_event_on = _when(thread[-1])[0] if thread else None
    stated = [
        event
        for event in thread
        if event.act == pledge.status and event.quantity is not None and event.counts and event.act != Act.ENDED
    ]
    pledge.quantity_now = stated[-1].quantity if stated else None
    pledge.unit_now = stated[-1].unit if stated else ""
