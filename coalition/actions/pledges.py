"""Writes that concern pledges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction

from coalition.actions.rows import insert_rows, update_rows
from coalition.models import Pledge, PledgeEvent, PledgeStanding
from coalition.standing import Standing, effective_day, public_day, quantity_event, standing_event, standings

# Below the number of parameters that every SQLite build takes in one query.
_BATCH = 500

_COMPUTED = ("status", "public_from", "first_event_on", "last_event_on", "quantity_now", "unit_now")


def refresh_pledges(pledges: Iterable[int]) -> None:
    """Compute status, dates, quantity and past standings of the pledges with these keys from their published events.

    A pledge without a published event is withdrawn from readers. Three queries for 500 pledges and three to write what
    changed; none of the computed values enters the history of changes.
    """
    keys = iter(sorted(set(pledges)))
    while batch := list(islice(keys, _BATCH)):
        _refresh(batch)


@transaction.atomic(savepoint=False)
def _refresh(keys: Sequence[int]) -> None:
    threads: dict[int, list[PledgeEvent]] = defaultdict(list)
    published: Any = PledgeEvent.objects.published()
    for event in published.filter(pledge__in=keys):
        threads[event.pledge_id].append(event)
    stale = [pledge for pledge in Pledge.objects.filter(pk__in=keys) if settle(pledge, threads[pledge.pk])]
    write_settled(stale)
    write_standings({key: standings(threads[key]) for key in keys})


def settle(pledge: Pledge, events: Sequence[PledgeEvent]) -> bool:
    """Set what follows from the published events of a pledge, in memory; answers whether anything changes."""
    changes = {name: value for name, value in _computed(events).items() if getattr(pledge, name) != value}
    for name, value in changes.items():
        setattr(pledge, name, value)
    return bool(changes)


def write_settled(pledges: Sequence[Pledge]) -> None:
    """Store what `settle` has set."""
    update_rows(pledges, _COMPUTED)


def write_standings(wanted: Mapping[int, Sequence[Standing]]) -> None:
    """Put `wanted` in the place of what is stored for those pledges, where it differs."""
    stored: dict[int, list[Standing]] = defaultdict(list)
    for row in PledgeStanding.objects.filter(pledge__in=wanted).order_by("pledge", "since"):
        stored[row.pledge_id].append(Standing(row.since, row.until, row.status, row.last_event_on))
    changed = [key for key, rows in wanted.items() if stored[key] != rows]
    if not changed:
        return
    PledgeStanding.objects.filter(pledge__in=changed).delete()
    insert_rows(
        [
            PledgeStanding(
                pledge_id=key, since=row.since, until=row.until, status=row.status, last_event_on=row.last_event_on
            )
            for key in changed
            for row in wanted[key]
        ]
    )


def _computed(events: Sequence[PledgeEvent]) -> dict[str, Any]:
    """The values of `_COMPUTED` that follow from the published events of one pledge."""
    standing = standing_event(events)
    stated = quantity_event(events)
    days = [effective_day(event) for event in events]
    return {
        "status": standing.act if standing else "",
        "public_from": min(map(public_day, events), default=None),
        "first_event_on": min(days, default=None),
        "last_event_on": max(days, default=None),
        "quantity_now": stated.quantity if stated else None,
        "unit_now": stated.unit if stated else "",
    }
