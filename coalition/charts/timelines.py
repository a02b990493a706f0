"""Acts and meetings on an axis of time. What is known only to the month or year is drawn as long as it may mean."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from coalition.charts.chart import Cell, Chart, Table
from coalition.charts.figure import ACT_COLOUR, ACTS, GRID, SURFACE, axis, figure_json
from coalition.charts.labels import NARROW, WIDE, spaced_labels
from coalition.charts.rows import MeetingRow, PledgeEventRow
from coalition.charts.words import counted, date_in_words, hover, listed, period_in_words, plain
from coalition.dates import PartialDate
from coalition.enums import Act, MeetingStatus

# Marks of nearly one day stand apart by this share of the lane's height: acts down and up in turn, meetings only
# down, since the names of their cities stand above.
_STEP = 0.09
_DOWN_AND_UP = (0, 1, -1, 2, -2, 3, -3, 4, -4)
_DOWN = (0, 1, 2, 3, 4)

_STATUS_COLOUR = {
    MeetingStatus.HELD: "var(--meeting-held)",
    MeetingStatus.PLANNED: "var(--meeting-planned)",
    MeetingStatus.CANCELLED: "var(--meeting-cancelled)",
}
# Colour never stands alone: a held meeting is a full dot, a planned one a ring, a cancelled one a cross.
_STATUS_SYMBOL = {
    MeetingStatus.HELD: "circle",
    MeetingStatus.PLANNED: "circle-open",
    MeetingStatus.CANCELLED: "x-thin-open",
}


def pledge_timeline(rows: Sequence[PledgeEventRow], *, download_url: str | None = None) -> Chart | None:
    """Every act as a dot in the lane of its kind; None without any.

    Meant for up to about two thousand rows: each is a mark in the page and a row of the table.
    """
    if not rows:
        return None
    events = sorted(rows, key=lambda row: (row.happened_on, ACTS.index(row.act), row.nation))
    acts = [act for act in ACTS if any(event.act is act for event in events)]
    return Chart(
        name="pledge-timeline",
        title="Acts over time",
        summary=_pledge_summary(events, acts),
        figure=_pledge_figure(events, acts),
        table=_pledge_table(events),
        height="s" if len(acts) < 3 else "m" if len(acts) < 5 else "l",
        download_url=download_url,
    )


def meeting_timeline(rows: Sequence[MeetingRow], *, download_url: str | None = None) -> Chart | None:
    """Every meeting at its days, in a lane each for held, planned and cancelled; None without any."""
    if not rows:
        return None
    meetings = sorted(rows, key=lambda row: (row.starts_on, row.name))
    statuses = [status for status in MeetingStatus if any(meeting.status is status for meeting in meetings)]
    lanes = sorted(statuses, key=list(_STATUS_COLOUR).index)
    return Chart(
        name="meeting-timeline",
        title="Meetings over time",
        summary=_meeting_summary(meetings, lanes),
        figure=_meeting_figure(meetings, lanes),
        table=_meeting_table(meetings),
        height="s",
        download_url=download_url,
    )


def _spread(
    days: Sequence[datetime.date], first: datetime.date, last: datetime.date, turns: Sequence[int]
) -> list[float]:
    """How far each mark leaves the middle of its lane, so that marks of nearly one day do not hide each other.

    Days within a sixtieth of the whole period are near. The first of them stays in the middle, the next ones take the
    `turns` after the first, steps down and up, and then these repeat.
    """
    width = max(1, (last - first).days // 60)
    seen: Counter[int] = Counter()
    offsets = []
    for day in days:
        key = (day - first).days // width
        offsets.append(_STEP * turns[seen[key] % len(turns)])
        seen[key] += 1
    return offsets


def _middle(first: datetime.date, last: datetime.date) -> datetime.date:
    return first + (last - first) // 2


def _spans(spans: Sequence[tuple[datetime.date, datetime.date, float]]) -> tuple[list[Any], list[Any]]:
    """One broken line through all spans: x and y with a gap after each."""
    x: list[str | None] = []
    y: list[float | None] = []
    for first, last, height in spans:
        x += [first.isoformat(), last.isoformat(), None]
        y += [height, height, None]
    return x, y


def _span_trace(spans: Sequence[tuple[datetime.date, datetime.date, float]], colour: str) -> Any:
    """Bars for what lasts, or may mean, more than a day. The dot in the middle carries the words."""
    import plotly.graph_objects as go

    x, y = _spans(spans)
    return go.Scatter(
        x=x, y=y, mode="lines", line={"color": colour, "width": 5}, opacity=0.45, hoverinfo="skip", showlegend=False
    )


def _time_layout(labels: Sequence[str], first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """Lanes from top to bottom over an axis of time with some air at both ends."""
    air = max(datetime.timedelta(days=15), (last - first) * 0.04)
    return {
        "showlegend": False,
        "xaxis": axis(type="date", range=[(first - air).isoformat(), (last + air).isoformat()]),
        "yaxis": axis(
            tickmode="array",
            tickvals=list(range(len(labels))),
            ticktext=list(labels),
            range=[len(labels) - 0.45, -0.55],
            ticklabelstandoff=6,
            gridcolor=GRID,
        ),
    }


def _pledge_figure(events: Sequence[PledgeEventRow], acts: Sequence[Act]) -> str:
    import plotly.graph_objects as go

    traces = []
    first = events[0].happened_on.day
    last = max(event.happened_on.last_day for event in events)
    for lane, act in enumerate(acts):
        own = [event for event in events if event.act is act]
        middles = [_middle(event.happened_on.day, event.happened_on.last_day) for event in own]
        heights = [lane + offset for offset in _spread(middles, first, last, _DOWN_AND_UP)]
        spans = [
            (event.happened_on.day, event.happened_on.last_day, height)
            for event, height in zip(own, heights, strict=True)
            if event.happened_on.precision != "day"
        ]
        if spans:
            traces.append(_span_trace(spans, ACT_COLOUR[act]))
        traces.append(
            go.Scatter(
                name=str(act.label),
                mode="markers",
                x=[day.isoformat() for day in middles],
                y=heights,
                customdata=[event.url for event in own],
                hovertext=[
                    hover(event.nation, f"{event.capability.label}: {act.label.lower()}", _date_line(event.happened_on))
                    for event in own
                ],
                hoverinfo="text",
                marker={"color": ACT_COLOUR[act], "size": 9, "line": {"color": SURFACE, "width": 1}},
            )
        )
    return figure_json(traces, _time_layout([str(act.label) for act in acts], first, last))


def _date_line(date: PartialDate) -> str:
    """The date as known; a hint where the day is not."""
    return date_in_words(date) if date.precision == "day" else f"{date_in_words(date)} (day not reported)"


def _pledge_summary(events: Sequence[PledgeEventRow], acts: Sequence[Act]) -> str:
    counts = Counter(event.act for event in events)
    parts = [f"{act.label.lower()} {counts[act]:,}" for act in acts]
    nations = len({event.nation for event in events})
    period = _whole_period([event.happened_on for event in events])
    return f"{counted(len(events), 'act')} of {counted(nations, 'nation')}, {period}: {listed(parts)}."


def _whole_period(dates: Sequence[PartialDate]) -> str:
    """From the first to the last date, each as far as it is known."""
    first = min(dates)
    last = max(dates, key=lambda date: (date.last_day, date.day))
    return date_in_words(first) if first == last else f"{date_in_words(first)} to {date_in_words(last)}"


def _pledge_table(events: Sequence[PledgeEventRow]) -> Table:
    return Table(
        headers=("Date", "Nation", "Capability", "Act"),
        rows=tuple(
            (
                Cell(date_in_words(event.happened_on), event.url),
                Cell(event.nation),
                Cell(str(event.capability.label)),
                Cell(str(event.act.label)),
            )
            for event in events
        ),
    )


def _last_day(meeting: MeetingRow) -> datetime.date:
    return (meeting.ends_on or meeting.starts_on).last_day


def _meeting_figure(meetings: Sequence[MeetingRow], lanes: Sequence[MeetingStatus]) -> str:
    import plotly.graph_objects as go

    first = meetings[0].starts_on.day
    last = max(_last_day(meeting) for meeting in meetings)
    traces = []
    for lane, status in enumerate(lanes):
        own = [meeting for meeting in meetings if meeting.status is status]
        middles = [_middle(meeting.starts_on.day, _last_day(meeting)) for meeting in own]
        heights = [lane + offset for offset in _spread(middles, first, last, _DOWN)]
        spans = [
            (meeting.starts_on.day, _last_day(meeting), height)
            for meeting, height in zip(own, heights, strict=True)
            if _last_day(meeting) > meeting.starts_on.day
        ]
        if spans:
            traces.append(_span_trace(spans, _STATUS_COLOUR[status]))
        traces.append(
            go.Scatter(
                name=str(status.label),
                mode="markers+text",
                x=[day.isoformat() for day in middles],
                y=heights,
                text=_cities(own, middles, first, last, WIDE),
                textposition="top center",
                textfont={"size": 12},
                cliponaxis=False,
                meta={"narrow": {"text": _cities(own, middles, first, last, NARROW)}},
                customdata=[meeting.url for meeting in own],
                hovertext=[hover(*_meeting_lines(meeting)) for meeting in own],
                hoverinfo="text",
                marker={
                    "symbol": _STATUS_SYMBOL[status],
                    "color": _STATUS_COLOUR[status],
                    "size": 11,
                    "line": {"color": _STATUS_COLOUR[status], "width": 2},
                },
            )
        )
    return figure_json(traces, _time_layout([str(status.label) for status in lanes], first, last))


def _cities(
    meetings: Sequence[MeetingRow], days: Sequence[datetime.date], first: datetime.date, last: datetime.date, width: int
) -> list[str]:
    """The cities of a lane's meetings, each where its name has room on a canvas of `width` pixels.

    About a quarter of the canvas is taken by the lanes' labels and the air at both ends.
    """
    pixels_a_day = width * 0.75 / max((last - first).days, 30)
    positions = [(day - first).days * pixels_a_day for day in days]
    return [plain(name) for name in spaced_labels([meeting.city for meeting in meetings], positions)]


def _meeting_lines(meeting: MeetingRow) -> list[str]:
    """What a meeting's hover label says, line by line."""
    verb = "invited" if meeting.status is MeetingStatus.PLANNED else "named as taking part"
    return [
        meeting.name,
        ", ".join(part for part in (meeting.city, period_in_words(meeting.starts_on, meeting.ends_on)) if part),
        f"{counted(meeting.nations, 'nation')} {verb}" if meeting.nations else "",
    ]


