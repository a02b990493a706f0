"""Meetings drawn as one line a year: plain SVG whose marks are links, without a library.

Positions across are shares of a year in per cent, so that the drawing is as wide as its page; heights are pixels.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coalition.charts.labels import text_width
from coalition.charts.rows import MeetingRow
from coalition.charts.words import counted, listed, period_in_words
from coalition.enums import MeetingStatus

# What happened first, then what was meant to.
_STATUSES = (MeetingStatus.HELD, MeetingStatus.PLANNED, MeetingStatus.CANCELLED)
# A line is drawn so that marks can be told apart and touched on the narrowest phone, and names be read on a desk:
# pixels of the line there, room for one mark (WCAG 2.2 asks for 24), and the gap between a mark and its name.
_PHONE, _DESK, _TOUCH, _GAP = 210.0, 800.0, 25.0, 14.0
LANE = 26
"""Pixels from one lane of a year to the next."""

Reach = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting on its year's line, `start` per cent from the left; `width` is 0 for one known day.

    `is_approximate` says that the day is not known and any day within the width may be meant. `y` is the middle in
    pixels; `name_before` puts the city's name on the left, where the right has no room.
    """

    meeting: MeetingRow
    start: float
    width: float
    y: int
    is_approximate: bool
    name_before: bool

    @property
    def label(self) -> str:
        """All of it in words: "Ministers in Rome, February 2016 (day not stated), held"."""
        when = period_in_words(self.meeting.starts_on, self.meeting.ends_on)
        doubt = " (day not stated)" if self.is_approximate else ""
        return f"{self.meeting.name}, {when}{doubt}, {self.meeting.status.label.lower()}"

    @property
    def end(self) -> float:
        """Where it ends, in per cent."""
        return self.start + self.width

    @property
    def middle(self) -> float:
        """Its middle, in per cent."""
        return self.start + self.width / 2


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its marks in order of time; `height` in pixels."""

    number: int
    marks: tuple[Mark, ...]
    height: int


@dataclass(frozen=True, slots=True)
class MeetingYears:
    """The drawing of a list of meetings, and its words."""

    summary: str
    years: tuple[Year, ...]
    statuses: tuple[MeetingStatus, ...]
    has_approximate: bool

    @property
    def drawn(self) -> int:
        """How many meetings it shows."""
        return sum(len(year.marks) for year in self.years)


def meeting_years(rows: Iterable[MeetingRow]) -> MeetingYears | None:
    """Dated meetings, a line for each year in which one begins; None without any."""
    meetings = sorted(rows, key=lambda row: (row.starts_on, row.name))
    if not meetings:
        return None
    numbers = sorted({meeting.starts_on.day.year for meeting in meetings})
    years = tuple(_year(number, [row for row in meetings if row.starts_on.day.year == number]) for number in numbers)
    return MeetingYears(
        summary=_summary(meetings),
        years=years,
        statuses=tuple(status for status in _STATUSES if any(row.status is status for row in meetings)),
        has_approximate=any(mark.is_approximate for year in years for mark in year.marks),
    )


def _year(number: int, meetings: Sequence[MeetingRow]) -> Year:
    """Each meeting stands in the first lane where neither its mark on a phone nor its name on a desk meets another."""
    phone: list[list[Reach]] = []
    desk: list[list[Reach]] = []
    marks = []
    for meeting in meetings:
        start, width = _extent(number, meeting)
        touch = _touch(start, width)
        named = _named(start, width, meeting.city)
        lane = next(
            (lane for lane in range(len(phone)) if _is_free(touch, phone[lane]) and _is_free(named, desk[lane])),
            len(phone),
        )
        if lane == len(phone):
            phone.append([])
            desk.append([])
        phone[lane].append(touch)
        desk[lane].append(named)
        marks.append(
            Mark(
                meeting=meeting,
                start=round(start, 2),
                width=round(width, 2),
                y=lane * LANE + LANE // 2,
                is_approximate=meeting.starts_on.precision != "day",
                name_before=_is_late(start, width, meeting.city),
            )
        )
    return Year(number, tuple(marks), len(phone) * LANE)


def _extent(year: int, meeting: MeetingRow) -> tuple[float, float]:
    """Start and width in per cent of the year; what lasts longer is cut at its end."""
    first_day = datetime.date(year, 1, 1)
    days = (datetime.date(year + 1, 1, 1) - first_day).days
    begins = (meeting.starts_on.day - first_day).days
    last_day = (meeting.ends_on or meeting.starts_on).last_day
    if last_day == meeting.starts_on.day:
        return (begins + 0.5) / days * 100, 0
    ends = min((last_day - first_day).days + 1, days)
    return begins / days * 100, (ends - begins) / days * 100


def _touch(start: float, width: float) -> Reach:
    """What a mark takes on a phone, in pixels."""
    middle, half = _pixels(start + width / 2, _PHONE), max(_TOUCH, _pixels(width, _PHONE)) / 2
    return middle - half, middle + half


def _named(start: float, width: float, name: str) -> Reach:
    """What a mark and its name take on a desk, in pixels."""
    left, right = _pixels(start, _DESK) - _GAP, _pixels(start + width, _DESK) + _GAP
    room = text_width(name)
    return (left - room, right) if _is_late(start, width, name) else (left, right + room)


def _is_late(start: float, width: float, name: str) -> bool:
    return _pixels(start + width, _DESK) + _GAP + text_width(name) > _DESK


def _pixels(share: float, whole: float) -> float:
    return share / 100 * whole


def _is_free(reach: Reach, taken: Iterable[Reach]) -> bool:
    return all(reach[1] <= other[0] or other[1] <= reach[0] for other in taken)


def _summary(meetings: Sequence[MeetingRow]) -> str:
    counts = Counter(meeting.status for meeting in meetings)
    parts = [f"{counts[status]:,} {status.label.lower()}" for status in _STATUSES if counts[status]]
    first, last = meetings[0], max(meetings, key=_last_day)
    sentence = f"{counted(len(meetings), 'meeting')}, {listed(parts)}."
    if first is last:
        return f"{sentence} {_place_and_date(first)}."
    return f"{sentence} The first: {_place_and_date(first)}; the last: {_place_and_date(last)}."


def _last_day(meeting: MeetingRow) -> datetime.date:
    return (meeting.ends_on or meeting.starts_on).last_day


def _place_and_date(meeting: MeetingRow) -> str:
    return f"{meeting.city or meeting.name}, {period_in_words(meeting.starts_on, meeting.ends_on)}"
