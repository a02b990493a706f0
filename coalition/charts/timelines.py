"""Acts on an axis of time. What is known only to the month or year is drawn as long as it may mean."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from coalition.charts.chart import Cell, Chart, Table
from coalition.charts.figure import ACT_COLOUR, ACTS, GRID, SURFACE, axis, figure_json
from coalition.charts.rows import PledgeEventRow
from coalition.charts.words import counted, date_in_words, hover, listed
from coalition.dates import PartialDate
from coalition.enums import Act

# Marks of nearly one day stand apart by this share of the lane's height, down and up in turn.
_STEP = 0.09
_DOWN_AND_UP = (0, 1, -1, 2, -2, 3, -3, 4, -4)


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


def _spread(days: Sequence[datetime.date], first: datetime.date, last: datetime.date) -> list[float]:
    """How far each mark leaves the middle of its lane, so that marks of nearly one day do not hide each other.

    Days within a sixtieth of the whole period are near. The first of them stays in the middle, the next ones step down
    and up, and then the steps repeat.
    """
    width = max(1, (last - first).days // 60)
    seen: Counter[int] = Counter()
    offsets = []
    for day in days:
        key = (day - first).days // width
        offsets.append(_STEP * _DOWN_AND_UP[seen[key] % len(_DOWN_AND_UP)])
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
        heights = [lane + offset for offset in _spread(middles, first, last)]
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
