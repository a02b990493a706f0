"""`{% chart chart %}`: a figure with its words, its table and its download."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from coalition.charts.chart import Chart

register = template.Library()

_VENDOR = "vendor/plotly-4.1.1/"
# As in Django's json_script: nothing in the JSON can end the script element or begin another.
_SCRIPT_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.inclusion_tag("components/_chart.html")
def chart(chart: Chart | None, level: int = 2) -> dict[str, Any]:
    """A chart with its title as a heading of `level`; a short line in its place when there is nothing to draw."""
    if chart is None:
        return {"chart": None}
    return {
        "chart": chart,
        "level": level,
        "figure": _script_safe(chart.figure),
        "library_url": static(f"{_VENDOR}plotly.min.js"),
        "stylesheet_url": static(f"{_VENDOR}plotly.css"),
        "map_url": static(f"{_VENDOR}{chart.map}.json") if chart.map else "",
    }


def _script_safe(json: str) -> SafeString:
    return mark_safe(json.translate(_SCRIPT_ESCAPES))  # noqa: S308 the three characters that matter are escaped