def _meeting_summary(meetings: Sequence[MeetingRow], lanes: Sequence[MeetingStatus]) -> str:
    counts = Counter(meeting.status for meeting in meetings)
    parts = [f"{counts[status]:,} {status.label.lower()}" for status in lanes]
    first, last = meetings[0], max(meetings, key=_last_day)
    sentence = f"{counted(len(meetings), 'meeting')}, {listed(parts)}."
    if first is last:
        return f"{sentence} {_place_and_date(first)}."
    return f"{sentence} The first: {_place_and_date(first)}; the last: {_place_and_date(last)}."


def _place_and_date(meeting: MeetingRow) -> str:
    return ", ".join(
        part for part in (meeting.city or meeting.name, period_in_words(meeting.starts_on, meeting.ends_on)) if part
    )


def _meeting_table(meetings: Sequence[MeetingRow]) -> Table:
    return Table(
        headers=("Date", "Meeting", "City", "Status", "Nations"),
        rows=tuple(
            (
                Cell(period_in_words(meeting.starts_on, meeting.ends_on)),
                Cell(meeting.name, meeting.url),
                Cell(meeting.city),
                Cell(str(meeting.status.label)),
                Cell(f"{meeting.nations:,}", is_number=True),
            )
            for meeting in meetings
        ),
    )
