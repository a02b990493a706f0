"""The running lines that the pledges of one article may join, read at once and kept while the article is written."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from coalition.models import Nation, Pledge, PledgeEvent

_Key = tuple[int, str]


class Lines:
    """Lines by nation and capability, each with its acts: two queries for all that an article speaks of.

    Every reading gives the same objects, so what one proposal writes the next one sees.
    """

    def __init__(self) -> None:
        self._lines: dict[_Key, list[Pledge]] = {}
        self._events: dict[int, list[PledgeEvent]] = defaultdict(list)

    def load(self, keys: Iterable[_Key]) -> None:
        """Read the lines of these nations and capabilities, as far as they are not at hand."""
        missing = sorted(set(keys) - self._lines.keys())
        if not missing:
            return
        wanted = Q()
        for nation, capability in missing:
            self._lines[nation, capability] = []
            wanted |= Q(nation_id=nation, capability=capability)
        found = list(Pledge.objects.filter(wanted).select_related("country", "city").order_by("pk"))
        for line in found:
            self._lines[line.nation_id, line.capability].append(line)
        if found:
            for event in PledgeEvent.objects.filter(pledge__in=found).order_by("pk"):
                self._events[event.pledge_id].append(event)

    def of(self, nation: Nation, capability: str) -> list[Pledge]:
        """The lines of one nation and capability, the oldest first."""
        self.load([(nation.pk, capability)])
        return self._lines[nation.pk, capability]

    def events(self, line: Pledge) -> list[PledgeEvent]:
        """The acts of a line in their order: by date, by first report, by key."""
        return sorted(self._events[line.pk], key=_order)

    def add(self, line: Pledge) -> None:
        """A line that was just stored."""
        self._lines[line.nation_id, line.capability].append(line)

    def add_event(self, event: PledgeEvent) -> None:
        """An act that was just stored."""
        self._events[event.pledge_id].append(event)


def _order(event: PledgeEvent) -> tuple[object, ...]:
    return *_date_order(event.happened_on), *_date_order(event.public_from), event.pk


def _date_order(day: datetime.date | None) -> tuple[bool, datetime.date]:
    """Rows without a date where the database puts them: some do first, some last."""
    is_first = connection.features.order_by_nulls_first
    return ((day is None) != is_first, day or datetime.date.min)
