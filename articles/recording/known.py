"""What the record knows of the meetings and cities that a few articles speak of, read at once and kept meanwhile.

Like `Lines`, every reading gives the same objects, so what one proposal writes the next one sees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from articles.recording.lines import date_order
from coalition.models import Attendance, City, CityEvent, Meeting

_Guest = tuple[int, int, int | None]
"""Keys of a meeting, a nation and, where a report names one, a minister."""


class KnownMeetings:
    """Meetings by the city they take place in, each with who came: two queries for any number of cities."""

    def __init__(self) -> None:
        self._meetings: dict[str, list[Meeting]] = {}
        self._attendances: dict[_Guest, Attendance] = {}

    def load(self, cities: Iterable[str]) -> None:
        """Read the meetings in these cities, as far as they are not at hand."""
        missing = {city.lower() for city in cities} - self._meetings.keys()
        if not missing:
            return
        self._meetings.update((city, []) for city in missing)
        found = Meeting.objects.filter(reduce(or_, (Q(city__iexact=city) for city in sorted(missing))))
        for meeting in found:
            self._meetings.setdefault(meeting.city.lower(), []).append(meeting)
        if found:
            for attendance in Attendance.objects.filter(meeting__in=found).order_by():
                self.add_attendance(attendance)

    def in_city(self, city: str) -> list[Meeting]:
        """The meetings in one city, whatever the case its name is printed in."""
        self.load([city])
        return self._meetings[city.lower()]

    def add(self, meeting: Meeting) -> None:
        """A meeting that is to be stored."""
        self.in_city(meeting.city).append(meeting)

    def attendance(self, meeting: int, nation: int, minister: int | None) -> Attendance | None:
        """Who came for that nation, or that nation without a name where `minister` is None."""
        return self._attendances.get((meeting, nation, minister))

    def add_attendance(self, attendance: Attendance) -> None:
        """An attendance that is to be stored."""
        self._attendances[attendance.meeting_id, attendance.nation_id, attendance.minister_id] = attendance


class KnownCityEvents:
    """What happened to cities: one query for any number of them."""

    def __init__(self) -> None:
        self._events: dict[int, list[CityEvent]] = {}

    def load(self, cities: Iterable[City]) -> None:
        """Read the events of these cities, as far as they are not at hand."""
        missing = {city.pk for city in cities} - self._events.keys()
        if not missing:
            return
        events = defaultdict(list)
        for event in CityEvent.objects.filter(city__in=sorted(missing)).order_by():
            events[event.city_id].append(event)
        self._events.update((city, events[city]) for city in missing)

    def of(self, city: City) -> list[CityEvent]:
        """The events of a city in their order: by date, by first report, by key."""
        self.load([city])
        return sorted(self._events[city.pk], key=_order)

    def add(self, event: CityEvent) -> None:
        """An event that is to be stored."""
        self._events[event.city_id].append(event)


def _order(event: CityEvent) -> tuple[object, ...]:
    return *date_order(event.happened_on), *date_order(event.public_from), event.pk
