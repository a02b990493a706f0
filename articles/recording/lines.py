"""The running lines that the pledges of a few articles may join, read at once and kept while they are written."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from coalition.actions.pledges import settle
from coalition.models import Nation, Pledge, PledgeEvent
from coalition.standing import Standing, standings

_Key = tuple[int, str]


class Lines:
    """Lines by nation and capability, each with its acts: two queries for all that some articles speak of.

    Every reading gives the same objects, so what one proposal writes the next one sees.
    """

    def __init__(self) -> None:
        self._lines: dict[_Key, list[Pledge]] = {}
        self._events: dict[int, list[PledgeEvent]] = defaultdict(list)
        self._touched: dict[int, Pledge] = {}
        self._to_settle: dict[int, Pledge] = {}

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
        """The lines of one nation and capability, the oldest first, each as the articles before this one left it."""
        self.load([(nation.pk, capability)])
        lines = self._lines[nation.pk, capability]
        for line in lines:
            if self._to_settle.pop(line.pk, None):
                settle(line, self._published(line))
        return lines

    def events(self, line: Pledge) -> list[PledgeEvent]:
        """The acts of a line in their order: by date, by first report, by key."""
        return sorted(self._events[line.pk], key=_order)

    def add(self, line: Pledge) -> None:
        """A line that is to be stored."""
        self._lines[line.nation_id, line.capability].append(line)

    def add_event(self, event: PledgeEvent) -> None:
        """An act that is to be stored."""
        self._events[event.pledge_id].append(event)

    def touch(self, line: Pledge) -> None:
        """An act of this line was added, or is proved once more."""
        self._touched[line.pk] = line

    def end_article(self) -> None:
        """What follows from the acts of the article that was read is what the next one finds."""
        self._to_settle.update(self._touched)

    def settle(self) -> list[Pledge]:
        """The lines that were touched, with what follows from all their acts."""
        for line in self._touched.values():
            settle(line, self._published(line))
        return list(self._touched.values())

    def standings(self) -> dict[int, list[Standing]]:
        """Where each line that was touched stood in the public record, by its key."""
        return {key: standings(self._published(line)) for key, line in self._touched.items()}

    def _published(self, line: Pledge) -> list[PledgeEvent]:
        return [event for event in self._events[line.pk] if event.is_published]


def _order(event: PledgeEvent) -> tuple[object, ...]:
    return *date_order(event.happened_on), *date_order(event.public_from), event.pk


def date_order(day: datetime.date | None) -> tuple[bool, datetime.date]:
    """Rows without a date where the database puts them: some do first, some last."""
    is_first = connection.features.order_by_nulls_first
    return ((day is None) != is_first, day or datetime.date.min)
