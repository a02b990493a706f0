"""From traces to the JSON that `static/js/charts.js` draws.

plotly is imported when the first figure is built: it costs about 30 MB and a fifth of a second, which a process that
never draws should not pay. Colours are written as CSS variables and resolved in the browser, so that a figure follows
the page into dark mode.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coalition.enums import Act, Objective

ACT_COLOUR: dict[Act, str] = {act: f"var(--act-{act.value})" for act in Act}
OBJECTIVE_COLOUR: dict[Objective, str] = {
    objective: f"var(--obj-{objective.value.replace('_', '-')})" for objective in Objective
}
# Acts in the order of a pledge's life: legends, lanes and table columns follow it.
ACTS: tuple[Act, ...] = tuple(Act)
TEXT = "var(--text)"
MUTED = "var(--text-muted)"
GRID = "var(--border)"
SURFACE = "var(--surface)"


def figure_json(traces: Sequence[Any], layout: Mapping[str, Any]) -> str:
    """A figure of `traces` as JSON. Raises ValueError, naming the attribute, if plotly does not know one."""
    import plotly.graph_objects as go

    figure = go.Figure(data=list(traces), layout={**_base_layout(), **layout})
    text: str = figure.to_json(validate=False)
    return text


def _base_layout() -> dict[str, Any]:
    """What every chart shares: no mode bar, no dragging, no colours of its own.

    The template "none" keeps plotly's default one, 6 kB of colours that we do not use, out of the page.
    """
    return {
        "template": "none",
        "autotypenumbers": "strict",
        "dragmode": False,
        "hovermode": "closest",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": TEXT, "size": 13},
        "hoverlabel": {"bgcolor": SURFACE, "bordercolor": MUTED, "font": {"color": TEXT}, "align": "left"},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
    }


def axis(**changes: Any) -> dict[str, Any]:
    """An axis with a quiet grid that can be neither dragged nor zoomed, so that a finger scrolls the page."""
    return {
        "fixedrange": True,
        "automargin": True,
        "gridcolor": GRID,
        "linecolor": GRID,
        "zeroline": False,
        "ticks": "",
        **changes,
    }


def whole_step(longest: int) -> int:
    """The distance between ticks of an axis of counts: a 1, 2 or 5 with zeros that gives at most six ticks."""
    step = 1
    while longest > 6 * step:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step
