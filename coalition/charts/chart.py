"""A chart as a page needs it: words, a figure for the browser and the same numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Height = Literal["s", "m", "l", "xl", "world", "theatre"]
MapName = Literal["world_110m", "theatre_50m"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table; numbers are aligned to the right."""

    text: str
    url: str | None = None
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a figure. The first cell of each row is its heading."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with all that stands in for it where it cannot be seen.

    `name` is unique on its page and ends in element ids; `figure` is plotly's JSON, in which colours are CSS
    variables that the browser resolves; `map` names the geometry the figure is drawn on; `height` is the class that
    reserves its space before it is drawn.
    """

    name: str
    title: str
    summary: str
    figure: str = field(repr=False)
    table: Table = field(repr=False)
    height: Height = "m"
    map: MapName | None = None
    note: str = ""
    download_url: str | None = None
