"""What is given, by capability: one bar a capability, one segment an act."""

from __future__ import annotations

from collections.abc import Sequence

from coalition.charts.chart import Cell, Chart, Height, Table
from coalition.charts.figure import ACT_COLOUR, MUTED, SURFACE, axis, figure_json, whole_step
from coalition.charts.rows import CapabilityCount
from coalition.charts.words import counted, hover, listed
from coalition.enums import Act, Capability

TITLE = "Contributions by capability"
# What is delivered stands on the baseline, where lengths compare best; what has ended or was refused comes last.
_STACK = (Act.DELIVERING, Act.PLEDGED, Act.CONSIDERING, Act.REQUESTED, Act.ENDED, Act.DECLINED)


def contributions_by_capability(rows: Sequence[CapabilityCount], *, download_url: str | None = None) -> Chart | None:
    """Bars of pledge lines by capability, cut into the act each line has reached; None without any line.

    A line counts once, under its latest act. Acts stand side by side and are never added up: what is pledged is not
    delivered.
    """
    counts = {(row.capability, row.act): row for row in rows if row.lines > 0}
    if not counts:
        return None
    capabilities = _in_order(counts)
    acts = [act for act in _STACK if any(row_act is act for _, row_act in counts)]
    return Chart(
        name="contributions-by-capability",
        title=TITLE,
        summary=_summary(counts, capabilities),
        figure=_figure(counts, capabilities, acts),
        table=_table(counts, capabilities, acts),
        height=_height(len(capabilities)),
        download_url=download_url,
    )


Counts = dict[tuple[Capability, Act], CapabilityCount]


def _lines(counts: Counts, capability: Capability, act: Act) -> int:
    row = counts.get((capability, act))
    return row.lines if row else 0


def _in_order(counts: Counts) -> list[Capability]:
    """Most delivered first, then most pledged; ties by name."""
    return sorted(
        {capability for capability, _ in counts},
        key=lambda capability: (
            -_lines(counts, capability, Act.DELIVERING),
            -_lines(counts, capability, Act.PLEDGED),
            str(capability.label),
        ),
    )


def _height(bars: int) -> Height:
    if bars <= 3:
        return "s"
    if bars <= 8:
        return "m"
    return "l" if bars <= 13 else "xl"


def _summary(counts: Counts, capabilities: list[Capability]) -> str:
    by_act = {act: sum(_lines(counts, capability, act) for capability in capabilities) for act in _STACK}
    parts = [f"{act.label.lower()} {total:,}" for act, total in by_act.items() if total]
    sentence = f"Pledge lines by the act each has reached: {listed(parts)}."
    most = max(_lines(counts, capability, Act.DELIVERING) for capability in capabilities)
    if not most:
        return sentence
    leaders = [str(c.label) for c in capabilities if _lines(counts, c, Act.DELIVERING) == most]
    verb = "has" if len(leaders) == 1 else "have"
    return f"{sentence} {listed(leaders)} {verb} the most lines now being delivered ({most:,}{_each(leaders)})."


def _each(leaders: list[str]) -> str:
    return " each" if len(leaders) > 1 else ""


def _figure(counts: Counts, capabilities: list[Capability], acts: list[Act]) -> str:
    import plotly.graph_objects as go

    traces = []
    for act in acts:
        drawn = [counts[capability, act] for capability in capabilities if (capability, act) in counts]
        traces.append(
            go.Bar(
                orientation="h",
                name=str(act.label),
                x=[row.lines for row in drawn],
                y=[str(row.capability.label) for row in drawn],
                customdata=[row.url for row in drawn],
                hovertext=[
                    hover(str(row.capability.label), f"{act.label}: {counted(row.lines, 'pledge line')}")
                    for row in drawn
                ],
                hoverinfo="text",
                marker={"color": ACT_COLOUR[act], "line": {"color": SURFACE, "width": 1}},
            )
        )
    longest = max(sum(_lines(counts, capability, act) for act in acts) for capability in capabilities)
    layout = {
        "barmode": "stack",
        "bargap": 0.35,
        "showlegend": True,
        "xaxis": axis(
            title={"text": "Pledge lines", "font": {"color": MUTED, "size": 12}},
            tickformat=",d",
            tick0=0,
            dtick=whole_step(longest),
            rangemode="tozero",
        ),
        "yaxis": axis(
            categoryorder="array",
            categoryarray=[str(capability.label) for capability in capabilities],
            autorange="reversed",
            showgrid=False,
            ticklabelstandoff=6,
        ),
    }
    return figure_json(traces, layout)


def _table(counts: Counts, capabilities: list[Capability], acts: list[Act]) -> Table:
    def cell(capability: Capability, act: Act) -> Cell:
        row = counts.get((capability, act))
        return Cell(f"{row.lines:,}", row.url, is_number=True) if row else Cell("0", is_number=True)

    return Table(
        headers=("Capability", *(str(act.label) for act in acts)),
        rows=tuple(
            (Cell(str(capability.label)), *(cell(capability, act) for act in acts)) for capability in capabilities
        ),
    )
